package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/planning"
	"realitycheck/survey"
	render "realitycheck/web/exhibit"
)

// planningPage says which differences a wave will be able to show.
type planningPage struct {
	staffFrame
	URL      string
	Lead     []string
	Sections []render.Section
	Panels   []plannedPanel
	Rests    []string // what the expectations rest on
}

// plannedPanel is a field in which other numbers can be tried.
type plannedPanel struct {
	Sign, Name, Field string
	Invited           int
}

// mostInvited bounds the numbers that can be tried.
const mostInvited = 1_000_000

func (s *Server) showPlanning(c echo.Context) error {
	ctx := c.Request().Context()
	wave, err := s.deps.Waves.ByCode(ctx, c.Param("wave"))
	if err != nil {
		return err
	}
	page := planningPage{staffFrame: s.staffFrame(c, wavesPath, "results.planning.title", "wave", wave.Code),
		URL: waveURL(wave.Code) + "/planning"}
	page.Crumbs = []crumb{{wavesPath, page.T("staff.waves")}, {waveURL(wave.Code), wave.Title.In(page.Lang())}}
	invited, err := s.invitedTo(ctx, &wave, page.staffFrame)
	if err != nil {
		return err
	}
	if wave.Panels, err = s.deps.Office.WithKinds(ctx, wave.Panels); err != nil {
		return err
	}
	signs := panelSigns(wave.Panels)
	for i, p := range wave.Panels {
		field := "leden-" + p.Code
		if n, err := strconv.Atoi(c.QueryParam(field)); err == nil && n >= 1 && n <= mostInvited {
			invited[p.Code] = n
		}
		page.Panels = append(page.Panels, plannedPanel{signs[i], p.Name.In(page.Lang()), field, invited[p.Code]})
	}
	plan, err := planning.Of(s.reports.source, wave.Panels, invited)
	if err != nil {
		return err
	}
	words := planWords{newWeightWords(page.Translator, &wave), plan, invited}
	page.Lead, page.Rests = words.lead(), words.rests()
	page.Sections = words.renderer().Sections([]exhibit.Exhibit{words.exhibit()})
	return s.render(c, http.StatusOK, "results/planning", page)
}

// invitedTo counts who is, or would be, invited to a wave.
func (s *Server) invitedTo(ctx context.Context, w *survey.Wave, f staffFrame) (map[string]int, error) {
	if w.State == survey.Draft {
		ready, err := s.deps.Office.Check(ctx, w.Code)
		return ready.Invited, err
	}
	figures, err := s.figures(ctx, w, f.Translator)
	invited := map[string]int{}
	for _, p := range figures {
		invited[p.Code] = p.Invited
	}
	return invited, err
}

// planWords tells a planning.
type planWords struct {
	weightWords
	plan    *planning.Plan
	invited map[string]int
}

// size writes a difference on the scale; two decimals, since planning is about small ones.
func (w planWords) size(x *float64) string {
	if x == nil {
		return w.T("results.planning.none")
	}
	return w.Decimal(*x, 2)
}

// lead says what the wave will find.
func (w planWords) lead() []string {
	var list []string
	for _, g := range w.plan.Gaps {
		key := "results.planning.gap"
		if g.Diff == nil {
			key = "results.planning.gap_none"
		}
		list = append(list, w.T(key, "a", w.panelName(g.A), "b", w.panelName(g.B), "diff", w.size(g.Diff), "power", w.tenth(w.plan.Power)))
	}
	for _, c := range w.plan.Changes {
		key := "results.planning.change"
		if c.WithReturning == nil {
			key = "results.planning.change_none"
		}
		list = append(list, w.T(key, "panel", w.panelName(c.Panel), "from", c.From, "with", w.size(c.WithReturning), "without", w.size(c.WithoutReturning),
			"returning", w.plan.Returning[c.Panel], "power", w.tenth(w.plan.Power)))
	}
	if len(w.plan.Changes) == 0 {
		list = append(list, w.T("results.planning.first"))
	}
	return list
}

// tenth writes a power as "8" of ten cases.
func (w planWords) tenth(power float64) string { return w.Int(int(10*power + 0.5)) }

// smallest is a difference that a wave will probably find, with the numbers that it rests on.
type smallest struct {
	label             string
	panel             string // "" for a gap
	invited, expected int
	returning         any // nil for a gap
	diff              *float64
}

// differences are those of gaps, then those of changes with members who return, then as if all members were new.
func (w planWords) differences() []smallest {
	var list []smallest
	for _, g := range w.plan.Gaps {
		list = append(list, smallest{w.T("results.planning.row_gap", "a", w.panelName(g.A), "b", w.panelName(g.B)), "",
			w.invited[g.A] + w.invited[g.B], w.plan.Expected[g.A] + w.plan.Expected[g.B], nil, g.Diff})
	}
	for _, c := range w.plan.Changes {
		list = append(list, smallest{w.T("results.planning.row_with", "from", c.From), c.Panel,
			w.invited[c.Panel], w.plan.Expected[c.Panel], w.plan.Returning[c.Panel], c.WithReturning})
	}
	for _, c := range w.plan.Changes {
		list = append(list, smallest{w.T("results.planning.row_without", "from", c.From), c.Panel,
			w.invited[c.Panel], w.plan.Expected[c.Panel], 0, c.WithoutReturning})
	}
	return list
}

// exhibit draws the smallest differences and lists them. A gap belongs to no panel.
func (w planWords) exhibit() exhibit.Exhibit {
	e := exhibit.Exhibit{Code: "planning", Title: w.T("results.planning.heading"),
		Caption: []string{w.T("results.caption.planning", "power", w.Percent(w.plan.Power), "level", w.Percent(w.plan.Level))}}
	f := exhibit.Figure{Kind: exhibit.Dots, Alt: e.Title, Desc: w.T("results.planning.desc"),
		Axis:   exhibit.Axis{Unit: exhibit.Ratio, Low: w.T("results.planning.small"), High: w.T("results.planning.large")},
		Series: []exhibit.Series{{Panel: exhibit.NoPanel}}} // of gaps; those of the panels follow in their order
	for i, panel := range w.panels {
		f.Series = append(f.Series, exhibit.Series{Name: w.panelName(panel.Code), Panel: i})
	}
	f.Points = make([][]exhibit.Point, len(f.Series))
	e.Table = &exhibit.Table{Title: e.Title, Columns: w.columns()}
	for _, d := range w.differences() {
		last := len(f.Rows) - 1
		if last < 0 || f.Rows[last] != d.label {
			last++
			f.Rows = append(f.Rows, d.label)
			for i := range f.Points {
				f.Points[i] = append(f.Points[i], exhibit.Point{})
			}
		}
		point, panel := exhibit.Point{Value: d.diff}, exhibit.Cell{Value: "", Panel: exhibit.NoPanel}
		if d.diff == nil {
			point.Missing = w.size(nil)
		}
		if d.panel != "" {
			panel = exhibit.Cell{Value: w.panelName(d.panel), Panel: w.place(d.panel)}
		}
		f.Points[1+panel.Panel][last] = point
		e.Table.Rows = append(e.Table.Rows, exhibit.Row{Cells: []exhibit.Cell{figureCell(d.label), panel, figureCell(d.invited),
			figureCell(d.expected), figureCell(d.returning), figureCell(w.size(d.diff))}})
	}
	if len(f.Rows) > 0 {
		e.Figures = []exhibit.Figure{f}
	}
	return e
}

func (w planWords) columns() []exhibit.Column {
	difference := figureColumn(w.T("results.col.difference"), exhibit.Words)
	difference.Merged = true
	return []exhibit.Column{difference, figureColumn(w.T("exhibit.col.panel"), exhibit.Words),
		figureColumn(w.T("exhibit.col.invited"), exhibit.Count), figureColumn(w.T("results.col.expected"), exhibit.Count),
		figureColumn(w.T("results.col.returning"), exhibit.Count), figureColumn(w.T("results.col.smallest"), exhibit.Ratio)}
}

// rests says what is known from the closed waves and what is assumed.
func (w planWords) rests() []string {
	from := func(what string) string {
		if slices.Contains(w.plan.Assumed, what) {
			return w.T("results.planning.assumed")
		}
		return w.T("results.planning.known", "wave", w.plan.Basis)
	}
	return []string{
		w.T("results.planning.completion", "from", from("completion")),
		w.T("results.planning.sd", "sd", w.Decimal(w.plan.SD, 2), "from", from("sd")),
		w.T("results.planning.corr", "corr", w.Decimal(w.plan.Corr, 2), "from", from("corr")),
	}
}
