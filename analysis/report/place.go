package report

// Place is what a mean of a panel measures, and where, as a key.
type Place struct {
	Wave, Panel             string
	Basis                   Basis
	Sample, Parameter, Item string
}

// PlaceOf is the place of a subject in a panel of a wave.
func PlaceOf(wave, panel string, s Subject) Place {
	return Place{wave, panel, s.Basis, deref(s.Sample), s.Parameter, deref(s.Item)}
}

// Place is that of an estimate; a group has the place of its panel.
func (e *Estimate) Place() Place { return PlaceOf(e.Wave, e.Panel, e.Subject) }

// Over is the same on another basis without a sample.
func (p Place) Over(basis Basis) Place {
	p.Basis, p.Sample = basis, ""
	return p
}

// Whole is the same of the parameter as a whole.
func (p Place) Whole() Place {
	p.Item = ""
	return p
}
