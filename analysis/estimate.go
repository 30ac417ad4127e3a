package analysis

import (
	"math"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// level is the level of confidence of every interval.
const level = 0.95

// estimates computes every mean of a wave with its distribution: by measure, basis and panel.
func (b *builder) estimates(w *dataset.Wave) []report.Estimate {
	var all []report.Estimate
	// The single item of a parameter has the figures of the parameter.
	var before *dataset.Variable
	from := 0
	for _, m := range w.Variables {
		if before != nil && m.OnlyItemOf(before) {
			for _, e := range all[from:] {
				e.Subject = b.subject(m, e.Basis, e.Sample)
				all = append(all, e)
			}
			continue
		}
		before, from = m, len(all)
		for p := range w.Panels {
			if m.Asked[p] {
				all = append(all, b.panelEstimates(w, m, p)...)
			}
		}
	}
	b.hideItems(w, all)
	return all
}

func (b *builder) panelEstimates(w *dataset.Wave, m *dataset.Variable, panel int) []report.Estimate {
	if !m.Key.Rated {
		return []report.Estimate{b.estimate(w, m, panel, report.Identity, -1)}
	}
	var list []report.Estimate
	var anchors, all []int
	for s := range w.Samples {
		list = append(list, b.estimate(w, m, panel, report.OfSample, s))
		all = append(all, s)
		if w.Anchors[s] {
			anchors = append(anchors, s)
		}
	}
	if len(anchors) > 0 {
		list = append(list, b.indexEstimate(w, m, panel, report.Anchors, w.Answered(m, anchors, panel)))
	}
	return append(list, b.indexEstimate(w, m, panel, report.All, w.Answered(m, all, panel)))
}

// estimate is one mean over members who each have one row.
func (b *builder) estimate(w *dataset.Wave, m *dataset.Variable, panel int, basis report.Basis, sample int) report.Estimate {
	e := report.Estimate{Wave: w.Code(), Panel: w.Panels[panel], Subject: b.subject(m, basis, sampleCode(w, sample))}
	tally, scope := w.Table(m, panel, sample), w.SizesOf(m)
	mean := scope.Mean(m.Scale, level, tally)
	if b.gate.hides(mean.Counts) {
		return e.Withheld()
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
func (b *builder) fill(e *report.Estimate, m *dataset.Variable, scope stats.Scope, tally stats.Tally, mean stats.Estimate) {
	top := scope.Proportion(m.Top, level, tally)
	e.NEff, e.Mean, e.SE, e.Low, e.High = figure(mean.NEffKish), figure(mean.Mean), figure(mean.SE), figure(mean.Low), figure(mean.High)
	e.Top2, e.Top2Low, e.Top2High, e.DontKnow = figure(top.P), figure(top.Low), figure(top.High), figure(mean.DKShare)
	e.Distribution, e.Reason = distribution(m, tally), string(mean.Reason)
}

// distribution gives the shares of the points 1 to 5 among the valid answers.
func distribution(m *dataset.Variable, t stats.Tally) []float64 {
	shares, total := make([]float64, survey.ScalePoints), 0.0
	for _, c := range t.Codes {
		if point := m.Points[stats.Index(c.Code)]; point > 0 {
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
func (b *builder) indexEstimate(w *dataset.Wave, m *dataset.Variable, panel int, basis report.Basis, samples []int) report.Estimate {
	e := report.Estimate{Wave: w.Code(), Panel: w.Panels[panel], Subject: b.subject(m, basis, nil)}
	first, last := w.RatingRows[panel][0], w.RatingRows[panel][1]
	rated, codes := w.ClusteredOf(panel), m.Codes[first:last]
	coef := make([]float64, len(m.Tables))
	average(coef, panel*len(w.Samples), samples, 1)
	mean, members := rated.Contrast(codes, m.Scale, m.Tables, coef, level)
	if b.gate.hides(mean.Bases...) {
		return e.Withheld()
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
	top, _ := rated.Contrast(codes, m.Top, m.Tables, coef, level)
	nEff := w.EffectiveRaters(m, panel, samples)
	e.NEff, e.Mean, e.SE, e.Low, e.High = figure(nEff), figure(mean.Estimate), figure(mean.SE), figure(mean.Low), figure(mean.High)
	low, high := indexInterval(top.Estimate, top.SE, top.DF, valid, nEff)
	e.Top2, e.Top2Low, e.Top2High = figure(top.Estimate), figure(low), figure(high)
	e.Distribution = make([]float64, survey.ScalePoints)
	unknown := 0.0
	for _, s := range samples {
		unknown += mean.Bases[panel*len(w.Samples)+s].DKShare / float64(len(samples))
		for point, share := range distribution(m, w.Table(m, panel, s)) {
			e.Distribution[point] += share / float64(len(samples))
		}
	}
	e.DontKnow = figure(unknown)
	return e
}

func sampleCode(w *dataset.Wave, sample int) *string {
	if sample < 0 {
		return nil
	}
	return &w.Samples[sample]
}

// figure is a number of the report: nil when it is not available.
func figure(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
