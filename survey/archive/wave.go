package archive

import "realitycheck/survey"

// Wave is a closed wave in memory. Everything in it is shared and read only.
type Wave struct {
	Instrument *survey.Instrument
	Outcomes   []survey.Outcomes // a panel each
	Responses  Responses
	Ratings    Ratings

	dir string
}

// Responses holds one row for each complete or partial response, in an order that says nothing about arrival: by panel,
// then by random id. Its table has the columns of the questions outside repeated blocks.
type Responses struct {
	Table
	Panel   Codes
	Outcome Codes   // survey.Complete, survey.Partial
	Seconds []int32 // whole stay, in bands of SecondsBand, rounded down
	Speeder []bool
	Strata  []Stratum // of all panels, by code
}

// Stratum is one coarse attribute; rows of panels that do not have it hold none.
type Stratum struct {
	Code string
	Codes
}

// Ratings holds one row for each response and sample that it saw. Its table has the columns of the questions in repeated
// blocks.
type Ratings struct {
	Table
	Response []int32 // row in Responses, ascending
	Sample   Codes
	Position []int8 // 1-based place among the samples of the respondent
}

// Text is one open answer. Its id is random and its place is shuffled: nothing joins it to a response.
type Text struct {
	ID       string
	Panel    string
	Question string
	Sample   string // "" outside repeated blocks
	Text     string
}

// SecondsBand is the width of the bands of Responses.Seconds.
const SecondsBand = 30

// Code gives the code of the wave.
func (w *Wave) Code() string { return w.Instrument.Wave.Code }

// Column finds a column by name in either table; ratings is true for one of Ratings.
func (w *Wave) Column(name string) (cells []int8, ratings, ok bool) {
	if cells, ok = w.Responses.Column(name); ok {
		return cells, false, true
	}
	cells, ok = w.Ratings.Column(name)
	return cells, ok, ok
}
