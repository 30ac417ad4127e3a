package analysis_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// answerRow is one row of the survey design, taken from the records and not from the archive.
type answerRow struct {
	member, panel, wave, sample string
	y                           float64 // NaN: not valid
	unknown                     bool
}

// valueOf gives the value of a parameter from its items by the rule of the contract: the mean of the valid ones when
// they are half of them at least.
func valueOf(answers survey.Answers, items ...string) (y float64, unknown bool) {
	sum, n := 0.0, 0
	for _, item := range items {
		code := answers[item].Code
		switch {
		case code == survey.DontKnow:
			unknown = true
		case code == 0:
		case item == "warm_cold" || item == "s_warm_cold":
			sum, n = sum+float64(6-code), n+1
		default:
			sum, n = sum+float64(code), n+1
		}
	}
	if n == 0 || 2*n < len(items) {
		return math.NaN(), unknown
	}
	return sum / float64(n), false
}

// rowsOf lays out one parameter; member joins the waves.
func rowsOf(in *survey.Instrument, records []archive.Record, member func(string) string, items ...string) []answerRow {
	var rows []answerRow
	for _, r := range records {
		row := answerRow{member: member(r.ID), panel: r.Panel, wave: in.Wave.Code}
		if _, q, _ := in.Questionnaire.Question(items[0]); q != nil && items[0][:2] != "s_" {
			row.y, row.unknown = valueOf(r.Answers["identity/dna"], items...)
			rows = append(rows, row)
			continue
		}
		for i, sample := range r.Order {
			if answers, saved := r.Answers[fmt.Sprintf("samples/judge/%d", i+1)]; saved {
				row.sample = sample
				row.y, row.unknown = valueOf(answers, items...)
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// estimated follows METHODS 2.1 and 4.1 word by word: the sum of coef times domain means, and its standard error.
func estimated(rows []answerRow, domains []func(answerRow) bool, coef []float64) (estimate, se float64) {
	u := map[string]float64{}
	stratum := map[string]string{}
	for _, r := range rows {
		u[r.panel+r.member] += 0
		stratum[r.panel+r.member] = r.panel
	}
	for k, in := range domains {
		sum, n := 0.0, 0.0
		for _, r := range rows {
			if in(r) && !math.IsNaN(r.y) {
				sum, n = sum+r.y, n+1
			}
		}
		estimate += coef[k] * sum / n
		for _, r := range rows {
			if in(r) && !math.IsNaN(r.y) {
				u[r.panel+r.member] += coef[k] * (r.y - sum/n) / n
			}
		}
	}
	variance := 0.0
	for _, h := range []string{"internal", "external"} {
		var z []float64
		for _, member := range sortedKeys(u) {
			if stratum[member] == h {
				z = append(z, u[member])
			}
		}
		mean, n := 0.0, float64(len(z))
		for _, x := range z {
			mean += x / n
		}
		for _, x := range z {
			variance += n / (n - 1) * (x - mean) * (x - mean)
		}
	}
	return estimate, math.Sqrt(variance)
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

const madeMembers = 120

// madeSource holds two paired waves and the records behind them.
func madeSource(t *testing.T) (*dataset.Source, map[string][]archive.Record) {
	t.Helper()
	dir, r := t.TempDir(), rand.New(rand.NewPCG(7, 7))
	records := map[string][]archive.Record{}
	for i, code := range []string{"2018", "2019"} {
		in := analysistest.Instrument(code, 2018+i)
		records[code] = analysistest.Records(in, madeMembers, r)
		analysistest.Store(t, dir, in, records[code])
	}
	analysistest.Pair(t, dir, "2018", "2019", madeMembers, func(i int) bool { return i%3 != 0 })
	return dataset.NewSource(dir), records
}

// memberOf undoes the ids of the two waves: returning members share a name.
func memberOf(id string) string {
	var wave, panel string
	var i int
	fmt.Sscanf(id, "%4s-%8s-%d", &wave, &panel, &i)
	if i%3 != 0 {
		return fmt.Sprint(panel, i)
	}
	return id
}

func in(panel, wave, sample string) func(answerRow) bool {
	return func(r answerRow) bool {
		return (panel == "" || r.panel == panel) && r.wave == wave && (sample == "" || r.sample == sample)
	}
}

func TestEstimatesFollowTheMethod(t *testing.T) {
	source, records := madeSource(t)
	doc := build(t, source)
	instrument := analysistest.Instrument("2019", 2019)
	for _, c := range []struct {
		basis             report.Basis
		parameter, sample string
		items, samples    []string
	}{
		{basis: report.Identity, parameter: "reliable", items: []string{"reliable"}, samples: []string{""}},
		{basis: report.Identity, parameter: "warm", items: []string{"warm_one", "warm_cold", "warm_two"}, samples: []string{""}},
		{basis: report.OfSample, parameter: "warm", sample: "film", items: []string{"s_warm", "s_warm_cold"}, samples: []string{"film"}},
		{basis: report.Anchors, parameter: "reliable", items: []string{"s_reliable"}, samples: []string{"poster", "letter"}},
		{basis: report.All, parameter: "warm", items: []string{"s_warm", "s_warm_cold"}, samples: []string{"poster", "letter", "film", "only2019"}},
	} {
		rows := rowsOf(instrument, records["2019"], memberOf, c.items...)
		var domains [2][]func(answerRow) bool
		var coef []float64
		for i, panel := range []string{"internal", "external"} {
			for _, s := range c.samples {
				domains[i] = append(domains[i], in(panel, "2019", s))
			}
		}
		for range c.samples {
			coef = append(coef, 1/float64(len(c.samples)))
		}
		for i, panel := range []string{"internal", "external"} {
			e := findEstimate(t, doc, "2019", panel, c.basis, c.sample, c.parameter)
			mean, se := estimated(rows, domains[i], coef)
			checkFigure(t, c.basis, c.parameter+" mean", e.Mean, mean)
			checkFigure(t, c.basis, c.parameter+" se", e.SE, se)
			members := map[string]bool{}
			for _, r := range rows {
				if r.panel == panel && slices.Contains(c.samples, r.sample) && !math.IsNaN(r.y) {
					members[r.member] = true
				}
			}
			if *e.N != len(members) {
				t.Errorf("%s %s: got n %d, want %d", c.basis, c.parameter, *e.N, len(members))
			}
			checkShares(t, c.basis, rows, panel, c.samples, e)
		}
		i := slices.IndexFunc(doc.Gaps, func(g report.Gap) bool {
			return g.Wave == "2019" && g.Basis == c.basis && g.Parameter == c.parameter && g.Item == nil && value(g.Sample) == c.sample
		})
		diff, se := estimated(rows, slices.Concat(domains[0], domains[1]), append(slices.Clone(coef), negated(coef)...))
		checkFigure(t, c.basis, "gap", doc.Gaps[i].Diff, diff)
		checkFigure(t, c.basis, "gap se", doc.Gaps[i].SE, se)
	}
}

// checkShares holds distribution, top two and don't-know against counts, averaged over samples.
func checkShares(t *testing.T, basis report.Basis, rows []answerRow, panel string, samples []string, e report.Estimate) {
	t.Helper()
	var points [5]float64
	unknown := 0.0
	for _, s := range samples {
		var count [5]float64
		valid, dk := 0.0, 0.0
		for _, r := range rows {
			switch {
			case r.panel != panel || r.sample != s:
			case !math.IsNaN(r.y):
				count[int(math.Floor(r.y+0.5))-1]++
				valid++
			case r.unknown:
				dk++
			}
		}
		for i := range points {
			points[i] += count[i] / valid / float64(len(samples))
		}
		unknown += dk / (valid + dk) / float64(len(samples))
	}
	for i := range points {
		checkFigure(t, basis, fmt.Sprintf("share of %d", i+1), &e.Distribution[i], points[i])
	}
	checkFigure(t, basis, "top2", e.Top2, points[3]+points[4])
	checkFigure(t, basis, "dont_know", e.DontKnow, unknown)
	if !(0 <= *e.Top2Low && *e.Top2Low < *e.Top2 && *e.Top2 < *e.Top2High && *e.Top2High <= 1) {
		t.Errorf("%s: top2 %v lies not inside [%v, %v]", basis, *e.Top2, *e.Top2Low, *e.Top2High)
	}
}

func TestChangesFollowTheMethod(t *testing.T) {
	source, records := madeSource(t)
	doc := build(t, source)
	for _, c := range []struct {
		basis             report.Basis
		parameter, sample string
		items             []string
		from, to          []string
		note              string
	}{
		{basis: report.Identity, parameter: "reliable", items: []string{"reliable"}, from: []string{""}, to: []string{""}},
		{basis: report.Identity, parameter: "warm", items: []string{"warm_one", "warm_cold", "warm_two"}, from: []string{""}, to: []string{""}},
		{basis: report.OfSample, parameter: "reliable", sample: "letter", items: []string{"s_reliable"}, from: []string{"letter"}, to: []string{"letter"}},
		{basis: report.Anchors, parameter: "warm", items: []string{"s_warm", "s_warm_cold"}, from: []string{"poster", "letter", "film"}, to: []string{"poster", "letter", "film"}},
		{basis: report.All, parameter: "reliable", items: []string{"s_reliable"}, from: []string{"poster", "letter", "film", "only2018"}, to: []string{"poster", "letter", "film", "only2019"}, note: report.MixDiffer},
	} {
		for _, panel := range []string{"internal", "external"} {
			rows := append(rowsOf(analysistest.Instrument("2018", 2018), records["2018"], memberOf, c.items...),
				rowsOf(analysistest.Instrument("2019", 2019), records["2019"], memberOf, c.items...)...)
			rows = slices.DeleteFunc(rows, func(r answerRow) bool { return r.panel != panel })
			var domains []func(answerRow) bool
			var coef []float64
			for _, s := range c.to {
				domains, coef = append(domains, in(panel, "2019", s)), append(coef, 1/float64(len(c.to)))
			}
			for _, s := range c.from {
				domains, coef = append(domains, in(panel, "2018", s)), append(coef, -1/float64(len(c.from)))
			}
			diff, se := estimated(rows, domains, coef)
			i := slices.IndexFunc(doc.Changes, func(g report.Change) bool {
				return g.Panel == panel && g.Basis == c.basis && g.Parameter == c.parameter && g.Item == nil && value(g.Sample) == c.sample
			})
			got := doc.Changes[i]
			checkFigure(t, c.basis, "change", got.Diff, diff)
			checkFigure(t, c.basis, "change se", got.SE, se)
			if want := overlapOf(rows, domains, len(c.to)); *got.Overlap != want || want == 0 {
				t.Errorf("%s: got overlap %d, want %d", c.basis, *got.Overlap, want)
			}
			if cmp.Or(value(got.Note), "") != c.note || !got.Comparable {
				t.Errorf("%s: got note %q and comparable %v", c.basis, value(got.Note), got.Comparable)
			}
		}
	}
}

func overlapOf(rows []answerRow, domains []func(answerRow) bool, later int) int {
	waves := map[string]int{}
	for _, r := range rows {
		for k, in := range domains {
			if in(r) && !math.IsNaN(r.y) {
				if k < later {
					waves[r.member] |= 1
				} else {
					waves[r.member] |= 2
				}
			}
		}
	}
	n := 0
	for _, w := range waves {
		if w == 3 {
			n++
		}
	}
	return n
}

func findEstimate(t *testing.T, r *report.Report, wave, panel string, basis report.Basis, sample, parameter string) report.Estimate {
	t.Helper()
	i := slices.IndexFunc(r.Estimates, func(e report.Estimate) bool {
		return e.Wave == wave && e.Panel == panel && e.Basis == basis && value(e.Sample) == sample && e.Parameter == parameter && e.Item == nil
	})
	if i < 0 {
		t.Fatalf("no estimate of %s %s %s in %s %s", parameter, basis, sample, wave, panel)
	}
	return r.Estimates[i]
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func negated(values []float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = -v
	}
	return out
}

func checkFigure(t *testing.T, basis report.Basis, name string, got *float64, want float64) {
	t.Helper()
	if !near(got, &want) {
		t.Errorf("%s %s: got %s, want %v", basis, name, number(got), want)
	}
}
