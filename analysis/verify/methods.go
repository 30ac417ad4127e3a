package verify

import "slices"

// methods maps the method of a spec to what computes it.
func methods() map[string]func(*frame) ([]way, error) {
	return map[string]func(*frame) ([]way, error){
		"special":          runSpecial,
		"mean":             runMean,
		"proportion":       runProportion,
		"contrast":         runContrast,
		"rake":             runRake,
		"mean_raked":       runMeanRaked,
		"kish":             runKish,
		"rao_scott":        runRaoScott,
		"p_adjust":         runAdjust,
		"alpha":            runAlpha,
		"kappa":            runKappa,
		"kripp":            runKrippendorff,
		"aapor":            runOutcome,
		"retention":        runRetention,
		"suppress":         runSuppress,
		"difference_audit": runDifferences,
		"design_balance":   runBalance,
		"flags":            runFlags,
	}
}

// notYet lists the methods of the format that are still to come.
func notYet() []string {
	return []string{"verdict", "change", "drift", "stayed", "pair_sums", "contribution", "interaction", "rank", "group_contrast",
		"small_domain", "relative_weights"}
}

// later names what a case needs that is not there yet; empty when it can be computed.
func (s *spec) later() string {
	if slices.Contains(notYet(), s.Method) {
		return s.Method
	}
	for _, it := range s.Items {
		if len(it.Vars) > 0 {
			return "vars"
		}
	}
	for _, m := range s.Margins {
		if len(m.Applies) > 0 {
			return "applies"
		}
	}
	return ""
}
