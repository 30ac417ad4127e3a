package exhibit

import (
	"cmp"
	"reflect"
	"strconv"
	"strings"

	"realitycheck/analysis/coding"
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
		{"answers", Count, "exhibit.records.answers"},
		{"asked", Count, "exhibit.records.asked"},
		{"share_asked", Share, "exhibit.records.share_asked"},
		{"units", Count, "exhibit.records.units"},
		{"observed", Share, "exhibit.records.observed"},
		{"kappa", Ratio, "exhibit.records.kappa"},
		{"kappa_se", Ratio, "exhibit.records.kappa_se"},
		{"alpha", Ratio, "exhibit.records.alpha"},
		{"deff", Ratio, "exhibit.records.deff"},
		{"speeder", Count, "exhibit.records.speeder"},
		{"contradiction", Count, "exhibit.records.contradiction"},
		{"long_string", Count, "exhibit.records.long_string"},
		{"flagged", Count, "exhibit.records.flagged"},
		{"comparable", Words, "exhibit.records.comparable"},
		{"suppressed", Words, "exhibit.records.suppressed"},
		{"note", Words, "exhibit.records.note"},
	}
}

// RecordKind is a sort of figure. Different sorts have columns of their own, so that a pivot table never adds a mean to a
// difference.
type RecordKind struct{ Name, About string }

// RecordKinds are the sorts of figures, in the order of the records. Figures another way have the same names with an ending,
// "_unweighted" or "_without_flagged".
func RecordKinds() []RecordKind {
	return []RecordKind{
		{"estimate", "exhibit.records.of.estimate"}, {"choice", "exhibit.records.of.choice"}, {"gap", "exhibit.records.of.gap"},
		{"change", "exhibit.records.of.change"}, {"gap_change", "exhibit.records.of.gap_change"}, {"theme", "exhibit.records.of.theme"},
		{"theme_sample", "exhibit.records.of.theme_sample"},
		{"theme_gap", "exhibit.records.of.theme_gap"}, {"theme_change", "exhibit.records.of.theme_change"},
		{"theme_agreement", "exhibit.records.of.theme_agreement"}, {"response", "exhibit.records.of.response"},
		{"weighting", "exhibit.records.of.weighting"}, {"quality", "exhibit.records.of.quality"},
	}
}

// Records tells every figure of a report as one flat table, a row an entry with its words beside its codes: also the figures that
// it holds another way, each as a kind of its own. What is no figure, such as the margins of weights and the notes of the report,
// is left to the other sheets and the document. A row has a value for each of RecordColumns: string, int, float64 or bool, nil for
// none; it holds during the call only.
func Records(x *report.Index, tr *i18n.Translator, each func(row []any)) {
	columns := RecordColumns()
	row := make([]any, len(columns))
	r := &recorder{reader{x, tr, Selection{}}, func(f fields) {
		for i, c := range columns {
			row[i] = deref(f[c.Name])
		}
		each(row)
	}}
	r.estimates("", r.Estimates)
	r.choices()
	r.differences("", r.Gaps, r.Changes)
	r.gapChanges()
	r.themes()
	r.fieldwork()
	for _, way := range []struct {
		ending string
		*report.Alternative
	}{{"_unweighted", r.Unweighted}, {"_without_flagged", r.WithoutFlagged}} {
		if way.Alternative != nil {
			r.estimates(way.ending, way.Estimates)
			r.differences(way.ending, way.Gaps, way.Changes)
		}
	}
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

// measured is a figure of a record with its interval, as cells of screens and sheets have them, each under the names of its columns.
type measured struct {
	name     string
	figure   Cell
	ends     string
	interval Cell
}

// why words the reasons of the figures that are missing, each after the columns that it is about; a reason of the whole record
// stands alone. Where a figure is missing its interval has no reason of its own.
func (r *recorder) why(all []measured) string {
	var reasons []string
	about := map[string][]string{}
	for _, m := range all {
		name, why := m.name, m.figure.Words(r.Translator)
		if why == "" {
			name, why = m.ends, m.interval.Words(r.Translator)
		}
		if why != "" {
			reasons, about[why] = appendNew(reasons, why), append(about[why], name)
		}
	}
	if len(reasons) == 1 && about[reasons[0]][0] == all[0].name && len(about[reasons[0]]) == len(all) {
		return reasons[0]
	}
	for i, why := range reasons {
		reasons[i] = strings.Join(about[why], ", ") + ": " + why
	}
	return strings.Join(reasons, "; ")
}

// record adds to fields what they are about in words, and why figures are missing. What its note says already comes after that.
func (r *recorder) record(kind string, f fields, all ...measured) {
	f["record"], f["level"] = kind, "wave"
	if f["suppressed"] == nil {
		f["suppressed"] = false
	}
	note, _ := f["note"].(string)
	f["note"] = strings.TrimPrefix(strings.TrimSuffix(r.why(all)+"; "+note, "; "), "; ")
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

// estimates are means with their distributions; the ending of their kind says which way they were computed.
func (r *recorder) estimates(ending string, all []report.Estimate) {
	for i := range all {
		e := &all[i]
		f := fieldsOf(e)
		for i, share := range e.Distribution {
			f["share_"+strconv.Itoa(i+1)] = share
		}
		if e.Group != nil {
			f["group_by"], f["group"] = e.Group.By, e.Group.Value
		}
		figures := []measured{{"mean", meanOf(e), "low, high", intervalOf(e)},
			{"top2", top2Of(e), "top2_low, top2_high", interval(e.Top2Low, e.Top2High, "")},
			{"dont_know", dontKnowOf(e), "", nothing()}, {"share_1-5", answerOf(e, 0), "", nothing()}}
		if ending != "" && differencing(r.Estimate(e.Wave, e.Panel, e.Subject), e) {
			figures = []measured{{"mean", missing(Differencing), "", nothing()}}
		}
		r.record("estimate"+ending, f, figures...)
	}
}

// choices are shares that picked an option.
func (r *recorder) choices() {
	for i := range r.Report.Choices {
		c := &r.Report.Choices[i]
		r.record("choice", fieldsOf(c), shareOf(c).measured())
	}
}

func (s *share) measured() measured { return measured{"share", s.figure(), "low, high", s.interval()} }

func (r *recorder) differences(ending string, gaps []report.Gap, changes []report.Change) {
	for i := range gaps {
		g := &gaps[i]
		r.gap("gap"+ending, fieldsOf(g), g, &r.Gap(g.Wave, g.A, g.B, g.Subject).Test)
	}
	for i := range changes {
		c := &changes[i]
		r.change("change"+ending, fieldsOf(c), c, &r.Change(c.Panel, c.From, c.To, c.Subject).Test)
	}
}

// gap and change record a difference; own is the same in the report, which it is itself but for those computed another way.
func (r *recorder) gap(kind string, f fields, g *report.Gap, own *report.Test) {
	f["panel"], f["other_panel"] = g.A, g.B
	f["n"], f["n_other"] = member(g.N, g.A), member(g.N, g.B)
	r.record(kind, f, tested(&g.Test, own, r.gapCell(g))...)
}

func (r *recorder) change(kind string, f fields, c *report.Change, own *report.Test) {
	f["wave"], f["from_wave"], f["note"] = c.To, c.From, r.warning(c.Note)
	f["n"], f["n_other"] = member(c.N, c.To), member(c.N, c.From)
	r.record(kind, f, tested(&c.Test, own, changeCell(c))...)
}

func (r *recorder) gapChanges() {
	for i := range r.GapChanges {
		c := &r.GapChanges[i]
		f := fieldsOf(c)
		f["panel"], f["other_panel"], f["wave"], f["from_wave"] = c.A, c.B, c.To, c.From
		r.record("gap_change", f, tested(&c.Test, &c.Test, value(c.Diff, ofTest(&c.Test)))...)
	}
}

// tested is a difference with its interval and its test.
func tested(t, own *report.Test, diff Cell) []measured {
	if t.Suppressed && !own.Suppressed {
		diff = missing(Differencing)
	}
	p := diff
	if diff.Missing == "" && t.P == nil {
		p = missing(Untestable)
	}
	return []measured{{"diff", diff, "low, high", interval(t.Low, t.High, "")}, {"p, p_adjusted", p, "", nothing()}}
}

func member(n map[string]int, of string) any {
	if count, ok := n[of]; ok {
		return count
	}
	return nil
}

// themes are what the report says of open answers.
func (r *recorder) themes() {
	verdicts := map[[3]string]coding.Verdict{} // those of samples are told at the theme
	for i := range r.Report.Themes {
		t := &r.Report.Themes[i]
		verdicts[[3]string{t.Wave, t.Question, t.Theme}] = coding.Verdict(t.Verdict)
		r.record("theme", fieldsOf(t), shareOfTheme(t).measured())
	}
	for i := range r.ThemeSamples {
		t := &r.ThemeSamples[i]
		s := share{value: t.Share, low: t.Low, high: t.High, suppressed: t.Suppressed,
			verdict: verdicts[[3]string{t.Wave, t.Question, t.Theme}]}
		r.record("theme_sample", fieldsOf(t), s.measured())
	}
	for i := range r.ThemeGaps {
		g := gapOf(&r.ThemeGaps[i])
		r.gap("theme_gap", fieldsOf(&r.ThemeGaps[i]), g, &g.Test)
	}
	for i := range r.ThemeChanges {
		c := changeOf(&r.ThemeChanges[i])
		r.change("theme_change", fieldsOf(&r.ThemeChanges[i]), c, &c.Test)
	}
	for i := range r.ThemeAgreement {
		a := &r.ThemeAgreement[i]
		r.record("theme_agreement", fieldsOf(a), measured{"observed", agreed(a, a.Same), "", nothing()},
			measured{"kappa, kappa_se", agreed(a, a.Kappa), "", nothing()}, measured{"alpha", agreed(a, a.Alpha), "", nothing()})
	}
}

// fieldwork is who took part, what their answers weigh, and how many of them have a flag.
func (r *recorder) fieldwork() {
	for i := range r.Report.Response {
		f := fieldsOf(&r.Report.Response[i])
		for name, rate := range r.Report.Response[i].Rates {
			f[name] = rate
		}
		r.record("response", f)
	}
	for i := range r.Weighting {
		f := fieldsOf(&r.Weighting[i])
		if f["method"] == "none" {
			f["note"] = r.T("exhibit.weights.unweighted")
		}
		r.record("weighting", f)
	}
	for i := range r.Quality {
		q := &r.Quality[i]
		f := fieldsOf(q)
		if q.Suppressed { // its zeros are no figures
			f = fields{"wave": q.Wave, "panel": q.Panel, "suppressed": true, "note": TooFew.Words(r.Translator)}
		}
		r.record("quality", f)
	}
}

// warning words the note of a change that is told all the same; the other notes are reasons. One that nobody knows is told as it is.
func (r *recorder) warning(note *string) string {
	switch text, _ := deref(note).(string); text {
	case report.NotPaired, report.Broken:
		return ""
	case report.MixDiffer:
		return r.T("exhibit.records.mix")
	case report.TargetsDiffer:
		return r.T("exhibit.records.targets")
	default:
		return text
	}
}
