package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

const wavesPath = staffPath + "/metingen"

// waveURL is the address of a wave's page.
func waveURL(code string) string { return wavesPath + "/" + code }

// waveRow is a wave in the list.
type waveRow struct {
	Code, Title, URL string
	Year             int
	State            string // key
	Opens, Closes    time.Time
	Panels           []panelFigures
}

// panelFigures is how one panel responds to a wave. A figure that is not known yet is below zero.
type panelFigures struct {
	Code, Name               string
	Kind                     survey.PanelKind
	Sign                     string
	Invited, Sent            int
	Started, Finished, Under int // Under is begun and not finished
}

// Share is the part of those invited who finished.
func (p panelFigures) Share() float64 {
	if p.Invited == 0 {
		return 0
	}
	return float64(p.Finished) / float64(p.Invited)
}

// wavesPage lists the waves, the newest first.
type wavesPage struct {
	staffFrame
	Rows []waveRow
}

func (s *Server) showWaves(c echo.Context) error {
	ctx := c.Request().Context()
	waves, err := s.deps.Waves.All(ctx)
	if err != nil {
		return err
	}
	slices.Reverse(waves)
	page := wavesPage{staffFrame: s.staffFrame(c, wavesPath, "staff.waves")}
	for _, w := range waves {
		figures, err := s.figures(ctx, &w, page.Translator)
		if err != nil {
			return err
		}
		page.Rows = append(page.Rows, waveRow{Code: w.Code, Title: w.Title.In(page.Lang()), URL: waveURL(w.Code), Year: w.Year,
			State: stateKey(&w, s.now()), Opens: w.Opens.In(s.config.TimeZone), Closes: w.Closes.In(s.config.TimeZone), Panels: figures})
	}
	return s.render(c, http.StatusOK, "staff/waves", page)
}

// stateKey names what a wave does now.
func stateKey(w *survey.Wave, now time.Time) string {
	switch {
	case w.State == survey.Open && now.Before(w.Opens):
		return "staff.state_waiting"
	case w.State == survey.Open && w.Paused:
		return "staff.state_paused"
	}
	return "staff.state_" + string(w.State)
}

// wavePage is one wave: where it stands, what can be done, how the panels respond.
type wavePage struct {
	staffFrame
	Wave    survey.Wave
	State   string // key
	When    string // the sentence that says where the wave stands in time
	Figures []panelFigures
	Run     bool // the account may run waves
	Look    bool // the account may see what is asked
	Next    *stepLink
	Steps   []stepLink
	Chart   *progressChart
	Letters []letterRow
	Paired  string // with how many earlier waves; empty when with none
	Results bool
	Weights bool // the account may make weights
}

// LetterTable gives the table of the letters.
func (p wavePage) LetterTable() letterTable { return letterTable{p.Translator, p.Letters} }

// stepLink leads to the page that confirms a step.
type stepLink struct {
	URL, Name, What string
}

func (s *Server) showWave(c echo.Context) error {
	ctx := c.Request().Context()
	wave, err := s.deps.Waves.ByCode(ctx, c.Param("wave"))
	if err != nil {
		return err
	}
	page := wavePage{staffFrame: s.staffFrame(c, wavesPath, "staff.waves"), Wave: wave, State: stateKey(&wave, s.now())}
	page.Title = wave.Title.In(page.Lang())
	page.Crumbs = []crumb{{wavesPath, page.T("staff.waves")}}
	page.Run, page.Look = page.Account.May(panel.RunWaves), page.Account.May(panel.SeeInstruments)
	page.Results = wave.State == survey.Closed && page.Account.May(panel.SeeResults)
	page.Weights = page.Account.May(panel.MakeWeights)
	page.When = s.whenOf(&wave, page.staffFrame)
	if page.Figures, err = s.figures(ctx, &wave, page.Translator); err != nil {
		return err
	}
	if page.Chart, err = s.progress(ctx, &wave, page.Figures, page.staffFrame); err != nil {
		return err
	}
	if !page.Run {
		return s.render(c, http.StatusOK, "staff/wave", page)
	}
	if page.Letters, err = s.letterRows(ctx, wave.Code, page.Translator); err != nil {
		return err
	}
	paired, unpaired, err := s.pairing(ctx, &wave)
	if err != nil {
		return err
	}
	if paired > 0 {
		page.Paired = page.N("staff.pair_had", paired)
	}
	page.Steps = offered(&wave, page.staffFrame)
	if len(page.Steps) > 0 {
		page.Next, page.Steps = s.nextStep(&wave, page.Figures, unpaired, page.Steps)
	}
	return s.render(c, http.StatusOK, "staff/wave", page)
}

// nextStep takes out of the steps on offer the one that the wave waits for, if there is one.
func (s *Server) nextStep(w *survey.Wave, figures []panelFigures, unpaired int, steps []stepLink) (*stepLink, []stepLink) {
	want := ""
	switch {
	case w.State == survey.Draft:
		want = stepOpen
	case w.State == survey.Open && w.Paused:
		want = stepResume
	case w.State == survey.Open && slices.ContainsFunc(figures, func(f panelFigures) bool { return f.Sent < f.Invited }):
		want = stepInvite
	case w.State == survey.Open:
		want = stepRemind
	case unpaired > 0:
		want = stepPair
	}
	i := slices.IndexFunc(steps, func(l stepLink) bool { return l.URL == stepURL(w.Code, want) })
	if i < 0 {
		return nil, steps
	}
	next := steps[i]
	return &next, slices.Delete(slices.Clone(steps), i, i+1)
}

// whenOf says where a wave stands in time.
func (s *Server) whenOf(w *survey.Wave, f staffFrame) string {
	now := s.now()
	opens, closes := w.Opens.In(s.config.TimeZone), w.Closes.In(s.config.TimeZone)
	switch {
	case w.State == survey.Draft:
		return f.T("staff.when_draft", "opens", f.DateTime(opens), "closes", f.DateTime(closes))
	case w.State == survey.Open && now.Before(opens):
		return f.T("staff.when_waiting", "opens", f.DateTime(opens), "closes", f.DateTime(closes))
	case w.State == survey.Open && w.Paused:
		return f.T("staff.when_paused", "closes", f.DateTime(closes))
	case w.State == survey.Open:
		return f.N("staff.when_open", daysLeft(now, closes), "closes", f.DateTime(closes))
	case w.State == survey.Closing:
		return f.T("staff.when_closing", "until", f.DateTime(w.ClosingAt.Add(survey.Grace).In(s.config.TimeZone)))
	}
	return f.T("staff.when_closed", "opens", f.Date(opens), "closes", f.Date(w.ClosingAt.In(s.config.TimeZone)))
}

// daysLeft counts the midnights until a wave closes.
func daysLeft(now, closes time.Time) int {
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return max(0, int(day(closes).Sub(day(now)).Hours()/24))
}

// figures gives how each panel responds: while the answers are live from them, afterwards from what closing counted.
func (s *Server) figures(ctx context.Context, w *survey.Wave, tr *i18n.Translator) ([]panelFigures, error) {
	var outcomes []survey.Outcomes
	var err error
	switch w.State {
	case survey.Closed:
		outcomes, err = s.library.outcomes.ByWave(ctx, w.Code)
	case survey.Draft:
	default:
		outcomes, err = s.deps.Responses.Counts(ctx, w.Code)
	}
	if err != nil {
		return nil, err
	}
	sent, err := s.people.invites.Counts(ctx, w.Code)
	if err != nil {
		return nil, err
	}
	panels, err := s.deps.Office.WithKinds(ctx, w.Panels)
	if err != nil {
		return nil, err
	}
	var list []panelFigures
	signs := panelSigns(panels)
	for i, p := range panels {
		f := panelFigures{Code: p.Code, Name: p.Name.In(tr.Lang()), Kind: p.Kind, Sign: signs[i]}
		for _, o := range outcomes {
			if o.Panel == p.Code {
				f.Invited, f.Started, f.Finished, f.Under = o.Invited, o.Started, o.Completed, o.Started-o.Completed
			}
		}
		for _, count := range sent {
			if count.Panel == p.Code {
				f.Sent = count.Sent
			}
		}
		list = append(list, f)
	}
	return list, nil
}
