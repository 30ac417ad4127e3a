package exhibit_test

import (
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// columnOf lists the different words in a column of a table.
func columnOf(t *exhibit.Table, title string) []string {
	at := slices.IndexFunc(t.Columns, func(c exhibit.Column) bool { return c.Title == title })
	var found []string
	for _, row := range t.Rows {
		if word := row.Cells[at].Value.(string); !slices.Contains(found, word) {
			found = append(found, word)
		}
	}
	return found
}

func TestAReaderSeesWhatWasChosen(t *testing.T) {
	tr, x := translator(t, i18n.English), report.NewIndex(made())
	all := []string{"Trust", "Openness", "Calm", "Pride"}
	for _, c := range []struct {
		name       string
		selection  exhibit.Selection
		parameters []string
		panels     []string
	}{
		{"nothing", exhibit.Selection{}, all, []string{"Staff", "Public"}},
		{"a panel", exhibit.Selection{Panel: "external"}, all, []string{"Public"}},
		{"a panel that is not there", exhibit.Selection{Panel: "partners"}, all, []string{"Staff", "Public"}},
		{"a framework", exhibit.Selection{Framework: "more"}, []string{"Pride"}, []string{"Public"}},
	} {
		got := exhibit.Profile(x, c.selection, tr)
		if parameters := columnOf(got.Table, "Parameter"); !slices.Equal(parameters, c.parameters) {
			t.Errorf("%s: got %v, want %v", c.name, parameters, c.parameters)
		}
		panels := columnOf(got.Table, "Panel")
		if !slices.Equal(panels, c.panels) {
			t.Errorf("%s: got %v, want %v", c.name, panels, c.panels)
		}
		if response := exhibit.Response(x, c.selection, tr); len(columnOf(response.Table, "Panel")) != 2 {
			t.Errorf("%s: who took part is told of every panel", c.name)
		}
	}
	if e := exhibit.Profile(x, exhibit.Selection{Panel: "internal", Framework: "more"}, tr); !e.Empty() || len(e.Notes) == 0 {
		t.Errorf("got %+v, want a note that there are no figures for the choice", e)
	}
}

func TestAProfileHasAPictureForEachFramework(t *testing.T) {
	tr := translator(t, i18n.English)
	e := exhibit.Profile(report.NewIndex(made()), exhibit.Selection{}, tr)
	var titles []string
	for _, f := range e.Figures {
		titles = append(titles, f.Title+": "+strings.Join(f.Rows, ", "))
	}
	if want := []string{"Core values: Trust, Openness, Calm", "More: Pride"}; !slices.Equal(titles, want) {
		t.Errorf("got %q, want %q", titles, want)
	}
	r := made()
	r.Frameworks = nil
	if e = exhibit.Profile(report.NewIndex(r), exhibit.Selection{}, tr); len(e.Figures) != 1 || e.Figures[0].Title != "" {
		t.Errorf("got %+v, want one picture without a title", e.Figures)
	}
}

func TestACaptionSaysHowManyMembersStandBehindTheFigures(t *testing.T) {
	tr := translator(t, i18n.English)
	e := exhibit.Profile(report.NewIndex(made()), exhibit.Selection{}, tr)
	if got := strings.Join(e.Caption, " "); !strings.Contains(got, "Staff 332 to 340, Public 324 to 339.") {
		t.Errorf("got %q, want the smallest and the largest base of each panel, those that are withheld left out", got)
	}
	r := made()
	for i := range r.Estimates {
		r.Estimates[i] = r.Estimates[i].Withheld()
	}
	e = exhibit.Profile(report.NewIndex(r), exhibit.Selection{}, tr)
	if got := strings.Join(e.Caption, " "); strings.Contains(got, "Staff") {
		t.Errorf("got %q, want no base of figures that are withheld", got)
	}
	if e.Figures[0].Told() || e.Table == nil {
		t.Error("want the reasons in the table, and a picture in which nothing is told")
	}
}

func TestALineIsCutWhereTheMeaningChanged(t *testing.T) {
	tr := translator(t, i18n.English)
	e := exhibit.Trend(report.NewIndex(made()), exhibit.Selection{}, tr)
	cut := map[string]string{"Trust": "", "Openness": "", "Calm": "Calm (asked or weighted differently from 2026)",
		"Pride": "Pride (asked or weighted differently from 2026)", "Care": ""}
	for _, f := range e.Figures {
		if f.CutSince != cut[f.Title] {
			t.Errorf("%s: got %q, want %q", f.Title, f.CutSince, cut[f.Title])
		}
		for _, points := range f.Points {
			if points[0].Cut || points[1].Cut || cut[f.Title] == "" && points[2].Cut {
				t.Errorf("%s: got %+v, want a cut before 2026 only", f.Title, points)
			}
		}
	}
}

func TestWhatIsForAnalystsStaysOffScreens(t *testing.T) {
	tr := translator(t, i18n.English)
	f := exhibit.Gap(report.NewIndex(made()), exhibit.Selection{}, tr)[0].Figures[0]
	if len(f.Series) != 2 || f.Series[1].Name != "in 2025" {
		t.Fatalf("got %+v, want the wave before beside the newest", f.Series)
	}
	brief := f.Brief()
	if len(brief.Series) != 1 || len(brief.Points) != 1 || brief.Series[0].Name != "in 2026" || len(f.Series) != 2 {
		t.Errorf("got %+v, want the newest wave only", brief.Series)
	}
}
