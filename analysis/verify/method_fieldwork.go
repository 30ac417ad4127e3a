package verify

import (
	"encoding/json"
	"maps"
	"math"

	"realitycheck/analysis/quality"
	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
	"realitycheck/survey"
)

func runOutcome(f *frame) ([]way, error) {
	disposition, err := f.column(f.spec.Disp)
	if err != nil {
		return nil, err
	}
	domains, err := f.domains()
	if err != nil {
		return nil, err
	}
	e := math.NaN()
	if len(f.spec.E) > 0 && json.Unmarshal(f.spec.E, &e) != nil {
		e = math.NaN()
	}
	panel := reference.PanelRates{Recruitment: given(f.spec.Recr), Profile: given(f.spec.Pror), Retention: given(f.spec.Retr)}
	if _, err := reference.Outcome(tallied(disposition, f.all(nil)), e, panel); err != nil {
		return nil, err
	}
	results, beside := []any{}, []any{}
	for i, dom := range domains {
		r, err := reference.Outcome(tallied(disposition, f.all(dom)), e, panel)
		if err != nil {
			return nil, err
		}
		out := rates(r)
		out["domain"] = f.spec.Domains[i].Label
		if f.spec.Recr != nil {
			out["CUMRR1"], out["CUMRR2"] = num(r.CUMRR1), num(r.CUMRR2)
		}
		beside = append(beside, out)
		results = append(results, reportRates(out, r))
	}
	return []way{{"completion and break-off", results}, {"", beside}}, nil
}

// reportRates puts the rates that reports show in the place of those of the second opinion.
func reportRates(out record, r *reference.Rates) record {
	n := quality.RatesOf(survey.Outcomes{Invited: r.Invited - r.Counts[reference.NotEligible], Completed: r.Counts[reference.Interview],
		Partial: r.Counts[reference.Partial], BreakOff: r.Counts[reference.BreakOff]})
	out = maps.Clone(out)
	out["completion_rate"], out["breakoff_rate"] = num(n.Completion), num(n.BreakOff)
	return out
}

func given(v *float64) float64 {
	if v == nil {
		return math.NaN()
	}
	return *v
}

func tallied(c *column, rows []int32) map[string]int {
	counts := map[string]int{}
	for _, row := range rows {
		counts[c.text(row)]++
	}
	return counts
}

func rates(r *reference.Rates) record {
	return record{"counts": r.Counts, "invited": r.Invited, "e": num(r.E),
		"RR1": num(r.RR[0]), "RR2": num(r.RR[1]), "RR3": num(r.RR[2]), "RR4": num(r.RR[3]), "RR5": num(r.RR[4]), "RR6": num(r.RR[5]),
		"COOP1": num(r.COOP1), "COOP2": num(r.COOP2), "REF1": num(r.REF1), "CON1": num(r.CON1),
		"breakoff_rate": num(r.BreakOffRate), "completion_rate": num(r.CompletionRate), "COMR": num(r.COMR)}
}

func runRetention(f *frame) ([]way, error) {
	if err := f.need(f.spec.Member, f.spec.Wave, f.spec.Disp); err != nil {
		return nil, err
	}
	domains, err := f.domains()
	if err != nil {
		return nil, err
	}
	results := []any{}
	for i, dom := range domains {
		for _, pair := range f.spec.Pairs {
			if len(pair) != 2 {
				return nil, &stats.Error{Code: codeBadSpec, Var: "pairs", Detail: "not two waves"}
			}
			members, err := f.participation(f.all(dom), pair[0], pair[1])
			if err != nil {
				return nil, err
			}
			r := quality.Retain(members)
			results = append(results, record{"domain": f.spec.Domains[i].Label, "from": pair[0], "to": pair[1],
				"completes_from": r.CompletesFrom, "base_eligible": r.BaseEligible, "retained": r.Retained, "retention": num(r.Rate),
				"completes_to": r.CompletesTo, "new_in_to": r.NewInTo, "overlap_share_to": num(r.OverlapShareTo)})
		}
	}
	return shipped("retention", results), nil
}

// participation tells for every member of the rows what happened in two waves.
func (f *frame) participation(rows []int32, from, to string) ([]quality.Participation, error) {
	member, err := f.column(f.spec.Member)
	if err != nil {
		return nil, err
	}
	wave, err := f.column(f.spec.Wave)
	if err != nil {
		return nil, err
	}
	disposition, err := f.column(f.spec.Disp)
	if err != nil {
		return nil, err
	}
	complete, ineligible := disposition.marked(f.spec.Complete), disposition.marked(f.spec.Ineligible)
	place := make([]int, len(member.dict))
	var out []quality.Participation
	for _, row := range rows {
		m := member.codes[row]
		if place[m] == 0 {
			out = append(out, quality.Participation{})
			place[m] = len(out)
		}
		p, d := &out[place[m]-1], disposition.codes[row]
		switch wave.text(row) {
		case from:
			p.CompleteFrom = p.CompleteFrom || complete[d]
		case to:
			p.CompleteTo = p.CompleteTo || complete[d]
			p.IneligibleTo = p.IneligibleTo || ineligible[d]
		}
	}
	return out, nil
}
