package estimate

import (
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
)

// ground is one thing measured: a variable on the identity, on one sample, or on the plain average of several samples.
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
	var anchors, all []int
	for s := range w.Samples {
		list = append(list, ground{Subject(w, v, report.OfSample, &w.Samples[s]), []int{s}})
		all = append(all, s)
		if w.Anchors[s] {
			anchors = append(anchors, s)
		}
	}
	if len(anchors) > 0 {
		list = append(list, ground{Subject(w, v, report.Anchors, nil), w.Answered(v, anchors, panels...)})
	}
	return append(list, ground{Subject(w, v, report.All, nil), w.Answered(v, all, panels...)})
}

// Subject is what a variable of a wave measures on a basis.
func Subject(w *dataset.Wave, v *dataset.Variable, basis report.Basis, sample *string) report.Subject {
	s := report.Subject{Basis: basis, Sample: sample, Parameter: w.Name(v)}
	if v.Key.Item != "" {
		s.Item = &v.Key.Item
	}
	return s
}

// each computes the figures of every variable once: the only item of a parameter has those of the parameter, which again
// repeats under the item's name.
func each(variables []*dataset.Variable, compute func(*dataset.Variable), again func(*dataset.Variable)) {
	var before *dataset.Variable
	for _, v := range variables {
		if before != nil && v.OnlyItemOf(before) {
			again(v)
			continue
		}
		before = v
		compute(v)
	}
}

// average puts samples into the coefficients of cells, together weighing factor; first is the cell of the first sample of
// the panel (METHODS 2.6).
func average(coef []float64, first int, samples []int, factor float64) {
	for _, s := range samples {
		coef[first+s] = factor / float64(len(samples))
	}
}
