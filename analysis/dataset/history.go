package dataset

import (
	"slices"

	"realitycheck/survey"
)

// History is every archived wave's instrument, oldest first: it knows where the line of a parameter or item is cut.
type History []*survey.Instrument

// ChangeOf says how the meaning of a variable changed after the wave from, up to and with the wave to: the gravest change on
// the way. A change is declared in a version against the version before, so it counts where the version in use changes.
func (h History) ChangeOf(m *Variable, from, to string) survey.Change {
	found := survey.ChangeNone
	started := false
	var before *survey.Instrument
	for _, in := range h {
		if started {
			found = graver(found, step(m, before, in))
		}
		if in.Wave.Code == from {
			started = true
		}
		if in.Wave.Code == to {
			break
		}
		before = in
	}
	return found
}

// step is the change between one wave and the next.
func step(m *Variable, before, after *survey.Instrument) survey.Change {
	found := survey.ChangeNone
	if frameworkVersion(before, m.Key.Framework) != frameworkVersion(after, m.Key.Framework) {
		if p, ok := after.Parameter(m.Key.Framework, m.Key.Parameter); ok {
			found = graver(found, p.Change)
		}
	}
	if before.Wave.Questionnaire == after.Wave.Questionnaire {
		return found
	}
	for _, mine := range m.Questions {
		if _, q, ok := after.Questionnaire.Question(mine.Code); ok {
			found = graver(found, q.Change)
		}
	}
	return found
}

func graver(a, b survey.Change) survey.Change {
	for _, change := range []survey.Change{survey.ChangeBreak, survey.ChangeReworded} {
		if a == change || b == change {
			return change
		}
	}
	return survey.ChangeNone
}

func frameworkVersion(in *survey.Instrument, code string) string {
	i := slices.IndexFunc(in.Frameworks, func(f survey.Framework) bool { return f.Code == code })
	if i < 0 {
		return ""
	}
	return in.Frameworks[i].Version
}

// BreaksQuestion reports whether a question came to mean something else after the wave from, up to and with the wave to.
func (h History) BreaksQuestion(code, from, to string) bool {
	started := false
	for i, in := range h {
		if started && h[i-1].Wave.Questionnaire != in.Wave.Questionnaire {
			if _, q, ok := in.Questionnaire.Question(code); ok && q.Change == survey.ChangeBreak {
				return true
			}
		}
		if in.Wave.Code == from {
			started = true
		}
		if in.Wave.Code == to {
			return false
		}
	}
	return false
}

// Names tells which parameter codes stand in several frameworks.
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
