package xlsx

import "github.com/xuri/excelize/v2"

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
	asMean1 = "0.0"
	asMean  = "0.00"
	asDiff1 = `+0.0;"−"0.0;0.0`
	asDiff  = `+0.00;"−"0.00;0.00`
	asNil1  = "0.0;0.0" // a difference that rounds to zero has no sign
	asNil   = "0.00;0.00"
	asShare = "0 %"
	asCount = "#,##0"
	asRatio = "0.00"
)

// asP shows a p that would round to zero as smaller than the last decimal.
func (b *book) asP() string { return `[<0.0005]"< ` + b.tr.Decimal(0.001, 3) + `";0.000` }

// signs are the two signs of the two panels, then one for any further panel. The hollow one has a pale inside and not a
// white one: some programs draw no outline, and a white sign would be lost.
var signs = [...]sign{
	{colour: blue, fill: blue, bar: "A9C4E0", symbol: "circle"},
	{colour: orange, fill: "E8A66B", bar: "EBC39B", symbol: "diamond"},
	{colour: quiet, fill: quiet, bar: grid, symbol: "triangle"},
}

func signOf(panel int) sign { return signs[min(panel, len(signs)-1)] }

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
	if l.wrap {
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
