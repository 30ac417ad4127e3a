package verify

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/report"
)

// figureTable is the list of figures as the documentation for analysts has it, by kind of entry.
func figureTable(entries []report.EntrySpec) string {
	var table strings.Builder
	for _, e := range entries {
		var figures, cases []string
		for _, f := range e.Figures {
			figures, cases = append(figures, strings.NewReplacer("[]", "", "{}", "").Replace(f.Path)), append(cases, f.Cases...)
			if len(f.Cases) == 0 {
				cases = append(cases, "second implementation")
			}
		}
		if len(figures) > 0 {
			slices.Sort(cases)
			fmt.Fprintf(&table, "| %s | `%s` | %s |\n", e.Name, strings.Join(figures, "`, `"), strings.Join(slices.Compact(cases), " "))
		}
	}
	return table.String()
}

// TestTheDocumentationListsTheFigures holds docs/methods.md against the list.
func TestTheDocumentationListsTheFigures(t *testing.T) {
	page, err := os.ReadFile("../../docs/methods.md")
	if err != nil {
		t.Fatal(err)
	}
	want := figureTable(report.Entries())
	if !strings.Contains(string(page), want) {
		t.Errorf("the table of figures is to be\n%s", want)
	}
	entries := report.Entries() // the control: a figure that the page does not know
	for i := range entries {
		if entries[i].Name == "gap" {
			entries[i].Figures = append(entries[i].Figures, report.FigureSpec{Path: "verdict"})
		}
	}
	if strings.Contains(string(page), figureTable(entries)) {
		t.Error("a figure more is not noticed")
	}
}
