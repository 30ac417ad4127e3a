package xlsx_test

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// reference is a range of cells in a chart with what the chart remembers of it.
type reference struct {
	Cells  string `xml:"f"`
	Points []struct {
		At    int    `xml:"idx,attr"`
		Value string `xml:"v"`
	} `xml:"numCache>pt"`
	Words []struct {
		At    int    `xml:"idx,attr"`
		Value string `xml:"v"`
	} `xml:"strCache>pt"`
}

// references reads every reference of a chart, and how many of them are intervals.
func references(t *testing.T, src string) (all []reference, intervals int) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(src))
	for {
		token, err := d.Token()
		if err != nil {
			return all, intervals
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "errBars":
			intervals++
		case "numRef", "strRef":
			var r reference
			if err := d.DecodeElement(&r, &start); err != nil {
				t.Fatal(err)
			}
			all = append(all, r)
		}
	}
}

// cells gives the raw values of a reference.
func cells(t *testing.T, f *excelize.File, ref string) []string {
	t.Helper()
	sheet, area, ok := strings.Cut(strings.ReplaceAll(ref, "$", ""), "!")
	if !ok {
		t.Fatalf("%q is no reference", ref)
	}
	from, to, ok := strings.Cut(area, ":")
	if !ok {
		to = from
	}
	col, first, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		t.Fatal(err)
	}
	_, last, err := excelize.CellNameToCoordinates(to)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for row := first; row <= last; row++ {
		name, _ := excelize.CoordinatesToCellName(col, row)
		value, err := f.GetCellValue(strings.Trim(sheet, "'"), name)
		if err != nil {
			t.Fatal(err)
		}
		values = append(values, value)
	}
	return values
}

func TestChartsRememberWhatTheirCellsHold(t *testing.T) {
	book := rendered(t, story(), i18n.Dutch)
	f := opened(t, book)
	charts, intervals := 0, 0
	for name, src := range parts(t, book) {
		if !strings.HasPrefix(name, "xl/charts/chart") {
			continue
		}
		charts++
		refs, bars := references(t, src)
		intervals += bars
		for _, r := range refs {
			held := cells(t, f, r.Cells)
			remembered := make([]string, len(held))
			for _, p := range append(r.Points, r.Words...) {
				remembered[p.At] = p.Value
			}
			for i := range held {
				if held[i] != remembered[i] {
					t.Errorf("%s, %s: cell %d holds %q, the chart remembers %q", name, r.Cells, i, held[i], remembered[i])
				}
			}
		}
	}
	if want := 2 + 8 + 1 + 1 + 2 + 1; charts != want { // two profiles, eight parameters, gap, samples, two questions, response
		t.Errorf("%d charts, want %d", charts, want)
	}
	if want := 2*2 + 2*8 + 2 + 2 + 2 + 2*2; intervals != want { // a line cut in two has two more
		t.Errorf("%d series with intervals, want %d", intervals, want)
	}
}

func TestChartsHaveAnAlternative(t *testing.T) {
	drawings := 0
	for name, src := range parts(t, rendered(t, story(), i18n.Dutch)) {
		if !strings.HasPrefix(name, "xl/drawings/drawing") {
			continue
		}
		drawings++
		frames := strings.Count(src, "graphicFrame>") / 2
		if described := strings.Count(src, "dezelfde cijfers."); described < frames {
			t.Errorf("%s: %d charts, %d described", name, frames, described)
		}
	}
	if drawings != 7 {
		t.Errorf("%d sheets with charts, want 7", drawings)
	}
}

// The line of a parameter that was asked differently is cut: no series has figures on both sides.
func TestBreaksCutTheLine(t *testing.T) {
	book := rendered(t, story(), i18n.Dutch)
	cut := 0
	for name, src := range parts(t, book) {
		if !strings.HasPrefix(name, "xl/charts/chart") || !strings.Contains(src, "Verbindend (anders gevraagd vanaf 2022)") {
			continue
		}
		refs, _ := references(t, src)
		for _, r := range refs {
			before, after := 0, 0
			for _, p := range r.Points {
				if x, err := strconv.ParseFloat(p.Value, 64); err != nil || x < 1 {
					continue
				}
				if p.At < 4 {
					before++
				} else {
					after++
				}
			}
			if before > 0 && after > 0 {
				t.Errorf("%s crosses the break", r.Cells)
			}
			if before+after > 0 {
				cut++
			}
		}
	}
	if cut != 4 {
		t.Errorf("%d pieces of line, want 4", cut)
	}
}

// TestLabelsOfLinesThatEndCloseStandApart: the highest above its point, the lowest below, others at the right.
func TestLabelsOfLinesThatEndCloseStandApart(t *testing.T) {
	for _, tt := range []struct {
		ends []float64
		want string
	}{
		{[]float64{0.50, 0.49, 0.48}, "trb"}, {[]float64{0.50, 0.49, 0.10}, "tbr"}, {[]float64{0.1, 0.5, 0.5}, "rtb"},
		{[]float64{0.2, 0.5}, "rr"}, {[]float64{0.5, 0.5}, "tb"},
	} {
		r := &report.Report{Years: []string{"2026"}, Labels: report.Labels{Panels: map[string]string{}}}
		for i, end := range tt.ends {
			code := string(rune('a' + i))
			r.Panels = append(r.Panels, report.Panel{Code: code})
			r.Response = append(r.Response, report.Response{Wave: "2026", Panel: code, Rates: map[string]*float64{"completion": &end}})
		}
		got := ""
		for name, src := range parts(t, rendered(t, r, i18n.Dutch)) {
			if strings.HasPrefix(name, "xl/charts/chart") {
				for _, place := range regexp.MustCompile(`c:dLblPos val="(.)"`).FindAllStringSubmatch(src, -1) {
					got += place[1]
				}
			}
		}
		if got != tt.want {
			t.Errorf("lines that end at %v: got the places %q, want %q", tt.ends, got, tt.want)
		}
	}
}
