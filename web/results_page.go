package web

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/report"
	"realitycheck/panel"
	"realitycheck/survey/i18n"
	"realitycheck/web/chart"
)

// resultsPath is the first of the pages of results.
const resultsPath = "/resultaten"

// resultsPage is one page of results: the finding, the picture that shows it, its table, and how it was measured.
type resultsPage struct {
	staffFrame
	Tabs     []resultTab
	Filter   *resultFilter  // nil where nothing can be chosen
	Findings []findingGroup // on the overview
	Lead     []string
	Points   []string // what the last sentence of the lead announces
	Sections []resultSection
	Notes    []string
	Take     string      // address of the workbook; empty for who may not take it
	Manage   *resultLink // to where what is shown can be changed; nil for who may not
	Sample   *sampleView // on the page of one sample
	SampleOf string      // the years in which it was shown
	Back     string      // address of the page above
	BackName string
}

// resultLink leads to another page.
type resultLink struct{ URL, Name string }

// findingGroup is what was found about one thing, with the page that shows more.
type findingGroup struct {
	Heading string
	URL     string
	Texts   []string
}

// resultTab leads to one page of results, with the same choice.
type resultTab struct {
	URL     string
	Name    string
	Current bool
}

// resultSection is a picture with its table.
type resultSection struct {
	Heading  string
	Finding  string
	Pictures []resultPicture
	Facets   bool // small pictures beside each other
	Caption  string
	Table    *resultTable
	Text     []string // paragraphs, where there is no picture
	Rules    []report.QualityRule
}

// resultPicture is one drawing: twice, for wide and narrow windows, or once where it fits everywhere.
type resultPicture struct {
	Heading string
	Wide    template.HTML
	Narrow  template.HTML
	Any     template.HTML
}

// resultScreens are the pages of results, in the order of the tabs.
var resultScreens = []struct {
	path, key string
	filter    filterParts
	also      besides
}{
	{"", "overview", filterParts{framework: true, panel: true}, besides{}},
	{"/kloof", "gap", filterParts{framework: true}, besides{}},
	{"/evolutie", "trend", filterParts{framework: true, panel: true}, besides{}},
	{"/uitingen", "samples", filterParts{parameter: true}, besides{}},
	{"/antwoorden", "answers", filterParts{framework: true, panel: true}, besides{}},
	{"/keuzes", "choices", filterParts{panel: true}, besides{}},
	{"/themas", "themes", filterParts{panel: true}, besides{}},
	{"/groepen", "groups", filterParts{framework: true, panel: true, group: true}, besides{}},
	{"/respons", "response", filterParts{}, besides{}},
	{"/kwaliteit", "quality", filterParts{framework: true}, besides{withoutFlagged: true}},
	{"/weging", "weighting", filterParts{framework: true}, besides{unweighted: true}},
	{"/methode", "method", filterParts{}, besides{}},
}

// alsoOf tells what a page shows beside the figures of the report.
func alsoOf(key string) besides {
	for _, screen := range resultScreens {
		if screen.key == key {
			return screen.also
		}
	}
	return besides{}
}

// resultWork is what the pages of results are made from.
type resultWork struct {
	cells
	choice         *resultChoice
	page           *resultsPage
	frameworkNames map[string]string
}

// showResults answers a page of results, filled by its own function.
func (s *Server) showResults(key string, fill func(*resultWork)) echo.HandlerFunc {
	return func(c echo.Context) error {
		work, err := s.resultWork(c, key)
		if err != nil {
			return err
		}
		if len(work.Years) > 0 {
			fill(work)
		}
		return s.render(c, http.StatusOK, "results/page", work.page)
	}
}

// resultWork reads what was chosen and makes the page around it.
func (s *Server) resultWork(c echo.Context, key string) (*resultWork, error) {
	ctx := c.Request().Context()
	all, err := s.reports.codes(ctx)
	if err != nil {
		return nil, err
	}
	choice := readChoice(c.QueryParams())
	tr := s.translator(c)
	doc, err := s.reports.of(ctx, choice.Years, tr, alsoOf(key))
	if err != nil {
		return nil, err
	}
	frameworks, err := s.reports.frameworks(doc, tr)
	if err != nil {
		return nil, err
	}
	view := newResultView(doc, frameworks.of, choice)
	page := &resultsPage{staffFrame: s.staffFrame(c, resultsPath, "results."+key+".title", "years", view.span(), "wave", view.last())}
	work := &resultWork{cells: cells{tr, view}, choice: choice, page: page, frameworkNames: map[string]string{}}
	for _, f := range frameworks.names {
		work.frameworkNames[f.Code] = f.Name
	}
	account, _ := s.account(c)
	if account.May(panel.TakeResults) && len(all) > 0 {
		page.Take = resultsPath + "/werkboek" + choice.yearsOnly().query()
	}
	for _, screen := range resultScreens {
		page.Tabs = append(page.Tabs, resultTab{resultsPath + screen.path + choice.query(), tr.T("results." + screen.key + ".tab"), screen.key == key})
		if screen.key == key && len(all) > 0 {
			page.Filter = newResultFilter(work, resultsPath+screen.path, screen.filter, all, frameworks.names)
		}
	}
	return work, nil
}

// frameworks of the parameters of a report, by the archives that it came from.
type reportFrameworks struct {
	of    map[string]string // framework of a parameter
	names []codeName        // in the order met
}

// codeName is a code with its words.
type codeName struct{ Code, Name string }

func (r *reports) frameworks(doc *report.Report, tr *i18n.Translator) (reportFrameworks, error) {
	f := reportFrameworks{of: map[string]string{}}
	for _, year := range slices.Backward(doc.Years) {
		wave, err := r.source.Open(year)
		if err != nil {
			return f, err
		}
		for _, framework := range wave.Instrument.Frameworks {
			if !slices.ContainsFunc(f.names, func(known codeName) bool { return known.Code == framework.Code }) {
				f.names = append(f.names, codeName{framework.Code, framework.Title.In(tr.Lang())})
			}
			for _, p := range framework.Parameters {
				for _, name := range []string{p.Code, framework.Code + "." + p.Code} { // as the report may name it
					if _, known := doc.Labels.Parameters[name]; known {
						f.of[name] = framework.Code
					}
				}
			}
		}
	}
	return f, nil
}

// findings gives the sentences of some kinds.
func (w *resultWork) findings(kinds ...string) []string {
	var texts []string
	for _, f := range report.Findings(w.Report, w.Translator) {
		if len(kinds) == 0 || slices.Contains(kinds, f.Kind) {
			texts = append(texts, f.Text)
		}
	}
	return texts
}

// bases says for a caption how many members of each panel stand behind the figures of the newest year.
func (w *resultWork) bases(wave string, s func(panel string) []*report.Estimate) string {
	text := ""
	for _, panel := range w.shown {
		low, high := 0, 0
		for _, e := range s(panel) {
			if e == nil || e.N == nil || e.Suppressed {
				continue
			}
			if low == 0 || *e.N < low {
				low = *e.N
			}
			high = max(high, *e.N)
		}
		if high == 0 {
			continue
		}
		if text != "" {
			text += ", "
		}
		if low == high {
			text += w.T("results.base_one", "panel", w.panelName(panel), "n", high)
		} else {
			text += w.T("results.base", "panel", w.panelName(panel), "low", low, "high", high)
		}
	}
	if text == "" {
		return w.weighting(wave)
	}
	return w.T("results.bases", "bases", text) + " " + w.weighting(wave)
}

// series are the shown panels with their signs.
func (w *resultWork) series() []chart.Series {
	var list []chart.Series
	for _, panel := range w.shown {
		list = append(list, chart.Series{Name: w.panelName(panel), Sign: w.panelSign(panel)})
	}
	return list
}

// scale is the axis of the answers, in full.
func (w *resultWork) scale() chart.Axis {
	a := chart.Axis{Min: 1, Max: 5, Low: w.T("results.scale_low"), High: w.T("results.scale_high")}
	for i := 1; i <= 5; i++ {
		a.Ticks = append(a.Ticks, chart.Tick{At: float64(i), Label: w.Int(i)})
	}
	return a
}

// shares is the axis of parts of a whole.
func (w cells) shares() chart.Axis {
	a := chart.Axis{Min: 0, Max: 1}
	for i := range 5 {
		a.Ticks = append(a.Ticks, chart.Tick{At: float64(i) / 4, Label: w.Percent(float64(i) / 4)})
	}
	return a
}

// point is a mean in a drawing; nil when nobody was asked.
func (w *resultWork) point(e *report.Estimate) chart.Point {
	switch {
	case e == nil:
		return chart.Point{}
	case e.Suppressed || e.Mean == nil:
		return chart.Point{Missing: w.why(e)}
	}
	return chart.Point{Value: e.Mean, Low: e.Low, High: e.High, Text: w.Decimal(*e.Mean, 1)}
}

// why says why a figure has an empty place.
func (w *resultWork) why(e *report.Estimate) string {
	if !e.Suppressed && (e.Limits["mean"] != "" || e.Limits["distribution"] != "") {
		return w.T("results.near")
	}
	return w.T("results.few")
}

// drawn is a dot chart in both its forms.
func drawn(d chart.Dots) resultPicture { return resultPicture{Wide: d.Wide(), Narrow: d.Narrow()} }

// sampleURL is the page of one sample, with the same choice.
func (w *resultWork) sampleURL(code string) string {
	return resultsPath + "/uitingen/" + url.PathEscape(code) + w.choice.query()
}
