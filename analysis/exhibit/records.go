package exhibit

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// RecordColumn is one column of the records. Names are the same in every language: formulas and scripts lean on them.
type RecordColumn struct {
	Name  string // as in the report as JSON, where it stands there under one
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
		{"change", "exhibit.records.of.change"}, {"theme", "exhibit.records.of.theme"},
		{"theme_sample", "exhibit.records.of.theme_sample"},
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

// fieldsOf are those of a figure of the report, by their names in JSON.
func fieldsOf(figure any) fields {
	f := make(fields, 32)
	f.add(reflect.ValueOf(figure).Elem())
	return f
}

func (f fields) add(of reflect.Value) {
	for i := range of.NumField() {
		if field := of.Type().Field(i); field.Anonymous {
			f.add(of.Field(i))
		} else {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			f[name] = of.Field(i).Interface()
		}
	}
}

// deref is what a pointer points to, where a column may hold it. Empty words are none.
func deref(value any) any {
	v := reflect.Indirect(reflect.ValueOf(value))
	switch v.Kind() {
	case reflect.String:
		if v.String() != "" {
			return v.String()
		}
	case reflect.Int, reflect.Float64, reflect.Bool:
		return v.Interface()
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
func (r *recorder) record(kind string, f fields, figure Cell) {
	f["record"], f["level"] = kind, "wave"
	if deref(f["note"]) == nil {
		f["note"] = figure.Words(r.Translator)
	}
	if code, ok := deref(f["parameter"]).(string); ok {
		f["level"], f["parameter_name"] = "parameter", r.ParameterName(code)
	}
	if f["question"] != nil {
		f["item"] = f["question"]
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

// figures are means with their distributions, and shares that picked an option.
func (r *recorder) figures() {
	for i := range r.Estimates {
		e := &r.Estimates[i]
		f := fieldsOf(e)
		f["note"] = r.limits(e.Limits)
		for i, share := range e.Distribution {
			f["share_"+strconv.Itoa(i+1)] = share
		}
		if e.Group != nil {
			f["group_by"], f["group"] = e.Group.By, e.Group.Value
		}
		r.record("estimate", f, meanOf(e))
	}
	for i := range r.Report.Choices {
		c := &r.Report.Choices[i]
		r.record("choice", fieldsOf(c), shareOf(c).figure())
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
	for i := range r.Gaps {
		r.gap("gap", fieldsOf(&r.Gaps[i]), &r.Gaps[i])
	}
	for i := range r.Changes {
		r.change("change", fieldsOf(&r.Changes[i]), &r.Changes[i])
	}
}

func (r *recorder) gap(kind string, f fields, g *report.Gap) {
	f["panel"], f["other_panel"] = g.A, g.B
	f["n"], f["n_other"] = member(g.N, g.A), member(g.N, g.B)
	r.record(kind, f, value(g.Diff, ofTest(&g.Test)))
}

func (r *recorder) change(kind string, f fields, c *report.Change) {
	f["wave"], f["from_wave"], f["note"] = c.To, c.From, r.note(c.Note)
	f["n"], f["n_other"] = member(c.N, c.To), member(c.N, c.From)
	r.record(kind, f, changeCell(c))
}

func member(n map[string]int, of string) any {
	if count, ok := n[of]; ok {
		return count
	}
	return nil
}

// themes are what the report says of open answers.
func (r *recorder) themes() {
	for i := range r.Report.Themes {
		t := &r.Report.Themes[i]
		r.record("theme", fieldsOf(t), shareOfTheme(t).figure())
	}
	for i := range r.ThemeSamples {
		t := &r.ThemeSamples[i]
		r.record("theme_sample", fieldsOf(t), (&share{value: t.Share, suppressed: t.Suppressed}).figure())
	}
	for i := range r.ThemeGaps {
		r.gap("theme_gap", fieldsOf(&r.ThemeGaps[i]), gapOf(&r.ThemeGaps[i]))
	}
	for i := range r.ThemeChanges {
		r.change("theme_change", fieldsOf(&r.ThemeChanges[i]), changeOf(&r.ThemeChanges[i]))
	}
}

func (r *recorder) response() {
	for i := range r.Report.Response {
		f := fieldsOf(&r.Report.Response[i])
		f["suppressed"] = false
		for name, rate := range r.Report.Response[i].Rates {
			f[name] = rate
		}
		r.record("response", f, nothing())
	}
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
