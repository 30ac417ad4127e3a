package exhibit_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// everything are the exhibits of a report for one reader.
func everything(x *report.Index, s exhibit.Selection, tr *i18n.Translator) []exhibit.Exhibit {
	return slices.Concat(exhibit.Cover(x, s, tr), exhibit.Answers(x, s, tr), exhibit.Method(x, s, tr), exhibit.Choices(x, s, tr),
		exhibit.Groups(x, s, tr), exhibit.Sample(x, s, tr), exhibit.Themes(x, s, tr), exhibit.Sensitivity(x, s, tr), exhibit.Gap(x, s, tr),
		[]exhibit.Exhibit{exhibit.Profile(x, s, tr), exhibit.Trend(x, s, tr), exhibit.Items(x, s, tr),
			exhibit.Response(x, s, tr), exhibit.Notes(x, tr), exhibit.Samples(x, s, tr), exhibit.Anchors(x, s, tr),
			exhibit.Quality(x, s, tr)})
}

// shapes are reports of every sort: with all states, of one wave, without a figure that is told, and empty.
func shapes() map[string]*report.Report {
	one := made()
	one.Years, one.Gaps, one.Changes = years[2:], nil, nil
	withheld := made()
	for i := range withheld.Estimates {
		withheld.Estimates[i] = withheld.Estimates[i].Withheld()
	}
	for i := range withheld.Gaps {
		withheld.Gaps[i].Test = report.Test{Suppressed: true}
	}
	weighted := made()
	for _, wave := range years[1:] {
		weighted.Weighting = append(weighted.Weighting, report.Weighting{Wave: wave, Panel: "internal", Method: "none"},
			report.Weighting{Wave: wave, Panel: "external", Method: "raking", Name: ptr("20260503-a"), Margins: []string{"age"}})
	}
	three := made()
	partners := gap("2026", "trust", 0.5, 0.001)
	partners.B = "partners"
	three.Gaps = append(three.Gaps, *partners)
	return map[string]*report.Report{"made": made(), "rich": rich(), "one wave": one, "withheld": withheld, "weighted": weighted,
		"three panels": three, "of nobody": {Years: years}, "empty": {}}
}

// untranslated is a key that shows itself, a placeholder that nothing fills, or a name for panels that these do not have.
var untranslated = regexp.MustCompile(`\b(exhibit|report|results|workbook)\.[a-z_]+|<no value>|\{\{|(?i:(in|ex)tern(e|al)? panel)`)

// texts calls each with every string within a value.
func texts(v reflect.Value, each func(string)) {
	switch v.Kind() {
	case reflect.String:
		each(v.String())
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			texts(v.Elem(), each)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			texts(v.Field(i), each)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			texts(v.Index(i), each)
		}
	}
}

func TestEveryExhibitIsWordedInEveryLanguage(t *testing.T) {
	for _, lang := range i18n.Langs() {
		tr := translator(t, lang)
		for shape, r := range shapes() {
			x := report.NewIndex(r)
			for _, s := range []exhibit.Selection{{}, {Panel: "external"}, {Framework: "more"}, {Panel: "internal", Framework: "more"},
				{Sample: "letter", Group: "place"}} {
				all := append(everything(x, s, tr), exhibit.Exhibit{Notes: groupTexts(exhibit.Findings(x, s, tr))})
				for _, e := range all {
					texts(reflect.ValueOf(e), func(text string) {
						if found := untranslated.FindString(text); found != "" {
							t.Errorf("%s, %s, %+v, %s: %q holds %q", lang, shape, s, e.Code, text, found)
						}
					})
				}
			}
		}
	}
	for _, control := range []string{translator(t, i18n.Dutch).T("exhibit.no_such_key"), "Het interne panel", "the external panel"} {
		if untranslated.FindString(control) == "" {
			t.Errorf("control: %q is not seen", control)
		}
	}
}

func groupTexts(groups []exhibit.Group) []string {
	var all []string
	for _, g := range groups {
		all = append(all, g.Title)
		for _, s := range g.Sentences {
			all = append(all, s.Text)
		}
	}
	return all
}

// TestATableHasACellInEveryPlace checks the shape that renderers rely on.
func TestATableHasACellInEveryPlace(t *testing.T) {
	tr := translator(t, i18n.English)
	for shape, r := range shapes() {
		codes := map[string]bool{}
		for _, e := range everything(report.NewIndex(r), exhibit.Selection{}, tr) {
			if codes[e.Code] && e.Code != "choices" {
				t.Errorf("%s: two exhibits have the code %q", shape, e.Code)
			}
			codes[e.Code] = true
			if e.Table != nil {
				for _, fault := range tableFaults(e.Table) {
					t.Errorf("%s, %s: %s", shape, e.Code, fault)
				}
			}
			for _, f := range e.Figures {
				if fault := figureFault(&f); fault != "" {
					t.Errorf("%s, %s: %s", shape, e.Code, fault)
				}
			}
		}
	}
	broken := &exhibit.Table{Columns: []exhibit.Column{{Unit: exhibit.Mean, Panel: exhibit.NoPanel}},
		Rows: []exhibit.Row{{Cells: []exhibit.Cell{{Value: 3.0, Missing: exhibit.TooFew}}}, {}}}
	if got := tableFaults(broken); len(got) != 2 {
		t.Errorf("control: got %v, want both faults", got)
	}
}

// tableFaults lists rows of another length, figures that are withheld and told, and values of another kind than the column.
func tableFaults(table *exhibit.Table) []string {
	var list []string
	for _, row := range table.Rows {
		if len(row.Cells) != len(table.Columns) {
			list = append(list, "a row with another number of cells than there are columns")
			continue
		}
		for i, c := range row.Cells {
			column := table.Columns[i]
			_, words := c.Value.(string)
			_, interval := c.Value.([2]float64)
			switch {
			case c.Value != nil && (c.Missing != "" || c.Limit != ""):
				list = append(list, column.Title+": a figure that is withheld has a value")
			case c.Value != nil && interval != column.Interval && !words:
				list = append(list, column.Title+": an interval and a figure in one column")
			case c.Value != nil && !words && (column.Unit == exhibit.Words || column.Unit == exhibit.Verdict):
				list = append(list, column.Title+": a figure among words")
			}
		}
	}
	return list
}

func figureFault(f *exhibit.Figure) string {
	if len(f.Points) != len(f.Series) {
		return "a picture with another number of series than of their points"
	}
	for _, points := range f.Points {
		if len(points) != len(f.Rows) {
			return "a series with another number of points than there are rows"
		}
		for _, p := range points {
			if p.Value != nil && p.Missing != "" {
				return "a point that is withheld has a value"
			}
		}
	}
	if f.Kind == exhibit.Diverging && len(f.Spread) != len(f.Rows) {
		return "a picture with another number of bars than of rows"
	}
	return ""
}

// keyed are the rooms that word with the keys of exhibits.
var keyed = []string{".", "../xlsx", "../export", "../../web", "../../web/exhibit", "../../cmd/realitycheck"}

// usedKeys are the keys of exhibits that the source names in full.
func usedKeys(t *testing.T) []string {
	t.Helper()
	key := regexp.MustCompile(`"(exhibit(?:\.[a-z0-9_]+)+)"`)
	var keys []string
	for _, room := range keyed {
		files, err := filepath.Glob(room + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range key.FindAllStringSubmatch(string(source), -1) {
				keys = append(keys, found[1])
			}
		}
	}
	return keys
}

// TestTheSourceAndTheCatalogueHaveTheSameKeys keeps keys whole in the source, so that each can be found by searching, and
// the catalogue free of words that nothing says. That both languages have the same keys is checked when they are loaded.
func TestTheSourceAndTheCatalogueHaveTheSameKeys(t *testing.T) {
	source, err := os.ReadFile("../../survey/i18n/locales/exhibit.nl.json")
	if err != nil {
		t.Fatal(err)
	}
	var catalogue map[string]any
	if err := json.Unmarshal(source, &catalogue); err != nil {
		t.Fatal(err)
	}
	used := usedKeys(t)
	for _, fault := range keyFaults(used, catalogue) {
		t.Error(fault)
	}
	delete(catalogue, used[0])
	catalogue["exhibit.never_said"] = "words"
	if got := keyFaults(used, catalogue); len(got) < 2 {
		t.Errorf("control: got %v, want a key without words and words that nothing says", got)
	}
}

func keyFaults(used []string, catalogue map[string]any) []string {
	var list []string
	for _, key := range used {
		if catalogue[key] == nil {
			list = append(list, key+" has no words")
		}
	}
	for key := range catalogue {
		if !slices.Contains(used, key) {
			list = append(list, "nothing says "+key)
		}
	}
	return list
}
