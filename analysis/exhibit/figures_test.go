package exhibit_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// place is what a test expects at a place of a table: a value, a reason, or nothing.
type place struct {
	value   any
	missing exhibit.Reason
}

// places are those of the figures of tables, by the words of their row and the title of their column. An interval and a
// verdict are named after the figure before them.
func places(tables ...*exhibit.Table) map[string]place {
	found := map[string]place{}
	for _, t := range tables {
		for _, row := range t.Rows {
			name, figure := row.Section, ""
			for i, cell := range row.Cells {
				c := t.Columns[i]
				switch title := strings.TrimSpace(c.Group + " " + c.Title); {
				case c.Unit == exhibit.Words:
					name += "/" + fmt.Sprint(cell.Value)
				case c.Interval || c.Unit == exhibit.Verdict:
					found[name+"/"+figure+" "+title] = place{cell.Value, cell.Missing}
				default:
					figure = title
					found[name+"/"+title] = place{cell.Value, cell.Missing}
				}
			}
		}
	}
	return found
}

// faults lists the places that differ from what is expected; a place that is not expected has to be empty.
func faults(got, want map[string]place) []string {
	var list []string
	for name, w := range want {
		if g, ok := got[name]; !ok || !reflect.DeepEqual(g, w) {
			list = append(list, fmt.Sprintf("%s: got %v, want %v", name, g, w))
		}
	}
	for name, g := range got {
		if _, ok := want[name]; !ok && g != (place{}) {
			list = append(list, fmt.Sprintf("%s: got %v, want nothing", name, g))
		}
	}
	return list
}

// expectation collects what the figures of a report are expected to be, read without an index.
type expectation struct {
	*report.Report
	tr   *i18n.Translator
	want map[string]place
}

func told[T any](x *T, why exhibit.Reason) place {
	switch {
	case why != "":
		return place{missing: why}
	case x == nil:
		return place{}
	}
	return place{value: *x}
}

func ends(low, high *float64, why exhibit.Reason) place {
	switch {
	case why != "":
		return place{missing: why}
	case low == nil || high == nil:
		return place{missing: exhibit.NoInterval}
	}
	return place{value: [2]float64{*low, *high}}
}

// withheld is why a figure of an estimate is not told.
func withheld(e *report.Estimate, figure string) exhibit.Reason {
	switch {
	case e.Suppressed && e.Group != nil:
		return exhibit.GroupClosed
	case e.Suppressed:
		return exhibit.TooFew
	case e.Limits[figure] == report.Withheld:
		return exhibit.Secondary
	case e.Limits[figure] != "" && e.Limits["mean"] != "" && figure != "top2" && figure != "dont_know":
		return exhibit.Unanimous
	case e.Limits[figure] != "" && figure == "distribution":
		return exhibit.Rare
	case e.Limits[figure] != "":
		return exhibit.Near
	case e.Mean == nil && figure == "mean":
		return exhibit.Unanswered
	}
	return ""
}

// estimate expects every figure of an estimate in a row.
func (x *expectation) estimate(row string, e *report.Estimate) {
	x.want[row+"/"+x.tr.T("exhibit.col.n")] = told(e.N, withheld(e, "n"))
	mean := x.tr.T("exhibit.col.mean")
	x.want[row+"/"+mean] = told(e.Mean, withheld(e, "mean"))
	x.want[row+"/"+mean+" "+x.tr.T("exhibit.col.interval")] = ends(e.Low, e.High, withheld(e, "mean"))
	x.want[row+"/"+x.tr.T("exhibit.col.dont_know")] = told(e.DontKnow, withheld(e, "dont_know"))
	for i := range 5 {
		var share *float64
		if i < len(e.Distribution) {
			share = &e.Distribution[i]
		}
		x.want[row+"/"+fmt.Sprint(i+1)] = told(share, withheld(e, "distribution"))
	}
}

// each gives the estimates of whole panels on a basis, with the words of their parameter and panel.
func (x *expectation) each(basis report.Basis, do func(e *report.Estimate, parameter, panel string)) {
	for i := range x.Estimates {
		if e := &x.Estimates[i]; e.Basis == basis && e.Group == nil {
			do(e, x.Labels.Parameters[e.Parameter], x.Labels.Panels[e.Panel])
		}
	}
}

func (x *expectation) profile() {
	x.each(report.Identity, func(e *report.Estimate, parameter, panel string) {
		if e.Wave == "2026" && e.Item == nil {
			row := "/" + parameter + "/" + panel
			x.estimate(row, e)
			x.want[row+"/"+x.tr.T("exhibit.col.top2")] = told(e.Top2, withheld(e, "top2"))
		}
	})
}

func (x *expectation) trend() {
	x.each(report.Identity, func(e *report.Estimate, parameter, panel string) {
		if e.Item == nil {
			x.want["/"+parameter+"/"+panel+"/"+e.Wave] = told(e.Mean, withheld(e, "mean"))
		}
	})
	for i := range x.Changes {
		c := &x.Changes[i]
		why := map[report.Certainty]exhibit.Reason{report.TooFew: exhibit.TooFew, report.Unpaired: exhibit.NotPaired,
			report.OverBreak: exhibit.Broken}[c.Certainty()]
		at := "/" + x.Labels.Parameters[c.Parameter] + "/" + x.Labels.Panels[c.Panel]
		at += "/" + x.tr.T("exhibit.col.since", "wave", c.From)
		x.want[at] = told(c.Diff, why)
		x.want[at+" "+x.tr.T("exhibit.col.interval")] = ends(c.Low, c.High, why)
		x.want[at+" "+x.tr.T("exhibit.col.words")] = place{value: c.Words(x.tr)}
	}
}

// said is what may be said of a gap.
func (x *expectation) said(g *report.Gap) place {
	if g.Certainty() != report.Clear {
		return place{value: g.Words(x.tr)}
	}
	high := g.A
	if *g.Diff < 0 {
		high = g.B
	}
	return place{value: x.tr.T("exhibit.gap.clear", "panel", x.Labels.Panels[high])}
}

func (x *expectation) eachGap(do func(g *report.Gap, row string, why exhibit.Reason)) {
	for i := range x.Gaps {
		g, why := &x.Gaps[i], exhibit.Reason("")
		if g.Suppressed {
			why = exhibit.TooFew
		}
		do(g, "/"+x.Labels.Parameters[g.Parameter], why)
	}
}

func (x *expectation) gap() {
	x.newestMeans(func(parameter string) bool { return parameter != "Pride" }) // which one panel was asked
	last := ""
	x.eachGap(func(g *report.Gap, row string, why exhibit.Reason) {
		last = row + "/" + x.tr.T("exhibit.col.gap") + " 2026 "
		x.want[row+"/"+x.tr.T("exhibit.col.gap")+" "+g.Wave] = told(g.Diff, why)
		if g.Wave == "2026" {
			x.want[last+x.tr.T("exhibit.col.interval")] = ends(g.Low, g.High, why)
			x.want[row+"/"+x.tr.T("exhibit.col.p")] = told(g.P, why)
			x.want[row+"/"+x.tr.T("exhibit.col.p_adjusted")] = told(g.PAdjusted, why)
			x.want[row+"/"+x.tr.T("exhibit.col.p_adjusted")+" "+x.tr.T("exhibit.col.words")] = x.said(g)
		}
	})
	x.want["/Care/"+x.tr.T("exhibit.col.p_adjusted")+" "+x.tr.T("exhibit.col.words")] = place{value: x.tr.T("exhibit.gap.single")}
}

// newestMeans expects the means of panels in columns of their own.
func (x *expectation) newestMeans(of func(parameter string) bool) {
	x.each(report.Identity, func(e *report.Estimate, parameter, panel string) {
		if e.Wave == "2026" && e.Item == nil && of(parameter) {
			x.want["/"+parameter+"/"+panel] = told(e.Mean, withheld(e, "mean"))
		}
	})
}

func (x *expectation) cover() {
	x.newestMeans(func(string) bool { return true })
	words := x.tr.T("exhibit.col.gap") + " " + x.tr.T("exhibit.col.words")
	for _, parameter := range []string{"Pride", "Care"} {
		x.want["/"+parameter+"/"+words] = place{value: x.tr.T("exhibit.gap.single")}
	}
	x.eachGap(func(g *report.Gap, row string, why exhibit.Reason) {
		if g.Wave == "2026" {
			x.want[row+"/"+x.tr.T("exhibit.col.gap")] = told(g.Diff, why)
			x.want[row+"/"+words] = x.said(g)
		}
	})
}

// statement words an item with its ends, as questions of two opposite words are.
func (x *expectation) statement(item string) string {
	if item == "trust_2" {
		return "They are far – near"
	}
	return x.Labels.Items[item]
}

func (x *expectation) answers() {
	x.each(report.Identity, func(e *report.Estimate, _, panel string) {
		if e.Item != nil {
			x.estimate("/"+x.statement(*e.Item)+"/"+panel, e)
		}
	})
}

func (x *expectation) items() {
	for basis, title := range map[report.Basis]string{report.Identity: "exhibit.items.identity", report.All: "exhibit.items.all"} {
		x.each(basis, func(e *report.Estimate, parameter, panel string) {
			if e.Item != nil {
				x.estimate(x.tr.T(title)+"/"+x.statement(*e.Item)+"/"+parameter+"/"+panel, e)
			}
		})
	}
}

func (x *expectation) response() {
	for _, r := range x.Response {
		row := "/" + r.Wave + "/" + x.Labels.Panels[r.Panel] + "/"
		for key, n := range map[string]int{"exhibit.col.invited": r.Invited, "exhibit.col.started": r.Started,
			"exhibit.col.completed": r.Completed, "exhibit.col.partial": r.Partial} {
			x.want[row+x.tr.T(key)] = place{value: n}
		}
		for key, rate := range map[string]string{"exhibit.col.completion": "completion", "exhibit.col.break_off": "break_off",
			"exhibit.col.retention": "retention"} {
			x.want[row+x.tr.T(key)] = told(r.Rates[rate], "")
		}
	}
}

// maker makes the exhibits of a report.
type maker = func(*report.Index, exhibit.Selection, *i18n.Translator) []exhibit.Exhibit

// one is the maker of a single exhibit.
func one(of func(*report.Index, exhibit.Selection, *i18n.Translator) exhibit.Exhibit) maker {
	return func(x *report.Index, s exhibit.Selection, tr *i18n.Translator) []exhibit.Exhibit {
		return []exhibit.Exhibit{of(x, s, tr)}
	}
}

// comparison is an exhibit of which the tables should hold what is expected, and no longer do once the report changed.
type comparison struct {
	name   string
	make   maker
	expect func(*expectation)
	change func(*report.Report)
}

// compare compares whole tables of a made report with figures that are read from it in another way. Its control changes
// one figure of the report, and the same table no longer agrees.
func compare(t *testing.T, made func() *report.Report, s exhibit.Selection, comparisons []comparison) {
	tr := translator(t, i18n.Dutch)
	for _, c := range comparisons {
		t.Run(c.name, func(t *testing.T) {
			r := made()
			var tables []*exhibit.Table
			for _, e := range c.make(report.NewIndex(made()), s, tr) {
				if e.Table != nil {
					tables = append(tables, e.Table)
				}
			}
			expected := func() map[string]place {
				x := &expectation{r, tr, map[string]place{}}
				c.expect(x)
				return x.want
			}
			for _, fault := range faults(places(tables...), expected()) {
				t.Error(fault)
			}
			if c.change(r); len(faults(places(tables...), expected())) == 0 {
				t.Error("one figure of the report changed, and the table still agrees with it")
			}
		})
	}
}

func TestEveryFigureIsThatOfTheReport(t *testing.T) {
	mean := func(r *report.Report) { *find(r, "2026", "external", "trust", "").Mean += 0.01 }
	compare(t, made, exhibit.Selection{}, []comparison{
		{"profile", one(exhibit.Profile), (*expectation).profile, mean},
		{"trend", one(exhibit.Trend), (*expectation).trend, func(r *report.Report) { *r.Changes[3].Diff += 0.01 }},
		{"gap", exhibit.Gap, (*expectation).gap, func(r *report.Report) { *r.Gaps[0].Diff += 0.01 }},
		{"cover", exhibit.Cover, (*expectation).cover, mean},
		{"answers", exhibit.Answers, (*expectation).answers,
			func(r *report.Report) { find(r, "2026", "internal", "trust", "trust_2").Distribution[4] += 0.01 }},
		{"items", one(exhibit.Items), (*expectation).items,
			func(r *report.Report) { *find(r, "2026", "internal", "trust", "trust_1").N++ }},
		{"response", one(exhibit.Response), (*expectation).response, func(r *report.Report) { r.Response[2].Partial++ }},
	})
}

// find is an estimate without a sample.
func find(r *report.Report, wave, panel, parameter, item string) *report.Estimate {
	for i := range r.Estimates {
		e := &r.Estimates[i]
		of := ""
		if e.Item != nil {
			of = *e.Item
		}
		if e.Wave == wave && e.Panel == panel && e.Basis == report.Identity && e.Parameter == parameter && of == item {
			return e
		}
	}
	return nil
}
