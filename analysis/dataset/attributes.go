package dataset

import (
	"slices"

	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// Attribute is one attribute of the members of a panel.
type Attribute struct {
	survey.Attribute
	Index   []uint8 // by response of the wave: its category, NumCategories for none, Elsewhere for responses not looked at
	Members []int   // by category, and last those without one
}

// Elsewhere stands in Attribute.Index for the responses of other panels and those excluded.
const Elsewhere uint8 = 255

// Attributes finds the category of every member of a panel on every attribute.
func (w *Wave) Attributes(panel int) []Attribute {
	p, _ := w.Instrument.Wave.Panel(w.Panels[panel])
	var all []Attribute
	for _, a := range p.Strata {
		g := Attribute{Attribute: a, Index: slices.Repeat([]uint8{Elsewhere}, w.Responses.Len()), Members: make([]int, len(a.Categories)+1)}
		i := slices.IndexFunc(w.Responses.Strata, func(s archive.Stratum) bool { return s.Code == a.Code })
		s := &w.Responses.Strata[i]
		number := make([]uint8, len(s.Names)+1) // of a word, after that of none
		number[0] = uint8(len(a.Categories))
		for n, name := range s.Names {
			number[n+1] = uint8(len(a.Categories))
			if c := slices.IndexFunc(a.Categories, func(c survey.Category) bool { return c.Code == name }); c >= 0 {
				number[n+1] = uint8(c)
			}
		}
		for row := w.Rows[panel][0]; row < w.Rows[panel][1]; row++ {
			if !w.IsExcluded(int32(row)) {
				g.Index[row] = number[s.Index[row]+1]
				g.Members[g.Index[row]]++
			}
		}
		all = append(all, g)
	}
	return all
}
