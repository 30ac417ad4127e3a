package analysis

import (
	"slices"
	"strings"

	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// notes are the remarks that belong to the figures of this report.
func (b *builder) notes(r *report.Report, waves []*dataset) ([]report.Note, error) {
	notes := []report.Note{}
	add := func(needed bool, code string, args ...any) {
		if needed {
			notes = append(notes, report.Note{Code: code, Text: b.tr.T(code, args...)})
		}
	}
	add(r.Synthetic, "report.note_synthetic")
	add(true, "report.note_uncertainty")
	weighted := func(w report.Weighting) bool { return w.Method != "none" }
	add(!slices.ContainsFunc(r.Weighting, weighted), "report.note_unweighted")
	for _, w := range r.Weighting {
		if weighted(w) {
			notes = append(notes, b.weightingNote(r, w))
		}
	}
	add(slices.ContainsFunc(r.Estimates, func(e report.Estimate) bool { return e.Basis == report.All }), "report.note_all_samples")
	add(slices.ContainsFunc(r.Estimates, func(e report.Estimate) bool { return e.Suppressed }) || slices.ContainsFunc(r.Choices, func(c report.Choice) bool { return c.Suppressed }),
		"report.note_suppressed", "n", b.gate.nMin)
	add(slices.ContainsFunc(r.Changes, func(c report.Change) bool { return c.Note != nil && *c.Note == report.NotPaired }), "report.note_not_paired")
	add(slices.ContainsFunc(r.Changes, func(c report.Change) bool { return !c.Comparable }), "report.note_break")
	add(slices.ContainsFunc(r.Changes, func(c report.Change) bool { return c.Comparable && c.Reworded }), "report.note_reworded")
	add(len(r.Themes) > 0, "report.note_themes")
	add(slices.ContainsFunc(r.Changes, func(c report.Change) bool { return c.Note != nil && *c.Note == report.TargetsDiffer }), "report.note_targets_differ")
	add(slices.ContainsFunc(r.Estimates, func(e report.Estimate) bool { return e.Group != nil }), "report.note_groups", "step", baseStep)
	add(slices.ContainsFunc(r.Estimates, func(e report.Estimate) bool { return len(e.Limits) > 0 }) || slices.ContainsFunc(r.Choices, func(c report.Choice) bool { return c.Limit != "" }),
		"report.note_limits", "n", fewInside)
	add(slices.ContainsFunc(r.Quality, func(q report.Quality) bool { return q.Flagged > 0 }), "report.note_quality", "straight", report.StraightAnswers,
		"long", report.LongAnswers, "share", b.tr.Percent(report.LongShare))
	for _, reason := range []stats.Reason{stats.NoValid, stats.OneMember, stats.Lonely, stats.ZeroVariance, stats.NoDF} {
		has := func(given string) bool { return given == string(reason) }
		add(slices.ContainsFunc(r.Estimates, func(e report.Estimate) bool { return has(e.Reason) }) ||
			slices.ContainsFunc(r.Gaps, func(g report.Gap) bool { return has(g.Reason) }) ||
			slices.ContainsFunc(r.Changes, func(c report.Change) bool { return has(c.Reason) }), "report.note_"+string(reason))
	}
	return b.thinNotes(notes, r, waves)
}

// weightingNote says which weights a panel has, and warns when they cost much.
func (b *builder) weightingNote(r *report.Report, w report.Weighting) report.Note {
	code := "report.note_weighted"
	if w.DEff != nil && *w.DEff > costlyDeff {
		code = "report.note_weighted_costly"
	}
	deff, n := "", ""
	if w.DEff != nil && w.NEff != nil {
		deff, n = b.tr.Decimal(*w.DEff, 2), b.tr.Int(int(*w.NEff+0.5))
	}
	return report.Note{Code: code, Text: b.tr.T(code, "wave", w.Wave, "panel", r.Labels.Panels[w.Panel], "name", *w.Name,
		"margins", strings.Join(b.attributes(r, w.Margins), ", "), "deff", deff, "n", n)}
}

// attributes gives the words for attributes.
func (b *builder) attributes(r *report.Report, codes []string) []string {
	words := make([]string, len(codes))
	for i, code := range codes {
		words[i] = r.Labels.Groups[code]
	}
	return words
}
