package interview

// Action is what a respondent asks of a page besides saving it.
type Action string

// The actions. Only Next checks that nothing is missing.
const (
	Next Action = "next" // go forwards
	Back Action = "back" // go back
	Stay Action = "stay" // save only
)

// After says which page follows when page n was saved, and whether the interview is finished. Going forwards with
// something missing stays.
func (w *Way) After(n int, action Action, missing bool) (next int, finished bool) {
	switch {
	case action == Back:
		return max(1, n-1), false
	case action != Next || missing:
		return n, false
	case n == len(w.steps):
		return n, true
	}
	return n + 1, false
}
