package survey

import "realitycheck/survey/i18n"

// Framework is one version of a set of parameters, such as the DNA of 2018. A parameter keeps its code over versions
// while its meaning holds.
type Framework struct {
	Code       string      `json:"code"`
	Version    string      `json:"version"` // a year, "2018"
	Title      i18n.Text   `json:"title"`
	Parameters []Parameter `json:"parameters"`
}

// Parameter is one trait of the identity that items measure.
type Parameter struct {
	Code    string    `json:"code"`
	Name    i18n.Text `json:"name"`
	Meaning i18n.Text `json:"meaning"`
	// Change against the version before: ChangeNone, ChangeReworded (still comparable) or ChangeBreak (the line is cut).
	Change Change `json:"change,omitempty"`
}

// Change says how a parameter or item compares with its earlier version.
type Change string

// The changes; the zero value is the same as before.
const (
	ChangeNone     Change = ""
	ChangeReworded Change = "reworded"
	ChangeBreak    Change = "break"
)

// Parameter gives the parameter with a code.
func (f *Framework) Parameter(code string) (Parameter, bool) {
	for _, p := range f.Parameters {
		if p.Code == code {
			return p, true
		}
	}
	return Parameter{}, false
}
