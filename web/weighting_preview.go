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

// weighing is a wave with margins that weights may be made from, and what they would make of it.
type weighing struct {
	weighed
	margins survey.Margins
	preview *weighting.Preview
	mark    string // of exactly these margins: what was looked at is what is applied
}

func (s *Server) weighing(c echo.Context) (*weighing, error) {
	w, err := s.weighed(c)
	if err != nil {
		return nil, err
	}
	if w.archive == nil {
		return nil, fault.New(fault.NotFound, "archive_absent", "wave", w.Code)
	}
	k := &weighing{weighed: w}
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
func (k *weighing) possible() bool {
	for i := range k.preview.Panels {
		if len(k.preview.Panels[i].Fits) == 0 {
			return false
		}
	}
	return len(k.preview.Panels) > 0
}

// weighingPage shows what weights would make of a wave, and later asks whether to make them.
type weighingPage struct {
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

func (s *Server) weighingPage(c echo.Context, k *weighing, title string) (*weighingPage, weighWords) {
	page := &weighingPage{staffFrame: s.staffFrame(c, resultsPath, title, "wave", k.Code), URL: weighPath(k.Code), Mark: k.mark, Possible: k.possible(),
		Ready: k.preview.Ready()}
	page.Crumbs = []crumb{{resultsPath, page.T("staff.nav_results")}, {resultsPath + "/weging", page.T("exhibit.weighting.name")},
		{page.URL, page.T("results.weigh.title", "wave", k.Code)}}
	return page, newWeighWords(page.Translator, k.Wave)
}

func (s *Server) showPreviewWeights(c echo.Context) error {
	k, err := s.weighing(c)
	if err != nil {
		return err
	}
	page, words := s.weighingPage(c, k, "results.weigh.preview_title")
	for i := range k.preview.Panels {
		p := &k.preview.Panels[i]
		panel := panelWeights{Section: render.Section{Heading: words.panelName(p.Panel)}}
		if len(p.Fits) > 0 {
			fits := words.fits("fit-"+p.Panel, &p.WeightedPanel, k.margins)
			panel.Section = words.renderer().Sections([]exhibit.Exhibit{fits})[0]
			page.Lead = append(page.Lead, words.worth(&p.WeightedPanel)...)
			if p.Costly {
				page.Lead = append(page.Lead, page.T("results.weigh.costly", "panel", words.panelName(p.Panel)))
			}
			page.Lead = append(page.Lead, words.hides(p)...)
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
	k, err := s.weighing(c)
	if err != nil {
		return err
	}
	return s.confirmWeights(c, http.StatusOK, k, "")
}

// confirmWeights says in figures what making weights will do.
func (s *Server) confirmWeights(c echo.Context, status int, k *weighing, wrong string) error {
	page, words := s.weighingPage(c, k, "results.weigh.confirm_title")
	page.Error = wrong
	for i := range k.preview.Panels {
		p := &k.preview.Panels[i]
		if len(p.Fits) > 0 {
			page.Says = append(append(page.Says, words.worth(&p.WeightedPanel)...), words.hides(p)...)
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
		page.Says = append(page.Says, page.T("results.weigh.replaces", "wave", k.Code, "name", known[len(known)-1].Name))
	} else {
		page.Says = append(page.Says, page.T("results.weigh.first", "wave", k.Code))
	}
	return s.render(c, status, "results/confirm", page)
}

// makeWeights makes weights from the margins that were looked at, and forgets the margins: the weighting holds them.
func (s *Server) makeWeights(c echo.Context) error {
	s.reports.weighing.Lock()
	defer s.reports.weighing.Unlock()
	k, err := s.weighing(c)
	if err != nil {
		return err
	}
	if c.FormValue("mark") != k.mark || !k.possible() {
		return s.confirmWeights(c, http.StatusConflict, k, s.translator(c).T("results.weigh.changed"))
	}
	made, err := weighting.Rake(s.reports.source, k.margins, weighting.Options{NMin: s.reports.nMin, Now: s.deps.Now(), Role: "analyst", AcceptMerge: true})
	if err != nil {
		return err
	}
	if err := s.forget(k.weighed); err != nil {
		return err
	}
	if err := s.noted(c, "weight.apply", k.Code, made.Name); err != nil {
		return err
	}
	s.flash(c, s.translator(c).T("results.weigh.done", "name", made.Name, "wave", k.Code))
	return c.Redirect(http.StatusSeeOther, weighPath(k.Code))
}
