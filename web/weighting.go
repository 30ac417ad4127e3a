package web

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"path/filepath"
	"slices"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/weighting"
	"realitycheck/analysis/xlsx"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/definition"
	"realitycheck/survey/fault"
)

// weightPath is the page on which the weights of a wave are made.
func weightPath(wave string) string { return resultsPath + "/weging/" + wave }

// weightWave is the wave of the address. Its archive is nil while it is not closed: its margins are kept until then.
type weightWave struct {
	*survey.Wave
	archive *archive.Wave
}

func (s *Server) weightWave(c echo.Context) (weightWave, error) {
	code := c.Param("wave")
	codes, err := s.reports.codes(c.Request().Context())
	if err != nil {
		return weightWave{}, err
	}
	if slices.Contains(codes, code) {
		archived, err := s.reports.source.Open(code)
		if err != nil {
			return weightWave{}, err
		}
		return weightWave{&archived.Instrument.Wave, archived}, nil
	}
	wave, err := s.deps.Waves.ByCode(c.Request().Context(), code)
	return weightWave{Wave: &wave}, err
}

// weightPage is where the population of a wave is uploaded, with the weightings that were made so far.
type weightPage struct {
	staffFrame
	Wave       *survey.Wave
	URL        string
	Closed     bool
	HasStrata  bool // its panels have attributes
	Others     []weightLink
	Kept       bool // margins were uploaded and not used yet
	Weightings []weightingView
	Error      string
	Places     []string
}

// weightLink leads to the weights of another wave.
type weightLink struct {
	URL, Name string
	Current   bool
}

// previewFolder holds, among the margins, those that somebody looks at before weights are made from them. Beside it stand
// the margins of waves that are not closed: from those, weights are made without asking.
const previewFolder = "preview"

// folder is where uploaded margins of a wave are kept.
func (s *Server) folder(w weightWave) string {
	if w.archive == nil {
		return s.config.Margins
	}
	return filepath.Join(s.config.Margins, previewFolder)
}

// kept gives the margins of a wave that are not used yet. Those that closing could make no weights from are among them.
func (s *Server) kept(w weightWave) (survey.Margins, error) {
	margins, err := weighting.StoredMargins(s.folder(w), w.Code)
	if w.archive == nil || fault.Of(err) != fault.NotFound {
		return margins, err
	}
	return weighting.StoredMargins(s.config.Margins, w.Code)
}

// discard removes the margins of a wave that are not used yet.
func (s *Server) discard(w weightWave) error {
	return errors.Join(weighting.DiscardMargins(s.folder(w), w.Code), weighting.DiscardMargins(s.config.Margins, w.Code))
}

func (s *Server) showWeights(c echo.Context) error { return s.weightPage(c, http.StatusOK, nil, false) }

// weightPage shows the page, with what is wrong with an upload.
func (s *Server) weightPage(c echo.Context, status int, wrong error, sheet bool) error {
	w, err := s.weightWave(c)
	if err != nil {
		return err
	}
	page := weightPage{staffFrame: s.staffFrame(c, resultsPath, "results.weighting.of_wave", "wave", w.Code), Wave: w.Wave, URL: weightPath(w.Code), Closed: w.archive != nil}
	page.Crumbs = []crumb{{resultsPath, page.T("staff.nav_results")}, {resultsPath + "/weging", page.T("exhibit.weighting.name")}}
	page.HasStrata = slices.ContainsFunc(w.Panels, func(p survey.WavePanel) bool { return len(p.Strata) > 0 })
	if page.Others, err = s.weightLinks(c, w.Code); err != nil {
		return err
	}
	_, err = s.kept(w)
	if page.Kept = err == nil; err != nil && fault.Of(err) != fault.NotFound {
		return err
	}
	if wrong != nil {
		page.Error, page.Places = page.Fault(wrong), placesOf(page.frame, wrong, sheet)
	}
	if w.archive != nil {
		all, err := w.archive.Weightings()
		if err != nil {
			return err
		}
		words := newWeightWords(page.Translator, w.Wave)
		for i := range slices.Backward(all) {
			page.Weightings = append(page.Weightings, words.weighting(&all[i], i == len(all)-1, s.config.TimeZone))
		}
	}
	return s.render(c, status, "results/weighting", page)
}

// weightLinks lists the waves that may be weighted, the newest first: those with an archive and those still to be closed.
func (s *Server) weightLinks(c echo.Context, current string) ([]weightLink, error) {
	codes, err := s.reports.codes(c.Request().Context())
	if err != nil {
		return nil, err
	}
	waves, err := s.deps.Waves.All(c.Request().Context())
	if err != nil {
		return nil, err
	}
	for _, w := range waves {
		codes = append(codes, w.Code)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	var links []weightLink
	for _, code := range slices.Backward(codes) {
		links = append(links, weightLink{weightPath(code), code, code == current})
	}
	return links, nil
}

// sendMargins sends a file of margins: one to be filled in, or those of a weighting.
func (s *Server) sendMargins(c echo.Context) error {
	w, err := s.weightWave(c)
	if err != nil {
		return err
	}
	margins, name := weighting.MarginsTemplate(w.Wave), "margins-"+w.Code
	if asked := c.QueryParam("weging"); asked != "" {
		if margins, err = w.marginsOf(asked); err != nil {
			return err
		}
		name += "-" + asked
	}
	var buf bytes.Buffer
	kind := workbookType
	switch form := c.Param("form"); form {
	case "xlsx":
		err = xlsx.WriteMargins(&buf, margins)
	case "yaml":
		var src []byte
		src, err = definition.WriteMargins(margins)
		buf.Write(src)
		kind = "application/yaml; charset=utf-8"
	default:
		return fault.New(fault.NotFound, "no_such_page")
	}
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name + "." + c.Param("form")}))
	return c.Blob(http.StatusOK, kind, buf.Bytes())
}

// marginsOf gives the margins of a weighting.
func (w *weightWave) marginsOf(name string) (survey.Margins, error) {
	absent := fault.New(fault.NotFound, "weighting_absent", "wave", w.Code, "name", name)
	if w.archive == nil {
		return survey.Margins{}, absent
	}
	all, err := w.archive.Weightings()
	if err != nil {
		return survey.Margins{}, err
	}
	i := slices.IndexFunc(all, func(k archive.Weighting) bool { return k.Name == name })
	if i < 0 {
		return survey.Margins{}, absent
	}
	return all[i].Margins, nil
}

// uploadMargins reads uploaded margins, and keeps them when they fit the wave: for the preview, or until the wave closes.
func (s *Server) uploadMargins(c echo.Context) error {
	w, err := s.weightWave(c)
	if err != nil {
		return err
	}
	margins, sheet, err := uploadedMargins(c)
	if err == nil {
		err = fault.InFields("margins_invalid", margins.Check(w.Wave))
	}
	if fault.Of(err) == fault.Invalid {
		return s.weightPage(c, http.StatusUnprocessableEntity, err, sheet)
	}
	if err != nil {
		return err
	}
	if err := weighting.StoreMargins(s.folder(w), margins); err != nil {
		return err
	}
	if err := s.noted(c, "weight.margins", w.Code, ""); err != nil {
		return err
	}
	if w.archive == nil {
		s.flash(c, s.translator(c).T("results.weighting.kept", "wave", w.Code))
		return c.Redirect(http.StatusSeeOther, weightPath(w.Code))
	}
	return c.Redirect(http.StatusSeeOther, weightPath(w.Code)+"/voorbeeld")
}

// zipMark begins every sheet: what a file is called does not matter.
const zipMark = "PK"

// uploadedMargins reads the file of the form, as a sheet or as YAML. How large it may be is bounded with the form.
func uploadedMargins(c echo.Context) (margins survey.Margins, sheet bool, err error) {
	header, err := c.FormFile("margins")
	if err == http.ErrMissingFile || err == http.ErrNotMultipart || err == nil && header.Size == 0 {
		return margins, false, fault.New(fault.Invalid, "results.weighting.no_file")
	}
	if err != nil {
		return margins, false, err
	}
	file, err := header.Open()
	if err != nil {
		return margins, false, err
	}
	defer file.Close()
	src, err := io.ReadAll(file)
	if err != nil {
		return margins, false, err
	}
	if bytes.HasPrefix(src, []byte(zipMark)) {
		margins, err = xlsx.ReadMargins(bytes.NewReader(src))
		return margins, true, err
	}
	margins, err = definition.ReadMargins(header.Filename, src)
	return margins, false, err
}

// discardMargins discards margins that were uploaded and not used.
func (s *Server) discardMargins(c echo.Context) error {
	w, err := s.weightWave(c)
	if err != nil {
		return err
	}
	if err := s.discard(w); err != nil {
		return err
	}
	if err := s.noted(c, "weight.drop", w.Code, ""); err != nil {
		return err
	}
	s.flash(c, s.translator(c).T("results.weighting.discarded"))
	return c.Redirect(http.StatusSeeOther, weightPath(w.Code))
}
