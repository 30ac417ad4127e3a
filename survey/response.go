package survey

// Response is one person's taking part in one wave, on the side that knows no person.
type Response struct {
	ID       string             // random, 128 bits as hex
	Wave     string             // code
	Panel    string             // code
	Strata   []string           // category codes in the order of the wave's attributes, MissingCategory where blanked
	Order    []string           // codes of the assigned samples in the order shown
	Pages    map[string]Answers // by Step.Key
	Seconds  map[string]int     // by Step.Key, time on the page in steps of 5
	Finished bool               // the last page was left forwards
}

// Outcome says how far a response came.
type Outcome string

// The outcomes. Estimates use complete and partial.
const (
	Complete Outcome = "complete"  // finished
	Partial  Outcome = "partial"   // at least half of the applicable required questions
	BreakOff Outcome = "break_off" // less
)

// Outcome judges a response against its instrument.
func (r *Response) Outcome(in *Instrument) Outcome {
	if r.Finished {
		return Complete
	}
	required, given := 0, 0
	for _, step := range in.Steps(r.Panel, r.Order) {
		for _, q := range step.Questions(r.Panel) {
			if !q.NeedsAnswer() {
				continue
			}
			required++
			if !r.Pages[step.Key][q.Code].IsZero() {
				given++
			}
		}
	}
	if required > 0 && 2*given >= required {
		return Partial
	}
	return BreakOff
}

// TotalSeconds adds up the time on all pages.
func (r *Response) TotalSeconds() int {
	total := 0
	for _, s := range r.Seconds {
		total += s
	}
	return total
}

// Outcomes counts, for one panel of a wave, what became of those invited. It holds no person.
type Outcomes struct {
	Panel     string `json:"panel"`
	Invited   int    `json:"invited"`
	Started   int    `json:"started"`
	Completed int    `json:"completed"`
	Partial   int    `json:"partial"`
	BreakOff  int    `json:"break_off"`
}
