package web

// fillMethod tells in plain words how the figures come about.
func fillMethod(w *resultWork) {
	w.page.Lead = []string{w.T("results.method.lead")}
	for _, part := range []string{"who", "scale", "interval", "test", "gap", "change", "samples", "hidden"} {
		w.page.Sections = append(w.page.Sections, resultSection{Heading: w.T("results.method." + part + "_title"), Text: []string{w.T("results.method." + part)}})
	}
	w.page.Sections = append(w.page.Sections, w.weightsInUse())
	for _, n := range w.Report.Notes {
		w.page.Notes = append(w.page.Notes, n.Text)
	}
}
