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

// panels are those that the reader chose, in the order of their signs.
func (r *reader) panels() []string {
	if slices.Contains(r.Panels, r.Panel) {
		return []string{r.Panel}
	}
	return r.Panels
}

// place is that of a panel in the order of the signs.
func (r *reader) place(panel string) int { return slices.Index(r.Panels, panel) }

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
func (r *reader) findings(kinds ...string) []Sentence { return r.findingsOf([2]string{}, kinds...) }

// findingsOf are those about two panels; about all without any.
func (r *reader) findingsOf(pair [2]string, kinds ...string) []Sentence {
	var said []Sentence
	for _, f := range report.Findings(r.Index, r.Translator) {
		if (len(kinds) == 0 || slices.Contains(kinds, f.Kind)) && (pair == [2]string{} || f.Pair == pair) {
			said = append(said, Sentence{Text: f.Text, Certainty: f.Certainty, Proof: f.Proof()})
		}
	}
	return said
}

// onIdentity are parameters as a whole, asked without a sample.
func onIdentity(parameters []string) []report.Subject {
	on := make([]report.Subject, len(parameters))
	for i, p := range parameters {
		on[i] = report.OnIdentity(p)
	}
	return on
}

// asked is what a panel was asked: a row of most tables.
type asked struct {
	panel string
	report.Subject
}

// asked lists what the panels that the reader chose were asked in any of some waves, a subject at a time; without waves
// every panel.
func (r *reader) asked(on []report.Subject, waves ...string) []asked {
	var rows []asked
	for _, subject := range on {
		for _, panel := range r.panels() {
			if len(waves) == 0 || slices.ContainsFunc(waves, func(wave string) bool { return r.Estimate(wave, panel, subject) != nil }) {
				rows = append(rows, asked{panel, subject})
			}
		}
	}
	return rows
}

// known are the subjects about which any of these panels was asked.
func (r *reader) known(on []report.Subject, waves ...string) []report.Subject {
	return slices.DeleteFunc(on, func(s report.Subject) bool { return r.asked([]report.Subject{s}, waves...) == nil })
}

// ends are the estimates with the lowest and the highest of a figure, the first of equals; nil where none has it.
func ends(list []*report.Estimate, figure func(*report.Estimate) *float64) (low, high *report.Estimate) {
	for _, e := range list {
		if e == nil || figure(e) == nil {
			continue
		}
		if low == nil || *figure(e) < *figure(low) {
			low = e
		}
		if high == nil || *figure(e) > *figure(high) {
			high = e
		}
	}
	return low, high
}

func mean(e *report.Estimate) *float64 { return e.Mean }

// appendNew appends what is not in a list already.
func appendNew[T comparable](list []T, x T) []T {
	if slices.Contains(list, x) {
		return list
	}
	return append(list, x)
}
