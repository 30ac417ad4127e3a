package xlsx_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// onTabs are the exhibits of a report by the tab that shows them, in Dutch.
func onTabs(t testing.TB, r *report.Report) map[string][]exhibit.Exhibit {
	x, tr, all := report.NewIndex(r), translator(t, i18n.Dutch), exhibit.Selection{}
	return map[string][]exhibit.Exhibit{
		"Voorblad": exhibit.Cover(x, all, tr), "Profiel": {exhibit.Profile(x, all, tr)}, "Evolutie": {exhibit.Trend(x, all, tr)},
		"Kloof": exhibit.Gap(x, all, tr), "Uitingen": {exhibit.Samples(x, all, tr), exhibit.Anchors(x, all, tr)},
		"Items": {exhibit.Items(x, all, tr)}, "Keuzevragen": exhibit.Choices(x, all, tr), "Deelname": {exhibit.Response(x, all, tr)},
		"Weging":  append([]exhibit.Exhibit{exhibit.Weights(x, all, tr)}, exhibit.Sensitivity(x, all, tr)...),
		"Methode": append(exhibit.Method(x, all, tr), exhibit.Notes(x, tr)),
	}
}

// tabOf reads a tab that is compared with its exhibits.
type tabOf struct {
	t    testing.TB
	f    *excelize.File
	name string
	rows [][]string
	tr   *i18n.Translator
}

func openTab(t testing.TB, f *excelize.File, name string) *tabOf {
	t.Helper()
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	return &tabOf{t, f, name, rows, translator(t, i18n.Dutch)}
}

// at gives what a cell holds; one that is part of a larger place holds what that does.
func (s *tabOf) at(col, row int) string {
	place, _ := excelize.CoordinatesToCellName(col+1, row+1)
	value, err := s.f.GetCellValue(s.name, place)
	if err != nil {
		s.t.Fatal(err)
	}
	return value
}

func (s *tabOf) style(col, row int) *excelize.Style {
	place, _ := excelize.CoordinatesToCellName(col+1, row+1)
	id, err := s.f.GetCellStyle(s.name, place)
	if err != nil {
		s.t.Fatal(err)
	}
	style, err := s.f.GetStyle(id)
	if err != nil {
		s.t.Fatal(err)
	}
	return style
}

// titles are those of the columns of a table as a sheet has them: an interval takes two.
func titles(t *exhibit.Table) []string {
	var all []string
	for _, c := range t.Columns {
		if c.Interval {
			all = append(all, "Van", "Tot")
		} else {
			all = append(all, c.Title)
		}
	}
	return all
}

// find gives the row of the titles of a table, and the column of each; -1 where the table is not there.
func (s *tabOf) find(t *exhibit.Table) (row int, columns []int) {
	want := titles(t)
	for row, cells := range s.rows {
		columns = nil
		for i, cell := range cells {
			if cell != "" {
				columns = append(columns, i)
			}
		}
		if slices.EqualFunc(columns, want, func(i int, title string) bool { return strings.HasSuffix(cells[i], title) }) {
			return row, columns
		}
	}
	return -1, nil
}

// differences lists where a sheet does not hold what a table says. It passes over the table, so that several that have the
// same columns are each found.
func (s *tabOf) differences(t *exhibit.Table) []string {
	want := titles(t)
	row, columns := s.find(t)
	if row < 0 {
		return []string{fmt.Sprintf("no table %q", t.Title)}
	}
	s.rows[row] = nil
	var faults []string
	for i, line := range t.Rows {
		row++
		if line.Section != "" && (i == 0 || t.Rows[i-1].Section != line.Section) {
			if got := s.at(0, row); got != line.Section {
				faults = append(faults, fmt.Sprintf("row %d: section %q, want %q", row+1, got, line.Section))
			}
			row++
		}
		col := 0
		for at, c := range t.Columns {
			ends := []any{line.Cells[at].Value}
			if c.Interval {
				ends = []any{nil, nil}
				if v, ok := line.Cells[at].Value.([2]float64); ok {
					ends = []any{v[0], v[1]}
				}
			}
			for _, end := range ends {
				if fault := s.differs(columns[col], row, &line.Cells[at], end); fault != "" {
					faults = append(faults, fmt.Sprintf("row %d, %s: %s", row+1, want[col], fault))
				}
				col++
			}
		}
	}
	return faults
}

// differs says how one place of a sheet is not what a cell says; "" when it is.
func (s *tabOf) differs(col, row int, c *exhibit.Cell, value any) string {
	got := s.at(col, row)
	hatched := s.style(col, row).Fill.Pattern > 1
	wrong := fmt.Sprintf("got %q, want %v", got, value)
	if why := c.Words(s.tr); why != "" {
		if got != why || !hatched {
			return fmt.Sprintf("got %q, hatched %v, want the reason %q", got, hatched, why)
		}
		return ""
	}
	switch v := value.(type) {
	case nil:
		if got == "" && !hatched {
			return ""
		}
	case string:
		if strings.HasSuffix(got, v) && (c.Panel == exhibit.NoPanel) == (got == v) {
			return ""
		}
	case int:
		if got == strconv.Itoa(v) {
			return ""
		}
	case float64:
		if x, err := strconv.ParseFloat(got, 64); err == nil && x == v {
			return ""
		}
	}
	return wrong
}

func TestSheetsHoldWhatExhibitsSay(t *testing.T) {
	r := besideStory()
	f := opened(t, rendered(t, r, i18n.Dutch))
	tables, sentences := 0, 0
	for name, exhibits := range onTabs(t, r) {
		tab := openTab(t, f, name)
		said := strings.Join(column(t, f, name), "\n")
		for i := range exhibits {
			e := &exhibits[i]
			for _, words := range slices.Concat(texts(e.Lead), texts(e.Points), e.Caption, e.Notes) {
				sentences++
				if !strings.Contains(said, words) {
					t.Errorf("%s does not say %q", name, words)
				}
			}
			if e.Table == nil {
				continue
			}
			tables++
			for _, fault := range tab.differences(e.Table) {
				t.Errorf("%s, %s: %s", name, e.Code, fault)
			}
		}
	}
	if tables < 12 || sentences < 50 {
		t.Errorf("compared %d tables and %d sentences: the search does not see them", tables, sentences)
	}
}

func texts(said []exhibit.Sentence) []string {
	var all []string
	for _, s := range said {
		all = append(all, s.Text)
	}
	return all
}

// The control of the test above: a figure that differs in its last bit, another reason and another word are each seen.
func TestDifferencesFromAnExhibitAreSeen(t *testing.T) {
	r := besideStory()
	f := opened(t, rendered(t, r, i18n.Dutch))
	first := func(table *exhibit.Table, fits func(*exhibit.Cell) bool) *exhibit.Cell {
		for i := range table.Rows {
			if at := slices.IndexFunc(table.Rows[i].Cells, func(c exhibit.Cell) bool { return fits(&c) }); at >= 0 {
				return &table.Rows[i].Cells[at]
			}
		}
		t.Fatal("no such cell")
		return nil
	}
	for name, change := range map[string]func(*exhibit.Table){
		"last bit": func(table *exhibit.Table) {
			c := first(table, func(c *exhibit.Cell) bool { _, ok := c.Value.(float64); return ok })
			c.Value = math.Nextafter(c.Value.(float64), 9)
		},
		"reason": func(table *exhibit.Table) {
			first(table, func(c *exhibit.Cell) bool { return c.Missing == exhibit.TooFew }).Missing = exhibit.Near
		},
		"withheld and told": func(table *exhibit.Table) {
			*first(table, func(c *exhibit.Cell) bool { return c.Missing == exhibit.TooFew }) = exhibit.Cell{Panel: exhibit.NoPanel}
		},
		"words": func(table *exhibit.Table) {
			c := first(table, func(c *exhibit.Cell) bool { _, ok := c.Value.(string); return ok && c.Panel == 0 })
			c.Value = c.Value.(string) + "e"
		},
	} {
		table := onTabs(t, r)["Evolutie"][0].Table
		change(table)
		if got := openTab(t, f, "Evolutie").differences(table); len(got) != 1 {
			t.Errorf("%s: %d differences are seen, want 1: %v", name, len(got), got)
		}
	}
}

// A withheld figure leaves no number behind, and neighbours with one reason are one place.
func TestNeighboursWithOneReasonAreOnePlace(t *testing.T) {
	r := besideStory()
	for i := range r.Gaps {
		if g := &r.Gaps[i]; g.Wave == "2026" && g.Parameter == "people" && g.Basis == report.Identity && g.Item == nil {
			g.Test = report.Test{Suppressed: true}
		}
	}
	f := opened(t, rendered(t, r, i18n.Dutch))
	merged, err := f.GetMergeCells("Kloof")
	if err != nil {
		t.Fatal(err)
	}
	var places []string
	for _, m := range merged {
		if m.GetCellValue() == "te weinig antwoorden" {
			places = append(places, m.GetStartAxis()+":"+m.GetEndAxis())
		}
	}
	if len(places) != 1 || places[0][:1] != "L" || !strings.Contains(places[0], ":P") {
		t.Errorf("withheld places are %v, want one over the gap of 2026, its interval and both p", places)
	}
}

// What is clear has a sign before it that grey paper shows too; what chance could explain has none.
func TestClearDifferencesAreMarked(t *testing.T) {
	r := besideStory()
	f := opened(t, rendered(t, r, i18n.Dutch))
	for name, mark := range map[string]string{"Kloof": "●", "Evolutie": "▲"} {
		tab, table := openTab(t, f, name), onTabs(t, r)[name][0].Table
		head, columns := tab.find(table)
		marked, plain := 0, 0
		for i, row := range table.Rows {
			col := 0
			for at, c := range table.Columns {
				if cell := row.Cells[at]; c.Unit == exhibit.Difference && !c.Interval && cell.Value != nil {
					format := tab.style(columns[col], head+1+i).CustomNumFmt
					switch has := strings.ContainsAny(*format, "●◇▲▼"); {
					case has != (cell.Certainty == report.Clear):
						t.Errorf("%s, row %d, column %d: %s, but %s", name, i, col, *format, cell.Certainty)
					case strings.Contains(*format, mark):
						marked++
					default:
						plain++
					}
				}
				if col++; c.Interval {
					col++
				}
			}
		}
		if marked == 0 || plain == 0 {
			t.Errorf("%s: %d figures have %s and %d have not: the story proves nothing", name, marked, mark, plain)
		}
	}
}
