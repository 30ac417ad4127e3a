package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/coding"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// redactPage is one answer with what may identify somebody marked.
type redactPage struct {
	staffFrame
	*desk
	ID, About string
	Segments  []coding.Segment
	Marks     []markChoice
	Left      int
	Previous  string // address of the answer before
	Decided   *coding.Redaction
	Error     string
	More      string
	Names     bool // names of the panel are recognised
}

// markChoice is a mark to take out or leave.
type markChoice struct {
	Value, Text, Kind string
}

func (s *Server) showRedaction(c echo.Context) error {
	d, err := s.begunDesk(c)
	if err != nil {
		return err
	}
	return s.redactPage(c, http.StatusOK, d, c.QueryParam("tekst"), nil)
}

func (s *Server) redactPage(c echo.Context, status int, d *desk, id string, wrong error) error {
	page := redactPage{staffFrame: s.staffFrame(c, codingPath, "coding.redact"), desk: d, More: c.FormValue("meer")}
	page.Crumbs = []crumb{{codingPath, page.T("coding.nav")}, {d.URL, d.Asked(page.Lang())}}
	decided, err := s.coding.redactions.OfDesk(c.Request().Context(), d.Wave, d.Question)
	if err != nil {
		return err
	}
	for _, text := range d.queue.Shuffled("redaction") {
		if !slices.ContainsFunc(decided, func(r coding.Redaction) bool { return r.Text == text }) {
			if page.Left++; page.Left == 1 && !d.queue.Has(id) {
				id = text
			}
		}
	}
	if before := c.QueryParam("vorige"); d.queue.Has(before) {
		page.Previous = d.URL + "/redactie?" + url.Values{"tekst": {before}}.Encode()
	}
	if wrong != nil {
		page.Error = page.Fault(wrong)
	}
	if d.queue.Has(id) {
		if err := s.showMarks(c, &page, decided, id); err != nil {
			return err
		}
	}
	return s.render(c, status, "coding/redact", page)
}

// showMarks puts an answer with its marks on the page, and notes that it was read.
func (s *Server) showMarks(c echo.Context, page *redactPage, decided []coding.Redaction, id string) error {
	text := page.texts[id]
	detector, names, err := s.detector(c, page.Wave)
	if err != nil {
		return err
	}
	page.ID, page.About, page.Names = id, page.Sample(text, page.Lang()), names
	marks := detector.Find(text.Text)
	page.Segments = coding.Segments(text.Text, marks)
	for _, m := range marks {
		page.Marks = append(page.Marks, markChoice{markValue(m), text.Text[m.Start:m.End], page.T("coding.kind_" + string(m.Kind))})
	}
	if i := slices.IndexFunc(decided, func(r coding.Redaction) bool { return r.Text == id }); i >= 0 {
		page.Decided = &decided[i]
	}
	return s.noted(c, "answers.read", page.Wave+" "+page.Question, id)
}

// detector recognises the names of the panel until redaction of the wave ended.
func (s *Server) detector(c echo.Context, wave string) (d *coding.Detector, names bool, err error) {
	set, err := s.deps.Office.NameSet(c.Request().Context(), wave)
	return coding.NewDetector(set), set.Len() > 0, err
}

func markValue(m coding.Mark) string { return fmt.Sprintf("%d-%d", m.Start, m.End) }

// saveRedaction stores what a person decided on an answer.
func (s *Server) saveRedaction(c echo.Context) error {
	d, err := s.begunDesk(c)
	if err != nil {
		return err
	}
	form, err := c.FormParams()
	if err != nil {
		return err
	}
	id := form.Get("tekst")
	if !d.queue.Has(id) {
		return fault.New(fault.NotFound, "no_such_page")
	}
	r := coding.Redaction{Text: id, Coder: d.coder, Release: coding.Release(form.Get("action"))}
	switch r.Release {
	case coding.Approved:
		r.Quote, err = s.quote(c, d, id, form)
	case coding.Blocked:
	default:
		err = fault.New(fault.Invalid, "unknown_action")
	}
	if fault.Of(err) == fault.Invalid {
		return s.redactPage(c, http.StatusUnprocessableEntity, d, id, err)
	}
	if err != nil {
		return err
	}
	if err := s.coding.redactions.Save(c.Request().Context(), d.Wave, d.Question, r); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, d.URL+"/redactie?"+url.Values{"vorige": {id}}.Encode())
}

// quote takes out the marks that are ticked and the words that were typed beside them.
func (s *Server) quote(c echo.Context, d *desk, id string, form url.Values) (string, error) {
	text := d.texts[id].Text
	detector, _, err := s.detector(c, d.Wave)
	if err != nil {
		return "", err
	}
	var marks []coding.Mark
	for _, m := range detector.Find(text) {
		if slices.Contains(form["mark"], markValue(m)) {
			marks = append(marks, m)
		}
	}
	for words := range strings.Lines(form.Get("meer")) {
		words = cleanText(words)
		if words == "" {
			continue
		}
		at := strings.Index(text, words)
		if at < 0 {
			return "", fault.New(fault.Invalid, "words_not_there", "words", words)
		}
		for ; at >= 0; at = next(text, words, at) {
			marks = append(marks, coding.Mark{Start: at, End: at + len(words), Kind: coding.Other})
		}
	}
	nl := s.deps.Catalogue.For(i18n.Default)
	return coding.Redact(text, marks, func(k coding.Kind) string { return "[" + nl.T("coding.word_"+string(k)) + "]" })
}

// next finds words again after the place at, or gives -1.
func next(text, words string, at int) int {
	from := at + len(words)
	if i := strings.Index(text[from:], words); i >= 0 {
		return from + i
	}
	return -1
}

// endPage says what ending the redaction of a wave does, before it does it.
type endPage struct {
	staffFrame
	Wave  codingWave
	Says  []string
	Ready bool
	Over  bool
}

func (s *Server) showEnd(c echo.Context) error {
	page, err := s.endPage(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "coding/end", page)
}

func (s *Server) endPage(c echo.Context) (*endPage, error) {
	wave, err := s.codingWave(c, c.Param("wave"))
	if err != nil {
		return nil, err
	}
	page := &endPage{staffFrame: s.staffFrame(c, codingPath, "coding.end"), Wave: wave, Ready: len(wave.Desks) > 0}
	page.Crumbs = []crumb{{codingPath, page.T("coding.nav")}}
	all, open := 0, 0
	for _, d := range wave.Desks {
		all += d.Progress.Texts
		open += d.Progress.Texts - d.Redacted
	}
	page.Ready = page.Ready && open == 0
	set, err := s.deps.Office.NameSet(c.Request().Context(), c.Param("wave"))
	if err != nil {
		return nil, err
	}
	page.Over = set.Len() == 0
	page.Says = []string{page.N("coding.end_answers", all), page.N("coding.end_open", open), page.N("coding.end_names", set.Len())}
	return page, nil
}

// endRedaction destroys the key with which names are recognised.
func (s *Server) endRedaction(c echo.Context) error {
	page, err := s.endPage(c)
	if err != nil {
		return err
	}
	if !page.Ready {
		return s.render(c, http.StatusUnprocessableEntity, "coding/end", page)
	}
	ctx, wave := c.Request().Context(), c.Param("wave")
	if err := s.deps.Office.EndRedaction(ctx, wave); err != nil {
		return err
	}
	desks, err := s.coding.desks.OfWave(ctx, wave)
	if err != nil {
		return err
	}
	for _, d := range desks {
		if err := s.coding.desks.SetRedacted(ctx, wave, d.Question, s.deps.Now()); err != nil {
			return err
		}
	}
	if err := s.noted(c, "coding.end", wave, ""); err != nil {
		return err
	}
	s.flash(c, page.T("coding.ended"))
	return c.Redirect(http.StatusSeeOther, codingPath)
}
