package web

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/interview"
)

// correctPage corrects a typing error in a question of an open wave: first the fields, then before and after side by
// side with how many have already answered.
type correctPage struct {
	staffFrame
	Wave     survey.Wave
	Question string
	Fields   []correctField
	Answered int
	Compare  bool // the second page: nothing is saved before it was read
	Error    string
}

// correctField is one text of the question: of one panel or all, in one language.
type correctField struct {
	Name, Label, Before, After string
	Lang                       i18n.Lang
}

// Changed says that the text would become another one.
func (f correctField) Changed() bool { return f.Before != f.After }

// maxQuestion is the longest text of a question, in characters.
const maxQuestion = 1000

// questionTexts lists the texts of a question panel by panel and language by language; a text may be changed in place.
func questionTexts(q *survey.Question, langs []i18n.Lang, each func(name, panelCode, of string, l i18n.Lang, text i18n.Text)) {
	for _, part := range []struct {
		of      string
		wording survey.Wording
	}{{"text", q.Text}, {"help", q.Help}} {
		for _, l := range langs {
			if len(part.wording.Common) > 0 {
				each(part.of+"."+string(l), "", part.of, l, part.wording.Common)
			}
			for _, code := range slices.Backward(slices.Sorted(maps.Keys(part.wording.Panels))) {
				each(part.of+"."+code+"."+string(l), code, part.of, l, part.wording.Panels[code])
			}
		}
	}
}

// questionOf finds the wave and question of the address.
func (s *Server) questionOf(c echo.Context) (*survey.Instrument, *survey.Question, error) {
	in, err := s.deps.Waves.Instrument(c.Request().Context(), c.Param("wave"))
	if err != nil {
		return nil, nil, err
	}
	if in.Wave.State != survey.Open {
		return nil, nil, fault.New(fault.Conflict, "staff.correct_needs_open")
	}
	_, q, ok := in.Questionnaire.Question(c.Param("question"))
	if !ok {
		return nil, nil, fault.New(fault.NotFound, "staff.no_such_page")
	}
	return in, q, nil
}

func (s *Server) showCorrect(c echo.Context) error {
	return s.correctPage(c, http.StatusOK, nil, nil)
}

func (s *Server) correctPage(c echo.Context, status int, form url.Values, wrong error) error {
	in, q, err := s.questionOf(c)
	if err != nil {
		return err
	}
	page := correctPage{staffFrame: s.staffFrame(c, wavesPath, "staff.correct"), Wave: in.Wave, Question: q.Code,
		Compare: form != nil && form.Get("action") != "edit" && wrong == nil}
	page.Crumbs = []crumb{{wavesPath, page.T("staff.waves")}, {waveURL(in.Wave.Code), in.Wave.Title.In(page.Lang())},
		{waveURL(in.Wave.Code) + "/vragenlijst", page.T("staff.questionnaire_of")}}
	questionTexts(q, in.Wave.Langs, func(name, code, of string, l i18n.Lang, text i18n.Text) {
		field := correctField{Name: name, Label: page.correctLabel(&in.Wave, code, of, l), Before: text.In(l), After: text.In(l), Lang: l}
		if form != nil {
			field.After = cleanText(form.Get(name))
		}
		page.Fields = append(page.Fields, field)
	})
	if page.Answered, err = s.answered(c.Request().Context(), in.Wave.Code, q.Code); err != nil {
		return err
	}
	if wrong != nil {
		page.Error = page.Fault(wrong)
	}
	return s.render(c, status, "staff/correct", page)
}

func (p *correctPage) correctLabel(w *survey.Wave, code, of string, l i18n.Lang) string {
	label := p.T("staff.correct_"+of) + ", " + langNames[l]
	if of, ok := w.Panel(code); ok {
		label += " (" + of.Name.In(p.Lang()) + ")"
	}
	return label
}

// cleanText is a text of a question as it is stored.
func cleanText(text string) string { return strings.TrimSpace(interview.Clean(text)) }

// answered counts the responses that answered a question already.
func (s *Server) answered(ctx context.Context, wave, question string) (int, error) {
	n := 0
	for stored, err := range s.deps.Responses.All(ctx, wave) {
		if err != nil {
			return 0, err
		}
		for _, answers := range stored.Pages {
			if _, given := answers[question]; given {
				n++
				break
			}
		}
	}
	return n, nil
}

// correct shows what would change, and on the second page changes it.
func (s *Server) correct(c echo.Context) error {
	form, err := c.FormParams()
	if err != nil {
		return err
	}
	in, q, err := s.questionOf(c)
	if err != nil {
		return err
	}
	changes, err := corrections(q, in.Wave.Langs, form)
	if err != nil {
		return s.correctPage(c, http.StatusUnprocessableEntity, form, err)
	}
	if form.Get("action") != "save" {
		return s.correctPage(c, http.StatusOK, form, nil)
	}
	ctx, wave := c.Request().Context(), in.Wave.Code
	if err := s.deps.Waves.Amend(ctx, wave, func(in *survey.Instrument) error { return amend(in, q.Code, form) }); err != nil {
		return err
	}
	n, err := s.answered(ctx, wave, q.Code)
	if err != nil {
		return err
	}
	tr := s.translator(c)
	detail := q.Code + ": " + strings.Join(changes, "; ") + " (" + s.deps.Catalogue.For(i18n.Default).N("staff.correct_answered", n) + ")"
	if err := s.noted(c, "question.correct", wave, detail); err != nil {
		return err
	}
	s.flash(c, tr.T("staff.correct_done"))
	return c.Redirect(http.StatusSeeOther, waveURL(wave)+"/vragenlijst#"+q.Code)
}

// corrections lists what a form changes, for the audit trail, and refuses what cannot be.
func corrections(q *survey.Question, langs []i18n.Lang, form url.Values) ([]string, error) {
	var changes []string
	var err error
	questionTexts(q, langs, func(name, _, _ string, l i18n.Lang, text i18n.Text) {
		after := cleanText(form.Get(name))
		switch {
		case after == "":
			err = fault.New(fault.Invalid, "staff.correct_empty")
		case len([]rune(after)) > maxQuestion:
			err = fault.New(fault.Invalid, "staff.correct_long", "max", maxQuestion)
		case after != text.In(l):
			changes = append(changes, name+" ‘"+text.In(l)+"’ → ‘"+after+"’")
		}
	})
	if err == nil && len(changes) == 0 {
		err = fault.New(fault.Invalid, "staff.correct_same")
	}
	return changes, err
}

// amend puts the texts of a form into the frozen question. What is frozen stays whole: its check must still pass.
func amend(in *survey.Instrument, code string, form url.Values) error {
	_, q, ok := in.Questionnaire.Question(code)
	if !ok {
		return fault.New(fault.NotFound, "staff.no_such_page")
	}
	questionTexts(q, in.Wave.Langs, func(name, _, _ string, l i18n.Lang, text i18n.Text) {
		if after := cleanText(form.Get(name)); after != "" {
			text[l] = after
		}
	})
	return fault.InFields("wave_not_ready", in.Check(), "wave", in.Wave.Code)
}
