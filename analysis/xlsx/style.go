package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/exhibit"
)

// The one font of the workbook: on every Windows and Mac, with a twin of equal widths elsewhere.
const typeface = "Arial"

// Colours are those of the screens' tokens, written without #.
const (
	paper  = "FFFFFF"
	ink    = "1B1B1B"
	quiet  = "5F5B55"
	rule   = "8A857D"
	grid   = "E4E1DB"
	accent = "FFD84D"
	blue   = "1D5B9A"
	orange = "B45309"
	teal   = "4FA79F"
	brown  = "C08A4E"
	older  = "A8A39A"
)

// Number formats. Differences carry their sign, with a real minus.
const (
	asMean   = "0.00"
	asDiff   = `+0.00;"−"0.00;0.00`
	asDiff1  = `+0.0;"−"0.0;0.0`
	asPoints = `+0 %;"−"0 %;0 %`
	asShare  = "0 %"
	asCount  = "#,##0"
	asRatio  = "0.00"
)

var formats = map[exhibit.Unit]string{
	exhibit.Count: asCount, exhibit.Mean: asMean, exhibit.Difference: asDiff, exhibit.Share: asShare, exhibit.Points: asPoints,
	exhibit.Ratio: asRatio,
}

// format shows a figure of a unit. One that rounds to nil has no sign.
func (b *book) format(x float64, u exhibit.Unit) string {
	nil2 := max(x, -x) < 0.005
	switch {
	case u == exhibit.Difference && nil2:
		return "0.00;0.00"
	case u == exhibit.Points && nil2:
		return "0 %;0 %"
	case u == exhibit.PValue:
		return b.asP()
	}
	return formats[u]
}

// marked puts a mark before every figure of a format.
func marked(format, mark string) string {
	parts := strings.Split(format, ";")
	for i := range parts {
		parts[i] = `"` + mark + ` "` + parts[i]
	}
	return strings.Join(parts, ";")
}

// asP shows a p that would round to zero as smaller than the last decimal.
func (b *book) asP() string { return `[<0.0005]"< ` + b.tr.Decimal(0.001, 3) + `";0.000` }

// signs are the two signs of the two panels, then one for any further panel. The hollow one has a pale inside and not a
// white one: some programs draw no outline, and a white sign would be lost.
var signs = [...]sign{
	{colour: blue, fill: blue, bar: "A9C4E0", symbol: "circle", mark: "●"},
	{colour: orange, fill: "E8A66B", bar: "EBC39B", symbol: "diamond", mark: "◇"},
	{colour: quiet, fill: quiet, bar: grid, symbol: "triangle", mark: "▲"},
}

// neutral is the sign of what is of no panel.
var neutral = sign{colour: ink, fill: ink, bar: grid, symbol: "square"}

func signOf(panel int) sign { return signs[min(panel, len(signs)-1)] }

// signOfSeries is that of its panel; the same figures computed another way are pale.
func signOfSeries(told exhibit.Series) sign {
	s := neutral
	if told.Panel != exhibit.NoPanel {
		s = signOf(told.Panel)
	}
	switch {
	case told.Hollow && told.Panel == exhibit.NoPanel:
		s.colour, s.fill = quiet, older
	case told.Hollow:
		s.fill = s.bar
	}
	return s
}

// look is how a cell shows. The zero look is plain text in ink at 10 points.
type look struct {
	size   float64
	bold   bool
	colour string
	fill   string
	hatch  bool // a suppressed figure: an empty place
	format string
	right  bool
	indent bool // words that follow a figure
	bottom bool
	wrap   bool
	top    bool // beside words of several lines
	under  bool // a hairline below
	link   bool
}

// style gives the style of a look; equal looks share one.
func (b *book) style(l look) int {
	if id, ok := b.styles[l]; ok {
		return id
	}
	id, err := b.f.NewStyle(l.style())
	b.keep(err)
	b.styles[l] = id
	return id
}

func (l look) style() *excelize.Style {
	s := &excelize.Style{
		Font:      &excelize.Font{Family: typeface, Size: 10, Bold: l.bold, Color: ink},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: l.wrap},
	}
	if l.size > 0 {
		s.Font.Size = l.size
	}
	if l.colour != "" {
		s.Font.Color = l.colour
	}
	if l.link {
		s.Font.Color, s.Font.Underline = blue, "single"
	}
	switch {
	case l.hatch:
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 14, Color: []string{older}}
	case l.fill != "":
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	if l.right {
		s.Alignment.Horizontal = "right"
	}
	if l.indent {
		s.Alignment.Horizontal, s.Alignment.Indent = "left", 1
	}
	if l.wrap || l.top {
		s.Alignment.Vertical = "top"
	}
	if l.bottom {
		s.Alignment.Vertical = "bottom"
	}
	if l.under {
		s.Border = []excelize.Border{{Type: "bottom", Color: rule, Style: 1}}
	}
	return s
}
