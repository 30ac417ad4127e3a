package xlsx

import (
	"realitycheck/analysis/report"
)

// apart is how far the dots of two panels stand from the middle of their row, in rows.
const apart = 0.23

// beside keeps the words of a label clear of the interval that they follow.
const beside = "\u00a0\u00a0"

// interval gives a figure and the lengths of its interval to both sides, as a chart wants them.
type interval struct{ figures, minus, plus []*float64 }

func (n *interval) add(x, low, high *float64) {
	n.figures = append(n.figures, x)
	n.minus = append(n.minus, length(low, x))
	n.plus = append(n.plus, length(x, high))
}

func length(from, to *float64) *float64 {
	if from == nil || to == nil {
		return nil
	}
	return ptr(*to - *from)
}

// dots adds a series of dots, one a row from the top, shifted from the middle of the row.
func (b *book) dots(name string, n interval, shift float64, s sign) series {
	rows := make([]*float64, len(n.figures))
	for i := range rows {
		rows[i] = ptr(float64(len(rows)-i) + shift)
	}
	x := b.data.numbers(name, n.figures)
	called := b.data.name(name)
	return series{name: called, x: x, y: b.data.numbers(name+", "+b.t("figures.row"), rows),
		minus: b.data.numbers(name+", "+b.t("figures.minus"), n.minus), plus: b.data.numbers(name+", "+b.t("figures.plus"), n.plus),
		sign: s}
}

// labelled adds a series of dots and one without sign that writes the labels where the intervals end.
func (b *book) labelled(name string, n interval, shift float64, s sign, labels map[int]string) []series {
	var ends interval
	for i, x := range n.figures {
		end := x
		if x != nil && n.plus[i] != nil {
			end = ptr(*x + *n.plus[i])
		}
		ends.add(end, nil, nil)
	}
	words := b.dots(name+", "+b.t("figures.labels"), ends, shift, sign{symbol: "none"})
	words.labels, words.place, words.ink = labels, "r", s.colour
	return []series{b.dots(name, n, shift, s), words}
}

// rowNames is the series without sign that writes the name of each row at the left end of the axis.
func (b *book) rowNames(names []string, axisStart float64) series {
	labels := map[int]string{}
	var n interval
	for i, name := range names {
		labels[i] = name
		n.add(ptr(axisStart), nil, nil)
	}
	s := b.dots(b.t("figures.names"), n, 0, sign{symbol: "none"})
	s.labels, s.place, s.ink = labels, "l", ink
	return s
}

// profileChart shows each parameter of a wave as both panels see it.
func (b *book) profileChart(v *view) chart {
	title := b.t("profile.chart", "wave", v.last())
	b.data.block(title)
	c := chart{alt: b.t("profile.alt", "wave", v.last()), dots: true, left: 0.25, right: 0.06,
		axis: axis{min: 1, max: 5, step: 1, format: "0"}}
	var names []string
	for _, p := range v.parameters {
		names = append(names, v.parameter(p))
	}
	c.series = append(c.series, b.rowNames(names, c.axis.min))
	for i, panel := range v.panels {
		var n interval
		labels := map[int]string{}
		for row, p := range v.parameters {
			e := v.identity(v.last(), panel, p)
			n.add(e.Mean, e.Low, e.High)
			if e.Mean != nil {
				labels[row] = beside + b.tr.Decimal(*e.Mean, 1)
				if len(labels) == 1 {
					labels[row] += " " + v.panel(panel)
				}
			}
		}
		c.series = append(c.series, b.labelled(v.panel(panel), n, apart*float64(1-2*i), signOf(i), labels)...)
	}
	return c
}

// gapChart shows the gap of each parameter in the newest wave, and paler in the wave before.
func (b *book) gapChart(v *view, parameters []string) chart {
	b.data.block(b.t("gap.chart", "wave", v.last()))
	c := chart{alt: b.t("gap.alt", "wave", v.last()), dots: true, left: 0.25, right: 0.06, axis: gapAxis(v, parameters)}
	var names []string
	for _, p := range parameters {
		names = append(names, v.parameter(p))
	}
	c.series = append(c.series, b.rowNames(names, c.axis.min))
	add := func(wave string, shift float64, s sign) {
		var n interval
		labels := map[int]string{}
		for row, p := range parameters {
			g := v.gap(place{wave: wave, basis: report.Identity, parameter: p})
			n.add(g.Diff, g.Low, g.High)
			if g.Diff != nil {
				labels[row] = beside + b.tr.Signed(*g.Diff, 1)
				if len(labels) == 1 {
					labels[row] += " " + b.t("gap.in", "wave", wave)
				}
			}
		}
		c.series = append(c.series, b.labelled(wave, n, shift, s, labels)...)
	}
	if v.before() == "" {
		add(v.last(), 0, sign{colour: ink, fill: ink, symbol: "square"})
		return c
	}
	add(v.last(), apart, sign{colour: ink, fill: ink, symbol: "square"})
	add(v.before(), -apart, sign{colour: older, fill: older, symbol: "square"})
	return c
}

// gapAxis is wide enough for every gap shown, the same to both sides of zero.
func gapAxis(v *view, parameters []string) axis {
	reach := 1.0
	for _, p := range parameters {
		for _, wave := range []string{v.last(), v.before()} {
			g := v.gap(place{wave: wave, basis: report.Identity, parameter: p})
			for _, end := range []*float64{g.Low, g.High} {
				for end != nil && (*end > reach || -*end > reach) {
					reach += 0.5
				}
			}
		}
	}
	return axis{min: -reach, max: reach, step: 0.5, format: asDiff1}
}
