package web

import (
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/unicode/norm"

	"realitycheck/analysis/coding"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// bookPage is the codebook of a question with its history. It is the same over all years.
type bookPage struct {
	staffFrame
	Question string
	Book     *coding.Codebook
	InUse    []coding.Theme
	History  []historyRow
	Back     string // the desk that one came from
	Form     url.Values
	Error    string
}

// bookFields is what the fields of one form of the page need.
type bookFields struct {
	Frame      frame
	ID, Number string
	Themes     []coding.Theme
}

// Fields makes the fields of a form; id keeps those of several forms apart.
func (p bookPage) Fields(id, number string) bookFields {
	return bookFields{p.frame, id, number, p.InUse}
}

type historyRow struct {
	Version            int
	At, Step, What, By string
	Why                string
}

func (s *Server) showBook(c echo.Context) error {
	return s.bookPage(c, http.StatusOK, url.Values{}, nil)
}

func (s *Server) bookPage(c echo.Context, status int, form url.Values, wrong error) error {
	d, err := s.desk(c)
	if err != nil {
		return err
	}
	page := bookPage{staffFrame: s.staffFrame(c, codingPath, "coding.book"), Question: d.Asked(s.translator(c).Lang()), Book: d.book,
		InUse: d.book.InUse(), Back: d.URL, Form: form}
	page.Crumbs = []crumb{{codingPath, page.T("coding.nav")}, {d.URL, page.Question}}
	for i := len(d.book.History) - 1; i >= 0; i-- {
		h := d.book.History[i]
		row := historyRow{Version: h.Version, At: page.DateTime(h.At.In(s.config.TimeZone)), Step: page.T("coding.step_" + string(h.Step)),
			By: h.By, Why: h.Why, What: strings.Join(h.From, ", ")}
		if h.Step == coding.Added {
			row.What = strings.Join(h.Into, ", ")
		} else if h.Step != coding.Reworded && len(h.Into) > 0 {
			row.What += " → " + strings.Join(h.Into, ", ")
		}
		page.History = append(page.History, row)
	}
	if wrong != nil {
		page.Error = page.Fault(wrong)
	}
	return s.render(c, status, "coding/book", page)
}

// saveBook makes the next version of the codebook.
func (s *Server) saveBook(c echo.Context) error {
	d, err := s.desk(c)
	if err != nil {
		return err
	}
	form, err := c.FormParams()
	if err != nil {
		return err
	}
	stamp := coding.Stamp{At: s.deps.Now().UTC(), By: d.coder, Why: short(form.Get("why"))}
	err = s.coding.books.Change(c.Request().Context(), d.Question, func(b *coding.Codebook) error { return changeBook(b, form, stamp) })
	if k := fault.Of(err); k == fault.Invalid || k == fault.Conflict {
		return s.bookPage(c, http.StatusUnprocessableEntity, form, err)
	}
	if err != nil {
		return err
	}
	if err := s.noted(c, "coding.book", d.Question, form.Get("action")); err != nil {
		return err
	}
	s.flash(c, s.translator(c).T("coding.book_saved"))
	return c.Redirect(http.StatusSeeOther, d.URL+"/codeboek")
}

// changeBook takes the step of a form.
func changeBook(b *coding.Codebook, form url.Values, stamp coding.Stamp) error {
	switch form.Get("action") {
	case "add":
		return b.Add(themeOf(form, ""), stamp)
	case "reword":
		t := themeOf(form, "")
		return b.Reword(form.Get("theme"), t.Name, t.Meaning, stamp)
	case "merge":
		return b.Merge(form["theme"], themeOf(form, ""), stamp)
	case "split":
		return b.Split(form.Get("theme"), []coding.Theme{themeOf(form, "1"), themeOf(form, "2")}, stamp)
	case "retire":
		return b.Retire(form.Get("theme"), stamp)
	}
	return fault.New(fault.Invalid, "unknown_action")
}

// themeOf reads the fields of a theme, whose names end in a number where a form has several.
func themeOf(form url.Values, number string) coding.Theme {
	t := coding.Theme{Code: strings.TrimSpace(form.Get("code" + number)), Name: i18n.Text{}, Meaning: i18n.Text{}}
	for _, lang := range i18n.Langs() {
		t.Name[lang] = short(form.Get("name" + number + "." + string(lang)))
		t.Meaning[lang] = short(form.Get("meaning" + number + "." + string(lang)))
	}
	if t.Code == "" {
		t.Code = codeOf(t.Name.In(i18n.Default))
	}
	return t
}

// codeOf makes the code of a theme from its name, when nobody gave one.
func codeOf(name string) string {
	code := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, norm.NFD.String(strings.ToLower(name)))
	code = strings.Trim(code, "_")
	return code[:min(len(code), 40)]
}

// short is a text of a form as it is stored, at most some lines of it.
func short(text string) string {
	const most = 500
	text = cleanText(text)
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}
