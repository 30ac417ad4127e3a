package exhibit

import (
	"strings"

	"realitycheck/analysis/report"
)

// measured says for a caption how many members of each panel stand behind the estimates that of lists, and which weights
// they have.
func (r *reader) measured(wave string, of func(panel string) []*report.Estimate) []string {
	var bases []string
	for _, panel := range r.panelCodes() {
		switch low, high := base(of(panel)); {
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

// base is the smallest and the largest number of members behind estimates that are told, 0 where none is.
func base(list []*report.Estimate) (low, high int) {
	for _, e := range list {
		if e == nil || e.N == nil || e.Suppressed {
			continue
		}
		if low == 0 || *e.N < low {
			low = *e.N
		}
		high = max(high, *e.N)
	}
	return low, high
}
