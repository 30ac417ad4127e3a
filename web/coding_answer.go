package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/coding"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
)

// answerPage is one answer to be coded, without anything about who gave it; or one on which two coders differ.
type answerPage struct {
	staffFrame
	*desk
	ID, Text, About string // of the answer; About is the communication
	Left            int    // answers still to do, this one among them
	Themes          []themeChoice
	Uncodable       bool       // as judged before
	Given           [][]string // a dispute: what each coder found
	Dispute         bool
	Error           string
}

// themeChoice is a theme to tick. Those that the words of the answer point to come first.
type themeChoice struct {
	Code, Name, Meaning string
	Key                 int // number key; 0 for none
	Suggested, Chosen   bool
}

// showAnswer shows the next answer of this coder, or the one asked for, such as after undoing.
func (s *Server) showAnswer(c echo.Context) error {
	d, err := s.begunDesk(c)
	if err != nil {
		return err
	}
	return s.answerPage(c, http.StatusOK, d, c.QueryParam("tekst"), nil)
}

func (s *Server) answerPage(c echo.Context, status int, d *desk, id string, wrong error) error {
	page := answerPage{staffFrame: s.staffFrame(c, codingPath, "coding.code"), desk: d}
	todo := d.queue.For(d.coder, d.judgements, d.book)
	if !d.queue.Has(id) {
		id = ""
		if len(todo) > 0 {
			id = todo[0]
		}
	}
	page.Left = len(todo)
	page.show(d, id)
	if id != "" && !page.Dispute {
		i := slices.IndexFunc(d.judgements, func(j coding.Judgement) bool { return j.Text == id && j.Coder == d.coder && !j.Final })
		page.choose(d, i)
	}
	return s.finishAnswerPage(c, status, &page, wrong)
}

// show puts an answer on the page.
func (p *answerPage) show(d *desk, id string) {
	p.Crumbs = []crumb{{codingPath, p.T("coding.nav")}, {d.URL, d.Asked(p.Lang())}}
	var text archive.Text
	if p.ID = id; id != "" {
		text = d.texts[id]
	}
	p.Text, p.About = text.Text, d.Sample(text, p.Lang())
}

// choose lays out the themes, with those chosen in judgement i. Where two coders judge an answer nothing is suggested:
// they would agree with the program, not with each other.
func (p *answerPage) choose(d *desk, i int) {
	var first []coding.Suggestion
	if !d.queue.Doubled(p.ID) || p.Dispute {
		first = coding.NewSuggester(d.book, d.examples()).Suggest(p.Text)
	}
	var chosen []string
	if i >= 0 {
		chosen, _ = d.book.Translate(d.judgements[i].Themes)
		p.Uncodable = !d.judgements[i].Codable
	}
	add := func(t coding.Theme, suggested bool) {
		choice := themeChoice{Code: t.Code, Name: t.Name.In(p.Lang()), Meaning: t.Meaning.In(p.Lang()), Suggested: suggested, Chosen: slices.Contains(chosen, t.Code)}
		if len(p.Themes) < 9 {
			choice.Key = len(p.Themes) + 1
		}
		p.Themes = append(p.Themes, choice)
	}
	for _, suggestion := range first {
		theme, _ := d.book.Theme(suggestion.Theme)
		add(theme, true)
	}
	for _, theme := range d.book.InUse() {
		if !slices.ContainsFunc(first, func(x coding.Suggestion) bool { return x.Theme == theme.Code }) {
			add(theme, false)
		}
	}
}

// finishAnswerPage renders the page, and notes that an answer was read.
func (s *Server) finishAnswerPage(c echo.Context, status int, page *answerPage, wrong error) error {
	if wrong != nil {
		page.Error = page.Fault(wrong)
	}
	if page.ID != "" {
		if err := s.noted(c, "answers.read", page.Wave+" "+page.Question, page.ID); err != nil {
			return err
		}
	}
	return s.render(c, status, "coding/answer", page)
}

// saveAnswer stores a judgement, or takes the last one back.
func (s *Server) saveAnswer(c echo.Context) error {
	d, err := s.begunDesk(c)
	if err != nil {
		return err
	}
	ctx, here := c.Request().Context(), d.URL+"/antwoord"
	if c.FormValue("action") == "undo" {
		text, err := s.coding.judgements.Undo(ctx, d.Wave, d.Question, d.coder)
		if fault.Of(err) == fault.NotFound {
			return s.answerPage(c, http.StatusUnprocessableEntity, d, c.FormValue("tekst"), err)
		}
		if err != nil {
			return err
		}
		s.flash(c, s.translator(c).T("coding.undone"))
		return c.Redirect(http.StatusSeeOther, here+"?"+url.Values{"tekst": {text}}.Encode())
	}
	j, err := d.judgement(c)
	if fault.Of(err) == fault.Invalid {
		return s.answerPage(c, http.StatusUnprocessableEntity, d, c.FormValue("tekst"), err)
	}
	if err != nil {
		return err
	}
	if err := s.coding.judgements.Add(ctx, d.Wave, d.Question, j); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, here)
}

// judgement reads the form of an answer.
func (d *desk) judgement(c echo.Context) (coding.Judgement, error) {
	form, err := c.FormParams()
	if err != nil {
		return coding.Judgement{}, err
	}
	j := coding.Judgement{Text: form.Get("tekst"), Coder: d.coder, Codable: true, Version: d.book.Version}
	if !d.queue.Has(j.Text) {
		return j, fault.New(fault.NotFound, "no_such_page")
	}
	switch form.Get("action") {
	case "save":
		j.Themes = form["theme"]
	case "uncodable":
		j.Codable = false
	default:
		return j, fault.New(fault.Invalid, "unknown_action")
	}
	slices.Sort(j.Themes)
	j.Themes = slices.Compact(j.Themes)
	return j, d.book.Check(j.Themes)
}

// showDispute shows the next answer on which two coders differ, with what both found and not who.
func (s *Server) showDispute(c echo.Context) error {
	d, err := s.begunDesk(c)
	if err != nil {
		return err
	}
	return s.disputePage(c, http.StatusOK, d, nil)
}

func (s *Server) disputePage(c echo.Context, status int, d *desk, wrong error) error {
	page := answerPage{staffFrame: s.staffFrame(c, codingPath, "coding.disputes"), desk: d, Dispute: true}
	todo := d.queue.Disputes(d.judgements, d.book)
	page.Left = len(todo)
	id := ""
	if len(todo) > 0 {
		id = todo[0]
	}
	page.show(d, id)
	if id != "" {
		page.choose(d, -1)
		for _, j := range d.judgements {
			if j.Text == id && !j.Final {
				page.Given = append(page.Given, page.found(d, j))
			}
		}
	}
	return s.finishAnswerPage(c, status, &page, wrong)
}

// found names what a coder found.
func (p *answerPage) found(d *desk, j coding.Judgement) []string {
	if !j.Codable {
		return []string{p.T("coding.uncodable")}
	}
	codes, _ := d.book.Translate(j.Themes)
	if len(codes) == 0 {
		return []string{p.T("coding.no_theme")}
	}
	var names []string
	for _, code := range codes {
		theme, _ := d.book.Theme(code)
		names = append(names, theme.Name.In(p.Lang()))
	}
	return names
}

// saveDispute stores what was decided over two judgements.
func (s *Server) saveDispute(c echo.Context) error {
	d, err := s.begunDesk(c)
	if err != nil {
		return err
	}
	j, err := d.judgement(c)
	if err == nil && !slices.Contains(d.queue.Disputes(d.judgements, d.book), j.Text) {
		err = fault.New(fault.Invalid, "dispute_over")
	}
	if fault.Of(err) == fault.Invalid {
		return s.disputePage(c, http.StatusUnprocessableEntity, d, err)
	}
	if err != nil {
		return err
	}
	j.Final = true
	if err := s.coding.judgements.Add(c.Request().Context(), d.Wave, d.Question, j); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, d.URL+"/verschil")
}
