package archive

import (
	"slices"

	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// check refuses a record that does not fit the instrument: writing it would bend the figures silently.
func (s *sheet) check(r *Record) error {
	refuse := func(what string) error {
		return fault.New(fault.Invalid, "archive_record", "response", r.ID, "what", what)
	}
	panel, known := s.Instrument.Wave.Panel(r.Panel)
	_, twice := s.seen[r.ID]
	switch {
	case r.ID == "" || twice:
		return refuse("id")
	case !known:
		return refuse("panel")
	case len(r.Strata) != len(panel.Strata):
		return refuse("strata")
	case r.Outcome != survey.Complete && r.Outcome != survey.Partial:
		return refuse("outcome")
	case len(r.Order) > s.Instrument.Wave.K:
		return refuse("order")
	}
	codes := s.Instrument.Wave.SampleCodes()
	for _, code := range r.Order {
		if !slices.Contains(codes, code) {
			return refuse("order")
		}
	}
	s.seen[r.ID] = struct{}{}
	return nil
}
