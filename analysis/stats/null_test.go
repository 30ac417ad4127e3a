package stats_test

import (
	"math"
	"strings"
	"testing"

	"realitycheck/analysis/stats"
)

// given tells which of the named figures are there, in the words of the reference cases.
func given(figures map[string]float64) string {
	var names []string
	for _, name := range strings.Fields("mean sd se df t p ci deff n_eff n_star effect degf") {
		if x, known := figures[name]; known && !math.IsNaN(x) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

func ofMean(e stats.Estimate) string {
	return given(map[string]float64{"mean": e.Mean, "sd": e.SD, "se": e.SE, "df": e.DF, "ci": e.Low + e.High, "deff": e.Deff})
}

func ofShare(s stats.Share) string {
	return given(map[string]float64{"mean": s.P, "se": s.SE, "df": s.DF, "ci": s.Low + s.High, "n_eff": s.NEff, "n_star": s.NStar})
}

func ofContrast(c stats.Comparison) string {
	return given(map[string]float64{"mean": c.Estimate, "se": c.SE, "df": c.DF, "t": c.T, "p": c.P, "ci": c.Low + c.High,
		"effect": c.Effect, "degf": c.RDegf})
}

// rows are answers of members in strata, in one domain or two.
type rows struct {
	codes, second     []int8 // 0: none
	clusters, stratum []int32
}

// lay makes a domain of each column, or of the first.
func (r rows) lay(t *testing.T) (laid, []stats.Cells) {
	var m made
	columns := [][]int8{r.codes, r.second}
	for kind, column := range columns {
		for i, code := range column {
			cluster, stratum := int32(i), int32(0)
			if r.clusters != nil {
				cluster = r.clusters[i]
			}
			if r.stratum != nil {
				stratum = r.stratum[i]
			}
			m.strata, m.clusters, m.kind = append(m.strata, stratum), append(m.clusters, cluster), append(m.kind, kind)
			m.weight, m.codes = append(m.weight, 1), append(m.codes, code)
		}
	}
	l := m.lay(t)
	one, _ := l.both(subgroup{kinds: [kinds]bool{true}, stratum: -1})
	two, _ := l.both(subgroup{kinds: [kinds]bool{false, true}, stratum: -1})
	return l, []stats.Cells{one, two}
}

// TestWhatIsGivenUnderAReason is METHODS 2.8 and 2.8b: a figure that a reason rules out is not there, all others are.
func TestWhatIsGivenUnderAReason(t *testing.T) {
	for name, c := range map[string]struct {
		rows
		reason stats.Reason
		want   string
	}{
		"nobody":                      {rows{codes: []int8{0, 98}}, stats.NoValid, ""},
		"one member with two ratings": {rows{codes: []int8{2, 4}, clusters: []int32{0, 0}}, stats.OneMember, "mean sd"},
		"one rating":                  {rows{codes: []int8{2, 0}}, stats.OneMember, "mean"},
		"a stratum of one":            {rows{codes: []int8{1, 2, 3}, stratum: []int32{0, 0, 1}}, stats.Lonely, "mean sd"},
		"all the same":                {rows{codes: []int8{4, 4, 4}}, stats.ZeroVariance, "mean sd se df"},
		"all the same, one a stratum": {rows{codes: []int8{4, 4, 0, 0}, stratum: []int32{0, 1, 0, 1}},
			stats.ZeroVariance, "mean sd se df"},
		"members who cancel out": {rows{codes: []int8{2, 4, 2, 4}, clusters: []int32{0, 0, 1, 1}},
			stats.ZeroVariance, "mean sd se df"},
		"two members in two strata":       {rows{codes: []int8{1, 3, 0, 0}, stratum: []int32{0, 1, 0, 1}}, stats.NoDF, "mean sd se df"},
		"a stratum of one, and no df":     {rows{codes: []int8{1, 3, 0}, stratum: []int32{0, 1, 0}}, stats.Lonely, "mean sd"},
		"all is well":                     {rows{codes: []int8{1, 3, 5}}, "", "mean sd se df ci deff"},
		"one member in a stratum of many": {rows{codes: []int8{5, 0, 0}, stratum: []int32{0, 0, 1}}, stats.OneMember, "mean"},
	} {
		l, domains := c.lay(t)
		got := l.rated.Mean(l.codes, likert(), l.tables(), domains[0], 0.95)
		if got.Reason != c.reason || ofMean(got) != c.want {
			t.Errorf("%s: got %q with %q, want %q with %q", name, got.Reason, ofMean(got), c.reason, c.want)
		}
		if got.Reason == stats.NoDF && got.DF != 0 || got.Reason == stats.ZeroVariance && got.SE != 0 {
			t.Errorf("%s: got se %g and df %g", name, got.SE, got.DF)
		}
	}
}

func TestWhatIsGivenOfAShareUnderAReason(t *testing.T) {
	for name, c := range map[string]struct {
		rows
		reason stats.Reason
		method string
		want   string
	}{
		"nobody":     {rows{codes: []int8{0, 98}}, stats.NoValid, "", ""},
		"one member": {rows{codes: []int8{5, 5}, clusters: []int32{0, 0}}, stats.OneMember, "", "mean"},
		"everybody":  {rows{codes: []int8{5, 5, 4}}, stats.Boundary, stats.BoundaryRule, "mean se df ci n_star"},
		"everybody, in a stratum of one": {rows{codes: []int8{5, 5, 4}, stratum: []int32{0, 0, 1}},
			stats.Boundary, stats.BoundaryRule, "mean se df ci n_star"},
		"a stratum of one":     {rows{codes: []int8{5, 1, 4}, stratum: []int32{0, 0, 1}}, stats.Lonely, "", "mean"},
		"no degree of freedom": {rows{codes: []int8{5, 1, 0, 0}, stratum: []int32{0, 1, 0, 1}}, stats.NoDF, "", "mean se df"},
		"members who cancel out": {rows{codes: []int8{5, 1, 5, 1}, clusters: []int32{0, 0, 1, 1}},
			"", stats.KornGraubardCapped, "mean se df ci n_star"},
		"all is well": {rows{codes: []int8{5, 1, 5, 1}}, "", stats.KornGraubard, "mean se df ci n_eff n_star"},
	} {
		l, domains := c.lay(t)
		got := l.rated.Proportion(l.codes, likert().Share(4, 5), l.tables(), domains[0], 0.95)
		if got.Reason != c.reason || got.Method != c.method || ofShare(got) != c.want {
			t.Errorf("%s: got %q, %q with %q, want %q, %q with %q", name, got.Reason, got.Method, ofShare(got), c.reason, c.method, c.want)
		}
	}
}

func TestWhatIsGivenOfAComparisonUnderAReason(t *testing.T) {
	for name, c := range map[string]struct {
		rows
		binary bool
		reason stats.Reason
		want   string
	}{
		"nobody on one side":   {rows{codes: []int8{1, 2}, second: []int8{0, 98}}, false, stats.NoValid, ""},
		"one member on a side": {rows{codes: []int8{1, 2}, second: []int8{3, 0}}, false, stats.OneMember, "mean"},
		"a stratum of one": {rows{codes: []int8{1, 2, 4}, second: []int8{3, 4, 5}, stratum: []int32{0, 0, 1}},
			false, stats.Lonely, "mean"},
		"everybody moved by 1": {rows{codes: []int8{1, 2, 4}, second: []int8{2, 3, 5}},
			false, stats.ZeroVariance, "mean se effect degf"},
		"nothing but the same": {rows{codes: []int8{3, 3}, second: []int8{3, 3}}, false, stats.ZeroVariance, "mean se degf"},
		"one a stratum": {rows{codes: []int8{1, 2}, second: []int8{3, 1}, stratum: []int32{0, 1}},
			false, stats.Lonely, "mean"},
		"no degree of freedom": {rows{codes: []int8{1, 2, 0, 0}, second: []int8{3, 1, 0, 0}, stratum: []int32{0, 1, 0, 1}},
			false, stats.NoDF, "mean se t effect degf"},
		"all is well": {rows{codes: []int8{1, 2, 4}, second: []int8{2, 2, 5}},
			false, "", "mean se df t p ci effect degf"},
		"a share of everybody": {rows{codes: []int8{1, 2, 4, 1}, second: []int8{4, 5, 5, 5}},
			true, stats.Boundary, "mean se df t p ci effect degf"},
		"a mean of 0s and of 1s": {rows{codes: []int8{1, 2, 4, 1}, second: []int8{4, 4, 4, 4}},
			false, "", "mean se df t p ci effect degf"},
	} {
		l, domains := c.lay(t)
		scale := likert()
		if c.binary {
			scale = scale.Share(4, 5)
		}
		got, _ := l.rated.Contrast(l.codes, scale, l.tables(), domains, []float64{-1, 1}, 0.95)
		if got.Reason != c.reason || ofContrast(got) != c.want {
			t.Errorf("%s: got %q with %q, want %q with %q", name, got.Reason, ofContrast(got), c.reason, c.want)
		}
		if (got.EffectType == "") != math.IsNaN(got.Effect) {
			t.Errorf("%s: got an effect of type %q and %g", name, got.EffectType, got.Effect)
		}
	}
}
