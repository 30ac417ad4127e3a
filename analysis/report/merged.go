package report

import (
	"fmt"
	"strings"

	"realitycheck/survey"
)

// MergedCategories are values of an attribute that count as one in a weighting. In the document they are one text,
// "age: 18-34 + 35-49".
type MergedCategories struct {
	By     string // attribute
	Values []string
}

// MarshalText writes the text of the document.
func (m MergedCategories) MarshalText() ([]byte, error) {
	return []byte(m.By + ": " + survey.MergedCategory(m.Values)), nil
}

// UnmarshalText reads the text of the document.
func (m *MergedCategories) UnmarshalText(text []byte) error {
	by, values, ok := strings.Cut(string(text), ": ")
	if !ok {
		return fmt.Errorf("merged categories %q: no attribute", text)
	}
	m.By, m.Values = by, survey.SplitCategory(values)
	return nil
}
