package chart

import (
	"html"
	"html/template"
	"strconv"
	"strings"
)

// Frame is what every drawing carries: a name unique on its page, what it shows, and the figures in words for those who do
// not see it.
type Frame struct {
	ID    string
	Title string
	Desc  string
}

// Widths of the drawings, in units that are pixels when nothing is scaled.
const (
	wideWidth   = 760.0
	narrowWidth = 320.0
	facetWidth  = 360.0
)

// Sizes of letters.
const (
	textSize  = 14.0
	smallSize = 12.0
)

// canvas collects the elements of one drawing.
type canvas struct {
	b     strings.Builder
	id    string
	width float64
	hatch bool // something hatched was drawn, so the pattern is needed
}

// n writes a coordinate: a tenth of a pixel is enough.
func n(x float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0")
}

// element writes an element from pairs of name and value; values are escaped.
func (c *canvas) element(name, content string, attributes ...string) {
	c.b.WriteString("<" + name)
	for i := 0; i < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			c.b.WriteString(" " + attributes[i] + `="` + html.EscapeString(attributes[i+1]) + `"`)
		}
	}
	if content == "" {
		c.b.WriteString("/>\n")
		return
	}
	c.b.WriteString(">" + html.EscapeString(content) + "</" + name + ">\n")
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	c.element("line", "", "class", class, "x1", n(x1), "y1", n(y1), "x2", n(x2), "y2", n(y2))
}

func (c *canvas) rect(class string, x, y, width, height float64) {
	c.element("rect", "", "class", class, "x", n(x), "y", n(y), "width", n(max(0, width)), "height", n(height))
}

// hatched is a place without a figure, or with answers that stand apart.
func (c *canvas) hatched(class string, x, y, width, height float64) {
	c.hatch = true
	c.element("rect", "", "class", class, "fill", "url(#"+c.id+"-h)", "x", n(x), "y", n(y), "width", n(max(0, width)), "height", n(height))
}

// Anchors of text.
const (
	atStart  = ""
	atMiddle = "middle"
	atEnd    = "end"
)

func (c *canvas) text(class, anchor string, x, y float64, words string) {
	c.element("text", words, "class", class, "text-anchor", anchor, "x", n(x), "y", n(y))
}

// lines writes a text over several lines, the first with its base at y.
func (c *canvas) lines(class string, x, y float64, words []string) {
	for i, line := range words {
		c.text(class, atStart, x, y+float64(i)*lineHeight, line)
	}
}

// svg closes the drawing. The pattern stands in each drawing that needs it, so that drawings can be moved about freely.
func (c *canvas) svg(f Frame, height float64) template.HTML {
	var b strings.Builder
	title, desc := html.EscapeString(f.Title), html.EscapeString(f.Desc)
	b.WriteString(`<svg class="chart" role="img" viewBox="0 0 ` + n(c.width) + " " + n(height) + `" width="` + n(c.width) +
		`" height="` + n(height) + `" aria-labelledby="` + c.id + `-t" aria-describedby="` + c.id + `-d">` + "\n")
	b.WriteString(`<title id="` + c.id + `-t">` + title + `</title><desc id="` + c.id + `-d">` + desc + "</desc>\n")
	if c.hatch {
		b.WriteString(`<defs><pattern id="` + c.id + `-h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
			`<rect class="hatch-ground" width="6" height="6"/><rect class="hatch-line" width="1.5" height="6"/></pattern></defs>` + "\n")
	}
	b.WriteString(c.b.String())
	b.WriteString("</svg>")
	return template.HTML(b.String()) // everything in it is escaped above or a number
}

// newCanvas begins a drawing; the suffix keeps names unique where the same chart is drawn twice.
func newCanvas(f Frame, suffix string, width float64) *canvas {
	return &canvas{id: html.EscapeString(f.ID) + suffix, width: width}
}
