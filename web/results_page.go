package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/panel"
	render "realitycheck/web/exhibit"
)

// resultsPath is the first of the pages of results.
const resultsPath = "/resultaten"

// resultsPage is one page of results: the finding, the picture that shows it, its table, and how it was measured.
type resultsPage struct {
	staffFrame
	Tabs     []resultTab
	Filter   *resultFilter // nil where nothing can be chosen
	Findings []findingGroup
	Lead     []string
	Points   []string // what the last sentence of the lead announces
	Sections []render.Section
	Take     string      // address of the workbook; empty for who may not take it
	Manage   *resultLink // to where what is shown can be changed; nil for who may not
	Sample   *sampleView // on the page of one sample
	SampleOf string      // the years in which it was shown
	Back     *resultLink // to the page above

	choice *resultChoice
	index  *report.Index
	screen *resultScreen
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

// showResults answers a page of results.
func (s *Server) showResults(code string) echo.HandlerFunc {
	screen := screenOf(code)
	return func(c echo.Context) error {
		page, err := s.resultsPage(c, screen)
		if err != nil {
			return err
		}
		if page.index.Last() != "" {
			page.show(screen.exhibits(page.index, page.choice.selection(), page.Translator))
		}
		return s.render(c, http.StatusOK, "results/page", page)
	}
}

// resultsPage reads what was chosen and makes the page around its exhibits.
func (s *Server) resultsPage(c echo.Context, screen *resultScreen) (*resultsPage, error) {
	ctx := c.Request().Context()
	all, err := s.reports.codes(ctx)
	if err != nil {
		return nil, err
	}
	choice := readChoice(c.QueryParams())
	doc, err := s.reports.of(ctx, choice.Years, s.translator(c), screen.also)
	if err != nil {
		return nil, err
	}
	x := report.NewIndex(doc)
	frame := s.staffFrame(c, resultsPath, screen.title, "years", x.Span(), "wave", x.Last())
	page := &resultsPage{staffFrame: frame, choice: choice, index: x, screen: screen}
	for i := range resultScreens {
		tab := &resultScreens[i]
		page.Tabs = append(page.Tabs, resultTab{page.address(tab), page.T(tab.tab), tab == screen})
	}
	if len(all) == 0 {
		return page, nil
	}
	page.Filter = newResultFilter(page, screen, all)
	if page.Account.May(panel.TakeResults) {
		page.Take = resultsPath + "/werkboek" + choice.yearsOnly().query()
	}
	if screen.manage != nil {
		page.Manage = screen.manage(page)
	}
	if screen.findings {
		for _, g := range exhibit.Findings(x, choice.selection(), page.Translator) {
			page.Findings = append(page.Findings, findingGroup{g.Title, page.address(screenOf(g.Exhibit)), render.Texts(g.Sentences)})
		}
	}
	return page, nil
}

// address is that of a page of results, with the same choice.
func (p *resultsPage) address(screen *resultScreen) string {
	return resultsPath + screen.path + p.choice.query()
}

// show adds exhibits to the page. What they found stands above them all, where nothing else does and it is about them all.
func (p *resultsPage) show(exhibits []exhibit.Exhibit) {
	r := render.Renderer{Translator: p.Translator, SampleURL: p.choice.sampleURL, OrderURL: p.choice.orderURL}
	for _, s := range r.Sections(exhibits) {
		if p.Findings == nil && (len(exhibits) == 1 || !p.screen.apart) {
			p.Lead, p.Points = append(p.Lead, s.Lead...), append(p.Points, s.Points...)
			s.Lead, s.Points = nil, nil
		}
		if !s.Empty() {
			p.Sections = append(p.Sections, s)
		}
	}
}
