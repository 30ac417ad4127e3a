package analysis

import "slices"

// notes are the remarks that belong to the figures of this report.
func (b *builder) notes(r *Report) []Note {
	notes := []Note{}
	add := func(needed bool, code string, args ...any) {
		if needed {
			notes = append(notes, Note{Code: code, Text: b.tr.T(code, args...)})
		}
	}
	add(r.Synthetic, "report.note_synthetic")
	add(true, "report.note_uncertainty")
	add(true, "report.note_unweighted")
	add(slices.ContainsFunc(r.Estimates, func(e Estimate) bool { return e.Basis == All }), "report.note_all_samples")
	add(slices.ContainsFunc(r.Estimates, func(e Estimate) bool { return e.Suppressed }) || slices.ContainsFunc(r.Choices, func(c Choice) bool { return c.Suppressed }),
		"report.note_suppressed", "n", b.nMin)
	add(slices.ContainsFunc(r.Changes, func(c Change) bool { return c.Note != nil && *c.Note == NotPaired }), "report.note_not_paired")
	add(slices.ContainsFunc(r.Changes, func(c Change) bool { return !c.Comparable }), "report.note_break")
	return notes
}
