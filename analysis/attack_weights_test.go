package analysis_test

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"realitycheck/analysis"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/weighting"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
)

// Here the attacker also knows the weights: they follow from attributes and margins, which are published. Means of the
// same members with other weights are then equations about the same answers.

// weightedSum is a published sum: what each response counts in it.
type weightedSum map[int32]int64

// rakeAttacked gives the waves of a source weights by two attributes. Half of the sources got them at closing; of the
// others the figures without weights were seen before.
func rakeAttacked(t *testing.T, source *dataset.Source, seed uint64) (before bool) {
	t.Helper()
	role := dataset.ByClosing
	if seed%2 == 1 {
		role = "analyst"
	}
	for _, wave := range []string{"2018", "2019", "2020"} {
		m := survey.Margins{Wave: wave, Bounds: survey.DefaultBounds}
		for _, panel := range []string{"internal", "external"} {
			m.Panels = append(m.Panels, survey.PanelMargins{Panel: panel, Margins: []survey.Margin{
				{Attribute: "age", Targets: map[string]float64{"young": 0.38, "middle": 0.42, "old": 0.2}},
				{Attribute: "gender", Targets: map[string]float64{"f": 0.53, "m": 0.45, "x": 0.02}}}})
		}
		opts := weighting.Options{NMin: 10, Now: madeAt, Role: role, AcceptMerge: true}
		if _, err := weighting.Rake(source, m, opts); err != nil {
			t.Logf("wave %s of source %d stays without weights: %v", wave, seed, err)
		}
	}
	return role != dataset.ByClosing
}

// addSums reads from estimates which sums they give away, and returns how many are of groups.
func addSums(t *testing.T, source *dataset.Source, estimates []report.Estimate, weighted bool, into map[variable][]weightedSum) (groups int) {
	t.Helper()
	archives, weights := map[string]*archive.Wave{}, map[string][]float64{}
	for _, e := range estimates {
		if e.Suppressed || e.Mean == nil || e.Basis != report.Identity && e.Basis != report.OfSample {
			continue
		}
		if archives[e.Wave] == nil {
			w, err := source.Open(e.Wave)
			if err != nil {
				t.Fatal(err)
			}
			archives[e.Wave] = w
			if all, err := w.Weightings(); err != nil {
				t.Fatal(err)
			} else if weighted && len(all) > 0 {
				if weights[e.Wave], err = w.Weights(all[len(all)-1].Name); err != nil {
					t.Fatal(err)
				}
			}
		}
		if e.Group != nil {
			groups++
		}
		v := variable{wave: e.Wave, panel: e.Panel, subject: e.Parameter}
		if e.Item != nil {
			v.subject += "/" + *e.Item
		}
		if e.Sample != nil {
			v.subject += " of " + *e.Sample
		}
		valid, base := membersBehind(archives[e.Wave], &e, false)
		for i, rows := range [][]int32{valid, base} {
			v.base = i == 1
			sum := weightedSum{}
			for _, row := range rows {
				sum[row] = 1e9
				if w := weights[e.Wave]; w != nil {
					sum[row] = int64(math.Round(w[row] * 1e9))
				}
			}
			into[v] = append(into[v], sum)
		}
	}
	return groups
}

// narrowed counts the equations about fewer than nMin members that follow from sums.
func narrowed(sums []weightedSum, nMin int) int {
	prime := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 61), big.NewInt(1))
	members := map[int32]bool{}
	for _, s := range sums {
		for row := range s {
			members[row] = true
		}
	}
	kinds := map[string][]int64{}
	sizes := map[string]int{}
	for row := range members {
		column := make([]int64, len(sums))
		for i, s := range sums {
			column[i] = s[row]
		}
		key := fmt.Sprint(column)
		kinds[key] = column
		sizes[key]++
	}
	order := make([]string, 0, len(kinds))
	for key := range kinds {
		order = append(order, key)
	}
	slices.SortFunc(order, func(a, b string) int { // the large first, so that what is left speaks of small ones
		if n := sizes[b] - sizes[a]; n != 0 {
			return n
		}
		return slices.Compare([]byte(a), []byte(b))
	})
	matrix := make([][]*big.Int, len(sums))
	for i := range sums {
		for _, key := range order {
			matrix[i] = append(matrix[i], big.NewInt(kinds[key][i]))
		}
	}
	echelon(matrix, prime)
	found := 0
	for _, row := range matrix {
		n := 0
		for k, x := range row {
			if x.Sign() != 0 {
				n += sizes[order[k]]
			}
		}
		if n > 0 && n < nMin {
			found++
		}
	}
	return found
}

// attackWeighted counts what follows about few members from weighted and unweighted figures together.
func attackWeighted(t *testing.T, sources uint64, complement bool) (found, groups int) {
	t.Helper()
	for seed := range sources {
		source := attackedSource(t, seed)
		before := rakeAttacked(t, source, seed)
		all := map[variable][]weightedSum{}
		see := func(weights string) *report.Report {
			opts := analysis.Options{Tr: translator(t, i18n.English), Weights: weights, Unweighted: true, WithoutFlagged: true}
			doc, err := analysis.BuildWith(context.Background(), source, opts, 10, complement)
			if err != nil {
				t.Fatal(err)
			}
			return doc
		}
		doc := see("")
		groups += addSums(t, source, doc.Estimates, true, all)
		addSums(t, source, doc.Unweighted.Estimates, false, all)
		if before {
			addSums(t, source, slices.DeleteFunc(see(dataset.NoWeights).Estimates, func(e report.Estimate) bool { return e.Group == nil }), false, all)
		}
		for _, sums := range all {
			found += narrowed(sums, 10)
		}
		r := newReading(t, source, doc.Years)
		r.readWeights()
		r.report(source, doc, true)
		for _, f := range r.victims(10) {
			found += f.small + f.limits
		}
	}
	return found, groups
}

func TestAnAttackerWhoKnowsTheWeightsFindsNobody(t *testing.T) {
	found, groups := attackWeighted(t, attackers/2, true)
	if found != 0 {
		t.Errorf("%d equations about fewer than ten members", found)
	}
	if groups < 50 {
		t.Errorf("only %d figures of groups are shown: the test looks at too little", groups)
	}
	if found, _ := attackWeighted(t, 4, false); found == 0 {
		t.Error("without complementary suppression nobody is found: the test sees nothing")
	}
}
