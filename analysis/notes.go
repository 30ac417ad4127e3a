package analysis

import (
	"slices"
	"strings"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/quality"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/analysis/weighting"
	"realitycheck/survey/i18n"
)

// noter writes the remarks that belong to the figures of a report.
type noter struct {
	report *report.Report
	tr     *i18n.Translator
	notes  []report.Note
}

// notes are the remarks that a reader needs beside the figures of this report.
func notes(r *report.Report, waves []*dataset.Wave, control disclosure.Control, tr *i18n.Translator) ([]report.Note, error) {
	n := &noter{r, tr, []report.Note{}}
	n.when(r.Synthetic, "report.note_synthetic")
	n.add("report.note_uncertainty")
	n.weights()
	n.when(n.estimate(func(e *report.Estimate) bool { return e.Basis == report.All }), "report.note_all_samples")
	n.when(n.estimate(func(e *report.Estimate) bool { return e.Suppressed }) ||
		n.choice(func(c *report.Choice) bool { return c.Suppressed }), "report.note_suppressed", "n", control.Threshold)
	n.when(n.noted(report.NotPaired), "report.note_not_paired")
	n.when(n.change(func(c *report.Change) bool { return !c.Comparable }), "report.note_break")
	n.when(n.change(func(c *report.Change) bool { return c.Comparable && c.Reworded }), "report.note_reworded")
	n.when(len(r.Themes) > 0, "report.note_themes")
	n.when(n.noted(report.TargetsDiffer), "report.note_targets_differ")
	n.when(n.estimate(func(e *report.Estimate) bool { return e.Group != nil }), "report.note_groups", "step", disclosure.GroupStep)
	n.when(n.estimate(func(e *report.Estimate) bool { return len(e.Limits) > 0 }) ||
		n.choice(func(c *report.Choice) bool { return c.Limit != "" }), "report.note_limits", "n", disclosure.SmallStaff)
	n.when(slices.ContainsFunc(r.Quality, func(q report.Quality) bool { return q.Flagged > 0 }), "report.note_quality",
		"straight", quality.StraightAnswers, "long", quality.LongAnswers, "share", tr.Percent(quality.LongShare))
	n.reasons()
	return n.notes, n.thin(waves, control)
}

func (n *noter) add(code string, args ...any) {
	n.notes = append(n.notes, report.Note{Code: code, Text: n.tr.T(code, args...)})
}

func (n *noter) when(needed bool, code string, args ...any) {
	if needed {
		n.add(code, args...)
	}
}

func (n *noter) estimate(is func(*report.Estimate) bool) bool {
	return contains(n.report.Estimates, is)
}
func (n *noter) choice(is func(*report.Choice) bool) bool { return contains(n.report.Choices, is) }
func (n *noter) change(is func(*report.Change) bool) bool { return contains(n.report.Changes, is) }

func (n *noter) noted(note string) bool {
	return n.change(func(c *report.Change) bool { return c.Note != nil && *c.Note == note })
}

func contains[F any](list []F, is func(*F) bool) bool {
	for i := range list {
		if is(&list[i]) {
			return true
		}
	}
	return false
}

// reasons tells why some figures are not available.
func (n *noter) reasons() {
	for _, r := range []struct {
		reason stats.Reason
		code   string
	}{
		{stats.NoValid, "report.note_no_valid"}, {stats.OneMember, "report.note_one_member"},
		{stats.Lonely, "report.note_lonely_stratum"}, {stats.ZeroVariance, "report.note_zero_variance"}, {stats.NoDF, "report.note_no_df"},
	} {
		has := string(r.reason)
		n.when(n.estimate(func(e *report.Estimate) bool { return e.Reason == has }) ||
			contains(n.report.Gaps, func(g *report.Gap) bool { return g.Reason == has }) ||
			n.change(func(c *report.Change) bool { return c.Reason == has }), r.code)
	}
}

// weights says which weights each panel has, and warns when they cost much (METHODS 1.6).
func (n *noter) weights() {
	unweighted := true
	for _, w := range n.report.Weighting {
		if w.Method == "none" {
			continue
		}
		unweighted = false
		code := "report.note_weighted"
		if w.DEff != nil && *w.DEff > weighting.CostlyDEff {
			code = "report.note_weighted_costly"
		}
		deff, members := "", ""
		if w.DEff != nil && w.NEff != nil {
			deff, members = n.tr.Decimal(*w.DEff, 2), n.tr.Int(int(*w.NEff+0.5))
		}
		var margins []string
		for _, attribute := range w.Margins {
			margins = append(margins, n.report.Labels.Groups[attribute])
		}
		n.add(code, "wave", w.Wave, "panel", n.report.Labels.Panels[w.Panel], "name", *w.Name,
			"margins", strings.Join(margins, ", "), "deff", deff, "n", members)
	}
	n.when(unweighted, "report.note_unweighted")
}
