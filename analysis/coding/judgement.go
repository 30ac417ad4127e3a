package coding

import "slices"

// Judgement is what one coder found in one answer.
type Judgement struct {
	Text    string   // id of the answer
	Coder   string   // account
	Themes  []string // codes, in ascending order; none when no theme applies
	Codable bool     // false for an answer that says nothing about the question, such as "?" or "nvt"
	Version int      // of the codebook it was made with
	Final   bool     // decided over two judgements that differ
}

// Same says that two judgements come to the same.
func (j Judgement) Same(other Judgement) bool {
	return j.Codable == other.Codable && slices.Equal(j.Themes, other.Themes)
}

// Standing says how far the coding of one answer is.
type Standing int

// The standings.
const (
	Waiting  Standing = iota // nobody judged it yet
	Half                     // one of two coders judged it
	Disputed                 // two coders differ
	Stale                    // a theme of it was split since
	Settled
)

// Decision is what the judgements of one answer come to.
type Decision struct {
	Standing Standing
	Themes   []string // when Settled: in the codebook as it is now
	Codable  bool     // when Settled
}

// Decide reads the judgements of one answer in a codebook; doubled says that two coders must judge it. Judgements of
// coders count once each, one that was decided over others counts alone, and one with a theme that was split since does
// not count any more.
func Decide(judgements []Judgement, doubled bool, book *Codebook) Decision {
	var current []Judgement
	stale := false
	for _, j := range judgements {
		var again bool
		if j.Themes, again = book.Translate(j.Themes); again {
			stale = true
			continue
		}
		if j.Final {
			return Decision{Settled, j.Themes, j.Codable}
		}
		current = append(current, j)
	}
	switch {
	case len(current) == 0 && !stale:
		return Decision{}
	case stale && (len(current) == 0 || doubled && len(current) < 2):
		return Decision{Standing: Stale}
	case doubled && len(current) < 2:
		return Decision{Standing: Half}
	}
	for _, j := range current[1:] {
		if !j.Same(current[0]) {
			return Decision{Standing: Disputed}
		}
	}
	return Decision{Settled, current[0].Themes, current[0].Codable}
}
