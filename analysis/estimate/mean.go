package estimate

import (
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// means computes every mean of a wave with its distribution: by variable, panel and basis.
func means(f *Figures, w *dataset.Wave) {
	from := 0
	each(w.Variables, func(v *dataset.Variable) {
		from = len(f.Estimates)
		for p := range w.Panels {
			if !v.Asked[p] {
				continue
			}
			for _, g := range grounds(w, v, p) {
				mean(f, w, v, p, g)
			}
		}
	}, func(v *dataset.Variable) {
		for i, to := from, len(f.Estimates); i < to; i++ {
			e := f.Estimates[i]
			e.Subject = Subject(w, v, e.Basis, e.Sample)
			f.estimate(e, f.Evidence.Estimates[i]...)
		}
	})
}

func mean(f *Figures, w *dataset.Wave, v *dataset.Variable, panel int, g ground) {
	e := report.Estimate{Wave: w.Code(), Panel: w.Panels[panel], Subject: g.Subject}
	if g.alone() {
		table, sizes := w.Table(v, panel, g.sample()), w.SizesOf(v)
		mean := sizes.Mean(v.Scale, stats.Level, table)
		fill(&e, v, sizes, table, mean)
		f.estimate(e, mean.Counts)
		return
	}
	f.estimate(e, averageOver(&e, w, v, panel, g.samples)...)
	f.Estimates[len(f.Estimates)-1] = e
}

// fill puts in the figures of members who each have one row (METHODS 2.1 to 2.4, 3.2).
func fill(e *report.Estimate, v *dataset.Variable, sizes stats.StratumSizes, table stats.FrequencyTable, mean stats.Estimate) {
	e.N, e.Reason, e.DontKnow = &mean.Members, string(mean.Reason), report.Figure(mean.DKShare)
	if mean.Members == 0 {
		return
	}
	top := sizes.Proportion(v.Top, stats.Level, table)
	e.NEff, e.Mean, e.SE, e.Low, e.High = report.Figure(mean.NEffKish), report.Figure(mean.Mean), report.Figure(mean.SE), report.Figure(mean.Low), report.Figure(mean.High)
	e.Top2, e.Top2Low, e.Top2High = report.Figure(top.P), report.Figure(top.Low), report.Figure(top.High)
	e.Distribution = distribution(v, table)
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
// sample happened to be shown. One member rates several samples, so its uncertainty comes from all rows together.
func averageOver(e *report.Estimate, w *dataset.Wave, v *dataset.Variable, panel int, samples []int) []stats.Counts {
	first, last := w.RatingRows[panel][0], w.RatingRows[panel][1]
	ratings, codes := w.ClusteredOf(panel), v.Codes[first:last]
	coef := make([]float64, len(v.Tables))
	average(coef, panel*len(w.Samples), samples, 1)
	mean, members := ratings.Contrast(codes, v.Scale, v.Tables, nil, coef, stats.Level)
	e.N, e.Reason = &members, string(mean.Reason)
	if members == 0 {
		e.Reason = string(stats.NoValid)
		return mean.Bases
	}
	valid := 0
	for _, base := range mean.Bases {
		valid += base.Rows
	}
	top, _ := ratings.Contrast(codes, v.Top, v.Tables, nil, coef, stats.Level)
	nEff := w.EffectiveRaters(v, panel, samples)
	e.NEff, e.Mean, e.SE, e.Low, e.High = report.Figure(nEff), report.Figure(mean.Estimate), report.Figure(mean.SE), report.Figure(mean.Low), report.Figure(mean.High)
	low, high := averageInterval(top, valid, nEff)
	e.Top2, e.Top2Low, e.Top2High = report.Figure(top.Estimate), report.Figure(low), report.Figure(high)
	e.Distribution = make([]float64, survey.ScalePoints)
	unknown := 0.0
	for _, s := range samples {
		unknown += mean.Bases[panel*len(w.Samples)+s].DKShare / float64(len(samples))
		for point, share := range distribution(v, w.Table(v, panel, s)) {
			e.Distribution[point] += share / float64(len(samples))
		}
	}
	e.DontKnow = report.Figure(unknown)
	return mean.Bases
}

// averageInterval is that of an average of shares, with n rows (METHODS 3.2 and 3.3); members is their effective number.
func averageInterval(top stats.Comparison, n int, members float64) (low, high float64) {
	p := top.Estimate
	if p == 0 || p == 1 {
		return stats.BoundaryInterval(p, members, stats.Tail)
	}
	low, high, _, _ = stats.KornGraubardInterval(p, p*(1-p)/(top.SE*top.SE), float64(n), top.DF, stats.Tail)
	return low, high
}
