package exhibit_test

import (
	"slices"

	"realitycheck/analysis/coding"
	"realitycheck/analysis/report"
	"realitycheck/survey"
)

// rich is the made report with everything else that a report may hold: samples, picked options, themes, groups, flags,
// weights, and the same figures another way.
func rich() *report.Report {
	r := made()
	addSamples(r)
	addChoices(r)
	addThemes(r)
	addGroups(r)
	addFlags(r)
	addWeights(r)
	r.Unweighted, r.WithoutFlagged = unweighted(r), withoutFlagged(r)
	return r
}

// addSamples adds a letter that the last two waves showed beside the poster, on which the panels clearly differ. Of the
// letter staff's calm is withheld; nobody was asked about the calm of the poster.
func addSamples(r *report.Report) {
	r.Labels.Samples = map[string]string{"letter": "Letter", "poster": "Poster"}
	r.Samples = append(r.Samples, report.Sample{Code: "letter", Channel: "letter", Waves: []string{"2025", "2026"}, Anchor: true})
	rate := func(wave, panel, sample, parameter string, mean float64) {
		e := estimate(wave, panel, parameter, mean)
		e.Subject = report.On(sample, parameter)
		r.Estimates = append(r.Estimates, *e)
	}
	rate("2025", "internal", "letter", "trust", 3.0)
	rate("2025", "external", "letter", "trust", 3.4)
	rate("2026", "internal", "letter", "trust", 3.6)
	rate("2026", "external", "letter", "trust", 3.5)
	rate("2026", "internal", "poster", "trust", 2.2)
	rate("2026", "internal", "letter", "calm", 3.3)
	closed := &r.Estimates[len(r.Estimates)-1]
	*closed = closed.Withheld()
	rate("2026", "external", "letter", "calm", 3.0)
	differ := func(wave, sample, parameter string, t report.Test) {
		r.Gaps = append(r.Gaps, report.Gap{Wave: wave, A: "internal", B: "external", Subject: report.On(sample, parameter), Test: t})
	}
	differ("2025", "letter", "trust", tested(-0.4, 0.03))
	differ("2026", "letter", "trust", tested(0.1, 0.6))
	differ("2026", "poster", "trust", tested(-1.1, 0.001))
	differ("2026", "letter", "calm", report.Test{Suppressed: true})
	for _, c := range []*report.Change{change("internal", "2025", "2026", "trust", 0.6, 0.001),
		change("external", "2025", "2026", "trust", 0.1, 0.5)} {
		c.Basis = report.Anchors
		r.Changes = append(r.Changes, *c)
	}
}

// addChoices adds a question to both panels, of which one share is a limit and one is withheld, and one to the public.
func addChoices(r *report.Report) {
	r.Labels.Items["visit"], r.Labels.Items["visit.1"], r.Labels.Items["visit.2"] = "Did you visit us?", "Yes", "No"
	r.Labels.Items["visit.5"] = "Often"
	r.Labels.Items["only"], r.Labels.Items["only.1"] = "Only for some", "Indeed"
	pick := func(wave, panel, item, option string, share float64) *report.Choice {
		r.Choices = append(r.Choices, report.Choice{Wave: wave, Panel: panel, Item: item, Option: option, N: ptr(300), Share: &share,
			Low: ptr(share - 0.02), High: ptr(share + 0.02)})
		return &r.Choices[len(r.Choices)-1]
	}
	pick("2025", "internal", "old", "1", 0.5)
	pick("2026", "internal", "visit", "1", 0.6)
	pick("2026", "internal", "visit", "2", 0.35)
	limit := pick("2026", "internal", "visit", "99", 0.02)
	limit.Share, limit.Low, limit.High, limit.Limit = nil, nil, nil, report.Below
	pick("2026", "external", "visit", "1", 0.4)
	closed := pick("2026", "external", "visit", "2", 0.5)
	*closed = closed.Withheld()
	pick("2026", "external", "only", "1", 0.7)
}

// addThemes adds a question with a theme to read with reserve, one that is withheld for the public and a limit for staff,
// one that coders do not agree on, and one that nobody could have written about.
func addThemes(r *report.Report) {
	r.Labels.Items["why"] = "Why?"
	r.Labels.Themes = map[string]string{"why.tone": "Tone", "why.speed": "Speed", "why.cost": "Cost", "why.never": "Never"}
	add := func(panel, theme string, verdict coding.Verdict, share float64) *report.Theme {
		r.Themes = append(r.Themes, report.Theme{Wave: "2026", Panel: panel, Question: "why", Theme: theme, Verdict: string(verdict),
			Answers: ptr(120), Share: &share, Low: ptr(share - 0.05), High: ptr(share + 0.05)})
		return &r.Themes[len(r.Themes)-1]
	}
	empty := func(t *report.Theme) { t.Share, t.Low, t.High = nil, nil, nil }
	r.Labels.Items["why.1"], r.Labels.Items["why.5"] = "no end", "nor this"
	add("internal", "tone", coding.Tentative, 0.4)
	add("external", "tone", coding.Tentative, 0.25)
	limit := add("internal", "speed", coding.Good, 0.97)
	empty(limit)
	limit.Limit = report.Above
	closed := add("external", "speed", coding.Good, 0.3)
	empty(closed)
	closed.Suppressed, closed.Answers = true, nil
	empty(add("internal", "cost", coding.Recode, 0))
	empty(add("internal", "never", coding.Unknown, 0))
	differ := func(theme string, t report.Test) {
		r.ThemeGaps = append(r.ThemeGaps, report.ThemeGap{Wave: "2026", Question: "why", Theme: theme, A: "internal", B: "external", Test: t})
	}
	differ("tone", tested(0.15, 0.01))
	differ("speed", report.Test{Suppressed: true})
	differ("cost", report.Test{Reason: report.Recode})
	r.ThemeChanges = []report.ThemeChange{
		{Panel: "internal", From: "2025", To: "2026", Question: "why", Theme: "tone", Test: tested(0.05, 0.6), Comparable: true},
		{Panel: "external", From: "2025", To: "2026", Question: "why", Theme: "tone", Note: ptr(report.Broken)},
		{Panel: "internal", From: "2025", To: "2026", Question: "why", Theme: "cost", Comparable: true,
			Test: report.Test{Reason: report.Recode}},
		{Panel: "internal", From: "2024", To: "2026", Question: "why", Theme: "tone", Test: tested(0.3, 0.001), Comparable: true}}
	agree := func(theme string, alpha *float64, verdict coding.Verdict) {
		r.ThemeAgreement = append(r.ThemeAgreement, report.ThemeAgreement{Wave: "2026", Question: "why",
			Agreement: coding.Agreement{Theme: theme, Units: 40, Same: ptr(0.9), Kappa: alpha, Alpha: alpha, Verdict: verdict}})
	}
	agree("", ptr(0.85), coding.Good)
	agree("tone", ptr(0.7), coding.Tentative)
	agree("cost", ptr(0.4), coding.Recode)
	agree("never", nil, coding.Unknown)
	agree("speed", nil, coding.Unknown)
	r.ThemeAgreement[4].Units, r.ThemeAgreement[4].Same = 0, nil
}

// addGroups groups both panels by age, in the same two groups; one mean is withheld and one a limit. By place the public is
// in a single group that is too small.
func addGroups(r *report.Report) {
	r.Labels.Groups = map[string]string{"age": "Age", "age=young": "Under 35", "age=old": "35 and over",
		"place": "Place", "place=far": "Far"}
	add := func(panel, by, group, parameter string, n int, mean float64) *report.Estimate {
		e := estimate("2026", panel, parameter, mean)
		e.Group, e.N = &report.Group{By: by, Value: group}, &n
		r.Estimates = append(r.Estimates, *e)
		return &r.Estimates[len(r.Estimates)-1]
	}
	add("internal", "age", "young", "trust", 30, 4.2)
	add("internal", "age", "old", "trust", 45, 3.5)
	add("internal", "age", "young", "calm", 30, 3.1)
	limit := add("internal", "age", "old", "calm", 45, 5)
	limit.Mean, limit.Low, limit.High, limit.Limits = nil, nil, nil, map[string]report.Limit{"mean": report.Above}
	add("external", "age", "young", "trust", 60, 3.5)
	add("external", "age", "old", "trust", 55, 3.4)
	closed := add("external", "age", "young", "calm", 60, 3)
	*closed = closed.Withheld()
	add("external", "age", "old", "calm", 55, 3.2)
	few := add("external", "place", "far", "trust", 9, 3)
	*few = few.Withheld()
}

func addFlags(r *report.Report) {
	r.Quality = []report.Quality{{Wave: "2025", Panel: "internal", N: 300, Speeder: 5, Contradiction: 3, LongString: 2, Flagged: 8},
		{Wave: "2026", Panel: "internal", N: 310, Speeder: 4, Contradiction: 6, LongString: 1, Flagged: 9},
		{Wave: "2026", Panel: "external", Suppressed: true}}
}

// addWeights weights the public in the newest wave.
func addWeights(r *report.Report) {
	r.Weighting = []report.Weighting{
		{Wave: "2025", Panel: "external", Method: "none"}, {Wave: "2026", Panel: "internal", Method: "none"},
		{Wave: "2026", Panel: "external", Method: "raking", Name: ptr("2026-11-03"), Made: "2026-11-03",
			Margins: []string{"age", "place"}, Merged: []report.MergedCategories{{By: "age", Values: []string{"young", "old"}}},
			Bounds: &survey.Bounds{Low: 0.2, High: 5}, DEff: ptr(1.3), NEff: ptr(230.8), Low: ptr(0.4), High: ptr(2.7)}}
}

// another is a copy of the figures of a report that may be changed without changing the report.
func another(r *report.Report) *report.Alternative {
	v := &report.Alternative{Gaps: slices.Clone(r.Gaps), Changes: slices.Clone(r.Changes)}
	for _, e := range r.Estimates {
		if e.Group == nil {
			v.Estimates = append(v.Estimates, e)
		}
	}
	return v
}

// unweighted reverses two conclusions: the clear gap on trust changes sides, and openness outside did not clearly fall. Pride
// outside is withheld beside the weighted figure.
func unweighted(r *report.Report) *report.Alternative {
	v := another(r)
	for i := range v.Gaps {
		if g := &v.Gaps[i]; g.Wave == "2026" && g.Subject.Same(report.OnIdentity("trust")) {
			g.Test = tested(-0.5, 0.001)
		}
	}
	for i := range v.Changes {
		if c := &v.Changes[i]; c.Panel == "external" && c.Subject.Same(report.OnIdentity("open")) {
			c.Test = tested(-0.1, 0.3)
		}
	}
	for i := range v.Estimates {
		e := &v.Estimates[i]
		switch {
		case e.Mean == nil || e.Panel != "external":
		case e.Wave == "2026" && e.Subject.Same(report.OnIdentity("pride")):
			*e = e.Withheld()
		default:
			e.N, e.Mean, e.Low, e.High = ptr(*e.N+1), ptr(*e.Mean+0.25), ptr(*e.Low+0.25), ptr(*e.High+0.25)
		}
	}
	return v
}

// withoutFlagged keeps every conclusion, and tells nothing of staff.
func withoutFlagged(r *report.Report) *report.Alternative {
	v := another(r)
	for i := range v.Estimates {
		if e := &v.Estimates[i]; e.Panel == "internal" {
			*e = e.Withheld()
		}
	}
	return v
}
