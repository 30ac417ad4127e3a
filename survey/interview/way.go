package interview

import (
	"bytes"
	"math"

	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// State is what is stored of a respondent, and the device that asks now.
type State struct {
	Panel    string
	Order    []string        // codes of the assigned samples; nil before the first saved page
	Pages    map[string]Page // by Step.Key
	Finished bool
	Device   []byte // hash of the device that asks
}

// Page is one stored page.
type Page struct {
	Revision int // rises with every save
	Device   []byte
	Answers  survey.Answers
	Seconds  int
}

// Way is one respondent's way through an instrument. Pages are numbered from 1.
type Way struct {
	State
	steps []survey.Step
}

// New lays out the way.
func New(in *survey.Instrument, state State) *Way {
	return &Way{State: state, steps: in.Steps(state.Panel, state.Order)}
}

// Len is the number of pages.
func (w *Way) Len() int { return len(w.steps) }

// Step gives page n.
func (w *Way) Step(n int) (survey.Step, error) {
	if n < 1 || n > len(w.steps) {
		return survey.Step{}, fault.New(fault.NotFound, "no_such_page")
	}
	return w.steps[n-1], nil
}

// Current is the page to go on with: the first that is not complete, else the last.
func (w *Way) Current() int {
	for n := 1; n < len(w.steps); n++ {
		if !w.complete(n) {
			return n
		}
	}
	return len(w.steps)
}

// Reaches says that page n may be opened and saved: every page before it is complete.
func (w *Way) Reaches(n int) bool { return n >= 1 && n <= len(w.steps) && n <= w.Current() }

// complete says that page n was saved with every answer that it needs.
func (w *Way) complete(n int) bool {
	step := w.steps[n-1]
	page, saved := w.Pages[step.Key]
	return saved && len(missing(step.Questions(w.Panel), page.Answers)) == 0
}

// Shown is what a page shows of what was answered before.
type Shown struct {
	Answers   survey.Answers // nothing when they were given elsewhere
	Elsewhere bool           // answered on another device: kept unless answered anew, and not shown
	Revision  int            // 0 when never saved
	Seconds   int
}

// Show gives what this device may see of page n.
func (w *Way) Show(n int) Shown {
	page := w.Pages[w.steps[n-1].Key]
	shown := Shown{Revision: page.Revision, Seconds: page.Seconds}
	if w.elsewhere(page) {
		shown.Elsewhere = true
		return shown
	}
	shown.Answers = page.Answers
	return shown
}

// elsewhere says that a page holds answers of another device. A page without answers hides nothing.
func (w *Way) elsewhere(page Page) bool {
	return page.Revision > 0 && len(page.Answers) > 0 && !bytes.Equal(page.Device, w.Device)
}

// sampleWeight is the time to look at a sample, in questions.
const sampleWeight = 3

// MinutesLeft estimates the time from page n to the end, at least 1, from the announced length.
func (w *Way) MinutesLeft(n, minutes int) int {
	var all, left float64
	for i, step := range w.steps {
		weight := float64(len(step.Questions(w.Panel)))
		if step.Position > 0 {
			weight += sampleWeight
		}
		all += weight
		if i+1 >= n {
			left += weight
		}
	}
	return max(1, int(math.Ceil(float64(minutes)*left/all)))
}
