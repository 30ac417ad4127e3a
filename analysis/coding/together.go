package coding

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Pair is two words that stand in one sentence more often than chance brings them together.
type Pair struct {
	One, Two string // in the form that is written most
	Answers  int    // that have both
	Strength float64
}

// Together finds the words that go together in answers: where themes may be. Strength is the log-likelihood ratio of
// Dunning (1993); pairs of fewer than least answers are left out.
func Together(texts []string, least, most int) []Pair {
	forms := map[string]map[string]int{}
	single, both := map[string]int{}, map[[2]string]int{}
	for _, text := range texts {
		seen, pairs := map[string]bool{}, map[[2]string]bool{}
		for _, sentence := range sentences(text) {
			for _, t := range tokens(sentence) {
				countForm(forms, t.lower)
			}
			words := stems(sentence)
			for i, one := range words {
				seen[one] = true
				for _, two := range words[i+1:] {
					pairs[[2]string{min(one, two), max(one, two)}] = true
				}
			}
		}
		for s := range seen {
			single[s]++
		}
		for p := range pairs {
			both[p]++
		}
	}
	var list []Pair
	for p, n := range both {
		one, two := single[p[0]], single[p[1]]
		if n >= least && float64(n)*float64(len(texts)) > float64(one)*float64(two) {
			list = append(list, Pair{usual(forms[p[0]]), usual(forms[p[1]]), n, likelihoodRatio(n, one, two, len(texts))})
		}
	}
	slices.SortFunc(list, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Strength, a.Strength), strings.Compare(a.One, b.One), strings.Compare(a.Two, b.Two))
	})
	return list[:min(most, len(list))]
}

func countForm(forms map[string]map[string]int, word string) {
	s := Stem(word)
	if forms[s] == nil {
		forms[s] = map[string]int{}
	}
	forms[s][word]++
}

// usual is the most written form, the first by letter among equals.
func usual(forms map[string]int) string {
	best := ""
	for form, n := range forms {
		if best == "" || n > forms[best] || n == forms[best] && form < best {
			best = form
		}
	}
	return best
}

// likelihoodRatio is G squared of the two by two table of n texts.
func likelihoodRatio(both, one, two, n int) float64 {
	cell := func(k, row, column int) float64 {
		if k <= 0 {
			return 0
		}
		return 2 * float64(k) * math.Log(float64(k)*float64(n)/(float64(row)*float64(column)))
	}
	return cell(both, one, two) + cell(one-both, one, n-two) + cell(two-both, n-one, two) + cell(n-one-two+both, n-one, n-two)
}
