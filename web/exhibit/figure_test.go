package exhibit_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"realitycheck/analysis/exhibit"
	render "realitycheck/web/exhibit"
)

func at(x float64) exhibit.Point {
	low, high := x-0.1, x+0.1
	return exhibit.Point{Value: &x, Low: &low, High: &high}
}

// dots is a picture of two rows for two panels.
func dots() exhibit.Figure {
	return exhibit.Figure{Kind: exhibit.Dots, Title: "Values", Alt: "what it shows", Desc: "how to read it",
		Axis:   exhibit.Axis{Unit: exhibit.Mean, Low: "low", High: "high"},
		Series: []exhibit.Series{{Name: "Intern", Panel: 0}, {Name: "Extern", Panel: 1}},
		Rows:   []string{"Trust", "Pride"}, Points: [][]exhibit.Point{{at(3.64), {Missing: "too few"}}, {at(2.91), {}}}}
}

func picture(f exhibit.Figure) exhibit.Exhibit {
	return exhibit.Exhibit{Code: "x", Title: "X", Figures: []exhibit.Figure{f}}
}

func contains(t *testing.T, texts []string, parts ...string) {
	t.Helper()
	all := strings.Join(texts, " ")
	for _, part := range parts {
		if !strings.Contains(all, part) {
			t.Errorf("%s is not in %s", part, all)
		}
	}
}

func TestDotsAreDrawnForBothWidths(t *testing.T) {
	p := shown(t, picture(dots()))
	for _, form := range []string{".chart-wide ", ".chart-narrow "} {
		contains(t, p.texts(form+"svg"), "what it shows", "how to read it", "3,6", "2,9", "Trust", "Pride", "Intern: too few",
			"low", "high")
		if len(p.all(form+"circle.sign")) != 1 || len(p.all(form+"path.sign.second")) != 1 || len(p.all(form+".missing")) != 1 {
			t.Errorf("%s: one sign of each panel and one empty place are not there", form)
		}
	}
	same(t, "heading", p.texts("figcaption h3"), "Values")
	if p.has(".chart-any") || p.has(".result-facets") {
		t.Error("drawn as a small one")
	}
}

func TestASmallPictureIsDrawnOnceBesideOthers(t *testing.T) {
	f := dots()
	f.Small = true
	p := shown(t, picture(f))
	if len(p.all("svg")) != 1 || !p.has(".result-facets .chart-any svg") {
		t.Error("not once")
	}
}

func TestTheSameFiguresAnotherWayAreHollow(t *testing.T) {
	f := dots()
	f.Series[1] = exhibit.Series{Name: "unweighted", Panel: exhibit.NoPanel, Hollow: true}
	if !shown(t, picture(f)).has(".chart-wide rect.sign.neutral.hollow") {
		t.Error("not hollow")
	}
	f.Series[1].Hollow = false
	if shown(t, picture(f)).has(".chart-wide rect.sign.hollow") {
		t.Error("the control is hollow")
	}
}

func TestAnAxisRunsOverItsWholeUnit(t *testing.T) {
	for unit, ticks := range map[exhibit.Unit][]string{
		exhibit.Mean:       {"1", "2", "3", "4", "5"},
		exhibit.Share:      {"0 %", "25 %", "50 %", "75 %", "100 %"},
		exhibit.Ratio:      {"0,0", "0,1", "0,2", "0,3", "0,4", "0,5"},
		exhibit.Difference: {"−1,0", "−0,5", "0", "+0,5", "+1,0"},
	} {
		f := dots()
		f.Axis.Unit, f.Points = unit, [][]exhibit.Point{{at(0.4), {}}, {{}, {}}}
		same(t, string(unit), shown(t, picture(f)).texts(".chart-wide .tick"), ticks...)
	}
	f := dots()
	f.Axis.Unit, f.Points = exhibit.Difference, [][]exhibit.Point{{at(-1.35), {}}, {{}, {}}}
	same(t, "wider", shown(t, picture(f)).texts(".chart-wide .tick"), "−1,50", "−0,75", "0", "+0,75", "+1,50")
}

func TestLinesAreDrawnOverTheYears(t *testing.T) {
	f := dots()
	f.Kind, f.Rows, f.Cut = exhibit.Lines, []string{"2025", "2026"}, "asked differently"
	f.Points = [][]exhibit.Point{{at(3), at(3.5)}, {at(2), at(2.5)}}
	p := shown(t, picture(f))
	contains(t, p.texts("svg"), "2025", "2026", "3,5", "2,5", "Intern", "Extern")
	if len(p.all(".course")) != 2 || p.has(".cut") {
		t.Errorf("%d lines, want one a panel", len(p.all(".course")))
	}
	f.Points[1][1].Cut = true
	p = shown(t, picture(f))
	contains(t, p.texts("svg"), "asked differently")
	if len(p.all(".course")) != 1 {
		t.Error("a line runs over a break")
	}
}

func TestBarsHaveOneScaleOnTheWholePage(t *testing.T) {
	bar := func(code string, low, high float64) exhibit.Exhibit {
		f := exhibit.Figure{Kind: exhibit.Diverging, Alt: "a", Rows: []string{"Intern", "Extern"},
			Spread: []exhibit.Spread{{Panel: 0, Shares: []float64{low, 0, 0, 0, high}}, {Panel: 1, Missing: "too few"}}}
		return exhibit.Exhibit{Code: code, Title: code, Figures: []exhibit.Figure{f}}
	}
	width := func(n *html.Node) string {
		for _, a := range n.Attr {
			if a.Key == "width" {
				return a.Val
			}
		}
		return ""
	}
	r := render.Renderer{Translator: dutch(t)}
	pair := shownBy(t, r, bar("one", 0.5, 0.5), bar("two", 0.1, 0.9)).all(".chart-wide rect.tone-5")
	alone := shownBy(t, r, bar("one", 0.5, 0.5)).all(".chart-wide rect.tone-5")
	if len(pair) != 2 || len(alone) != 1 || width(pair[0]) == width(alone[0]) {
		t.Error("a page beside it changes no scale")
	}
	contains(t, shownBy(t, r, bar("one", 0.5, 0.5)).texts(".chart-wide svg"), "Intern", "Extern", "too few", "50 %")
}

func TestASeriesForAnalystsIsLeftOut(t *testing.T) {
	f := dots()
	f.Series[1].Detail = true
	p := shown(t, picture(f))
	if p.has("path.sign.second") || strings.Contains(strings.Join(p.texts("svg"), " "), "Intern") {
		t.Error("it is drawn, or the one that is left alone has a name")
	}
	f.Series[1].Detail = false
	if !shown(t, picture(f)).has("path.sign.second") {
		t.Error("the control has no second series")
	}
}
