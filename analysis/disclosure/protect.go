package disclosure

import (
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// Control is the disclosure control of a report.
type Control struct {
	Threshold int  // fewest members behind a figure: n_min
	Secondary bool // withhold what would let a reader compute what is withheld; off only to show that a test notices

	public map[panelInWave]bool // panels that are not protected as colleagues
}

// leastMembers is the floor of n_min (METHODS 7.1).
const leastMembers = 5

// New is the control with n_min as configured, not under its floor.
func New(nMin int) Control { return Control{Threshold: max(nMin, leastMembers), Secondary: true} }

// Evidence is what protection needs beside a report and is told to nobody: whom every figure rests on.
type Evidence struct {
	Computed
	Themes estimate.ThemeEvidence

	Unweighted     *Computed // behind Report.Unweighted, nil where it was not asked for
	WithoutFlagged *Computed // behind Report.WithoutFlagged
	FlaggedAlone   *Computed // those with a flag, published nowhere: they follow from the figures with and without them
}

// Computed are figures with the waves that they were computed from.
type Computed struct {
	Waves   []*dataset.Wave
	Figures *estimate.Figures
}

// Protect takes from a report everything that may not be published, and leaves marks where it stood. The order is that of its
// reasons: first each figure by itself, then what figures tell of each other.
func (c Control) Protect(r *report.Report, e *Evidence) {
	c.public = publicPanels(e.Waves)
	own := &report.Alternative{Estimates: r.Estimates, Gaps: r.Gaps, Changes: r.Changes}
	c.threshold(own, e.Figures)
	for i := range r.Choices {
		if c.tooFew(e.Figures.Choices.Counts[i]) {
			r.Choices[i] = r.Choices[i].Withheld()
		}
	}
	c.items(e.Waves, r.Estimates)
	c.groups(e.Waves, r.Estimates)
	c.alternatives(r, e)
	c.themes(r, &e.Themes)
	c.choices(r.Choices)
	c.quality(r.Quality)
	for _, v := range []*report.Alternative{own, r.Unweighted, r.WithoutFlagged} {
		if v != nil {
			c.estimates(v.Estimates)
			c.tests(v)
		}
	}
}

// threshold withholds figures whose domains have members, but too few (METHODS 7.2).
func (c Control) threshold(v *report.Alternative, f *estimate.Figures) {
	for i := range v.Estimates {
		if c.tooFew(f.Estimates.Counts[i]) {
			v.Estimates[i] = v.Estimates[i].Withheld()
		}
	}
	for i := range v.Gaps {
		if c.tooFew(f.Gaps.Counts[i]) {
			withholdGap(&v.Gaps[i])
		}
	}
	for i := range v.Changes {
		if c.tooFew(f.Changes.Counts[i]) {
			withholdChange(&v.Changes[i])
		}
	}
}

// tooFew reports whether one of the domains behind a figure has members, but too few: valid answers, or those and don't-knows.
func (c Control) tooFew(domains []stats.Counts) bool {
	return slices.ContainsFunc(domains, func(d stats.Counts) bool { return d.Hidden(c.Threshold) })
}

// few reports whether a number of members is too small for figures on them.
func (c Control) few(n int) bool { return n > 0 && n < c.Threshold }

func withholdGap(g *report.Gap) { g.N, g.Test = nil, report.Test{Suppressed: true} }

func withholdChange(c *report.Change) {
	c.N, c.Overlap, c.Test = nil, nil, report.Test{Suppressed: true}
}

// quality withholds the flags of panels with too few responses.
func (c Control) quality(flags []report.Quality) {
	for i := range flags {
		if q := &flags[i]; c.few(q.N) {
			*q = report.Quality{Wave: q.Wave, Panel: q.Panel, Suppressed: true}
		}
	}
}
