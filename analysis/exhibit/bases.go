package exhibit

import (
	"strings"

	"realitycheck/analysis/report"
)

// measured says for a caption how many members of each panel stand behind the means of subjects in a wave, and which weights
// they have.
func (r *reader) measured(wave string, on []report.Subject) []string {
	var bases []string
	for _, panel := range r.panels() {
		switch low, high := r.base(wave, panel, on); {
		case high == 0:
		case low == high:
			bases = append(bases, r.T("exhibit.base_one", "panel", r.PanelName(panel), "n", high))
		default:
			bases = append(bases, r.T("exhibit.base", "panel", r.PanelName(panel), "low", low, "high", high))
		}
	}
	if bases == nil {
		return []string{r.weighting(wave)}
	}
	return []string{r.T("exhibit.bases", "bases", strings.Join(bases, ", ")), r.weighting(wave)}
}

// base is the smallest and the largest number of members behind means that are told, 0 where none is.
func (r *reader) base(wave, panel string, on []report.Subject) (low, high int) {
	for _, s := range on {
		if e := r.Estimate(wave, panel, s); e != nil && e.N != nil && !e.Suppressed {
			if low == 0 || *e.N < low {
				low = *e.N
			}
			high = max(high, *e.N)
		}
	}
	return low, high
}
