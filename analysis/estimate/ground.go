package estimate

import (
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
)

// ground is what a variable is measured on: the identity, one sample, or the plain average of several samples.
type ground struct {
	report.Subject
	samples []int // places in the wave; nil on the identity, one for a sample
}

// alone reports whether a member has one row at most: on the identity, and on one sample.
func (g *ground) alone() bool { return g.Basis == report.Identity || g.Basis == report.OfSample }

// sample is the place of the one sample, -1 on the identity.
func (g *ground) sample() int {
	if g.Basis == report.OfSample {
		return g.samples[0]
	}
	return -1
}

// grounds lists on what a variable is measured in a wave: the identity, or each sample, the anchors and all samples. Averages
// are over the samples with a valid answer in every panel given, so that panels are compared on the same samples.
func grounds(w *dataset.Wave, v *dataset.Variable, panels ...int) []ground {
	if !v.Key.Rated {
		return []ground{{Subject: Subject(w, v, report.Identity, nil)}}
	}
	var list []ground
	for s := range w.Samples {
		list = append(list, ground{Subject(w, v, report.OfSample, &w.Samples[s]), []int{s}})
	}
	all := w.Answered(v, panels...)
	if slices.Contains(w.Anchors, true) {
		anchors := slices.DeleteFunc(slices.Clone(all), func(s int) bool { return !w.Anchors[s] })
		list = append(list, ground{Subject(w, v, report.Anchors, nil), anchors})
	}
	return append(list, ground{Subject(w, v, report.All, nil), all})
}

// Subject is what a variable of a wave measures on a basis; sample is its code on basis OfSample, else nil.
func Subject(w *dataset.Wave, v *dataset.Variable, basis report.Basis, sample *string) report.Subject {
	s := report.Subject{Basis: basis, Sample: sample, Parameter: w.Name(v)}
	if v.Key.Item != "" {
		s.Item = &v.Key.Item
	}
	return s
}

// average puts samples into the coefficients of cells, together weighing factor; first is the cell of the first sample of
// the panel (METHODS 2.6).
func average(coef []float64, first int, samples []int, factor float64) {
	for _, s := range samples {
		coef[first+s] = factor / float64(len(samples))
	}
}
