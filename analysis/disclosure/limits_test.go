package disclosure_test

import (
	"testing"

	"realitycheck/analysis/report"
)

// seen reports which figures of an estimate are told.
func seen(e *report.Estimate) map[string]bool {
	return map[string]bool{"mean": e.Mean != nil, "top2": e.Top2 != nil, "dont_know": e.DontKnow != nil,
		"distribution": e.Distribution != nil}
}

// TestSharesNearNobodyAndEverybodyAreLimits: of fewer than 30 colleagues a share under 5 % or over 95 % says of everyone
// what they answered, and is told as a limit only. The public does not know each other.
func TestSharesNearNobodyAndEverybodyAreLimits(t *testing.T) {
	for _, tt := range []struct {
		panel string
		n     int
		share float64
		want  report.Limit
	}{
		{"team", 29, 0, report.Below},
		{"team", 29, 1. / 29, report.Below}, // 3.4 %
		{"team", 20, 1. / 20, ""},           // 5 % itself is told
		{"team", 29, 0.5, ""},
		{"team", 20, 19. / 20, ""},           // and so is 95 %
		{"team", 29, 28. / 29, report.Above}, // 96.6 %
		{"team", 29, 1, report.Above},
		{"team", 10, 1, report.Above},
		{"team", 30, 0, ""}, // a panel of 30 is large enough
		{"team", 30, 1, ""},
		{"town", 10, 0, ""},
		{"town", 29, 1, ""},
		{"guessed", 29, 1, report.Above}, // nobody declared these to be of the public
		{"unsaid", 29, 0, report.Below},
	} {
		choice := report.Choice{Wave: "2026", Panel: tt.panel, Item: "who", Option: "1", N: &tt.n, Share: &tt.share, Low: to(0.0),
			High: to(1.0)}
		theme := report.Theme{Wave: "2026", Panel: tt.panel, Question: "why", Theme: "tone", N: &tt.n, Answers: to(40), Asked: to(50),
			Share: &tt.share, ShareAsked: to(0.1), Low: to(0.0), High: to(1.0)}
		g := newGiven().choice(choice)
		g.report.Themes = []report.Theme{theme}
		r := g.behind(full)
		if choice.Limit, theme.Limit = tt.want, tt.want; tt.want != "" {
			choice.Share, choice.Low, choice.High = nil, nil, nil
			theme.Share, theme.ShareAsked, theme.Low, theme.High = nil, nil, nil, nil
		}
		same(t, "choice", r.Choices[0], choice)
		same(t, "theme", r.Themes[0], theme)
	}
}

// TestLimitsOfAMeanTakeWhatWouldTellThem: where nearly all gave one answer the mean is that answer, with its interval and
// the distribution; where nearly nobody gave one, the distribution would say so.
func TestLimitsOfAMeanTakeWhatWouldTellThem(t *testing.T) {
	type limits = map[string]report.Limit
	for _, tt := range []struct {
		name         string
		n            int
		distribution []float64
		dontKnow     float64
		limits       limits
		told         []string
	}{
		{"spread answers", 20, []float64{0.2, 0.2, 0.2, 0.2, 0.2}, 0.1, nil, []string{"mean", "top2", "dont_know", "distribution"}},
		{"few at one point", 25, []float64{0.04, 0.26, 0.3, 0.2, 0.2}, 0.1,
			limits{"distribution": report.Below}, []string{"mean", "top2", "dont_know"}},
		{"nobody at the top", 25, []float64{0.4, 0.2, 0.36, 0.04, 0}, 0.1,
			limits{"distribution": report.Below, "top2": report.Below}, []string{"mean", "dont_know"}},
		{"nearly all at the top", 25, []float64{0, 0, 0.04, 0.36, 0.6}, 0.1,
			limits{"distribution": report.Below, "top2": report.Above}, []string{"mean", "dont_know"}},
		{"nearly all say 5", 25, []float64{0, 0, 0.04, 0, 0.96}, 0.1,
			limits{"distribution": report.Below, "top2": report.Above, "mean": report.Above}, []string{"dont_know"}},
		{"nearly all say 3: few are at the top", 25, []float64{0, 0, 0.96, 0.04, 0}, 0.1,
			limits{"distribution": report.Below, "top2": report.Below, "mean": report.Above}, []string{"dont_know"}},
		{"all say 1: nobody is at the top", 25, []float64{1, 0, 0, 0, 0}, 0.1,
			limits{"distribution": report.Below, "top2": report.Below, "mean": report.Above}, []string{"dont_know"}},
		{"everybody knew", 20, []float64{0.2, 0.2, 0.2, 0.2, 0.2}, 0,
			limits{"dont_know": report.Below}, []string{"mean", "top2", "distribution"}},
		{"nearly nobody knew", 20, []float64{0.2, 0.2, 0.2, 0.2, 0.2}, 0.96,
			limits{"dont_know": report.Above}, []string{"mean", "top2", "distribution"}},
		{"a panel of thirty", 30, []float64{0, 0, 0, 0, 1}, 0, nil, []string{"mean", "top2", "dont_know", "distribution"}},
	} {
		e := spread("team", trust(report.Identity, ""), tt.n)
		e.Distribution, e.DontKnow, e.Top2 = tt.distribution, &tt.dontKnow, to(tt.distribution[3]+tt.distribution[4])
		got := &newGiven().estimate(e).behind(full).Estimates[0]
		same(t, tt.name, got.Limits, tt.limits)
		want := map[string]bool{"mean": false, "top2": false, "dont_know": false, "distribution": false}
		for _, name := range tt.told {
			want[name] = true
		}
		same(t, tt.name, seen(got), want)
		same(t, tt.name+": interval", []bool{got.SE != nil, got.Low != nil, got.High != nil, got.Top2Low != nil, got.Top2High != nil},
			[]bool{want["mean"], want["mean"], want["mean"], want["top2"], want["top2"]})
		if got.N == nil || got.NEff == nil {
			t.Errorf("%s: the number of members is told, got %+v", tt.name, got)
		}
		e.Panel = "town"
		same(t, tt.name+" outside", newGiven().estimate(e).behind(full).Estimates[0], e)
	}
}

// TestAnAverageDoesNotTellTheLimitOfASample: the average over samples less the others would be the figure of the one that
// is told as a limit.
func TestAnAverageDoesNotTellTheLimitOfASample(t *testing.T) {
	all := []string{"mean", "top2", "dont_know", "distribution"}
	for _, tt := range []struct {
		name  string
		panel string
		alter func(e *report.Estimate) // of one sample
		told  []string                 // of the averages
	}{
		{"no limit", "team", func(*report.Estimate) {}, all},
		{"everybody knew", "team", func(e *report.Estimate) { e.DontKnow = to(0.0) }, []string{"mean", "top2", "distribution"}},
		{"nobody at one point", "team", func(e *report.Estimate) { e.Distribution = []float64{0, 0.4, 0.2, 0.2, 0.2} },
			[]string{"mean", "top2", "dont_know"}},
		{"all at the top", "team", func(e *report.Estimate) {
			e.Top2, e.Distribution = to(1.0), []float64{0, 0, 0, 0.5, 0.5}
		}, []string{"mean", "dont_know"}},
		{"all say 5", "team", func(e *report.Estimate) { e.Top2, e.Distribution = to(1.0), []float64{0, 0, 0, 0, 1} }, nil},
		{"all say 5 outside", "town", func(e *report.Estimate) { e.Top2, e.Distribution = to(1.0), []float64{0, 0, 0, 0, 1} }, all},
	} {
		g := newGiven()
		one := spread(tt.panel, trust(report.OfSample, "film"), 20)
		tt.alter(&one)
		g.estimate(one).estimate(spread(tt.panel, trust(report.OfSample, "letter"), 20))
		g.estimate(spread(tt.panel, trust(report.Anchors, ""), 40)).estimate(spread(tt.panel, trust(report.All, ""), 40))
		g.estimate(spread(tt.panel, statement(trust(report.All, "")), 40)) // an item of it is another figure
		r := g.behind(full)
		want := map[string]bool{"mean": false, "top2": false, "dont_know": false, "distribution": false}
		for _, name := range tt.told {
			want[name] = true
		}
		for _, at := range []int{2, 3} {
			same(t, tt.name, seen(&r.Estimates[at]), want)
			for name, told := range want {
				if marked := r.Estimates[at].Limits[name] == report.Withheld; marked == (told || tt.told == nil) {
					t.Errorf("%s: %s told is %v, marked as withheld %v", tt.name, name, told, marked)
				}
			}
			if r.Estimates[at].Suppressed != (tt.told == nil) {
				t.Errorf("%s: got %+v", tt.name, r.Estimates[at])
			}
		}
		same(t, tt.name+": another item", r.Estimates[4], g.report.Estimates[4])
	}
}

// TestOneLimitAmongOptionsTakesAnother: shares that sum to 1 tell the one that is missing, so that a second goes: the
// smallest, which tells least.
func TestOneLimitAmongOptionsTakesAnother(t *testing.T) {
	for _, tt := range []struct {
		name   string
		panel  string
		shares []float64
		gone   []bool // told as a limit or withheld
	}{
		{"no limit", "team", []float64{0.5, 0.3, 0.2}, []bool{false, false, false}},
		{"one limit takes the smallest of the others", "team", []float64{0.5, 0.3, 0.16, 0.04}, []bool{false, false, true, true}},
		{"wherever it stands", "team", []float64{0.04, 0.16, 0.5, 0.3}, []bool{true, true, false, false}},
		{"two limits hide each other", "team", []float64{0.6, 0.32, 0.04, 0.04}, []bool{false, false, true, true}},
		{"an option alone has no other", "team", []float64{1}, []bool{true}},
		{"all but one said the same", "team", []float64{0.96, 0.04}, []bool{true, true}},
		{"of several choices the shares sum to nothing", "team", []float64{0.9, 0.7, 0.04}, []bool{false, false, true}},
		{"outside", "town", []float64{0.96, 0.04}, []bool{false, false}},
	} {
		g := newGiven()
		for i := range tt.shares {
			g.choice(report.Choice{Wave: "2026", Panel: tt.panel, Item: "who", Option: string(rune('1' + i)), N: to(25),
				Share: &tt.shares[i]})
		}
		other := report.Choice{Wave: "2026", Panel: tt.panel, Item: "what", Option: "1", N: to(25), Share: to(0.1)}
		g.choice(other)
		r := g.behind(full)
		for i, gone := range tt.gone {
			if got := r.Choices[i]; (got.Share == nil) != gone || got.Suppressed && got.Limit != "" {
				t.Errorf("%s: option %d: got %+v", tt.name, i, got)
			}
		}
		same(t, tt.name+": another question", r.Choices[len(tt.shares)], other)
	}
}
