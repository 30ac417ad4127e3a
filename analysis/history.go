package analysis

import (
	"slices"

	"realitycheck/survey"
)

// history is every archived wave's instrument, oldest first: it knows where the line of a parameter or item is cut.
type history []*survey.Instrument

// between says how the meaning of a measure changed after the wave from, up to and with the wave to: the gravest change on
// the way. A change is declared in a version against the version before, so it counts where the version in use changes.
func (h history) between(m *measure, from, to string) survey.Change {
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
func step(m *measure, before, after *survey.Instrument) survey.Change {
	found := survey.ChangeNone
	if frameworkVersion(before, m.key.framework) != frameworkVersion(after, m.key.framework) {
		if p, ok := after.Parameter(m.key.framework, m.key.parameter); ok {
			found = graver(found, p.Change)
		}
	}
	if before.Wave.Questionnaire == after.Wave.Questionnaire {
		return found
	}
	for _, mine := range m.questions {
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
