package survey

import "slices"

// Codes of an answer that is none of the question's own. They are the same in the archive and in every export.
const (
	Skipped  int8 = 98 // asked, nothing chosen
	DontKnow int8 = 99 // chosen: no opinion, not known
)

// Answer is what one respondent gave to one question. The zero value is "nothing given".
type Answer struct {
	Code  int8   `json:"c,omitempty"` // rating, differential, single: the point, the option, or DontKnow
	Codes []int8 `json:"m,omitempty"` // multiple: the options, in ascending order
	Text  string `json:"t,omitempty"` // text, or the words beside an "other, namely"
}

// IsZero says that nothing was given.
func (a Answer) IsZero() bool { return a.Code == 0 && len(a.Codes) == 0 && a.Text == "" }

// Equal compares two answers.
func (a Answer) Equal(b Answer) bool {
	return a.Code == b.Code && a.Text == b.Text && slices.Equal(a.Codes, b.Codes)
}

// Answers holds the answers of one page by question code; a question without an answer is absent.
type Answers map[string]Answer
