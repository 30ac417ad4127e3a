package exhibit

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// RecordColumn is one column of the records. Names are the same in every language: formulas and scripts lean on them.
type RecordColumn struct {
	Name  string
	Unit  Unit
	About string // key of what it means
}

// RecordColumns are the columns of the records, in their order.
func RecordColumns() []RecordColumn {
	return []RecordColumn{
		{"record", Words, "exhibit.records.record"},
		{"level", Words, "exhibit.records.level"},
		{"wave", Words, "exhibit.records.wave"},
		{"from_wave", Words, "exhibit.records.from_wave"},
		{"panel", Words, "exhibit.records.panel"},
		{"other_panel", Words, "exhibit.records.other_panel"},
		{"basis", Words, "exhibit.records.basis"},
		{"parameter", Words, "exhibit.records.parameter"},
		{"parameter_name", Words, "exhibit.records.parameter_name"},
		{"item", Words, "exhibit.records.item"},
		{"item_text", Words, "exhibit.records.item_text"},
		{"option", Words, "exhibit.records.option"},
		{"option_text", Words, "exhibit.records.option_text"},
		{"sample", Words, "exhibit.records.sample"},
		{"sample_title", Words, "exhibit.records.sample_title"},
		{"theme", Words, "exhibit.records.theme"},
		{"group_by", Words, "exhibit.records.group_by"},
		{"group", Words, "exhibit.records.group"},
		{"n", Count, "exhibit.records.n"},
		{"n_other", Count, "exhibit.records.n_other"},
		{"n_eff", Count, "exhibit.records.n_eff"},
		{"overlap", Count, "exhibit.records.overlap"},
		{"mean", Mean, "exhibit.records.mean"},
		{"diff", Difference, "exhibit.records.diff"},
		{"share", Share, "exhibit.records.share"},
		{"se", Ratio, "exhibit.records.se"},
		{"low", Ratio, "exhibit.records.low"},
		{"high", Ratio, "exhibit.records.high"},
		{"top2", Share, "exhibit.records.top2"},
		{"top2_low", Share, "exhibit.records.top2_low"},
		{"top2_high", Share, "exhibit.records.top2_high"},
		{"dont_know", Share, "exhibit.records.dont_know"},
		{"share_1", Share, "exhibit.records.share_1"},
		{"share_2", Share, "exhibit.records.share_2"},
		{"share_3", Share, "exhibit.records.share_3"},
		{"share_4", Share, "exhibit.records.share_4"},
		{"share_5", Share, "exhibit.records.share_5"},
		{"df", Ratio, "exhibit.records.df"},
		{"p", PValue, "exhibit.records.p"},
		{"p_adjusted", PValue, "exhibit.records.p_adjusted"},
		{"effect", Ratio, "exhibit.records.effect"},
		{"invited", Count, "exhibit.records.invited"},
		{"started", Count, "exhibit.records.started"},
		{"completed", Count, "exhibit.records.completed"},
		{"partial", Count, "exhibit.records.partial"},
		{"completion", Share, "exhibit.records.completion"},
		{"break_off", Share, "exhibit.records.break_off"},
		{"retention", Share, "exhibit.records.retention"},
		{"comparable", Words, "exhibit.records.comparable"},
		{"suppressed", Words, "exhibit.records.suppressed"},
		{"note", Words, "exhibit.records.note"},
	}
}

// RecordKind is a sort of figure. Different sorts have columns of their own, so that a pivot table never adds a mean to a
// difference.
type RecordKind struct{ Name, About string }

// RecordKinds are the sorts of figures, in the order of the records.
func RecordKinds() []RecordKind {
	return []RecordKind{
		{"estimate", "exhibit.records.of.estimate"}, {"choice", "exhibit.records.of.choice"}, {"gap", "exhibit.records.of.gap"},
		{"change", "exhibit.records.of.change"}, {"theme", "exhibit.records.of.theme"}, {"theme_sample", "exhibit.records.of.theme_sample"},
		{"theme_gap", "exhibit.records.of.theme_gap"}, {"theme_change", "exhibit.records.of.theme_change"},
		{"response", "exhibit.records.of.response"},
	}
}

// Records tells every figure of a report as one flat table, a row a figure with its words beside its codes. A row has a
// value for each of RecordColumns: string, int, float64 or bool, nil for none; it holds during the call only.
func Records(x *report.Index, tr *i18n.Translator, each func(row []any)) {
	columns := RecordColumns()
	row := make([]any, len(columns))
	r := &recorder{reader{x, tr, Selection{}}, func(f fields) {
		for i, c := range columns {
			row[i] = deref(f[c.Name])
		}
		each(row)
	}}
	r.figures()
	r.differences()
	r.themes()
	r.response()
}

// fields are a row by the names of its columns; pointers to nil are places without a value.
type fields map[string]any

// deref is what a pointer points to. Empty words are none.
func deref(value any) any {
	switch v := value.(type) {
	case string:
		if v != "" {
			return v
		}
	case *string:
		if v != nil {
			return deref(*v)
		}
	case *int:
		if v != nil {
			return *v
		}
	case *float64:
		if v != nil {
			return *v
		}
	case int, float64, bool:
		return v
	}
	return nil
}

// recorder makes records.
type recorder struct {
	reader
	write func(fields)
}

// record adds to fields what they are about in words, and why their figure is missing: the reason of the cell that it has on
// screen and sheet.
func (r *recorder) record(kind string, f fields, suppressed bool, figure Cell, parts ...fields) {
	for _, part := range parts {
		maps.Copy(f, part)
	}
	f["record"], f["level"], f["suppressed"] = kind, "wave", suppressed
	if deref(f["note"]) == nil {
		f["note"] = figure.Words(r.Translator)
	}
	if code, ok := deref(f["parameter"]).(string); ok {
		f["level"], f["parameter_name"] = "parameter", r.ParameterName(code)
	}
	if code, ok := deref(f["item"]).(string); ok {
		f["level"], f["item_text"] = "item", cmp.Or(r.Labels.Items[code], code)
		if option, ok := f["option"].(string); ok {
			f["option_text"] = r.Labels.Items[code+"."+option]
		}
	}
	if code, ok := deref(f["sample"]).(string); ok {
		f["sample_title"] = r.SampleName(code)
	}
	r.write(f)
}

func onSubject(s report.Subject) fields {
	return fields{"basis": string(s.Basis), "sample": s.Sample, "parameter": s.Parameter, "item": s.Item}
}

func ofDifference(t report.Test) fields {
	return fields{"diff": t.Diff, "se": t.SE, "low": t.Low, "high": t.High, "df": t.DF, "p": t.P, "p_adjusted": t.PAdjusted, "effect": t.Effect}
}

// figures are means with their distributions, and shares that picked an option.
func (r *recorder) figures() {
	for _, e := range r.Estimates {
		f := fields{"wave": e.Wave, "panel": e.Panel, "n": e.N, "n_eff": e.NEff, "mean": e.Mean, "se": e.SE, "low": e.Low, "high": e.High,
			"top2": e.Top2, "top2_low": e.Top2Low, "top2_high": e.Top2High, "dont_know": e.DontKnow, "note": r.limits(e.Limits)}
		for i, share := range e.Distribution {
			f["share_"+strconv.Itoa(i+1)] = share
		}
		if e.Group != nil {
			f["group_by"], f["group"] = e.Group.By, e.Group.Value
		}
		r.record("estimate", f, e.Suppressed, meanOf(&e), onSubject(e.Subject))
	}
	for _, c := range r.Report.Choices {
		r.record("choice", fields{"wave": c.Wave, "panel": c.Panel, "item": c.Item, "option": c.Option, "n": c.N, "share": c.Share,
			"low": c.Low, "high": c.High}, c.Suppressed, shareOf(&c).cells()[0])
	}
}

// limits tells which figures of an estimate are told as a limit only, by the names of their columns.
func (r *recorder) limits(limits map[string]report.Limit) string {
	var words []string
	for _, name := range slices.Sorted(maps.Keys(limits)) {
		if name != "distribution" { // the columns are empty; there is no one figure to name
			words = append(words, name+": "+limits[name].Words(r.Translator))
		}
	}
	return strings.Join(words, "; ")
}

func (r *recorder) differences() {
	for _, g := range r.Gaps {
		r.record("gap", fields{"wave": g.Wave, "panel": g.A, "other_panel": g.B, "n": member(g.N, g.A), "n_other": member(g.N, g.B)},
			g.Suppressed, value(g.Diff, ofTest(&g.Test)), onSubject(g.Subject), ofDifference(g.Test))
	}
	for _, c := range r.Changes {
		r.record("change", fields{"wave": c.To, "from_wave": c.From, "panel": c.Panel, "n": member(c.N, c.To), "n_other": member(c.N, c.From),
			"overlap": c.Overlap, "comparable": c.Comparable, "note": r.note(c.Note)}, c.Suppressed, changeCell(&c), onSubject(c.Subject), ofDifference(c.Test))
	}
}

// themes are what the report says of open answers.
func (r *recorder) themes() {
	for _, t := range r.Report.Themes {
		r.record("theme", fields{"wave": t.Wave, "panel": t.Panel, "item": t.Question, "theme": t.Theme, "n": t.N, "share": t.Share,
			"low": t.Low, "high": t.High}, t.Suppressed, shareOfTheme(&t).cells()[0])
	}
	for _, t := range r.ThemeSamples {
		r.record("theme_sample", fields{"wave": t.Wave, "panel": t.Panel, "item": t.Question, "theme": t.Theme, "sample": t.Sample, "n": t.N,
			"share": t.Share, "low": t.Low, "high": t.High}, t.Suppressed, (&share{t.Share, t.Low, t.High, t.Suppressed, "", Unanswered}).cells()[0])
	}
	for _, g := range r.ThemeGaps {
		r.record("theme_gap", fields{"wave": g.Wave, "panel": g.A, "other_panel": g.B, "item": g.Question, "theme": g.Theme,
			"n": member(g.N, g.A), "n_other": member(g.N, g.B)}, g.Suppressed, value(g.Diff, ofTest(&g.Test)), ofDifference(g.Test))
	}
	for _, c := range r.ThemeChanges {
		r.record("theme_change", fields{"wave": c.To, "from_wave": c.From, "panel": c.Panel, "item": c.Question, "theme": c.Theme,
			"n": member(c.N, c.To), "n_other": member(c.N, c.From), "comparable": c.Comparable, "note": r.note(c.Note)},
			c.Suppressed, value(c.Diff, ofTest(&c.Test)), ofDifference(c.Test))
	}
}

func (r *recorder) response() {
	for _, a := range r.Report.Response {
		r.record("response", fields{"wave": a.Wave, "panel": a.Panel, "invited": a.Invited, "started": a.Started, "completed": a.Completed,
			"partial": a.Partial, "completion": a.Rates["completion"], "break_off": a.Rates["break_off"], "retention": a.Rates["retention"]}, false, nothing())
	}
}

func member(n map[string]int, of string) any {
	if count, ok := n[of]; ok {
		return count
	}
	return nil
}

// note words a note of a change; one that nobody knows is told as it is.
func (r *recorder) note(note *string) any {
	switch deref(note) {
	case report.NotPaired:
		return NotPaired.Words(r.Translator)
	case report.Broken:
		return Broken.Words(r.Translator)
	case report.MixDiffer:
		return r.T("exhibit.records.mix")
	case report.TargetsDiffer:
		return r.T("exhibit.records.targets")
	}
	return note
}
