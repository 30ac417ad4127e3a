package xlsx

import (
	"slices"
	"strconv"
)

// xml gives the series at place i. Element order is that of the schema; a reader may refuse another.
func (s series) xml(i int, scatter bool) node {
	shape := el("c:spPr", el("a:ln", attr{"w", "19050"}, el("a:noFill")))
	if s.joined {
		shape = el("c:spPr", line(s.sign.colour, 22225))
	}
	parts := []any{val("c:idx", strconv.Itoa(i)), val("c:order", strconv.Itoa(i)), el("c:tx", s.name.strRef()), shape, s.sign.marker("8")}
	for _, at := range s.unsure {
		pale := s.sign
		pale.fill = pale.bar
		// LibreOffice draws the marker of a point only where it has another size than that of its series.
		parts = append(parts, el("c:dPt", val("c:idx", strconv.Itoa(at)), pale.marker("7"), val("c:bubble3D", "0")))
	}
	if len(s.labels) > 0 {
		parts = append(parts, s.dataLabels())
	}
	if slices.ContainsFunc(s.plus.figures, func(x *float64) bool { return x != nil }) {
		parts = append(parts, s.bars(scatter))
	}
	if scatter {
		parts = append(parts, el("c:xVal", s.x.numRef()), el("c:yVal", s.y.numRef()))
	} else {
		parts = append(parts, el("c:cat", s.x.strRef()), el("c:val", s.y.numRef()))
	}
	return el("c:ser", append(parts, val("c:smooth", "0"))...)
}

func (s sign) marker(size string) node {
	if s.symbol == "none" {
		return el("c:marker", val("c:symbol", "none"))
	}
	return el("c:marker", val("c:symbol", s.symbol), val("c:size", size),
		el("c:spPr", el("a:solidFill", val("a:srgbClr", s.fill)), line(s.colour, 19050)))
}

// bars are the 95 % intervals: thin lines, without ends, of own lengths to both sides.
func (s series) bars(scatter bool) node {
	direction := "y"
	if scatter {
		direction = "x"
	}
	return el("c:errBars", val("c:errDir", direction), val("c:errBarType", "both"), val("c:errValType", "cust"), val("c:noEndCap", "1"),
		el("c:plus", s.plus.numRef()), el("c:minus", s.minus.numRef()), el("c:spPr", line(s.sign.colour, 12700)))
}

func (s series) dataLabels() node {
	shown := func(on bool) []node {
		flag := "0"
		if on {
			flag = "1"
		}
		return []node{val("c:showLegendKey", "0"), val("c:showVal", flag), val("c:showCatName", "0"), val("c:showSerName", "0"),
			val("c:showPercent", "0"), val("c:showBubbleSize", "0")}
	}
	var points []int
	for at := range s.labels {
		points = append(points, at)
	}
	slices.Sort(points)
	var labels []node
	for _, at := range points {
		labels = append(labels, el("c:dLbl", val("c:idx", strconv.Itoa(at)), el("c:tx", rich(s.labels[at], 9, s.ink, false)),
			val("c:dLblPos", s.place), shown(true)))
	}
	return el("c:dLbls", labels, shown(false))
}

func (r ref) strRef() node {
	cache := []node{val("c:ptCount", strconv.Itoa(len(r.words)))}
	for i, word := range r.words {
		cache = append(cache, el("c:pt", attr{"idx", strconv.Itoa(i)}, el("c:v", word)))
	}
	return el("c:strRef", el("c:f", r.cells), el("c:strCache", cache))
}

func (r ref) numRef() node {
	cache := []node{el("c:formatCode", "General"), val("c:ptCount", strconv.Itoa(len(r.figures)))}
	for i, x := range r.figures {
		if x != nil {
			cache = append(cache, el("c:pt", attr{"idx", strconv.Itoa(i)}, el("c:v", number(*x))))
		}
	}
	return el("c:numRef", el("c:f", r.cells), el("c:numCache", cache))
}
