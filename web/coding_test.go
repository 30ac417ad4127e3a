package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/report"
	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
	"realitycheck/survey/names"
	"realitycheck/survey/surveydb"
	"realitycheck/survey/surveytest"
	"realitycheck/web/webtest"
)

// openAnswers is an office with a closed year in which each member of both panels answered the last open question.
func openAnswers(t *testing.T, answer func(panelCode string, i int) string) *webtest.Office {
	t.Helper()
	o := webtest.NewOffice(t)
	in := surveytest.Instrument()
	in.Wave.Code, in.Wave.Year = "2024", 2024
	var records []archive.Record
	var outcomes []survey.Outcomes
	for _, p := range in.Wave.Panels {
		for i := range 12 {
			records = append(records, archive.Record{ID: fmt.Sprintf("%s-%02d", p.Code, i), Panel: p.Code, Strata: []string{}, Outcome: survey.Complete, Seconds: 400,
				Order: []string{"letter", "post"}, Answers: map[string]survey.Answers{"closing/last": {"keep": {Text: answer(p.Code, i)}}}})
		}
		outcomes = append(outcomes, survey.Outcomes{Panel: p.Code, Invited: 12, Started: 12, Completed: 12})
	}
	must(t, archive.Write(filepath.Join(o.Archives, "2024"), &in, records, outcomes, [32]byte{4}))
	return o
}

const deskURL = "/codering/2024/keep"

// secondCoder signs in another account that codes.
func secondCoder(t *testing.T, o *webtest.Office) *webtest.Browser {
	t.Helper()
	first, err := o.Staff.ByEmail(context.Background(), "coder@office.example")
	must(t, err)
	first.Email = "coder2@office.example"
	must(t, o.Staff.Add(context.Background(), first))
	b := o.Browser()
	if page := b.Post("/aanmelden", url.Values{"email": {first.Email}, "password": {webtest.Password}}); page.URL.Path != "/beheer" {
		t.Fatalf("the second coder is not signed in: %d", page.Status)
	}
	return b
}

// beginDesk makes a desk with two themes.
func beginDesk(t *testing.T, b *webtest.Browser, share string) {
	t.Helper()
	if page := b.Post(deskURL, url.Values{"action": {"begin"}, "share": {share}}); page.Status != http.StatusOK {
		t.Fatalf("beginning answers %d", page.Status)
	}
	for _, name := range []string{"Loketten", "Brieven"} {
		page := b.Post(deskURL+"/codeboek", url.Values{"action": {"add"}, "name.nl": {name}, "name.en": {name + " (en)"}, "meaning.nl": {"over " + name}})
		if page.Status != http.StatusOK || page.Text(".flash") == "" {
			t.Fatalf("adding a theme answers %d: %s", page.Status, page.Text(".problem"))
		}
	}
}

func value(page *webtest.Page, selector string) string {
	for _, n := range page.All(selector) {
		v, _ := webtest.Attr(n, "value")
		return v
	}
	return ""
}

// codeAll judges every answer that a coder gets, as decide says.
func codeAll(t *testing.T, b *webtest.Browser, decide func(text string) string) (read int) {
	t.Helper()
	for range 100 {
		page := b.Open(deskURL + "/antwoord")
		id := value(page, "input[name=tekst]")
		if id == "" {
			return read
		}
		read++
		form := url.Values{"tekst": {id}, "action": {"save"}}
		if theme := decide(page.Text(".answer")); theme == "-" {
			form.Set("action", "uncodable")
		} else if theme != "" {
			form.Set("theme", theme)
		}
		if page := b.Post(deskURL+"/antwoord", form); page.Status != http.StatusOK {
			t.Fatalf("saving answers %d: %s", page.Status, page.Text(".problem"))
		}
	}
	t.Fatal("coding never ends")
	return read
}

func plain(panelCode string, i int) string {
	if i == 11 {
		return "nvt"
	}
	return fmt.Sprintf("%s nummer %d %s", []string{"Behoud de loketten", "Kortere brieven graag"}[i%2], i, map[string]string{"internal": "uit het binnenland"}[panelCode])
}

func byWord(text string) string {
	switch {
	case text == "nvt":
		return "-"
	case strings.Contains(text, "loket"):
		return "loketten"
	}
	return "brieven"
}

// The whole way without scripts: two coders, a difference, its decision, and the themes in the report.
func TestOpenAnswersBecomeThemesOfTheReport(t *testing.T) {
	o := openAnswers(t, plain)
	one, two := o.As(panel.Coder), secondCoder(t, o)
	if page := one.Open("/codering"); !strings.Contains(page.Text("main"), "Wat moet blijven?") {
		t.Fatalf("the question is not listed: %q", page.Text("main"))
	}
	beginDesk(t, one, "50")
	if read := codeAll(t, one, byWord); read != 24 {
		t.Errorf("the first coder read %d answers, want 24", read)
	}
	differs := 0
	read := codeAll(t, two, func(text string) string {
		if text != "nvt" && differs == 0 {
			differs++
			return ""
		}
		return byWord(text)
	})
	if read != 12 {
		t.Errorf("the second coder read %d answers, want the half", read)
	}
	if page := one.Post(deskURL, url.Values{"action": {"finish"}}); page.Status != http.StatusUnprocessableEntity {
		t.Errorf("finishing with a difference answers %d", page.Status)
	}
	page := one.Open(deskURL + "/verschil")
	if given := page.Text(".says"); !strings.Contains(given, "geen thema past") {
		t.Errorf("the difference shows %q", given)
	}
	if strings.Contains(page.Body, "coder2") || strings.Contains(page.Text("main"), "@") {
		t.Error("the page says who found what")
	}
	page = one.Post(deskURL+"/verschil", url.Values{"tekst": {value(page, "input[name=tekst]")}, "action": {"save"}, "theme": {byWord(page.Text(".answer"))}})
	if !strings.Contains(page.Text("main"), "geen verschillen") {
		t.Errorf("after deciding got %q", page.Text("main"))
	}
	page = one.Post(deskURL, url.Values{"action": {"finish"}})
	if page.Status != http.StatusOK || !strings.Contains(page.Text(".flash"), "24 antwoorden") {
		t.Fatalf("finishing answers %d: %q", page.Status, page.Text(".flash"))
	}
	themes := o.Report(i18n.Dutch, "2024").Themes
	i := slices.IndexFunc(themes, func(x report.Theme) bool { return x.Panel == "internal" && x.Theme == "loketten" })
	if len(themes) != 4 || i < 0 || *themes[i].N != 11 || *themes[i].Share != 6.0/11 {
		t.Errorf("got %+v, want 6 of 11 inside", themes)
	}
	if text := one.Open(deskURL).Text("table"); !strings.Contains(text, "Loketten") || !strings.Contains(text, "12") {
		t.Errorf("the agreement shows %q", text)
	}
}

func TestTheDeskShowsNothingAboutThePerson(t *testing.T) {
	o := openAnswers(t, func(string, int) string { return "Behoud wat er is" })
	b := o.As(panel.Coder)
	beginDesk(t, b, "0")
	for _, path := range []string{"/antwoord", "/redactie"} {
		text := strings.ToLower(b.Open(deskURL + path).Text("main"))
		for _, word := range []string{"intern", "extern", "panel:", "2024-", "internal", "external"} {
			if strings.Contains(strings.ReplaceAll(text, "panelleden", ""), word) {
				t.Errorf("%s says %q: %s", path, word, text)
			}
		}
	}
	events, err := o.Audit.Newest(context.Background(), 0, 10)
	must(t, err)
	if n := len(slices.DeleteFunc(events, func(e panel.Event) bool { return e.Action != "answers.read" })); n != 2 {
		t.Errorf("got %d lines in the audit trail for two answers read", n)
	}
}

func TestUndoTakesBackTheLastStep(t *testing.T) {
	o := openAnswers(t, plain)
	b := o.As(panel.Coder)
	beginDesk(t, b, "0")
	page := b.Open(deskURL + "/antwoord")
	id := value(page, "input[name=tekst]")
	b.Post(deskURL+"/antwoord", url.Values{"tekst": {id}, "action": {"save"}, "theme": {"loketten"}})
	page = b.Post(deskURL+"/antwoord", url.Values{"action": {"undo"}})
	if value(page, "input[name=tekst]") != id || page.Text(".flash") == "" {
		t.Errorf("after undoing the desk shows %s, want %s", value(page, "input[name=tekst]"), id)
	}
	if page = b.Post(deskURL+"/antwoord", url.Values{"tekst": {id}, "action": {"undo"}}); page.Status != http.StatusUnprocessableEntity || page.Text(".problem") == "" {
		t.Errorf("undoing nothing answers %d", page.Status)
	}
	if page = b.Post(deskURL+"/antwoord", url.Values{"tekst": {id}, "action": {"save"}, "theme": {"verzonnen"}}); page.Status != http.StatusUnprocessableEntity {
		t.Errorf("a theme that is not there answers %d", page.Status)
	}
	if page = b.Post(deskURL+"/antwoord", url.Values{"tekst": {"verzonnen"}, "action": {"save"}}); page.Status != http.StatusNotFound {
		t.Errorf("an answer that is not there answers %d", page.Status)
	}
}

// Nobody of the ambassade reads an answer before a person looked at it, and then without what was taken out.
func TestQuotesAreReadAfterRedactionOnly(t *testing.T) {
	o := openAnswers(t, func(_ string, i int) string {
		return fmt.Sprintf("Vraag het aan Wilhelmina Kerckhove, zij nam op, zin %d. Mail kerck@dienst.example of bel 0478 12 34 56. Geheim woord.", i)
	})
	b, reader := o.As(panel.Coder), o.As(panel.Ambassade)
	key := make([]byte, 32)
	must(t, surveydb.NewNameHashes(o.DB).Replace(context.Background(), "2024", [][]byte{names.Hash(key, "Wilhelmina"), names.Hash(key, "Kerckhove")}))
	beginDesk(t, b, "0")
	const secret = "Kerckhove"
	if page := reader.Open("/resultaten/citaten"); strings.Contains(page.Body, secret) || page.Has("blockquote") {
		t.Fatal("an answer is shown before anybody looked at it")
	}
	if page := b.Post("/codering/2024", url.Values{}); page.Status != http.StatusUnprocessableEntity {
		t.Errorf("ending redaction with answers left answers %d", page.Status)
	}
	for i := range 24 {
		page := b.Open(deskURL + "/redactie")
		form := url.Values{"tekst": {value(page, "input[name=tekst]")}, "action": {"approved"}, "meer": {"Geheim woord"}}
		if i == 0 {
			form.Set("action", "blocked")
		}
		for _, n := range page.All("input[name=mark]") {
			v, _ := webtest.Attr(n, "value")
			form.Add("mark", v)
		}
		if i == 1 {
			wrong := url.Values{"tekst": form["tekst"], "action": {"approved"}, "meer": {"staat er niet"}}
			if page := b.Post(deskURL+"/redactie", wrong); page.Status != http.StatusUnprocessableEntity {
				t.Errorf("words that are not there answer %d", page.Status)
			}
		}
		if page := b.Post(deskURL+"/redactie", form); page.Status != http.StatusOK {
			t.Fatalf("redacting answers %d", page.Status)
		}
	}
	page := reader.Open("/resultaten/citaten?meting=2024")
	quotes := page.All("blockquote")
	if len(quotes) != 23 {
		t.Errorf("got %d quotes, want all but the blocked one", len(quotes))
	}
	for _, hidden := range []string{secret, "Wilhelmina", "kerck@", "0478", "Geheim"} {
		if strings.Contains(page.Body, hidden) {
			t.Errorf("the quotes show %q", hidden)
		}
	}
	if text := page.Text("blockquote"); !strings.Contains(text, "[naam]") || !strings.Contains(text, "[e-mailadres]") || !strings.Contains(text, "[weggelaten]") {
		t.Errorf("got %q", text)
	}
	if page := b.Post("/codering/2024", url.Values{}); page.Status != http.StatusOK || page.URL.Path != "/codering" {
		t.Errorf("ending redaction answers %d at %s", page.Status, page.URL)
	}
	if left, err := surveydb.NewNameHashes(o.DB).OfWave(context.Background(), "2024"); err != nil || len(left) != 0 {
		t.Errorf("%d hashes are left, %v", len(left), err)
	}
}

func TestFewQuotesAreNotShown(t *testing.T) {
	o := openAnswers(t, plain)
	b := o.As(panel.Coder)
	beginDesk(t, b, "0")
	for range 8 {
		page := b.Open(deskURL + "/redactie")
		b.Post(deskURL+"/redactie", url.Values{"tekst": {value(page, "input[name=tekst]")}, "action": {"approved"}})
	}
	if page := o.As(panel.Ambassade).Open("/resultaten/citaten"); page.Has("blockquote") || !strings.Contains(page.Text("main"), "Te weinig antwoorden") {
		t.Errorf("got %q", page.Text("main"))
	}
}

func TestQuotesOfATheme(t *testing.T) {
	o := openAnswers(t, plain)
	b := o.As(panel.Coder)
	beginDesk(t, b, "0")
	codeAll(t, b, byWord)
	b.Post(deskURL, url.Values{"action": {"finish"}})
	for range 24 {
		page := b.Open(deskURL + "/redactie")
		b.Post(deskURL+"/redactie", url.Values{"tekst": {value(page, "input[name=tekst]")}, "action": {"approved"}})
	}
	reader := o.As(panel.Ambassade)
	if got := len(reader.Open("/resultaten/citaten").All("blockquote")); got != 24 {
		t.Errorf("got %d quotes, want all", got)
	}
	page := reader.Open("/resultaten/citaten?meting=2024&thema=keep.loketten")
	quotes := page.All("blockquote")
	if len(quotes) != 12 {
		t.Errorf("got %d quotes of a theme, want 12", len(quotes))
	}
	for _, q := range quotes {
		if !strings.Contains(words(q), "loket") {
			t.Errorf("%q is not about the theme", words(q))
		}
	}
	if got := len(reader.Open("/resultaten/citaten?thema=keep.verzonnen").All("blockquote")); got != 24 {
		t.Errorf("a theme that is not there shows %d quotes", got)
	}
}

func TestCodebookOnScreen(t *testing.T) {
	o := openAnswers(t, plain)
	b := o.As(panel.Coder)
	beginDesk(t, b, "0")
	book := deskURL + "/codeboek"
	codeAll(t, b, byWord)
	if page := b.Post(book, url.Values{"action": {"merge"}, "theme": {"loketten", "brieven"}, "name.nl": {"Dienst"}, "name.en": {"Service"}, "why": {"te dicht"}}); page.Status != http.StatusOK {
		t.Fatalf("merging answers %d: %s", page.Status, page.Text(".problem"))
	}
	page := b.Open(book)
	if text := page.Text("table"); !strings.Contains(text, "loketten, brieven → dienst") || !strings.Contains(text, "te dicht") {
		t.Errorf("the history shows %q", text)
	}
	if page := b.Open(deskURL + "/antwoord"); value(page, "input[name=tekst]") != "" {
		t.Error("merged answers are to be read again")
	}
	b.Post(book, url.Values{"action": {"split"}, "theme": {"dienst"}, "name1.nl": {"Eén"}, "name1.en": {"One"}, "name2.nl": {"Twee"}, "name2.en": {"Two"}})
	if page := b.Open(deskURL + "/antwoord"); value(page, "input[name=tekst]") == "" || !page.Has("input[value=een]") {
		t.Errorf("split answers are not to be read again: %s", page.Text("main"))
	}
	if page := b.Post(book, url.Values{"action": {"add"}, "name.nl": {"Dienst"}, "name.en": {"Service"}}); page.Status != http.StatusUnprocessableEntity || page.Text(".problem") == "" {
		t.Errorf("a code that was used answers %d", page.Status)
	}
	if page := b.Do(http.MethodGet, book+"?lang=en", nil, nil); !strings.Contains(page.Text("main"), "Codebook") {
		t.Errorf("in English got %q", page.Text("main"))
	}
}
