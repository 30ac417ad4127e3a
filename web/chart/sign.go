package chart

import "strings"

// Sign is the mark by which a series is known, also without colour.
type Sign int

// The signs: of panels in their order, and of what belongs to no panel.
const (
	Circle   Sign = iota // the first panel: filled
	Diamond              // the second: hollow
	Triangle             // a third: hollow
	Square               // a difference; hollow while chance could explain it
)

// PanelSign is the sign of the i-th panel.
func PanelSign(i int) Sign { return min(Sign(i), Triangle) }

// Class names the colour of a sign.
func (s Sign) Class() string { return [...]string{"first", "second", "third", "neutral"}[s] }

// How far a sign reaches from its middle: by itself, and on a line of many.
const (
	signReach  = 6.0
	smallReach = 4.2
)

// sign draws a mark; one that is unsure is hollow, whatever its form.
func (c *canvas) sign(s Sign, unsure bool, x, y, reach float64) {
	classes := []string{"sign", s.Class()}
	if unsure || s == Diamond || s == Triangle {
		classes = append(classes, "hollow")
	}
	class := strings.Join(classes, " ")
	switch s {
	case Circle:
		c.element("circle", "", "class", class, "cx", n(x), "cy", n(y), "r", n(reach-0.5))
	case Diamond:
		c.element("path", "", "class", class, "d", path(x, y-reach, x+reach, y, x, y+reach, x-reach, y))
	case Triangle:
		c.element("path", "", "class", class, "d", path(x, y-reach, x+reach, y+reach-1, x-reach, y+reach-1))
	case Square:
		c.rect(class, x-reach+1, y-reach+1, 2*reach-2, 2*reach-2)
	}
}

// path is a closed outline through points.
func path(coordinates ...float64) string {
	var b strings.Builder
	for i := 0; i < len(coordinates); i += 2 {
		b.WriteString(map[bool]string{true: "M", false: "L"}[i == 0] + n(coordinates[i]) + " " + n(coordinates[i+1]))
	}
	return b.String() + "Z"
}
