package mail_test

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"time"

	"realitycheck/panel/mail"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

var wave = mail.Wave{
	Organisation: "Stad Voorbeeld", Title: "Reality check 2026", Minutes: 10,
	Closes: time.Date(2026, 10, 12, 23, 59, 0, 0, time.UTC),
	Help:   "https://panel.example/help", Privacy: "https://panel.example/privacy",
}

const link = "https://panel.example/d/8YfQ2mVt0K?lang=nl&x=1"

func translator(t testing.TB, lang i18n.Lang) *i18n.Translator {
	t.Helper()
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.For(lang)
}

type writer interface {
	Write(tr *i18n.Translator) (mail.Letter, error)
}

func letters(e mail.Envelope) map[string]writer {
	return map[string]writer{
		"invitation": mail.Invitation{Envelope: e, Wave: wave, Link: link},
		"reminder":   mail.Reminder{Envelope: e, Wave: wave, Link: link},
		"thanks":     mail.Thanks{Envelope: e, Wave: wave},
	}
}

var an = mail.Envelope{To: "an@stad.be", Name: "An Peeters", MessageID: "fixed"}

// visible is the text of a page as somebody sees it, in words.
func visible(page string) []string {
	_, body, _ := strings.Cut(page, "<body")
	return strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString("<body"+body, " ")))
}

func TestLettersSayTheSameAsTextAndAsPage(t *testing.T) {
	for _, lang := range i18n.Langs() {
		for name, l := range letters(an) {
			got, err := l.Write(translator(t, lang))
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(got.Text+got.Subject, "mail_") || strings.Contains(got.Text+got.Subject, "<no value>") {
				t.Errorf("%s in %s: words are missing: %s\n%s", name, lang, got.Subject, got.Text)
			}
			page := strings.Join(visible(got.HTML), " ")
			for part := range strings.SplitSeq(got.Text, "\n") {
				if part = strings.Join(strings.Fields(part), " "); part != "--" && !strings.Contains(page, strings.TrimSuffix(part, ":")) {
					t.Errorf("%s in %s: the page lacks %q", name, lang, part)
				}
			}
			if got.To != an.To || got.MessageID != "fixed" || got.Lang != lang || got.Subject == "" {
				t.Errorf("%s in %s: got %q, %q, %q, %q", name, lang, got.To, got.MessageID, got.Lang, got.Subject)
			}
		}
	}
}

func TestLettersTellWhatAMemberNeeds(t *testing.T) {
	for name, l := range letters(an) {
		got, err := l.Write(translator(t, i18n.Dutch))
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"Dag An Peeters", wave.Organisation, wave.Help, wave.Privacy}
		if name != "thanks" {
			want = append(want, link, "10 minuten", "12 oktober 2026", "Meedoen is vrij", "staan niet bij uw antwoorden")
		} else if strings.Contains(got.Text, "/d/") {
			t.Errorf("thanks hold a link")
		}
		for _, words := range want {
			if !strings.Contains(got.Text, words) {
				t.Errorf("%s: %q is missing in\n%s", name, words, got.Text)
			}
		}
		if strings.Contains(got.Text, "!") {
			t.Errorf("%s shouts:\n%s", name, got.Text)
		}
	}
}

func TestNamesStayNames(t *testing.T) {
	e := an
	e.Name = "<img src=x onerror=alert(1)>\r\nBcc: x@evil.invalid {{.Link}}"
	for name, l := range letters(e) {
		got, err := l.Write(translator(t, i18n.English))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(got.HTML, "<img") {
			t.Errorf("%s: a name became an element", name)
		}
		if strings.ContainsAny(got.Subject+got.Name, "\r\n") || strings.Contains(got.Text, "\nBcc:") {
			t.Errorf("%s: a name broke a line", name)
		}
	}
}

func TestGreetingWithoutName(t *testing.T) {
	e := an
	e.Name = ""
	got, err := mail.Thanks{Envelope: e, Wave: wave}.Write(translator(t, i18n.Dutch))
	if err != nil || !strings.HasPrefix(got.Text, "Dag\n") {
		t.Errorf("got %q, %v", got.Text, err)
	}
}

func TestTrialLetterSaysSo(t *testing.T) {
	e := an
	e.Trial = true
	got, err := mail.Invitation{Envelope: e, Wave: wave, Link: link}.Write(translator(t, i18n.Dutch))
	if err != nil || !strings.HasPrefix(got.Subject, "[Proef] ") || !strings.Contains(got.Text, "proefbrief") || !strings.Contains(got.HTML, "proefbrief") {
		t.Errorf("got %q, %v\n%s", got.Subject, err, got.Text)
	}
}

func TestLetterNeedsAnAddress(t *testing.T) {
	for name, l := range letters(mail.Envelope{To: "an@stad.be\r\nBcc: x@evil.invalid"}) {
		if _, err := l.Write(translator(t, i18n.Dutch)); fault.Of(err) != fault.Invalid {
			t.Errorf("%s: got %v, want Invalid", name, err)
		}
	}
}
