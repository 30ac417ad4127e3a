package analysis

import (
	"slices"

	"realitycheck/survey"
)

// history is every archived wave's instrument, oldest first: it knows where the line of a parameter or item is cut.
type history []*survey.Instrument

// breaks says that the meaning of a measure changed somewhere after the wave from, up to and with the wave to. A change
// is declared in a version against the version before, so it counts where the version in use changes.
func (h history) breaks(m *measure, from, to string) bool {
	started := false
	var before *survey.Instrument
	for _, in := range h {
		if started && h.cut(m, before, in) {
			return true
		}
		if in.Wave.Code == from {
			started = true
		}
		if in.Wave.Code == to {
			return false
		}
		before = in
	}
	return false
}

// cut says that a measure breaks between one wave and the next.
func (h history) cut(m *measure, before, after *survey.Instrument) bool {
	if frameworkVersion(before, m.key.framework) != frameworkVersion(after, m.key.framework) {
		if p, ok := after.Parameter(m.key.framework, m.key.parameter); ok && p.Change == survey.ChangeBreak {
			return true
		}
	}
	if before.Wave.Questionnaire == after.Wave.Questionnaire {
		return false
	}
	for _, mine := range m.questions {
		if _, q, ok := after.Questionnaire.Question(mine.Code); ok && q.Change == survey.ChangeBreak {
			return true
		}
	}
	return false
}

func frameworkVersion(in *survey.Instrument, code string) string {
	i := slices.IndexFunc(in.Frameworks, func(f survey.Framework) bool { return f.Code == code })
	if i < 0 {
		return ""
	}
	return in.Frameworks[i].Version
}
