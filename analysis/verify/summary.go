package verify

import (
	"fmt"
	"strings"
)

// Summary counts the cases of a set.
type Summary struct {
	Passed, Failed int
	Later          []string // the cases that need what is not there yet, by the first word of their id
}

// Sum counts results.
func Sum(results []Result) Summary {
	var s Summary
	for _, r := range results {
		switch {
		case r.Later != "":
			id, _, _ := strings.Cut(r.ID, "_")
			s.Later = append(s.Later, id)
		case r.OK:
			s.Passed++
		default:
			s.Failed++
		}
	}
	return s
}

// String is one line.
func (s Summary) String() string {
	later := ""
	if len(s.Later) > 0 {
		later = fmt.Sprintf("%d not there yet: %s, ", len(s.Later), strings.Join(s.Later, " "))
	}
	return fmt.Sprintf("%d passed, %s%d failed", s.Passed, later, s.Failed)
}
