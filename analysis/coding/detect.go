package coding

import (
	"cmp"
	"slices"

	"realitycheck/survey/names"
)

// Kind is a kind of identifier.
type Kind string

// The kinds, in the order of precedence where marks overlap.
const (
	Email    Kind = "email"
	IBAN     Kind = "iban"
	National Kind = "national" // national register number, or bis number
	Phone    Kind = "phone"
	Link     Kind = "link"   // an address on the web, often of a person's page
	Number   Kind = "number" // another long number: a file, a customer, a mistyped account
	Name     Kind = "name"
	Job      Kind = "job"   // a job together with a place: few hold it
	Other    Kind = "other" // marked by a person
)

// Kinds lists all kinds.
func Kinds() []Kind {
	return []Kind{Email, IBAN, National, Phone, Link, Number, Name, Job, Other}
}

// Mark is a part of a text that may identify somebody.
type Mark struct {
	Start int  `json:"start"` // byte
	End   int  `json:"end"`   // byte after the last
	Kind  Kind `json:"kind"`
}

// Detector finds what may identify somebody. It rather marks too much than too little: a person decides.
type Detector struct{ names *names.Set }

// NewDetector looks for names of the set as well; nil knows none, as after redaction ended.
func NewDetector(set *names.Set) *Detector { return &Detector{set} }

// Find lists the marks of a text in order, none over another.
func (d *Detector) Find(text string) []Mark {
	words := tokens(text)
	var all []Mark
	all = append(all, findEmails(text)...)
	all = append(all, findLinks(text)...)
	all = append(all, findAccounts(text)...)
	all = append(all, findNumbers(text)...)
	all = append(all, d.findNames(text, words)...)
	all = append(all, findJobs(text, words)...)
	return settle(all)
}

// settle joins marks that overlap. The kind that comes first in Kinds names what they become.
func settle(marks []Mark) []Mark {
	slices.SortFunc(marks, func(a, b Mark) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	var list []Mark
	for _, m := range marks {
		if n := len(list); n > 0 && m.Start < list[n-1].End {
			last := &list[n-1]
			last.End = max(last.End, m.End)
			if slices.Index(Kinds(), m.Kind) < slices.Index(Kinds(), last.Kind) {
				last.Kind = m.Kind
			}
			continue
		}
		list = append(list, m)
	}
	return list
}
