package analysis

import (
	"math"

	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// estimates computes every mean of a wave with its distribution: by measure, basis and panel.
func (b *builder) estimates(w *dataset) []Estimate {
	var all []Estimate
	// The single item of a parameter has the figures of the parameter.
	var before *measure
	from := 0
	for _, m := range w.measures {
		if before != nil && m.copies(before) {
			for _, e := range all[from:] {
				e.Subject = b.subject(m, e.Basis, e.Sample)
				all = append(all, e)
			}
			continue
		}
		before, from = m, len(all)
		for p := range w.panels {
			if m.asked[p] {
				all = append(all, b.panelEstimates(w, m, p)...)
			}
		}
	}
	b.hideItems(w, all)
	return all
}

// copies says that a measure is the only item of the parameter before it.
func (m *measure) copies(whole *measure) bool {
	return m.key.item != "" && whole.key.item == "" && len(whole.questions) == 1 && m.questions[0] == whole.questions[0]
}

func (b *builder) panelEstimates(w *dataset, m *measure, panel int) []Estimate {
	if !m.key.rated {
		return []Estimate{b.estimate(w, m, panel, Identity, -1)}
	}
	var list []Estimate
	var anchors, all []int
	for s := range w.samples {
		list = append(list, b.estimate(w, m, panel, OfSample, s))
		all = append(all, s)
		if w.anchors[s] {
			anchors = append(anchors, s)
		}
	}
	if len(anchors) > 0 {
		list = append(list, b.indexEstimate(w, m, panel, Anchors, w.answered(m, anchors, panel)))
	}
	return append(list, b.indexEstimate(w, m, panel, All, w.answered(m, all, panel)))
}

// estimate is one mean over members who each have one row.
func (b *builder) estimate(w *dataset, m *measure, panel int, basis Basis, sample int) Estimate {
	e := Estimate{Wave: w.Code(), Panel: w.panels[panel], Subject: b.subject(m, basis, sampleCode(w, sample))}
	tally, scope := w.tally(m, panel, sample), w.scope(m)
	mean := scope.Mean(m.scale, level, tally)
	if b.gate.hides(mean.Counts) {
		return e.hidden()
	}
	e.N, e.Reason = &mean.Members, string(mean.Reason)
	if mean.Members == 0 {
		e.DontKnow = figure(mean.DKShare)
		return e
	}
	b.fill(&e, m, scope, tally, mean)
	return e
}

// fill puts in the figures of members who each have one row.
func (b *builder) fill(e *Estimate, m *measure, scope stats.StratumSizes, tally stats.FrequencyTable, mean stats.Estimate) {
	top := scope.Proportion(m.top, level, tally)
	e.NEff, e.Mean, e.SE, e.Low, e.High = figure(mean.NEffKish), figure(mean.Mean), figure(mean.SE), figure(mean.Low), figure(mean.High)
	e.Top2, e.Top2Low, e.Top2High, e.DontKnow = figure(top.P), figure(top.Low), figure(top.High), figure(mean.DKShare)
	e.Distribution, e.Reason = m.distribution(tally), string(mean.Reason)
}

// distribution gives the shares of the points 1 to 5 among the valid answers.
func (m *measure) distribution(t stats.FrequencyTable) []float64 {
	shares, total := make([]float64, survey.ScalePoints), 0.0
	for _, c := range t.Codes {
		if point := m.points[stats.Index(c.Code)]; point > 0 {
			shares[point-1] += c.W
			total += c.W
		}
	}
	for i := range shares {
		shares[i] /= total
	}
	return shares
}

// indexEstimate is the plain average of the means of samples.
func (b *builder) indexEstimate(w *dataset, m *measure, panel int, basis Basis, samples []int) Estimate {
	e := Estimate{Wave: w.Code(), Panel: w.panels[panel], Subject: b.subject(m, basis, nil)}
	first, last := w.ratingRanges[panel][0], w.ratingRanges[panel][1]
	rated, codes := w.panelOf(panel), m.codes[first:last]
	coef := make([]float64, len(m.tallies))
	average(coef, panel*len(w.samples), samples, 1)
	mean, members := rated.Contrast(codes, m.scale, m.tallies, nil, coef, level)
	if b.gate.hides(mean.Bases...) {
		return e.hidden()
	}
	e.N, e.Reason = &members, string(mean.Reason)
	if members == 0 {
		e.Reason = string(stats.NoValid)
		return e
	}
	valid := 0
	for _, base := range mean.Bases {
		valid += base.Rows
	}
	top, _ := rated.Contrast(codes, m.top, m.tallies, nil, coef, level)
	nEff := w.effective(m, panel, samples)
	e.NEff, e.Mean, e.SE, e.Low, e.High = figure(nEff), figure(mean.Estimate), figure(mean.SE), figure(mean.Low), figure(mean.High)
	low, high := indexInterval(top.Estimate, top.SE, top.DF, valid, nEff)
	e.Top2, e.Top2Low, e.Top2High = figure(top.Estimate), figure(low), figure(high)
	e.Distribution = make([]float64, survey.ScalePoints)
	unknown := 0.0
	for _, s := range samples {
		unknown += mean.Bases[panel*len(w.samples)+s].DKShare / float64(len(samples))
		for point, share := range m.distribution(w.tally(m, panel, s)) {
			e.Distribution[point] += share / float64(len(samples))
		}
	}
	e.DontKnow = figure(unknown)
	return e
}

func sampleCode(w *dataset, sample int) *string {
	if sample < 0 {
		return nil
	}
	return &w.samples[sample]
}

// figure is a number of the report: nil when it is not available.
func figure(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
