package estimate

import (
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/quality"
	"realitycheck/analysis/report"
	"realitycheck/survey"
)

// responses counts who took part, by panel of a wave (METHODS 6); before is the chosen wave that came before it, nil for the
// first.
func responses(f *Figures, w, before *dataset.Wave) error {
	for _, p := range w.InOrder {
		panel := w.Panels[p]
		r := report.Response{Wave: w.Code(), Panel: panel,
			Rates: map[string]*float64{"completion": nil, "break_off": nil, "retention": nil}}
		if i := slices.IndexFunc(w.Outcomes, func(o survey.Outcomes) bool { return o.Panel == panel }); i >= 0 {
			o := w.Outcomes[i]
			r.Invited, r.Started, r.Completed, r.Partial = o.Invited, o.Started, o.Completed, o.Partial
			rates := quality.RatesOf(o)
			r.Rates["completion"], r.Rates["break_off"] = report.Figure(rates.Completion), report.Figure(rates.BreakOff)
		}
		var err error
		if r.Rates["retention"], err = retention(before, w, panel); err != nil {
			return err
		}
		f.Responses = append(f.Responses, r)
	}
	return nil
}

// retention is the share of those complete in one wave who were complete in the next as well; nil where the waves are not
// paired, or there is none before.
func retention(from, to *dataset.Wave, panel string) (*float64, error) {
	if from == nil {
		return nil, nil
	}
	pairs, paired, err := to.Pairs(from.Code())
	if err != nil || !paired {
		return nil, err
	}
	complete := func(w *dataset.Wave, row int) bool {
		return w.Responses.Panel.At(row) == panel && w.Responses.Outcome.At(row) == string(survey.Complete)
	}
	members := make([]quality.Participation, from.Responses.Len())
	for row := range members {
		members[row].CompleteFrom = complete(from, row)
	}
	for _, p := range pairs {
		members[p.Earlier].CompleteTo = complete(to, int(p.Later))
	}
	return report.Figure(quality.Retain(members).Rate), nil
}
