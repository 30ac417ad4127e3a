package report

import "strings"

// EntrySpec declares one kind of entry of the document, such as a mean or a gap, with everything that it holds. What is not
// declared here is in no report: pairing, suppression, `verify --coverage` and the attacker of the tests walk this one list.
type EntrySpec struct {
	Name    string
	At      []string // where the document lists it: "estimates[]"; "" is the document itself
	Of      string   // whom it is told of
	Bases   []Basis  // on which bases, of parameters as a whole and of their items; none where the question does not arise
	Mark    string   // the member that is true when the entry is withheld; "" for an entry that never is
	Zero    bool     // a withheld figure is 0, not null
	Figures []FigureSpec
	Words   []WordSpec
}

// FigureSpec declares one number. The document holds it in full precision, or null. Whoever reads screens only, such as the
// ambassade, sees it as Screen says.
type FigureSpec struct {
	Path    string // inside the entry: "mean"; "n{}" for every key of a map, "rates{completion}" for one, "points[]" for a list
	What    string
	Unit    Unit
	Screen  Rounding
	Limit   string   // the member that tells a limit where the figure itself would tell too much: "limits{mean}"
	Methods string   // section of METHODS
	Cases   []string // the reference cases of other software that compare it, by the first word of their id

	Uncovered map[Basis]string // why nothing compares it, on the bases on which nothing does
}

// figure declares a number with its cases, "P07 P10".
func figure(path, what string, unit Unit, screen Rounding, methods, cases string) FigureSpec {
	return FigureSpec{Path: path, What: what, Unit: unit, Screen: screen, Methods: methods, Cases: strings.Fields(cases)}
}

func (f FigureSpec) limited(by string) FigureSpec {
	f.Limit = by
	return f
}

func (f FigureSpec) uncovered(why string, bases ...Basis) FigureSpec {
	f.Uncovered = map[Basis]string{}
	for _, basis := range bases {
		f.Uncovered[basis] = why
	}
	return f
}

// WordSpec declares what was not computed: a code, a name, a mark, a remark, or a number that was given.
type WordSpec struct {
	Path string
	What string
}

// Unit is what a figure is measured in.
type Unit string

// The units.
const (
	OnScale   Unit = "1 to 5"
	Points    Unit = "points of the scale"
	Share     Unit = "share"
	ShareDiff Unit = "difference of shares"
	Count     Unit = "count"
	Effective Unit = "effective count"
	Weight    Unit = "weight, mean 1"
	Freedom   Unit = "degrees of freedom"
	Chance    Unit = "probability"
	Effect    Unit = "standard deviations, or Cohen's h"
	Ratio     Unit = "ratio"
	Agreement Unit = "agreement, 1 at most"
)

// Rounding is how screens show a figure.
type Rounding string

// The roundings.
const (
	NotOnScreen  Rounding = "" // in the document, and most in the workbook, which are for analysts
	WholeNumber  Rounding = "whole number"
	OneDecimal   Rounding = "one decimal"
	TwoDecimals  Rounding = "two decimals"
	WholePercent Rounding = "whole percent"
	InWords      Rounding = "in words"
)

// Entries is the list of everything that a report holds, by kind of entry, in the order of the document.
func Entries() []EntrySpec {
	return []EntrySpec{
		documentEntry(), panelEntry(), frameworkEntry(), sampleEntry(),
		estimateEntry(), choiceEntry(), gapEntry(), changeEntry(), gapChangeEntry(), responseEntry(),
		themeEntry(), themeSampleEntry(), themeGapEntry(), themeChangeEntry(), agreementEntry(),
		weightingEntry(), qualityEntry(), noteEntry(),
	}
}

// Paths are those of a member in the document: "unweighted.estimates[].mean".
func (e *EntrySpec) Paths(member string) []string {
	var paths []string
	for _, at := range e.At {
		paths = append(paths, strings.TrimPrefix(at+"."+member, "."))
	}
	return paths
}

// Figure finds the declaration of a figure by its place in an entry, where a map has its key: "n{2026}".
func (e *EntrySpec) Figure(path string) (FigureSpec, bool) {
	for _, f := range e.Figures {
		if f.Path == path || f.Path == anyKey(path) {
			return f, true
		}
	}
	return FigureSpec{}, false
}

// Word finds the declaration of a member that is no figure.
func (e *EntrySpec) Word(path string) (WordSpec, bool) {
	for _, w := range e.Words {
		if w.Path == path || w.Path == anyKey(path) {
			return w, true
		}
	}
	return WordSpec{}, false
}

// anyKey leaves out the keys of maps. A key may itself hold a bracket, so that the last one closes.
func anyKey(path string) string {
	from, to := strings.Index(path, "{"), strings.LastIndex(path, "}")
	if from < 0 || to < from {
		return path
	}
	return path[:from+1] + path[to:]
}
