package verify

import (
	"slices"
	"strconv"

	"realitycheck/analysis/report"
	"realitycheck/survey"
)

// choice, known and open are the questions in which an answer counts or does not: as an option, as don't know, which is an answer
// to a choice, and as the theme of a text.
func (a *asked) choice() string { return a.code + "c" }
func (a *asked) known() string  { return a.code + "k" }
func (a *asked) open() string   { return a.code + "t" }

// severalOf is the question of which several options can be chosen: one for every share whose answers were given together, and
// one more for none of these.
const severalOf = "several"

// together are the shares that the same rows answered as the first.
func (r *rows) together() (all []*asked) {
	same := func(a, b int8) bool { return (a == 0) == (b == 0) }
	for i := range r.asked {
		if a := &r.asked[i]; a.yes != nil && (all == nil || slices.EqualFunc(a.yes, all[0].yes, same)) {
			all = append(all, a)
		}
	}
	return all
}

// dontKnow is the option of who does not know.
var dontKnow = strconv.Itoa(int(survey.DontKnow))

// counted are the places of a share in a report: a question and its option.
func (r *rows) counted(a *asked) [][2]string {
	all := [][2]string{{a.choice(), "1"}, {a.known(), dontKnow}}
	if i := slices.Index(r.together(), a); i >= 0 {
		all = append(all, [2]string{severalOf, strconv.Itoa(i + 1)})
	}
	return all
}

// chosen are the options that a row chooses of several.
func chosen(together []*asked, row int) (codes []int8) {
	for i, a := range together {
		if a.yes[row] == 1 {
			codes = append(codes, int8(i+1))
		}
	}
	if codes == nil {
		return []int8{int8(len(together) + 1)}
	}
	return codes
}

func choiceOf(x *report.Index, wave, panel string, place [2]string) *report.Choice {
	for i := range x.Choices {
		if c := &x.Choices[i]; c.Wave == wave && c.Panel == panel && c.Item == place[0] && c.Option == place[1] {
			return c
		}
	}
	return nil
}
