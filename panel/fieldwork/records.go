package fieldwork

import (
	"math"

	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/speeder"
)

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

// markSpeeders flags who finished a panel's wave too fast. Who did not finish has no time of the whole.
func markSpeeders(records []archive.Record) {
	seconds := make([]float64, len(records))
	for i, r := range records {
		seconds[i] = math.NaN()
		if r.Outcome == survey.Complete && r.Seconds > 0 {
			seconds[i] = float64(r.Seconds)
		}
	}
	fast, _ := speeder.Of(seconds)
	for i := range records {
		records[i].Speeder = fast[i]
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
