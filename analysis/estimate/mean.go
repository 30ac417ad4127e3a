package estimate

import (
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// means computes every mean of a wave with its distribution: by variable, panel and basis.
func means(f *Figures, w *dataset.Wave) {
	f.Estimates.each(w.Variables, func(e *report.Estimate) *report.Subject { return &e.Subject }, func(v *dataset.Variable) {
		for _, p := range w.InOrder {
			if !v.Asked[p] {
				continue
			}
			for _, g := range grounds(w, v, p) {
				e := report.Estimate{Wave: w.Code(), Panel: w.Panels[p], Subject: g.Subject}
				if g.alone() {
					counts := oneRow(&e, v, w.Table(v, p, g.sample()))
					f.Estimates.add(e, counts)
				} else {
					counts := averageOver(&e, w, v, p, g.samples)
					f.Estimates.add(e, counts...)
				}
			}
		}
	})
}

// oneRow puts in the figures of members who each have one row (METHODS 2.1, METHODS 2.4, METHODS 3.2) and gives their counts.
func oneRow(e *report.Estimate, v *dataset.Variable, table stats.FrequencyTable) stats.Counts {
	mean := v.Sizes.Mean(v.Scale, stats.Level, table)
	e.N, e.Reason, e.DontKnow = &mean.Members, string(mean.Reason), report.Figure(mean.DKShare)
	if mean.Members == 0 {
		return mean.Counts
	}
	top := v.Sizes.Proportion(v.Top, stats.Level, table)
	e.NEff, e.Mean, e.SE = report.Figure(mean.NEffKish), report.Figure(mean.Mean), report.Figure(mean.SE)
	e.Low, e.High = report.Figure(mean.Low), report.Figure(mean.High)
	e.Top2, e.Top2Low, e.Top2High = report.Figure(top.P), report.Figure(top.Low), report.Figure(top.High)
	e.Distribution = distribution(v, table)
	return mean.Counts
}

// distribution gives the shares of the points 1 to 5 among the valid answers.
func distribution(v *dataset.Variable, table stats.FrequencyTable) []float64 {
	shares, total := make([]float64, survey.ScalePoints), 0.0
	for _, c := range table.Codes {
		if point := v.Points[stats.Index(c.Code)]; point > 0 {
			shares[point-1] += c.W
			total += c.W
		}
	}
	for i := range shares {
		shares[i] /= total
	}
	return shares
}

// averageOver puts in the plain average of the means of samples (METHODS 2.6), so that it does not depend on how often each
// sample happened to be drawn. One member rates several samples, so its uncertainty comes from all rows together.
func averageOver(e *report.Estimate, w *dataset.Wave, v *dataset.Variable, panel int, samples []int) []stats.Counts {
	first, last := w.RowsOf(v, panel)
	ratings, codes := w.RatingsOf(panel), v.Codes[first:last]
	coef := make([]float64, len(v.Tables))
	average(coef, panel*len(w.Samples), samples, 1)
	mean, members := ratings.Contrast(codes, v.Scale, v.Tables, nil, coef, stats.Level)
	e.N, e.Reason = &members, string(mean.Reason)
	if members == 0 {
		e.Reason = string(stats.NoValid)
		return mean.Bases
	}
	top, _ := ratings.Contrast(codes, v.Top, v.Tables, nil, coef, stats.Level)
	nEff := w.EffectiveSize(w.Raters(v, panel, samples))
	e.NEff, e.Mean, e.SE = report.Figure(nEff), report.Figure(mean.Estimate), report.Figure(mean.SE)
	e.Low, e.High = report.Figure(mean.Low), report.Figure(mean.High)
	e.Distribution = make([]float64, survey.ScalePoints)
	unknown, valid := 0.0, 0
	for _, s := range samples {
		base := &mean.Bases[panel*len(w.Samples)+s]
		unknown += base.DKShare / float64(len(samples))
		valid += base.Rows
		for point, share := range distribution(v, w.Table(v, panel, s)) {
			e.Distribution[point] += share / float64(len(samples))
		}
	}
	low, high := shareInterval(top.Estimate, top.SE*top.SE, float64(valid), top.DF, nEff)
	e.Top2, e.Top2Low, e.Top2High = report.Figure(top.Estimate), report.Figure(low), report.Figure(high)
	e.DontKnow = report.Figure(unknown)
	return mean.Bases
}

// shareInterval is that of a share p with its variance on so many rows, after Korn and Graubard (1998, METHODS 3.2), or of
// exactly 0 or 1 on the effective number of members (METHODS 3.3).
func shareInterval(p, variance, rows, df, members float64) (low, high float64) {
	if p == 0 || p == 1 {
		return stats.BoundaryInterval(p, members, stats.Tail)
	}
	low, high, _, _ = stats.KornGraubardInterval(p, p*(1-p)/variance, rows, df, stats.Tail)
	return low, high
}
