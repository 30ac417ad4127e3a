package xlsx

import (
	"maps"
	"slices"
	"strings"

	"realitycheck/analysis/report"
)

// record is one row of the sheet of data: a figure of the report with its words beside its codes. Figures of different
// sorts have columns of their own, so that a pivot table never adds a mean to a difference.
type record struct {
	sort                            string // one of records
	wave, from, panel, other        string
	basis, sample, parameter, item  string
	option, theme, by, group        string
	n, nOther, overlap              *int
	nEff, mean, diff, share         *float64
	se, low, high                   *float64
	top2, top2Low, top2High, unsure *float64
	points                          []float64
	df, p, pAdjusted, effect        *float64
	invited, started, done, partial *int
	completion, breakOff, retention *float64
	suppressed                      bool
	comparable                      *bool
	note                            string
}

// records lists the sorts of figures, in the order of the sheet.
func records() []string {
	return []string{
		"estimate", "choice", "gap", "change", "theme", "theme_sample", "theme_gap", "theme_change", "response"}
}

// rows gives every figure of the report.
func (v *view) rows(b *book) []record {
	var rows []record
	for _, e := range v.Estimates {
		rows = append(rows, b.estimateRow(e))
	}
	for _, c := range v.Choices {
		rows = append(rows, record{sort: "choice", wave: c.Wave, panel: c.Panel, item: c.Item, option: c.Option, n: c.N,
			share: c.Share, low: c.Low, high: c.High, suppressed: c.Suppressed, note: c.Limit.Words(b.tr)})
	}
	for _, g := range v.Gaps {
		r := record{sort: "gap", wave: g.Wave, panel: g.A, other: g.B, n: member(g.N, g.A), nOther: member(g.N, g.B)}
		r.subject(g.Subject)
		r.test(g.Test)
		rows = append(rows, r)
	}
	for _, c := range v.Changes {
		r := record{sort: "change", wave: c.To, from: c.From, panel: c.Panel, n: member(c.N, c.To), nOther: member(c.N, c.From),
			overlap: c.Overlap, comparable: ptr(c.Comparable), note: b.note(c.Note)}
		r.subject(c.Subject)
		r.test(c.Test)
		rows = append(rows, r)
	}
	rows = append(rows, v.themeRows(b)...)
	for _, a := range v.Response {
		rows = append(rows, record{sort: "response", wave: a.Wave, panel: a.Panel, invited: ptr(a.Invited), started: ptr(a.Started),
			done: ptr(a.Completed), partial: ptr(a.Partial), completion: a.Rates["completion"], breakOff: a.Rates["break_off"],
			retention: a.Rates["retention"]})
	}
	for i := range rows {
		if rows[i].suppressed && rows[i].note == "" {
			rows[i].note = b.few()
		}
	}
	return rows
}

// themeRows gives what the report says of open answers.
func (v *view) themeRows(b *book) []record {
	var rows []record
	for _, t := range v.Themes {
		rows = append(rows, record{sort: "theme", wave: t.Wave, panel: t.Panel, item: t.Question, theme: t.Theme, n: t.N,
			share: t.Share, low: t.Low, high: t.High, suppressed: t.Suppressed, note: t.Limit.Words(b.tr)})
	}
	for _, t := range v.ThemeSamples {
		rows = append(rows, record{sort: "theme_sample", wave: t.Wave, panel: t.Panel, item: t.Question, theme: t.Theme, sample: t.Sample,
			n: t.N, share: t.Share, low: t.Low, high: t.High, suppressed: t.Suppressed})
	}
	for _, g := range v.ThemeGaps {
		r := record{sort: "theme_gap", wave: g.Wave, panel: g.A, other: g.B, item: g.Question, theme: g.Theme, n: member(g.N, g.A), nOther: member(g.N, g.B)}
		r.test(g.Test)
		rows = append(rows, r)
	}
	for _, c := range v.ThemeChanges {
		r := record{sort: "theme_change", wave: c.To, from: c.From, panel: c.Panel, item: c.Question, theme: c.Theme, n: member(c.N, c.To),
			nOther: member(c.N, c.From), comparable: ptr(c.Comparable), note: b.note(c.Note)}
		r.test(c.Test)
		rows = append(rows, r)
	}
	return rows
}

// limits tells which figures of an estimate are told as a limit only, by the names of their columns.
func (b *book) limits(limits map[string]report.Limit) string {
	var words []string
	for _, name := range slices.Sorted(maps.Keys(limits)) {
		if name != "distribution" { // the columns are empty; there is no one figure to name
			words = append(words, name+": "+limits[name].Words(b.tr))
		}
	}
	return strings.Join(words, "; ")
}

func (b *book) estimateRow(e report.Estimate) record {
	r := record{sort: "estimate", wave: e.Wave, panel: e.Panel, n: e.N, nEff: e.NEff, mean: e.Mean, se: e.SE, low: e.Low, high: e.High,
		top2: e.Top2, top2Low: e.Top2Low, top2High: e.Top2High, unsure: e.DontKnow, points: e.Distribution, suppressed: e.Suppressed, note: b.limits(e.Limits)}
	r.subject(e.Subject)
	if e.Group != nil {
		r.by, r.group = e.Group.By, e.Group.Value
	}
	return r
}

func (r *record) subject(s report.Subject) {
	r.basis, r.sample, r.parameter, r.item = string(s.Basis), word(s.Sample), s.Parameter, word(s.Item)
}

func (r *record) test(t report.Test) {
	r.diff, r.se, r.low, r.high, r.df, r.p, r.pAdjusted, r.effect = t.Diff, t.SE, t.Low, t.High, t.DF, t.P, t.PAdjusted, t.Effect
	r.suppressed = t.Suppressed
}

func member(n map[string]int, of string) *int {
	if count, ok := n[of]; ok {
		return &count
	}
	return nil
}

// note translates a note of a change; one that the workbook does not know is shown as it is.
func (b *book) note(note *string) string {
	switch word(note) {
	case report.NotPaired:
		return b.t("change.unpaired")
	case report.Broken:
		return b.t("change.break")
	case report.MixDiffer:
		return b.t("change.mix")
	case report.TargetsDiffer:
		return b.t("change.targets")
	}
	return word(note)
}
