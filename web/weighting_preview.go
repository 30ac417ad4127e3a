package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/weighting"
	"realitycheck/survey"
	"realitycheck/survey/definition"
	"realitycheck/survey/fault"
	render "realitycheck/web/exhibit"
)

// raking is a wave with margins that weights may be made from, and what they would make of it.
type raking struct {
	weightWave
	margins survey.Margins
	preview *weighting.Preview
	mark    string // of exactly these margins: what was looked at is what is applied
}

func (s *Server) raking(c echo.Context) (*raking, error) {
	w, err := s.weightWave(c)
	if err != nil {
		return nil, err
	}
	if w.archive == nil {
		return nil, fault.New(fault.NotFound, "archive_absent", "wave", w.Code)
	}
	k := &raking{weightWave: w}
	if k.margins, err = s.kept(w); err != nil {
		return nil, err
	}
	src, err := definition.WriteMargins(k.margins)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(src)
	k.mark = hex.EncodeToString(sum[:8])
	k.preview, err = weighting.Try(w.archive, k.margins, s.reports.nMin)
	return k, err
}

// possible says that every panel gets weights, with the proposed merges where they are needed.
func (k *raking) possible() bool {
	for i := range k.preview.Panels {
		if len(k.preview.Panels[i].Fits) == 0 {
			return false
		}
	}
	return len(k.preview.Panels) > 0
}

// rakingPage shows what weights would make of a wave, and later asks whether to make them.
type rakingPage struct {
	staffFrame
	URL      string
	Possible bool
	Ready    bool // as the margins stand, without a proposal
	Lead     []string
	Panels   []panelWeights
	Says     []string
	Mark     string
	Error    string
}

func (s *Server) rakingPage(c echo.Context, k *raking, title string) (*rakingPage, weightWords) {
	page := &rakingPage{staffFrame: s.staffFrame(c, resultsPath, title, "wave", k.Code), URL: weightPath(k.Code), Mark: k.mark, Possible: k.possible(),
		Ready: k.preview.Ready()}
	page.Crumbs = []crumb{{resultsPath, page.T("staff.nav_results")}, {resultsPath + "/weging", page.T("exhibit.weighting.name")},
		{page.URL, page.T("results.weighting.of_wave", "wave", k.Code)}}
	return page, newWeightWords(page.Translator, k.Wave)
}

func (s *Server) showPreviewWeights(c echo.Context) error {
	k, err := s.raking(c)
	if err != nil {
		return err
	}
	page, words := s.rakingPage(c, k, "results.weighting.preview_title")
	for i := range k.preview.Panels {
		p := &k.preview.Panels[i]
		panel := panelWeights{Section: render.Section{Heading: words.panelName(p.Panel)}}
		if len(p.Fits) > 0 {
			fits := words.fits("fit-"+p.Panel, &p.WeightedPanel, k.margins)
			panel.Section = words.renderer().Sections([]exhibit.Exhibit{fits})[0]
			page.Lead = append(page.Lead, words.effective(&p.WeightedPanel)...)
			if p.Costly {
				page.Lead = append(page.Lead, page.T("results.weighting.costly", "panel", words.panelName(p.Panel)))
			}
			page.Lead = append(page.Lead, words.withholds(p)...)
		}
		for _, problem := range p.Problems {
			panel.Problems = append(panel.Problems, words.problem(p.Panel, problem))
		}
		for _, m := range p.Merge {
			panel.Merge = append(panel.Merge, words.merged(p.Panel, m))
		}
		page.Panels = append(page.Panels, panel)
	}
	return s.render(c, http.StatusOK, "results/preview", page)
}

func (s *Server) askWeights(c echo.Context) error {
	k, err := s.raking(c)
	if err != nil {
		return err
	}
	return s.confirmWeights(c, http.StatusOK, k, "")
}

// confirmWeights says in figures what making weights will do.
func (s *Server) confirmWeights(c echo.Context, status int, k *raking, wrong string) error {
	page, words := s.rakingPage(c, k, "results.weighting.confirm_title")
	page.Error = wrong
	for i := range k.preview.Panels {
		p := &k.preview.Panels[i]
		if len(p.Fits) > 0 {
			page.Says = append(append(page.Says, words.effective(&p.WeightedPanel)...), words.withholds(p)...)
		}
		for _, m := range p.Merge {
			page.Says = append(page.Says, words.merged(p.Panel, m))
		}
	}
	known, err := k.archive.Weightings()
	if err != nil {
		return err
	}
	if len(known) > 0 {
		page.Says = append(page.Says, page.T("results.weighting.replaces", "wave", k.Code, "name", known[len(known)-1].Name))
	} else {
		page.Says = append(page.Says, page.T("results.weighting.first", "wave", k.Code))
	}
	return s.render(c, status, "results/confirm", page)
}

// makeWeights makes weights from the margins that were looked at, and forgets the margins: the weighting holds them.
func (s *Server) makeWeights(c echo.Context) error {
	s.reports.raking.Lock()
	defer s.reports.raking.Unlock()
	k, err := s.raking(c)
	if err != nil {
		return err
	}
	if c.FormValue("mark") != k.mark || !k.possible() {
		return s.confirmWeights(c, http.StatusConflict, k, s.translator(c).T("results.weighting.changed"))
	}
	made, err := weighting.Rake(s.reports.source, k.margins, weighting.Options{NMin: s.reports.nMin, Now: s.deps.Now(), Role: "analyst", AcceptMerge: true})
	if err != nil {
		return err
	}
	if err := s.discard(k.weightWave); err != nil {
		return err
	}
	if err := s.noted(c, "weight.apply", k.Code, made.Name); err != nil {
		return err
	}
	s.flash(c, s.translator(c).T("results.weighting.done", "name", made.Name, "wave", k.Code))
	return c.Redirect(http.StatusSeeOther, weightPath(k.Code))
}
