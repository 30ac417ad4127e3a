package exhibit_test

import (
	"testing"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

func ptr[T any](v T) *T { return &v }

func translator(t testing.TB, lang i18n.Lang) *i18n.Translator {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.For(lang)
}

// years are the waves of the made report.
var years = []string{"2024", "2025", "2026"}

// made is a small report in which every state of a figure occurs: told, suppressed, told as a limit, not asked, not answered,
// not paired, over a break, within chance and beyond it.
//
// Staff rate "trust" clearly higher, by less every year; "open" is withheld for staff in the newest wave; "calm" differs
// within chance; only the public is asked about "pride", of another framework, and both panels were about "care" in 2024.
func made() *report.Report {
	r := &report.Report{Years: years, Labels: report.Labels{
		Panels:     map[string]string{"internal": "Staff", "external": "Public"},
		Parameters: map[string]string{"trust": "Trust", "open": "Openness", "calm": "Calm", "pride": "Pride", "care": "Care"},
		Items: map[string]string{"trust_1": "They keep their word", "trust_2": "They are", "trust_2.1": "far", "trust_2.5": "near",
			"open_1": "They listen"},
	}, Frameworks: []report.Framework{{Code: "core", Title: "Core values", Parameters: []string{"trust", "open", "calm", "care"}},
		{Code: "more", Title: "More", Parameters: []string{"pride"}}},
		Notes: []report.Note{{Code: "note_made", Text: "A note of the report."}}}
	for y, wave := range years {
		later := float64(y)
		r.Estimates = append(r.Estimates, *estimate(wave, "internal", "trust", 4.2-0.1*later),
			*estimate(wave, "external", "trust", 3.1+0.2*later),
			*estimate(wave, "internal", "open", 3.3), *estimate(wave, "external", "open", 2.4),
			*estimate(wave, "internal", "calm", 3.2), *estimate(wave, "external", "calm", 3.1), *estimate(wave, "external", "pride", 3.9))
		r.Gaps = append(r.Gaps, *gap(wave, "trust", 1.1-0.3*later, 0.001), *gap(wave, "open", 0.9, 0.01), *gap(wave, "calm", 0.1, 0.6))
		for p, panel := range []string{"internal", "external"} {
			r.Response = append(r.Response, report.Response{Wave: wave, Panel: panel, Invited: 500 + p, Started: 400,
				Completed: 300 + 10*y, Partial: 20,
				Rates: map[string]*float64{"completion": ptr(0.6 + 0.02*later), "break_off": ptr(0.1), "retention": nil}})
		}
	}
	r.Estimates = append(r.Estimates, *estimate("2024", "internal", "care", 3), *estimate("2024", "external", "care", 2.9))
	r.Gaps = append(r.Gaps, *gap("2024", "care", 0.1, 0.7))
	withholdOpen(r)
	r.Changes = madeChanges()
	addItems(r)
	return r
}

func estimate(wave, panel, parameter string, mean float64) *report.Estimate {
	return &report.Estimate{Wave: wave, Panel: panel, Subject: report.OnIdentity(parameter), N: ptr(300 + int(10*mean)),
		Mean: ptr(mean), Low: ptr(mean - 0.15), High: ptr(mean + 0.15), Top2: ptr(mean / 6), DontKnow: ptr(0.04),
		Distribution: []float64{0.1, 0.15, 0.25, 0.3, 0.2}}
}

func tested(diff, p float64) report.Test {
	return report.Test{Diff: ptr(diff), SE: ptr(0.05), DF: ptr(400.), Low: ptr(diff - 0.1), High: ptr(diff + 0.1),
		P: ptr(p), PAdjusted: ptr(p)}
}

func gap(wave, parameter string, diff, p float64) *report.Gap {
	return &report.Gap{Wave: wave, A: "internal", B: "external", Subject: report.OnIdentity(parameter), Test: tested(diff, p)}
}

func change(panel, from, to, parameter string, diff, p float64) *report.Change {
	return &report.Change{Panel: panel, From: from, To: to, Subject: report.OnIdentity(parameter), Comparable: true,
		Test: tested(diff, p)}
}

// withholdOpen withholds openness of staff in the newest wave, and tells it as a limit in the wave before; then all of them
// answer of calm that they do not know.
func withholdOpen(r *report.Report) {
	for i := range r.Estimates {
		e := &r.Estimates[i]
		if e.Panel != "internal" || e.Parameter != "open" {
			continue
		}
		switch e.Wave {
		case "2026":
			*e = e.Withheld()
		case "2025":
			e.Mean, e.Low, e.High, e.Top2, e.Distribution = nil, nil, nil, nil, nil
			e.Limits = map[string]report.Limit{"mean": report.Above, "top2": report.Above, "distribution": report.Above}
		}
	}
	calm := find(r, "2025", "internal", "calm", "")
	*calm = report.Estimate{Wave: calm.Wave, Panel: calm.Panel, Subject: calm.Subject, N: ptr(0), DontKnow: ptr(1.)}
	for i := range r.Gaps {
		if g := &r.Gaps[i]; g.Parameter == "open" && g.Wave != "2024" {
			g.Test = report.Test{Suppressed: true}
		}
	}
}

func madeChanges() []report.Change {
	unpaired := change("internal", "2024", "2026", "trust", 0, 0)
	unpaired.Test, unpaired.Note = report.Test{}, ptr(report.NotPaired)
	broken := change("external", "2025", "2026", "calm", 0, 0)
	broken.Test, broken.Comparable, broken.Note = report.Test{}, false, ptr(report.Broken)
	withheld := change("internal", "2025", "2026", "open", 0, 0)
	withheld.Test = report.Test{Suppressed: true}
	reweighted := change("external", "2025", "2026", "pride", 0.02, 0.8)
	reweighted.Note = ptr(report.TargetsDiffer)
	return []report.Change{*change("internal", "2025", "2026", "trust", -0.1, 0.4), *unpaired,
		*change("external", "2025", "2026", "trust", 0.2, 0.001), *change("external", "2024", "2026", "trust", 0.4, 0.001), *withheld,
		*change("external", "2025", "2026", "open", -0.3, 0.004), *broken, *reweighted}
}

// addItems adds the items of two parameters in the newest wave, and those of one over all samples.
func addItems(r *report.Report) {
	add := func(basis report.Basis, panel, parameter, item string, mean float64) *report.Estimate {
		e := estimate("2026", panel, parameter, mean)
		e.Basis, e.Item = basis, &item
		r.Estimates = append(r.Estimates, *e)
		return &r.Estimates[len(r.Estimates)-1]
	}
	add(report.Identity, "internal", "trust", "trust_1", 4.1)
	add(report.Identity, "external", "trust", "trust_1", 3.6)
	add(report.Identity, "internal", "trust", "trust_2", 3.9)
	add(report.Identity, "external", "trust", "trust_2", 3.4)
	closed := add(report.Identity, "internal", "open", "open_1", 3.3)
	*closed = closed.Withheld()
	add(report.Identity, "external", "open", "open_1", 2.4)
	add(report.All, "external", "trust", "trust_1", 3.3)
	sample := add(report.OfSample, "external", "trust", "trust_1", 3.3)
	sample.Item, sample.Sample = nil, ptr("poster")
	r.Samples = append(r.Samples, report.Sample{Code: "poster", Channel: "poster", Kind: "image", Year: 2026,
		Waves: []string{"2026"}})
}
