package analysis

import (
	"slices"

	"realitycheck/analysis/quality"
	"realitycheck/survey"
)

// responses counts who took part, by panel of a wave; before is the chosen wave that came before it, nil for the first.
func (b *builder) responses(w, before *dataset) ([]Response, error) {
	var all []Response
	for _, panel := range w.panels {
		r := Response{Wave: w.Code(), Panel: panel, Rates: map[string]*float64{"completion": nil, "break_off": nil, "retention": nil}}
		i := slices.IndexFunc(w.Outcomes, func(o survey.Outcomes) bool { return o.Panel == panel })
		if i >= 0 {
			o := w.Outcomes[i]
			r.Invited, r.Started, r.Completed, r.Partial = o.Invited, o.Started, o.Completed, o.Partial
			rates := quality.RatesOf(o)
			r.Rates["completion"], r.Rates["break_off"] = figure(rates.Completion), figure(rates.BreakOff)
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

// retention is the share of those complete in one wave who were complete in the next as well; nil where the waves are not paired.
func retention(from, to *dataset, panel string) (*float64, error) {
	pairs, paired, err := to.Pairs(from.Code())
	if err != nil || !paired {
		return nil, err
	}
	complete := func(w *dataset, row int) bool {
		return w.Responses.Panel.At(row) == panel && w.Responses.Outcome.At(row) == string(survey.Complete)
	}
	members := make([]quality.Participation, from.Responses.Len()+to.Responses.Len())
	place := make([]int, to.Responses.Len()) // of each response of the later wave among the members
	for row := range place {
		place[row] = from.Responses.Len() + row
	}
	for _, p := range pairs {
		place[p.Later] = int(p.Earlier)
	}
	for row := range from.Responses.Len() {
		members[row].CompleteFrom = complete(from, row)
	}
	for row, member := range place {
		members[member].CompleteTo = complete(to, row)
	}
	return figure(quality.Retain(members).Rate), nil
}
