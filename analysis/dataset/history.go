package dataset

import (
	"slices"

	"realitycheck/survey"
)

// History is the instrument of every archived wave, oldest first: it knows where the line of a parameter or question is cut.
type History []*survey.Instrument

// ChangeOf gives how the meaning of a variable changed after the wave from, up to and with the wave to: the gravest change on
// the way.
func (h History) ChangeOf(v *Variable, from, to string) survey.Change {
	found := survey.ChangeNone
	for before, after := range h.steps(from, to) {
		if frameworkVersion(before, v.Key.Framework) != frameworkVersion(after, v.Key.Framework) {
			if p, ok := after.Parameter(v.Key.Framework, v.Key.Parameter); ok {
				found = graver(found, p.Change)
			}
		}
	}
	for _, q := range v.Questions {
		found = graver(found, h.ChangeOfQuestion(q.Code, from, to))
	}
	return found
}

// ChangeOfQuestion gives how the meaning of a question changed in the same time. A change is declared in a version against
// the version before, so it counts where the version in use changes.
func (h History) ChangeOfQuestion(code, from, to string) survey.Change {
	found := survey.ChangeNone
	for before, after := range h.steps(from, to) {
		if before.Wave.Questionnaire == after.Wave.Questionnaire {
			continue
		}
		if _, q, ok := after.Questionnaire.Question(code); ok {
			found = graver(found, q.Change)
		}
	}
	return found
}

// steps goes from one wave to the next, after the wave from, up to and with the wave to.
func (h History) steps(from, to string) func(yield func(before, after *survey.Instrument) bool) {
	place := func(wave string) int {
		return slices.IndexFunc(h, func(in *survey.Instrument) bool { return in.Wave.Code == wave })
	}
	return func(yield func(before, after *survey.Instrument) bool) {
		first, last := place(from), place(to)
		for i := first + 1; first >= 0 && i <= last && yield(h[i-1], h[i]); i++ {
		}
	}
}

func graver(a, b survey.Change) survey.Change {
	if b == survey.ChangeBreak || a == survey.ChangeNone {
		return b
	}
	return a
}

func frameworkVersion(in *survey.Instrument, code string) string {
	i := slices.IndexFunc(in.Frameworks, func(f survey.Framework) bool { return f.Code == code })
	if i < 0 {
		return ""
	}
	return in.Frameworks[i].Version
}

// Names holds the parameter codes that stand in several frameworks.
type Names map[string]bool

// Names finds the parameter codes that several frameworks use in any wave.
func (h History) Names() Names {
	ambiguous, framework := Names{}, map[string]string{}
	for _, in := range h {
		for _, f := range in.Frameworks {
			for _, p := range f.Parameters {
				if other, ok := framework[p.Code]; ok && other != f.Code {
					ambiguous[p.Code] = true
				}
				framework[p.Code] = f.Code
			}
		}
	}
	return ambiguous
}

// Parameter names a parameter in a report: by its code, with the framework before it where the code alone is not enough.
func (n Names) Parameter(framework, code string) string {
	if n[code] {
		return framework + "." + code
	}
	return code
}
