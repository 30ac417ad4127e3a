package exhibit

import (
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
	"slices"
)

// Exhibit is one finding with its proof.
type Exhibit struct {
	Code    string     // names its anchor, sheet and file: "gap", "choices-seen"
	Title   string     // what it is about
	Lead    []Sentence // what was found, the most important first
	Points  []Sentence // what the last sentence of the lead announces
	Figures []Figure   // the pictures
	Table   *Table     // every figure of the pictures stands in it; nil where nothing may be told
	Caption []string   // how it was measured: bases, intervals, weights
	Notes   []string   // paragraphs of explanation
	Terms   []Term     // words that the exhibit uses, explained
}

// Term is a word with what it means.
type Term struct{ Name, Text string }

// Empty reports whether there is neither a picture nor a table.
func (e *Exhibit) Empty() bool { return len(e.Figures) == 0 && e.Table == nil }

// Sentence is a finding in words, with the figures of the report that prove it.
type Sentence struct {
	Text      string
	Certainty report.Certainty // "" where nothing was tested
	Proof     []report.Subject
}

// Said is a sentence that rests on no figure in particular.
func Said(text string) Sentence { return Sentence{Text: text} }

// Selection is what a reader chose to see of a report; the zero Selection is all of it. Years were chosen when the report
// was made.
type Selection struct {
	Panel     string // code; "" for all
	Framework string // code; "" for all
	Parameter string // by which samples are ordered
	Sample    string // code, for the exhibit of one sample
	Group     string // attribute by which members are grouped; "" for the first
}

// reader is what every exhibit is made from.
type reader struct {
	*report.Index
	*i18n.Translator
	Selection
}

// panels are the places of the panels that the reader chose, in the order of their signs.
func (r *reader) panels() []int {
	var chosen, all []int
	for i, p := range r.Panels {
		all = append(all, i)
		if p == r.Panel {
			chosen = append(chosen, i)
		}
	}
	if chosen != nil {
		return chosen
	}
	return all
}

// parameters are those asked without a sample, of the framework that the reader chose.
func (r *reader) parameters() []string {
	var chosen []string
	for _, p := range r.Parameters {
		if r.Framework == "" || r.FrameworkOf(p) == r.Framework {
			chosen = append(chosen, p)
		}
	}
	return chosen
}

// findings are the sentences of the report of some kinds; all without any.
func (r *reader) findings(kinds ...string) []Sentence {
	var said []Sentence
	for _, f := range report.Findings(r.Report, r.Translator) {
		if len(kinds) == 0 || slices.Contains(kinds, f.Kind) {
			said = append(said, Sentence{Text: f.Text, Certainty: f.Certainty, Proof: f.Proof()})
		}
	}
	return said
}

// place is that of a panel in the order of the signs.
func (r *reader) place(panel string) int { return slices.Index(r.Panels, panel) }

// panelCodes are the codes of the panels that the reader chose.
func (r *reader) panelCodes() []string {
	var codes []string
	for _, i := range r.panels() {
		codes = append(codes, r.Index.Panels[i])
	}
	return codes
}
