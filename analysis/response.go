package analysis

import (
	"slices"

	"realitycheck/analysis/report"
	"realitycheck/survey"
)

// responses counts who took part, by panel of a wave; before is the chosen wave that came before it, nil for the first.
func (b *builder) responses(w, before *dataset) ([]report.Response, error) {
	var all []report.Response
	for _, panel := range w.panels {
		r := report.Response{Wave: w.Code(), Panel: panel, Rates: map[string]*float64{"completion": nil, "break_off": nil, "retention": nil}}
		i := slices.IndexFunc(w.Outcomes, func(o survey.Outcomes) bool { return o.Panel == panel })
		if i >= 0 {
			o := w.Outcomes[i]
			r.Invited, r.Started, r.Completed, r.Partial = o.Invited, o.Started, o.Completed, o.Partial
			r.Rates["completion"] = rate(o.Completed, o.Invited)
			r.Rates["break_off"] = rate(o.BreakOff, o.Completed+o.Partial+o.BreakOff)
		}
		if before != nil {
			retention, err := retention(before, w, panel)
			if err != nil {
				return nil, err
			}
			r.Rates["retention"] = retention
		}
		all = append(all, r)
	}
	return all, nil
}

// rate is a share, nil without a base.
func rate(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	return figure(float64(part) / float64(whole))
}

// retention is the share of those complete in one wave who were complete in the next as well.
func retention(from, to *dataset, panel string) (*float64, error) {
	pairs, paired, err := to.Pairs(from.Code())
	if err != nil || !paired {
		return nil, err
	}
	complete := func(w *dataset, row int32) bool {
		return w.Responses.Panel.At(int(row)) == panel && w.Responses.Outcome.At(int(row)) == string(survey.Complete)
	}
	base, kept := 0, 0
	for row := range from.Responses.Len() {
		if complete(from, int32(row)) {
			base++
		}
	}
	for _, p := range pairs {
		if complete(from, p.Earlier) && complete(to, p.Later) {
			kept++
		}
	}
	return rate(kept, base), nil
}
