package web_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"realitycheck/analysis"
	"realitycheck/analysis/report"
	"realitycheck/panel"
	"realitycheck/survey/i18n"
	"realitycheck/web/webtest"
)

// rowsOf gives the visible words of the cells of each row of the table that a selector finds first.
func rowsOf(page *webtest.Page, selector string) []string {
	var rows []string
	for _, row := range page.All(selector) {
		var cells []string
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				cells = append(cells, words(c))
			}
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	return rows
}

func meanWords(e report.Estimate) string {
	return fmt.Sprintf("%d|%s|%s tot %s", *e.N, comma(*e.Mean), comma(*e.Low), comma(*e.High))
}

// identities are the figures of a panel on whole parameters.
func identities(list []report.Estimate, panel string) []report.Estimate {
	return slices.DeleteFunc(slices.Clone(list), func(e report.Estimate) bool {
		return e.Panel != panel || e.Basis != report.Identity || e.Item != nil || e.Group != nil
	})
}

func TestFiguresStandBesideThoseWithoutTheFlagged(t *testing.T) {
	o := webtest.NewOffice(t)
	o.ArchiveTraits(2024, 90, 90, 5)
	doc := o.ReportBeside(i18n.Dutch, analysis.Options{WithoutFlagged: true})
	page := o.As(panel.Ambassade).Open("/resultaten/kwaliteit")
	for _, q := range doc.Quality {
		if got := page.Text(".result-lead"); !strings.Contains(got, fmt.Sprintf("%d van de %d antwoorders", q.Flagged, q.N)) {
			t.Errorf("%s is not told: %s", q.Panel, got)
		}
	}
	if got := len(page.All(".result-rules dt")); got != 3 {
		t.Errorf("%d rules, want 3", got)
	}
	with, without := identities(doc.Estimates, "external"), identities(doc.WithoutFlagged.Estimates, "external")
	rows := rowsOf(page, ".result-section:last-child .result-table tbody tr")
	if len(with) != 2 || len(rows) != 2 || *with[0].N == *without[0].N {
		t.Fatalf("got %d rows for %d figures", len(rows), len(with))
	}
	for i := range with {
		if want := doc.Labels.Parameters[with[i].Parameter] + "|" + meanWords(with[i]) + "|" + meanWords(without[i]); rows[i] != want {
			t.Errorf("got %s, want %s", rows[i], want)
		}
	}
}

// So few are flagged that both figures together would tell their answers: the page has a sentence in their place.
func TestAVariantThatMayNotBeToldIsASentence(t *testing.T) {
	o := webtest.NewOffice(t)
	o.ArchiveTraits(2024, 90, 90, 45)
	page := o.As(panel.Ambassade).Open("/resultaten/kwaliteit")
	if page.Has("figure") || !strings.Contains(page.Text("main"), "zou verraden") {
		t.Errorf("got %s", page.Text("main"))
	}
}

func TestWeightedStandsBesideUnweighted(t *testing.T) {
	o := webtest.NewOffice(t)
	o.ArchiveTraits(2024, 90, 90, 5)
	b := o.As(panel.Analyst)
	if page := b.Open("/resultaten/weging"); page.Has("figure") || !strings.Contains(page.Text(".result-lead"), "niet gewogen") || !page.Has(".result-manage a") {
		t.Errorf("without weights: %s", page.Text("main"))
	}
	if page := o.As(panel.Ambassade).Open("/resultaten/weging"); page.Has(".result-manage") {
		t.Error("the ambassade is offered to make weights")
	}
	mark, _ := webtest.Attr(b.Upload(weightingURL, "margins", "m.yaml", populationOf("2024", 0.6)).Open(weightingURL + "/toepassen").All("input[name=mark]")[0], "value")
	b.Post(weightingURL+"/toepassen", map[string][]string{"mark": {mark}})
	doc := o.ReportBeside(i18n.Dutch, analysis.Options{Unweighted: true})
	page := b.Open("/resultaten/weging")
	rows := rowsOf(page, ".result-section:first-of-type .result-table tbody tr")
	with, without := identities(doc.Estimates, "internal"), identities(doc.Unweighted.Estimates, "internal")
	moved := false
	for i := range with {
		moved = moved || *with[i].Mean != *without[i].Mean
		if want := doc.Labels.Parameters[with[i].Parameter] + "|" + meanWords(with[i]) + "|" + meanWords(without[i]); len(rows) != len(with) || rows[i] != want {
			t.Errorf("got %q, want %s", rows, want)
		}
	}
	if !moved {
		t.Error("the weights move no figure")
	}
}

func TestGroupsShowOneRoundedNumberAndNoSmallGroup(t *testing.T) {
	o := webtest.NewOffice(t)
	o.ArchiveTraits(2024, 90, 90, 5)
	doc := o.Report(i18n.Dutch)
	b := o.As(panel.Ambassade)
	page := b.Open("/resultaten/groepen?groep=age")
	rows := rowsOf(page, ".result-table tbody tr")
	if len(rows) < 4 || rows[0] != "Leden|Intern panel|ongeveer 30|ongeveer 30|ongeveer 30" {
		t.Fatalf("got %q", rows)
	}
	text := page.Text(".result-table tbody")
	checked := 0
	for _, e := range doc.Estimates {
		if e.Group == nil || e.Group.By != "age" || e.Suppressed {
			continue
		}
		checked++
		if want := comma(*e.Mean) + comma(*e.Low) + " tot " + comma(*e.High); !strings.Contains(text, want) {
			t.Errorf("%s %s: %s is not in %s", e.Panel, e.Group.Value, want, text)
		}
	}
	if checked == 0 {
		t.Error("no group is shown")
	}
	page = b.Open("/resultaten/groepen?groep=place") // nine live far away
	if page.Has("figure") || page.Has("table") || !strings.Contains(page.Text(".result-lead"), "geen enkele groep naar Plaats") {
		t.Errorf("a small group: %s", page.Text("main"))
	}
	if page := b.Open("/resultaten/groepen?groep=none"); !strings.Contains(page.Text(".result-section h2"), "Leeftijd") {
		t.Error("an attribute that is not there does not give the first")
	}
}

func TestThemesAreShownOnceTheyAreCoded(t *testing.T) {
	o := webtest.NewOffice(t)
	o.ArchiveTraits(2024, 90, 90, 5)
	b := o.As(panel.Ambassade)
	if page := b.Open("/resultaten/themas"); page.Has("table") || !strings.Contains(page.Text(".result-lead"), "nog niet gecodeerd") {
		t.Errorf("before coding: %s", page.Text("main"))
	}
	o.Code(2024)
	doc := o.Report(i18n.Dutch)
	page := b.Open("/resultaten/themas")
	rows := strings.Join(rowsOf(page, ".result-table tbody tr"), "\n")
	for _, theme := range doc.Themes {
		if theme.Share == nil {
			t.Fatalf("%s has no share: %+v", theme.Theme, theme)
		}
		want := fmt.Sprintf("%s|%d|%.0f %%|%.0f tot %.0f %%", doc.Labels.Panels[theme.Panel], *theme.Answers, 100**theme.Share, 100**theme.Low, 100**theme.High)
		if !strings.Contains(rows, want) {
			t.Errorf("%s is not in %s", want, rows)
		}
	}
	if len(doc.Themes) != 4 || !strings.Contains(page.Text("main"), "betrouwbaar") {
		t.Errorf("got %d shares; %s", len(doc.Themes), page.Text("main"))
	}
}
