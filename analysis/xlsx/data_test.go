package xlsx_test

import (
	"fmt"
	"strconv"
	"testing"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// table reads the sheet of data as rows of named cells.
func table(t *testing.T, book []byte, sheet string) []map[string]string {
	t.Helper()
	rows, err := opened(t, book).GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var table []map[string]string
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for i, cell := range row {
			cells[rows[0][i]] = cell
		}
		table = append(table, cells)
	}
	return table
}

// expected lays out every figure of a report by the names of the columns, straight from its fields.
func expected(r *report.Report) []map[string]any {
	var all []map[string]any
	subject := func(m map[string]any, s report.Subject) map[string]any {
		m["basis"], m["parameter"], m["sample"], m["item"] = string(s.Basis), s.Parameter, s.Sample, s.Item
		return m
	}
	test := func(m map[string]any, t report.Test) map[string]any {
		m["diff"], m["se"], m["low"], m["high"], m["df"], m["p"] = t.Diff, t.SE, t.Low, t.High, t.DF, t.P
		m["p_adjusted"], m["effect"], m["suppressed"] = t.PAdjusted, t.Effect, t.Suppressed
		return m
	}
	for _, e := range r.Estimates {
		m := map[string]any{"record": "estimate", "wave": e.Wave, "panel": e.Panel, "n": e.N, "n_eff": e.NEff, "mean": e.Mean, "se": e.SE,
			"low": e.Low, "high": e.High, "top2": e.Top2, "top2_low": e.Top2Low, "top2_high": e.Top2High, "dont_know": e.DontKnow,
			"suppressed": e.Suppressed, "share": nil, "diff": nil}
		for i := range 5 {
			m[fmt.Sprintf("share_%d", i+1)] = nil
			if i < len(e.Distribution) {
				m[fmt.Sprintf("share_%d", i+1)] = &e.Distribution[i]
			}
		}
		all = append(all, subject(m, e.Subject))
	}
	for _, c := range r.Choices {
		all = append(all, map[string]any{"record": "choice", "wave": c.Wave, "panel": c.Panel, "item": c.Item, "option": c.Option, "n": c.N,
			"share": c.Share, "low": c.Low, "high": c.High, "suppressed": c.Suppressed, "mean": nil})
	}
	for _, g := range r.Gaps {
		m := map[string]any{"record": "gap", "wave": g.Wave, "panel": g.A, "other_panel": g.B, "n": base(g.N, g.A), "n_other": base(g.N, g.B)}
		all = append(all, subject(test(m, g.Test), g.Subject))
	}
	for _, c := range r.Changes {
		m := map[string]any{"record": "change", "wave": c.To, "from_wave": c.From, "panel": c.Panel, "n": base(c.N, c.To),
			"n_other": base(c.N, c.From), "overlap": c.Overlap, "comparable": c.Comparable}
		all = append(all, subject(test(m, c.Test), c.Subject))
	}
	for _, a := range r.Response {
		all = append(all, map[string]any{"record": "response", "wave": a.Wave, "panel": a.Panel, "invited": &a.Invited, "started": &a.Started,
			"completed": &a.Completed, "partial": &a.Partial, "completion": a.Rates["completion"], "break_off": a.Rates["break_off"],
			"retention": a.Rates["retention"], "n": nil})
	}
	for _, w := range r.Weighting {
		all = append(all, map[string]any{"record": "weighting", "wave": w.Wave, "panel": w.Panel, "deff": w.DEff, "n_eff": w.NEff,
			"low": w.Low, "high": w.High, "mean": nil})
	}
	for _, q := range r.Quality {
		all = append(all, map[string]any{"record": "quality", "wave": q.Wave, "panel": q.Panel, "n": &q.N, "speeder": &q.Speeder,
			"contradiction": &q.Contradiction, "long_string": &q.LongString, "flagged": &q.Flagged})
	}
	return all
}

func base(n map[string]int, of string) *int {
	if count, ok := n[of]; ok {
		return &count
	}
	return nil
}

// same says whether a cell holds exactly a value: a figure to the last bit, nothing for nil.
func same(cell string, value any) bool {
	switch v := value.(type) {
	case string:
		return cell == v
	case *string:
		return v == nil && cell == "" || v != nil && cell == *v
	case bool:
		return cell == "1" && v || cell == "0" && !v || cell == "TRUE" && v || cell == "FALSE" && !v
	case *int:
		return v == nil && cell == "" || v != nil && cell == strconv.Itoa(*v)
	case *float64:
		if v == nil || cell == "" {
			return v == nil && cell == ""
		}
		got, err := strconv.ParseFloat(cell, 64)
		return err == nil && got == *v
	}
	return value == nil && cell == ""
}

func TestDataHoldsTheReportExactly(t *testing.T) {
	r := story()
	r.Changes[0].P = ptr(3.1e-17)
	r.Estimates[0].Mean = ptr(3.0000000000000004)
	got, want := table(t, rendered(t, r, i18n.English), "Data"), expected(r)
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i, m := range want {
		for name, value := range m {
			if !same(got[i][name], value) {
				t.Fatalf("row %d: %s is %q, want %v", i+2, name, got[i][name], value)
			}
		}
	}
}

// Figures cut at fifteen digits, as the library writes them by itself, would not pass.
func TestStoryNeedsAllDigits(t *testing.T) {
	for _, e := range story().Estimates {
		if e.Mean != nil && !same(strconv.FormatFloat(*e.Mean, 'g', 15, 64), e.Mean) {
			return
		}
	}
	t.Error("fifteen digits are enough for the story: it proves nothing")
}

func TestDataSaysWhyAFigureIsMissing(t *testing.T) {
	reasons := map[string]int{}
	for _, row := range table(t, rendered(t, story(), i18n.Dutch), "Data") {
		if row["record"] == "change" && row["diff"] == "" || row["record"] == "estimate" && row["mean"] == "" {
			reasons[row["note"]]++
		}
	}
	for _, reason := range []string{"te weinig antwoorden", "jaren niet gekoppeld", "anders gevraagd, niet te vergelijken"} {
		if reasons[reason] == 0 {
			t.Errorf("%q is not given: %v", reason, reasons)
		}
	}
	if reasons[""] > 0 {
		t.Errorf("%d figures are missing without a reason", reasons[""])
	}
}

func TestDataIsATableOfExcel(t *testing.T) {
	f := opened(t, rendered(t, story(), i18n.Dutch))
	tables, err := f.GetTables("Data")
	if err != nil || len(tables) != 1 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	rows, err := f.GetRows("Data")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := tables[0].Range, fmt.Sprintf("A1:BL%d", len(rows)); got != want {
		t.Errorf("the table covers %s, want %s", got, want)
	}
	seen := map[string]bool{}
	for _, name := range rows[0] {
		if name == "" || seen[name] {
			t.Errorf("column %q is unnamed or stands twice", name)
		}
		seen[name] = true
	}
}

func TestCodebookExplainsEveryColumn(t *testing.T) {
	for lang, sheet := range map[i18n.Lang]string{i18n.Dutch: "Codeboek", i18n.English: "Codebook"} {
		f := opened(t, rendered(t, story(), lang))
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		explained := map[string]bool{}
		for _, row := range rows {
			if len(row) == 3 && row[2] != "" {
				explained[row[1]] = true
			}
		}
		header, err := f.GetRows("Data")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range header[0] {
			if !explained[name] {
				t.Errorf("%s: column %s is not explained", lang, name)
			}
		}
	}
}

// TestDataHoldsThemesAndLimits adds what the story does not have.
func TestDataHoldsThemesAndLimits(t *testing.T) {
	r := story()
	gap := report.ThemeGap{Wave: r.Years[0], Question: "why", Theme: "letters", A: "internal", B: "external", N: map[string]int{"internal": 41, "external": 52}}
	gap.Diff = ptr(0.125)
	change := report.ThemeChange{Panel: "external", From: r.Years[0], To: r.Years[1], Question: "why", Theme: "letters", Note: ptr(report.Broken)}
	r.ThemeGaps, r.ThemeChanges = []report.ThemeGap{gap}, []report.ThemeChange{change}
	r.ThemeSamples = []report.ThemeSample{{Wave: r.Years[0], Panel: "external", Question: "why", Theme: "letters", Sample: "poster", N: ptr(33), Share: ptr(0.25)}}
	r.Estimates[0].Limits = map[string]report.Limit{"dont_know": report.Below}
	r.Estimates[0].DontKnow = nil
	found := map[string]map[string]string{}
	for i, row := range table(t, rendered(t, r, i18n.English), "Data") {
		if i == 0 && row["note"] != "dont_know: below 5\u00a0%" {
			t.Errorf("got note %q", row["note"])
		}
		found[row["record"]] = row
	}
	if g := found["theme_gap"]; g["diff"] != "0.125" || g["n"] != "41" || g["n_other"] != "52" || g["theme"] != "letters" || g["item"] != "why" {
		t.Errorf("got %v", g)
	}
	if c := found["theme_change"]; c["from_wave"] != r.Years[0] || c["comparable"] != "0" || c["note"] == "" {
		t.Errorf("got %v", c)
	}
	if s := found["theme_sample"]; s["sample"] != "poster" || s["share"] != "0.25" || s["n"] != "33" {
		t.Errorf("got %v", s)
	}
}
