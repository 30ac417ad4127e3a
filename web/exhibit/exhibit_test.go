package exhibit_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
	render "realitycheck/web/exhibit"
	"realitycheck/web/ui"
)

// page is a rendered exhibit, as a browser has it.
type page struct{ root *html.Node }

// shown renders one exhibit through the templates of the pages.
func shown(t *testing.T, e exhibit.Exhibit) page {
	t.Helper()
	return shownBy(t, render.Renderer{Translator: dutch(t)}, e)
}

func shownBy(t *testing.T, r render.Renderer, exhibits ...exhibit.Exhibit) page {
	t.Helper()
	assets, err := ui.LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	templates, err := ui.LoadTemplates(assets)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, s := range r.Sections(exhibits) {
		if err := templates.ExecutePart(&b, "results/page", "results-section", s); err != nil {
			t.Fatal(err)
		}
	}
	root, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return page{root}
}

func dutch(t *testing.T) *i18n.Translator {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.For(i18n.Dutch)
}

func (p page) all(selector string) []*html.Node {
	return cascadia.QueryAll(p.root, cascadia.MustCompile(selector))
}

func (p page) has(selector string) bool { return len(p.all(selector)) > 0 }

// texts are the words of the elements that a selector finds.
func (p page) texts(selector string) []string {
	var list []string
	for _, n := range p.all(selector) {
		list = append(list, words(n))
	}
	return list
}

// rows are the words of the cells of each line that a selector finds, separated by bars.
func (p page) rows(selector string) []string {
	var list []string
	for _, n := range p.all(selector) {
		var cells []string
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				cells = append(cells, words(c))
			}
		}
		list = append(list, strings.Join(cells, "|"))
	}
	return list
}

func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// column, word and figure are parts of a table that belong to no panel.
func column(title string, u exhibit.Unit) exhibit.Column {
	return exhibit.Column{Title: title, Unit: u, Panel: exhibit.NoPanel}
}

func cell(value any) exhibit.Cell { return exhibit.Cell{Value: value, Panel: exhibit.NoPanel} }

func row(cells ...exhibit.Cell) exhibit.Row { return exhibit.Row{Cells: cells} }

func table(columns []exhibit.Column, rows ...exhibit.Row) exhibit.Exhibit {
	return exhibit.Exhibit{Code: "x", Title: "X", Table: &exhibit.Table{Title: "X", Columns: columns, Rows: rows}}
}

func TestASectionSaysEverythingThatItsExhibitDoes(t *testing.T) {
	p := shown(t, exhibit.Exhibit{Code: "x", Title: "Title", Lead: []exhibit.Sentence{exhibit.Said("Found.")},
		Points: []exhibit.Sentence{exhibit.Said("One."), exhibit.Said("Two.")}, Caption: []string{"Bases.", "Weights."},
		Notes: []string{"Note."}, Terms: []exhibit.Term{{Name: "Speeder", Text: "Fast."}}})
	same(t, "heading", p.texts("h2"), "Title")
	same(t, "lead", p.texts(".result-finding"), "Found.")
	same(t, "points", p.texts(".result-points li"), "One.", "Two.")
	same(t, "notes", p.texts(".result-text"), "Note.")
	same(t, "terms", p.texts(".result-rules > div"), "Speeder Fast.")
	same(t, "caption", p.texts(".result-caption"), "Bases. Weights.")
	many := shown(t, exhibit.Exhibit{Title: "Title", Notes: []string{"A.", "B."},
		Lead: []exhibit.Sentence{exhibit.Said("Found."), exhibit.Said("Also.")}})
	same(t, "many findings", many.texts("ul.result-finding li"), "Found.", "Also.")
	same(t, "many notes", many.texts("ul.result-text li"), "A.", "B.")
	if p.has("table") || p.has("figure") {
		t.Error("a table or picture that the exhibit does not have")
	}
	if empty := shown(t, exhibit.Exhibit{Code: "x", Title: "Title"}); empty.has("p, ul, dl") {
		t.Error("empty parts are written")
	}
}

func TestValuesAreRoundedByTheirUnit(t *testing.T) {
	for _, c := range []struct {
		unit  exhibit.Unit
		value any
		want  string
	}{
		{exhibit.Count, 1234, "1.234"},
		{exhibit.Count, 82.6, "83"},
		{exhibit.Mean, 3.6251, "3,6"},
		{exhibit.Difference, 0.34, "+0,3"},
		{exhibit.Difference, -0.34, "−0,3"},
		{exhibit.Share, 0.576, "58 %"},
		{exhibit.Points, 0.04, "+4"},
		{exhibit.PValue, 0.0123, "0,012"},
		{exhibit.Ratio, 1.118, "1,12"},
		{exhibit.Count, "ongeveer 30", "ongeveer 30"},
	} {
		p := shown(t, table([]exhibit.Column{column("what", exhibit.Words), column("x", c.unit)}, row(cell("a"), cell(c.value))))
		same(t, string(c.unit), p.texts("tbody td.num"), c.want)
	}
}

func TestAnIntervalIsOneCell(t *testing.T) {
	for _, c := range []struct {
		unit exhibit.Unit
		ends [2]float64
		want string
	}{
		{exhibit.Mean, [2]float64{3.52, 3.68}, "3,5 tot 3,7"},
		{exhibit.Difference, [2]float64{0.04, 0.31}, "+0,04 tot +0,31"},
		{exhibit.Share, [2]float64{0.12, 0.2}, "12 tot 20 %"},
		{exhibit.Ratio, [2]float64{0.6, 1.5}, "0,60 tot 1,50"},
	} {
		interval := column("interval", c.unit)
		interval.Interval = true
		p := shown(t, table([]exhibit.Column{column("what", exhibit.Words), interval}, row(cell("a"), cell(c.ends))))
		same(t, string(c.unit), p.rows("tbody tr"), "a|"+c.want)
	}
}

func TestAnEmptyPlaceSaysWhy(t *testing.T) {
	for _, c := range []struct {
		cell  exhibit.Cell
		want  string
		hatch bool
	}{
		{exhibit.Cell{Panel: exhibit.NoPanel}, "–", false},
		{exhibit.Cell{Missing: exhibit.TooFew}, "te weinig antwoorden", true},
		{exhibit.Cell{Missing: exhibit.Near}, "bijna niemand of bijna iedereen", true},
		{exhibit.Cell{Missing: exhibit.NoInterval}, "– geen interval te berekenen", false},
		{exhibit.Cell{Missing: exhibit.Near, Limit: report.Above}, "meer dan 95 %", false},
		{exhibit.Cell{Missing: exhibit.NotPaired}, "– jaren niet gekoppeld", false},
	} {
		p := shown(t, table([]exhibit.Column{column("what", exhibit.Words), column("x", exhibit.Mean)}, row(cell("a"), c.cell)))
		same(t, c.want, p.texts("tbody td"), c.want)
		if p.has("td.few[title]") != c.hatch {
			t.Errorf("%s: hatched is %v", c.want, !c.hatch)
		}
	}
}

// An interval below its figure leaves its reason there; one that is withheld with its figure says no more than that.
func TestAnIntervalBelowSaysWhyItIsMissing(t *testing.T) {
	below := column("interval", exhibit.Mean)
	below.Interval, below.Below = true, true
	columns := []exhibit.Column{column("what", exhibit.Words), column("x", exhibit.Mean), below}
	for want, cells := range map[string][]exhibit.Cell{
		"3,0 geen interval te berekenen": {cell("a"), cell(3.0), {Missing: exhibit.NoInterval}},
		"te weinig antwoorden":           {cell("a"), {Missing: exhibit.TooFew}, {Missing: exhibit.TooFew}},
		"3,0":                            {cell("a"), cell(3.0), {}},
	} {
		same(t, want, shown(t, table(columns, row(cells...))).rows("tbody tr"), "a|"+want)
	}
}

func TestASignSaysWhatIsClear(t *testing.T) {
	columns := []exhibit.Column{column("what", exhibit.Words), column("x", exhibit.Difference)}
	for selector, c := range map[string]exhibit.Cell{
		"td.clear .panel-sign.second": {Value: -0.4, Certainty: report.Clear, Panel: 1},
		"td.plus":                     {Value: 0.4, Certainty: report.Clear, Panel: exhibit.NoPanel},
		"td.minus":                    {Value: -0.4, Certainty: report.Clear, Panel: exhibit.NoPanel},
	} {
		if p := shown(t, table(columns, row(cell("a"), c))); !p.has(selector) {
			t.Errorf("%s is not there", selector)
		}
		c.Certainty = report.Unclear
		if p := shown(t, table(columns, row(cell("a"), c))); p.has(selector) {
			t.Errorf("the control has %s without certainty", selector)
		}
	}
}

func TestMeansAreTonedWhereTheColumnIs(t *testing.T) {
	toned := column("x", exhibit.Mean)
	toned.Shaded = true
	tones := map[float64]string{1.2: "td.tone-1", 2.5: "td.tone-2", 3.1: "td.tone-3", 3.5: "td.tone-4", 4.8: "td.tone-5"}
	for mean, want := range tones {
		if p := shown(t, table([]exhibit.Column{column("what", exhibit.Words), toned}, row(cell("a"), cell(mean)))); !p.has(want) {
			t.Errorf("%v has not %s", mean, want)
		}
		plain := table([]exhibit.Column{column("what", exhibit.Words), column("x", exhibit.Mean)}, row(cell("a"), cell(mean)))
		if shown(t, plain).has(want) {
			t.Errorf("the control has %s", want)
		}
	}
}

func TestColumnsStandUnderTheirHeading(t *testing.T) {
	grouped := func(title, group string, detail bool) exhibit.Column {
		c := column(title, exhibit.Mean)
		c.Group, c.Detail, c.Panel = group, detail, 0
		return c
	}
	what := column("what", exhibit.Words)
	p := shown(t, table([]exhibit.Column{what, grouped("a", "G", false), grouped("b", "G", false), grouped("2025", "H", true),
		grouped("2026", "H", false)}))
	same(t, "heads", p.rows("thead tr"), "what|G|H", "a|b")
	if !p.has("thead th[colspan='2'][scope=colgroup]") || len(p.all("thead th[rowspan='2']")) != 2 ||
		!p.has("thead .panel-sign.first") {
		t.Error("the heads do not span what they name")
	}
	if alone := shown(t, table([]exhibit.Column{what, grouped("a", "", false)})); len(alone.all("thead tr")) != 1 {
		t.Error("the control has two rows of heads")
	}
}

func TestEqualNeighboursAreWrittenOnce(t *testing.T) {
	merged, gap := column("what", exhibit.Words), column("gap", exhibit.Difference)
	merged.Merged, gap.Merged = true, true
	panel := func(name string, place int) exhibit.Cell { return exhibit.Cell{Value: name, Panel: place} }
	rows := []exhibit.Row{row(cell("A"), panel("Intern", 0), cell(0.2)), row(cell("A"), panel("Extern", 1), cell(0.2)),
		row(cell("B"), panel("Extern", 1), cell(0.2))}
	p := shown(t, table([]exhibit.Column{merged, column("panel", exhibit.Words), gap}, rows...))
	same(t, "rows", p.rows("tbody tr"), "A|Intern|+0,2", "Extern", "B|Extern|+0,2")
	if len(p.all("th[scope=rowgroup]")) != 2 || !p.has("th[rowspan='2']") || !p.has("td[rowspan='2']") ||
		!p.has("th.of-panel .panel-sign.second") {
		t.Error("the cells do not span their neighbours")
	}
	merged.Merged, gap.Merged = false, false
	p = shown(t, table([]exhibit.Column{merged, column("panel", exhibit.Words), gap}, rows...))
	same(t, "control", p.rows("tbody tr"), "A|Intern|+0,2", "A|Extern|+0,2", "B|Extern|+0,2")
}

func TestWhatIsForAnalystsIsLeftOut(t *testing.T) {
	p := column("p", exhibit.PValue)
	p.Detail = true
	detailed := row(cell("b"), cell(0.5))
	detailed.Detail = true
	shownTable := shown(t, table([]exhibit.Column{column("what", exhibit.Words), p}, row(cell("a"), cell(0.04)), detailed))
	same(t, "rows", append(shownTable.rows("thead tr"), shownTable.rows("tbody tr")...), "what", "a")
}

func TestAVerdictStandsBelowItsFigure(t *testing.T) {
	verdict := column("words", exhibit.Verdict)
	columns := []exhibit.Column{column("what", exhibit.Words), column("x", exhibit.Difference), verdict}
	figure := row(cell("a"), cell(0.4), cell("gestegen"))
	withheld := row(cell("b"), exhibit.Cell{Missing: exhibit.TooFew}, cell("te weinig"))
	same(t, "apart", shown(t, table(columns, figure)).rows("tbody tr"), "a|+0,4|gestegen")
	columns[2].Below = true
	p := shown(t, table(columns, figure, withheld))
	same(t, "below", p.rows("tbody tr"), "a|+0,4 gestegen", "b|te weinig antwoorden")
	same(t, "words", p.texts("td .cell-words"), "gestegen")
}

func TestSectionsOfATableHaveTheirName(t *testing.T) {
	a, b := row(cell("a"), cell(1.0)), row(cell("b"), cell(2.0))
	a.Section, b.Section = "One", "Two"
	p := shown(t, table([]exhibit.Column{column("what", exhibit.Words), column("x", exhibit.Mean)}, a, b))
	same(t, "rows", p.rows("tbody tr"), "One", "a|1,0", "Two", "b|2,0")
}

func TestLinksLeadWhereTheRendererSays(t *testing.T) {
	by := column("Trust", exhibit.Mean)
	by.Parameter, by.Current = "trust", true
	letter := cell("The letter")
	letter.Sample = "letter"
	e := table([]exhibit.Column{column("sample", exhibit.Words), by}, row(letter, cell(3.0)))
	linked := shownBy(t, render.Renderer{Translator: dutch(t), SampleURL: func(code string) string { return "/s/" + code },
		OrderURL: func(p string) string { return "/by/" + p }}, e)
	if !linked.has("tbody th a[href='/s/letter']") || !linked.has("thead [aria-sort=descending] a[href='/by/trust']") {
		t.Error("a link is missing")
	}
	if shown(t, e).has("a") {
		t.Error("the control has links")
	}
}
