package chart_test

import (
	"encoding/xml"
	"flag"
	"fmt"
	"html/template"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"realitycheck/web/chart"
)

var update = flag.Bool("update", false, "write the drawings anew; their difference is to be looked at")

// node is one element of a drawing.
type node struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []node     `xml:",any"`
}

func parse(t *testing.T, drawing template.HTML) node {
	t.Helper()
	var root node
	if err := xml.Unmarshal([]byte(drawing), &root); err != nil {
		t.Fatalf("not well-formed: %v", err)
	}
	return root
}

func (n node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (n node) num(t *testing.T, name string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(n.attr(name), 64)
	if err != nil {
		t.Fatalf("%s of %s: %v", name, n.XMLName.Local, err)
	}
	return x
}

// all gives the elements with a name that carry every one of these classes.
func (n node) all(name string, classes ...string) []node {
	var found []node
	for _, child := range n.Children {
		has := " " + child.attr("class") + " "
		ok := name == "" || child.XMLName.Local == name
		for _, class := range classes {
			ok = ok && strings.Contains(has, " "+class+" ")
		}
		if ok {
			found = append(found, child)
		}
		found = append(found, child.all(name, classes...)...)
	}
	return found
}

func at(x float64) *float64 { return &x }

func scale() chart.Axis {
	a := chart.Axis{Min: 1, Max: 5, Low: "1 = ongunstig", High: "5 = gunstig"}
	for i := 1; i <= 5; i++ {
		a.Ticks = append(a.Ticks, chart.Tick{At: float64(i), Label: strconv.Itoa(i)})
	}
	return a
}

var series = []chart.Series{{Name: "Intern panel", Sign: chart.Circle}, {Name: "Extern panel", Sign: chart.Diamond}}

func point(value float64) chart.Point {
	return chart.Point{Value: at(value), Low: at(value - 0.1), High: at(value + 0.1), Text: strings.Replace(fmt.Sprintf("%.1f", value), ".", ",", 1)}
}

// profile has n parameters, the panels closer to each other from row to row, and names of all lengths.
func profile(n int) chart.Dots {
	d := chart.Dots{Frame: chart.Frame{ID: "profile", Title: "Het profiel", Desc: "Twee panels"}, Axis: scale(), Series: series}
	for i := range n {
		label := strings.TrimSpace(strings.Repeat("Voor en door mensen ", 1+i%3))
		d.Rows = append(d.Rows, chart.Row{Label: label, Points: []chart.Point{point(1.2 + 3.6*float64(i)/float64(n)), point(4.8 - 3.6*float64(i)/float64(n))}})
	}
	return d
}

func both(d chart.Dots) map[string]template.HTML {
	return map[string]template.HTML{"wide": d.Wide(), "narrow": d.Narrow()}
}

func TestAPointStandsWhereItsFigureSays(t *testing.T) {
	for name, drawing := range both(profile(5)) {
		root := parse(t, drawing)
		grid := root.all("line", "grid")
		if len(grid) != 5 {
			t.Fatalf("%s: %d lines of the grid, want 5", name, len(grid))
		}
		one, five := grid[0].num(t, "x1"), grid[4].num(t, "x1")
		circles := root.all("circle", "sign")
		if len(circles) != 5 || len(root.all("path", "sign", "hollow", "second")) != 5 {
			t.Fatalf("%s: not a sign for each figure", name)
		}
		for i, c := range circles {
			want := one + (five-one)*(0.2+3.6*float64(i)/5)/4
			if got := c.num(t, "cx"); math.Abs(got-want) > 0.06 {
				t.Errorf("%s, row %d: got %v, want %v", name, i, got, want)
			}
			whisker := root.all("line", "interval", "first")[i]
			if got, want := whisker.num(t, "x2")-whisker.num(t, "x1"), (five-one)*0.2/4; math.Abs(got-want) > 0.11 {
				t.Errorf("%s, row %d: interval of %v, want %v", name, i, got, want)
			}
			if whisker.num(t, "y1") != c.num(t, "cy") {
				t.Errorf("%s, row %d: the interval is not on its sign", name, i)
			}
		}
	}
}

// box is the room that a text takes, by letters as wide as those of a wide font.
type box struct {
	words                    string
	left, right, top, bottom float64
}

func boxes(t *testing.T, root node) []box {
	t.Helper()
	var list []box
	for _, n := range root.all("text") {
		size := 14.0
		if strings.Contains("tick end note reason name", strings.Fields(n.attr("class"))[0]) {
			size = 12
		}
		long, x, y := 0.58*size*float64(len([]rune(n.Text))), n.num(t, "x"), n.num(t, "y")
		left := map[string]float64{"": x, "middle": x - long/2, "end": x - long}[n.attr("text-anchor")]
		list = append(list, box{n.Text, left, left + long, y - 0.75*size, y + 0.2*size})
	}
	return list
}

func TestLabelsNeverOverlapAndStayInside(t *testing.T) {
	for n := 1; n <= 13; n++ {
		for name, drawing := range both(profile(n)) {
			root := parse(t, drawing)
			var width, height float64
			if _, err := fmt.Sscanf(root.attr("viewBox"), "0 0 %f %f", &width, &height); err != nil {
				t.Fatal(err)
			}
			list := boxes(t, root)
			for i, a := range list {
				if a.left < -1 || a.right > width+1 || a.bottom > height+1 {
					t.Errorf("%s of %d: %q leaves the drawing", name, n, a.words)
				}
				for _, b := range list[i+1:] {
					if a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom {
						t.Errorf("%s of %d: %q and %q overlap", name, n, a.words, b.words)
					}
				}
			}
		}
	}
}

func TestANarrowDrawingNamesEachSeriesWhereThereIsRoom(t *testing.T) {
	for value := 1.0; value <= 5; value += 0.25 {
		for _, spread := range []float64{0.05, 0.4, 1.2} {
			d := profile(0)
			d.Rows = []chart.Row{{Label: "a", Points: []chart.Point{{Value: at(value), Low: at(value - spread), High: at(value + spread), Text: "53 %"}, point(2)}}, profile(2).Rows[1]}
			names := 0
			for _, b := range boxes(t, parse(t, d.Narrow())) {
				if b.left < -1 || b.right > 321 {
					t.Errorf("at %v: %q leaves the drawing", value, b.words)
				}
				if strings.Contains(b.words, "Intern panel") {
					names++
				}
			}
			if names != 1 {
				t.Errorf("at %v with an interval of %v: the name stands %d times", value, spread, names)
			}
		}
	}
}

func TestASuppressedFigureIsDrawnNowhere(t *testing.T) {
	d := profile(3)
	d.Rows[1].Points[1] = chart.Point{Missing: "te weinig antwoorden"}
	d.Rows[2].Points[1] = chart.Point{} // not asked
	for name, drawing := range both(d) {
		root := parse(t, drawing)
		if got := len(root.all("path", "sign")); got != 1 {
			t.Errorf("%s: %d signs of the second panel, want 1", name, got)
		}
		if got := len(root.all("line", "interval", "second")); got != 1 {
			t.Errorf("%s: %d intervals of the second panel, want 1", name, got)
		}
		reasons := root.all("text", "reason")
		if len(reasons) != 1 || reasons[0].Text != "Extern panel: te weinig antwoorden" {
			t.Errorf("%s: reasons %v", name, reasons)
		}
		if len(root.all("rect", "missing")) != 1 || len(root.all("pattern")) != 1 {
			t.Errorf("%s: the empty place is not hatched", name)
		}
		if got := len(root.all("rect", "band")); got != 1 {
			t.Errorf("%s: %d distances between panels, want 1: the hidden figure must not show in them", name, got)
		}
	}
}

func TestADifferenceThatMayBeChanceIsHollow(t *testing.T) {
	d := chart.Dots{Frame: chart.Frame{ID: "gap"}, Series: []chart.Series{{Sign: chart.Square}}, Axis: chart.Axis{Min: -1, Max: 1, Zero: true, Ticks: []chart.Tick{{At: -1}, {At: 0, Label: "0"}, {At: 1}}},
		Rows: []chart.Row{{Label: "a", Points: []chart.Point{{Value: at(0.5), Text: "+0,5"}}}, {Label: "b", Points: []chart.Point{{Value: at(0.1), Text: "+0,1", Unsure: true, Words: "geen duidelijke kloof"}}}}}
	root := parse(t, d.Wide())
	if all, hollow := len(root.all("rect", "sign")), len(root.all("rect", "sign", "hollow")); all != 2 || hollow != 1 {
		t.Errorf("%d signs of which %d hollow, want 2 and 1", all, hollow)
	}
	if len(root.all("line", "zero")) != 1 {
		t.Error("no line at nil")
	}
	if !strings.Contains(string(d.Wide()), "geen duidelijke kloof") || strings.Contains(string(d.Narrow()), "geen duidelijke kloof") {
		t.Error("words belong in the wide drawing only")
	}
}

// years is a line chart with a break before the third year and a suppressed figure.
func years() chart.Lines {
	d := chart.Lines{Frame: chart.Frame{ID: "trend", Title: "Betrouwbaar", Desc: "Per jaar"}, Axis: scale(), Series: series,
		Steps: []string{"2018", "2019", "2020", "2021", "2022"}, CutNote: "anders gevraagd"}
	for s := range series {
		var points []chart.Point
		for i := range d.Steps {
			points = append(points, point(3+0.05*float64(s)+0.1*float64(i)))
		}
		points[2].Cut = true
		d.Points = append(d.Points, points)
	}
	d.Points[1][3] = chart.Point{Missing: "te weinig antwoorden"}
	return d
}

func TestALineBreaksWhereNothingCanBeCompared(t *testing.T) {
	root := parse(t, years().Draw())
	if got := len(root.all("line", "course", "first")); got != 3 {
		t.Errorf("the first line has %d pieces, want 3: none over the break", got)
	}
	if got := len(root.all("line", "course", "second")); got != 1 {
		t.Errorf("the second line has %d pieces, want 1: none over the break nor to a hidden figure", got)
	}
	if got := len(root.all("path", "sign")); got != 4 {
		t.Errorf("%d signs, want 4", got)
	}
	notes := root.all("text", "note")
	if len(root.all("line", "cut")) != 1 || len(notes) != 1 || notes[0].Text != "anders gevraagd" {
		t.Error("the break has no note")
	}
	if len(root.all("rect", "missing")) != 1 {
		t.Error("the hidden figure leaves no empty place")
	}
}

func TestNamesAtTheEndOfLinesStandApart(t *testing.T) {
	for _, values := range [][]float64{{3, 3}, {5, 5}, {1, 1}, {4.9, 5}, {1, 1.1}, {2, 4}, {3, 3, 3}, {5, 4.9, 1}} {
		d := chart.Lines{Frame: chart.Frame{ID: "x"}, Axis: scale(), Steps: []string{"2025", "2026"}}
		for i, v := range values {
			d.Series = append(d.Series, chart.Series{Name: fmt.Sprint("Panel ", i), Sign: chart.PanelSign(i)})
			d.Points = append(d.Points, []chart.Point{point(v), point(v)})
		}
		root := parse(t, d.Draw())
		var height, width float64
		if _, err := fmt.Sscanf(root.attr("viewBox"), "0 0 %f %f", &width, &height); err != nil {
			t.Fatal(err)
		}
		list := boxes(t, root)
		for i, a := range list {
			if a.top < 0 || a.bottom > height || a.right > width+1 {
				t.Errorf("%v: %q leaves the drawing", values, a.words)
			}
			for _, b := range list[i+1:] {
				if a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom {
					t.Errorf("%v: %q and %q overlap", values, a.words, b.words)
				}
			}
		}
	}
}

func answers() chart.Diverging {
	return chart.Diverging{Frame: chart.Frame{ID: "answers", Title: "Uitspraak", Desc: "Antwoorden"}, Low: "ongunstig", High: "gunstig", DontKnow: "weet niet", Reach: 0.8,
		Percent: func(share float64) string { return fmt.Sprintf("%.0f %%", 100*share) },
		Rows: []chart.Spread{{Label: "Intern panel", Sign: chart.Circle, Shares: []float64{0.1, 0.2, 0.3, 0.25, 0.15}, DontKnow: at(0.08)},
			{Label: "Extern panel", Sign: chart.Diamond, Missing: "te weinig antwoorden"}}}
}

func TestAnswersStandAroundTheMiddleOfTheScale(t *testing.T) {
	for name, drawing := range map[string]template.HTML{"wide": answers().Wide(), "narrow": answers().Narrow()} {
		root := parse(t, drawing)
		middle := root.all("line", "middle")[0].num(t, "x1")
		end, unit := 0.0, 0.0
		for i, share := range answers().Rows[0].Shares {
			found := root.all("rect", "tone-"+strconv.Itoa(i+1))
			if len(found) != 1 {
				t.Fatalf("%s: %d bars of point %d: the hidden row must have none", name, len(found), i+1)
			}
			x, width := found[0].num(t, "x"), found[0].num(t, "width")
			if i == 0 {
				unit = width / share
			} else if math.Abs(x-end) > 0.11 || math.Abs(width/share-unit) > 1 {
				t.Errorf("%s: point %d is not next to the one before, or not on the same scale", name, i+1)
			}
			if i == 2 && math.Abs(x+width/2-middle) > 0.11 {
				t.Errorf("%s: the middle of the scale is at %v, want %v", name, x+width/2, middle)
			}
			end = x + width
		}
		unknown := root.all("rect", "unknown")
		if len(unknown) != 1 || unknown[0].num(t, "x") < end {
			t.Errorf("%s: don't know does not stand apart", name)
		}
		if reasons := root.all("text", "reason"); len(reasons) != 1 {
			t.Errorf("%s: the hidden row gives no reason", name)
		}
	}
}

func TestSideReach(t *testing.T) {
	for _, c := range []struct {
		shares []float64
		want   float64
	}{{[]float64{0.1, 0.2, 0.3, 0.25, 0.15}, 0.55}, {[]float64{1, 0, 0, 0, 0}, 1}, {[]float64{0, 0, 1, 0, 0}, 0.5}, {nil, 0}} {
		if got := chart.SideReach(c.shares); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v: got %v, want %v", c.shares, got, c.want)
		}
	}
	if got := chart.Reach(at(0.2), nil, at(-1.3)); got != 1.5 {
		t.Errorf("reach: got %v, want 1.5", got)
	}
}

// hostile is a text that would end an attribute, an element or the drawing.
const hostile = `"><script>alert(1)</script></svg> & 'x'`

func TestDrawingsEscapeAndKeepToThePolicy(t *testing.T) {
	d, l, a := profile(2), years(), answers()
	d.Frame = chart.Frame{ID: "a\"b", Title: hostile, Desc: hostile}
	d.Rows[0].Label, d.Series = hostile, []chart.Series{{Name: hostile}, {Name: hostile, Sign: chart.Diamond}}
	l.CutNote, l.Steps[0], a.Low, a.Rows[0].Label = hostile, hostile, hostile, hostile
	for name, drawing := range map[string]template.HTML{"dots": d.Wide(), "dots narrow": d.Narrow(), "lines": l.Draw(), "answers": a.Wide(), "answers narrow": a.Narrow()} {
		root := parse(t, drawing)
		if len(root.all("script")) > 0 || strings.Contains(string(drawing), "style=") {
			t.Errorf("%s: a script or an inline style", name)
		}
		if root.attr("role") != "img" || len(root.all("title")) != 1 || len(root.all("desc")) != 1 {
			t.Errorf("%s: no role, title or description", name)
		}
		for _, by := range []string{"aria-labelledby", "aria-describedby"} {
			found := false
			for _, n := range root.all("") {
				found = found || n.attr("id") == root.attr(by) && n.attr("id") != ""
			}
			if !found {
				t.Errorf("%s: %s points nowhere", name, by)
			}
		}
	}
}

// TestDrawingsStayAsTheyWereLookedAt compares with drawings that somebody saw and found right.
func TestDrawingsStayAsTheyWereLookedAt(t *testing.T) {
	for name, drawing := range map[string]template.HTML{"dots-wide": profile(4).Wide(), "dots-narrow": profile(4).Narrow(), "lines": years().Draw(),
		"answers-wide": answers().Wide(), "answers-narrow": answers().Narrow()} {
		file := "testdata/" + name + ".svg"
		if *update {
			if err := os.WriteFile(file, []byte(drawing), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(want) != string(drawing) {
			t.Errorf("%s differs from %s; look at it, then run with -update", name, file)
		}
	}
}
