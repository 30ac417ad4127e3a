package verify

// methods maps the method of a spec to what computes it.
func methods() map[string]func(*frame) (any, error) {
	return map[string]func(*frame) (any, error){
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
