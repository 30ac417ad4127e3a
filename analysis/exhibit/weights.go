package exhibit

import (
	"slices"
	"strings"
)

// weighting says for a caption which weights the figures of a year have, or those of all years when wave is empty.
func (r *reader) weighting(wave string) string {
	if wave == "" && len(r.Years) > 1 {
		return r.yearsWeighted()
	}
	if wave == "" {
		wave = r.Last()
	}
	var used, plain []string
	name := ""
	for i := range r.Weighting {
		g := &r.Weighting[i]
		switch {
		case g.Wave != wave || !slices.Contains(r.panelCodes(), g.Panel):
		case g.Method == "none":
			plain = append(plain, r.PanelName(g.Panel))
		default:
			name = *g.Name
			used = append(used, r.T("exhibit.weighted_panel", "panel", r.PanelName(g.Panel), "margins", r.margins(g.Margins)))
		}
	}
	if len(used) == 0 {
		return r.T("exhibit.unweighted")
	}
	text := r.T("exhibit.weighted", "name", name, "panels", strings.Join(used, ", "))
	if len(plain) > 0 {
		text += " " + r.T("exhibit.weighted_not", "panels", strings.Join(plain, ", "))
	}
	return text
}

// yearsWeighted says which years have weights, each with the name of its weighting.
func (r *reader) yearsWeighted() string {
	var used, years []string
	for i := range r.Weighting {
		if g := &r.Weighting[i]; g.Method != "none" && !slices.Contains(years, g.Wave) {
			years = append(years, g.Wave)
			used = append(used, r.T("exhibit.weighted_year", "wave", g.Wave, "name", *g.Name))
		}
	}
	if len(used) == 0 {
		return r.T("exhibit.unweighted")
	}
	text := r.T("exhibit.weighted_years", "years", strings.Join(used, ", "))
	if len(years) < len(r.Years) {
		text += " " + r.T("exhibit.weighted_years_not")
	}
	return text
}

// margins names the attributes by which figures are weighted.
func (r *reader) margins(codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = r.AttributeName(code)
	}
	return strings.Join(names, ", ")
}
