package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/planning"
	"realitycheck/survey"
	"realitycheck/web/chart"
)

// planningPage says which differences a wave will be able to show.
type planningPage struct {
	staffFrame
	URL      string
	Lead     []string
	Sections []resultSection
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
	page := planningPage{staffFrame: s.staffFrame(c, wavesPath, "results.planning.title", "wave", wave.Code), URL: waveURL(wave.Code) + "/planning"}
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
	words := planWords{newWeighWords(page.Translator, &wave), plan, invited}
	page.Lead, page.Rests = words.lead(), words.rests()
	page.Sections = []resultSection{words.section()}
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
	weighWords
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

// section draws the smallest differences and lists them with the numbers that they rest on.
func (w planWords) section() resultSection {
	s := resultSection{Heading: w.T("results.planning.heading"), Caption: w.T("results.caption.planning", "power", w.Percent(w.plan.Power), "level", w.Percent(w.plan.Level))}
	d := chart.Dots{Frame: chart.Frame{ID: "planning", Title: s.Heading, Desc: w.T("results.planning.desc")}, Series: []chart.Series{{Sign: chart.Square}}}
	for _, panel := range w.panels {
		d.Series = append(d.Series, chart.Series{Name: w.panelName(panel), Sign: w.panelSign(panel)})
	}
	t := &resultTable{Caption: s.Heading, Heads: heads(append([]resultCell{headCell(w.T("results.col.difference")), headCell(w.T("results.col.panel"))},
		numHeads(w.T("results.col.invited"), w.T("results.col.expected"), w.T("results.col.returning"), w.T("results.col.smallest"))...)...)}
	var all []*float64
	for _, g := range w.plan.Gaps {
		label := w.T("results.planning.row_gap", "a", w.panelName(g.A), "b", w.panelName(g.B))
		d.Rows = append(d.Rows, chart.Row{Label: label, Points: append([]chart.Point{w.smallest(g.Diff)}, make([]chart.Point, len(w.panels))...)})
		all = append(all, g.Diff)
		t.Rows = append(t.Rows, []resultCell{{Text: label, Head: true, Rows: 1}, wordCell(""), w.sum(w.invited, g.A, g.B), w.sum(w.plan.Expected, g.A, g.B), none(), num(w.size(g.Diff))})
	}
	for i, kind := range []string{"results.planning.row_with", "results.planning.row_without"} {
		row := chart.Row{Points: make([]chart.Point, len(d.Series))}
		for k, c := range w.plan.Changes {
			diff, returning := c.WithReturning, w.Int(w.plan.Returning[c.Panel])
			if i == 1 {
				diff, returning = c.WithoutReturning, w.Int(0)
			}
			row.Label = w.T(kind, "from", c.From)
			row.Points[1+slices.Index(w.panels, c.Panel)] = w.smallest(diff)
			all = append(all, diff)
			cells := []resultCell{w.panel(c.Panel), num(w.Int(w.invited[c.Panel])), num(w.Int(w.plan.Expected[c.Panel])), num(returning), num(w.size(diff))}
			if k == 0 {
				cells = append([]resultCell{{Text: row.Label, Head: true, Rows: len(w.plan.Changes)}}, cells...)
			}
			t.Rows = append(t.Rows, cells)
		}
		if row.Label != "" {
			d.Rows = append(d.Rows, row)
		}
	}
	d.Axis = w.reach(all)
	s.Table = t
	if len(d.Rows) > 0 {
		s.Pictures = []resultPicture{drawn(d)}
	}
	return s
}

// sum adds the numbers of two panels.
func (w planWords) sum(of map[string]int, a, b string) resultCell { return num(w.Int(of[a] + of[b])) }

func (w planWords) smallest(diff *float64) chart.Point {
	if diff == nil {
		return chart.Point{Missing: w.size(nil)}
	}
	return chart.Point{Value: diff, Text: w.size(diff)}
}

// reach is an axis from 0 that holds every difference.
func (w planWords) reach(all []*float64) chart.Axis {
	most := 0.5
	for _, x := range all {
		for x != nil && *x > most {
			most *= 2
		}
	}
	a := chart.Axis{Max: most, Low: w.T("results.planning.small"), High: w.T("results.planning.large")}
	for i := range 6 {
		at := most * float64(i) / 5
		a.Ticks = append(a.Ticks, chart.Tick{At: at, Label: w.Decimal(at, 1)})
	}
	return a
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
