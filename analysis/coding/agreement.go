package coding

import (
	"math"
	"slices"

	"realitycheck/analysis/stats"
)

// Verdict says what an agreement is good for (Krippendorff 2011).
type Verdict string

// The verdicts.
const (
	Good      Verdict = "good"      // alpha at least 0.80
	Tentative Verdict = "tentative" // from 0.667 on
	Recode    Verdict = "recode"    // below: the theme is not clear enough to be counted
	Unknown   Verdict = "unknown"   // nothing to judge by: too few answers judged twice, or one code only
)

// The bounds of the verdicts.
const (
	goodAlpha      = 0.80
	tentativeAlpha = 0.667
)

// leastTwice is the fewest answers judged by two coders that a verdict rests on: below it one slip decides.
const leastTwice = 10

// Agreement is how well two coders agree on one theme, each answer being a yes or a no.
type Agreement struct {
	Theme   string   `json:"theme"`
	Units   int      `json:"units"`    // answers judged by two
	Same    *float64 `json:"observed"` // share on which they agree
	Kappa   *float64 `json:"kappa"`
	KappaSE *float64 `json:"kappa_se"`
	Alpha   *float64 `json:"alpha"`
	Verdict Verdict  `json:"verdict"`
}

// Agree computes the agreement on every theme in use, and on which answers can be coded at all (theme ""). It compares
// what the two coders found by themselves; what was decided afterwards has no part in it.
func Agree(judgements []Judgement, book *Codebook) []Agreement {
	var pairs [][2]Judgement
	by := group(judgements)
	texts := make([]string, 0, len(by))
	for text := range by {
		texts = append(texts, text)
	}
	slices.Sort(texts)
	for _, text := range texts {
		if one, two := firstTwo(by[text]); one != nil && two != nil && !isStale(*one, book) && !isStale(*two, book) {
			pairs = append(pairs, [2]Judgement{*one, *two})
		}
	}
	list := []Agreement{agreeOn("", pairs, func(j Judgement) bool { return j.Codable })}
	for _, theme := range book.InUse() {
		list = append(list, agreeOn(theme.Code, pairs, func(j Judgement) bool {
			now, _ := book.Translate(j.Themes)
			return slices.Contains(now, theme.Code)
		}))
	}
	return list
}

// firstTwo gives the judgements of two coders, by account; nil where there are fewer.
func firstTwo(judgements []Judgement) (one, two *Judgement) {
	for i := range judgements {
		j := &judgements[i]
		switch {
		case j.Final:
		case one == nil || j.Coder < one.Coder:
			one, two = j, one
		case two == nil || j.Coder < two.Coder:
			two = j
		}
	}
	return one, two
}

func agreeOn(theme string, pairs [][2]Judgement, has func(Judgement) bool) Agreement {
	var a, b, unit, code []int32
	for i, pair := range pairs {
		one, two := yes(has(pair[0])), yes(has(pair[1]))
		a, b = append(a, one), append(b, two)
		unit, code = append(unit, int32(i), int32(i)), append(code, one, two)
	}
	kappa, alpha := stats.Kappa(a, b), stats.Krippendorff(unit, code)
	return Agreement{Theme: theme, Units: kappa.Units, Same: known(kappa.PO), Kappa: known(kappa.Kappa), KappaSE: known(kappa.SE),
		Alpha: known(alpha.Alpha), Verdict: VerdictOf(alpha.Alpha, kappa.Units)}
}

func yes(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

func known(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	return &x
}

// VerdictOf judges an alpha that rests on so many answers.
func VerdictOf(alpha float64, units int) Verdict {
	switch {
	case math.IsNaN(alpha) || units < leastTwice:
		return Unknown
	case alpha >= goodAlpha:
		return Good
	case alpha >= tentativeAlpha:
		return Tentative
	}
	return Recode
}
