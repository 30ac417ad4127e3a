package fieldwork

import (
	"slices"

	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// speedFraction of the median time of a panel is the time under which somebody went too fast to have read
// (Greszki, Meyer & Schoen 2015).
const speedFraction = 1.0 / 3

// recordsOf prepares the responses of a wave for its archive: how far each came, too fast or not, and attributes blanked
// until every combination among the responses that are kept covers k of them.
func recordsOf(in *survey.Instrument, responses []survey.Response, k int) []archive.Record {
	var records []archive.Record
	for _, code := range in.Wave.PanelCodes() {
		var kept []archive.Record
		for i := range responses {
			r := &responses[i]
			if outcome := r.Outcome(in); r.Panel == code && outcome != survey.BreakOff {
				kept = append(kept, archive.Record{ID: r.ID, Panel: r.Panel, Strata: r.Strata, Outcome: outcome,
					Seconds: r.TotalSeconds(), Order: r.Order, Answers: r.Pages})
			}
		}
		markSpeeders(kept)
		coarsen(kept, k)
		records = append(records, kept...)
	}
	return records
}

// markSpeeders flags who finished in less than a third of the median time of those who finished.
func markSpeeders(records []archive.Record) {
	var times []int
	for _, r := range records {
		if r.Outcome == survey.Complete && r.Seconds > 0 {
			times = append(times, r.Seconds)
		}
	}
	if len(times) == 0 {
		return
	}
	slices.Sort(times)
	median := float64(times[(len(times)-1)/2]+times[len(times)/2]) / 2
	for i := range records {
		r := &records[i]
		r.Speeder = r.Outcome == survey.Complete && r.Seconds > 0 && float64(r.Seconds) < speedFraction*median
	}
}

// coarsen applies the rule of strata once more, now among those who answered.
func coarsen(records []archive.Record, k int) {
	rows := make([][]string, len(records))
	for i := range records {
		rows[i] = records[i].Strata
	}
	for i, row := range survey.Coarsen(rows, k) {
		records[i].Strata = row
	}
}

// outcomesOf counts what became of those invited, by panel.
func outcomesOf(in *survey.Instrument, responses []survey.Response, invited map[string]int) []survey.Outcomes {
	var all []survey.Outcomes
	for _, code := range in.Wave.PanelCodes() {
		o := survey.Outcomes{Panel: code, Invited: invited[code]}
		for i := range responses {
			r := &responses[i]
			if r.Panel != code {
				continue
			}
			o.Started++
			switch r.Outcome(in) {
			case survey.Complete:
				o.Completed++
			case survey.Partial:
				o.Partial++
			default:
				o.BreakOff++
			}
		}
		all = append(all, o)
	}
	return all
}
