package i18n_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

func load(t *testing.T, lang i18n.Lang) *i18n.Translator {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.For(lang)
}

func TestNumbersAreWrittenForTheReader(t *testing.T) {
	nl, en := load(t, i18n.Dutch), load(t, i18n.English)
	for _, c := range []struct{ name, got, want string }{
		{"grouping in Dutch", nl.Int(1234567), "1.234.567"},
		{"grouping in English", en.Int(1234567), "1,234,567"},
		{"comma in Dutch", nl.Decimal(3.625, 2), "3,62"},
		{"point in English", en.Decimal(3.625, 1), "3.6"},
		{"plus sign", nl.Signed(0.34, 1), "+0,3"},
		{"minus sign, not a hyphen", nl.Signed(-0.34, 1), "\u22120,3"},
		{"nothing before zero", nl.Signed(0.001, 1), "0,0"},
		{"no minus zero", nl.Signed(-0.001, 1), "0,0"},
		{"percent", nl.Percent(0.576), "58\u00a0%"},
		{"date in Dutch", nl.Date(time.Date(2026, 11, 3, 14, 5, 0, 0, time.UTC)), "3 november 2026"},
		{"date and time in English", en.DateTime(time.Date(2026, 11, 3, 14, 5, 0, 0, time.UTC)), "3 November 2026, 14:05"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestAFaultIsTranslatedAndAnErrorTellsNothing(t *testing.T) {
	nl := load(t, i18n.Dutch)
	if got := nl.Fault(fault.New(fault.Gone, "wave_closed")); got == "wave_closed" || got == "" {
		t.Errorf("got %q, want a sentence", got)
	}
	secret := errors.New("password=hunter2")
	if got := nl.Fault(secret); got != nl.T("unexpected") {
		t.Errorf("got %q, want the sentence for the unexpected", got)
	}
}

func TestAnUnknownKeyShowsItself(t *testing.T) {
	if got := load(t, i18n.English).T("no_such_key"); got != "no_such_key" {
		t.Errorf("got %q", got)
	}
}

func TestLanguageTags(t *testing.T) {
	for tag, want := range map[string]i18n.Lang{"nl": i18n.Dutch, "nl-BE": i18n.Dutch, "EN": i18n.English, "en_GB": i18n.English} {
		if got, ok := i18n.ParseLang(tag); !ok || got != want {
			t.Errorf("%s: got %q %v, want %q", tag, got, ok, want)
		}
	}
	for _, tag := range []string{"", "n", "nld", "fr", "\x00\x00"} {
		if got, ok := i18n.ParseLang(tag); ok {
			t.Errorf("%q: got %q, want none", tag, got)
		}
	}
}

func TestTimesAreThoseOfTheReadersClock(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 3, 23, 30, 0, 0, time.UTC)
	brussels := catalogue.In(time.FixedZone("CET", 3600)).For(i18n.Dutch)
	for _, c := range []struct{ name, got, want string }{
		{"day", brussels.Date(at), "4 november 2026"},
		{"day and time", brussels.DateTime(at), "4 november 2026, 00:30"},
		{"time", brussels.Time(at), "00:30"},
		{"in a fault", brussels.Fault(fault.New(fault.Conflict, "wave_not_open_yet", "opens", at)),
			strings.ReplaceAll(catalogue.For(i18n.Dutch).T("wave_not_open_yet", "opens", "X"), "X", "4 november 2026, 00:30")},
		{"without a zone", catalogue.For(i18n.Dutch).DateTime(at), "3 november 2026, 23:30"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}
