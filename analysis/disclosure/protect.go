package disclosure

import (
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

// Evidence is what protection needs beside a report and nobody is told: whom every figure rests on.
type Evidence struct {
	Waves   []*dataset.Wave
	Figures estimate.Evidence
	Themes  estimate.ThemeEvidence

	Unweighted     *Other // behind Report.Unweighted, nil where it was not asked for
	WithoutFlagged *Other // behind Report.WithoutFlagged
	FlaggedAlone   *Other // those with a flag, told nowhere: they follow from the figures with and without them
}

// Other is the evidence behind figures computed another way.
type Other struct {
	Waves   []*dataset.Wave
	Figures estimate.Evidence
	Means   []report.Estimate // of FlaggedAlone only, in the order of WithoutFlagged
}

// Protect takes from a report everything that may not be told, and leaves marks where it stood. The order is that of its
// reasons: first each figure by itself, then what figures tell of each other.
func (c Control) Protect(r *report.Report, e *Evidence) {
	c.public = publicPanels(e.Waves)
	c.threshold(r.Estimates, r.Gaps, r.Changes, &e.Figures)
	c.choiceThreshold(r.Choices, e.Figures.Choices)
	c.items(e.Waves, r.Estimates)
	c.groups(e.Waves, r.Estimates)
	c.variants(r, e)
	c.themes(r, &e.Themes)

	c.estimates(r.Estimates)
	c.choices(r.Choices)
	c.quality(r.Quality)
	c.tests(r.Estimates, r.Gaps, r.Changes)
	for _, v := range []*report.Variant{r.Unweighted, r.WithoutFlagged} {
		if v != nil {
			c.estimates(v.Estimates)
			c.tests(v.Estimates, v.Gaps, v.Changes)
		}
	}
}

// threshold withholds figures whose domains have members, but too few (METHODS 7.2).
func (c Control) threshold(estimates []report.Estimate, gaps []report.Gap, changes []report.Change, e *estimate.Evidence) {
	for i := range estimates {
		if c.tooFew(e.Estimates[i]) {
			estimates[i] = estimates[i].Withheld()
		}
	}
	for i := range gaps {
		if c.tooFew(e.Gaps[i]) {
			withholdGap(&gaps[i])
		}
	}
	for i := range changes {
		if c.tooFew(e.Changes[i]) {
			withholdChange(&changes[i])
		}
	}
}

func (c Control) choiceThreshold(choices []report.Choice, counts [][]stats.Counts) {
	for i := range choices {
		if c.tooFew(counts[i]) {
			choices[i] = choices[i].Withheld()
		}
	}
}

// tooFew reports whether one of the domains behind a figure has members, but too few: valid answers, or those and don't-knows.
func (c Control) tooFew(domains []stats.Counts) bool {
	for _, d := range domains {
		if d.Hidden(c.Threshold) {
			return true
		}
	}
	return false
}

// few reports whether a number of members is too small to be told about.
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
