package disclosure

import (
	"math"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
)

// choices judges the options of each question of a panel together.
func (c Control) choices(all []report.Choice) {
	same := func(a, b *report.Choice) bool { return a.Wave == b.Wave && a.Panel == b.Panel && a.Item == b.Item }
	runs(all, same, func(from, to int) { c.options(all[from:to]) })
}

// runs goes through the runs of figures that are the same as the first.
func runs[F any](all []F, same func(a, b *F) bool, judge func(from, to int)) {
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && same(&all[from], &all[to]) {
			to++
		}
		judge(from, to)
		from = to
	}
}

// options codes shares near 0 or 1. Where they sum to 1, one that is told as a limit takes another with it, or what is left
// of 1 would tell it.
func (c Control) options(options []report.Choice) {
	sum, coded := 0.0, 0
	var smallest *report.Choice
	for i := range options {
		o := &options[i]
		if o.N != nil && c.few(*o.N) {
			*o = o.Withheld()
		}
		share := o.Share
		if share != nil {
			sum += *share
		}
		if o.N != nil {
			if o.Limit = c.limit(o.Wave, o.Panel, *o.N, o.Share); o.Limit != "" {
				o.Share, o.Low, o.High = nil, nil, nil
			}
		}
		switch {
		case o.Limit != "":
			coded++
		case share != nil && (smallest == nil || *share < *smallest.Share):
			smallest = o
		}
	}
	if coded == 1 && smallest != nil && math.Abs(sum-1) < dataset.SameShare {
		*smallest = smallest.Withheld()
	}
}
