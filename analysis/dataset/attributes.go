package dataset

import (
	"slices"

	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// Attribute is one attribute of the members of a panel.
type Attribute struct {
	survey.Attribute
	Index   []uint8 // by response of the wave: its category, the number of categories for none, or Elsewhere
	Members []int   // by category, and last those without one
}

// Elsewhere stands in Attribute.Index for the responses of other panels and those excluded.
const Elsewhere uint8 = 255

// Attributes finds the category of every member of a panel on each of its attributes.
func (w *Wave) Attributes(panel int) []Attribute {
	p, _ := w.Instrument.Wave.Panel(w.Panels[panel])
	all := make([]Attribute, len(p.Strata))
	for i, attribute := range p.Strata {
		none := len(attribute.Categories)
		a := Attribute{attribute, slices.Repeat([]uint8{Elsewhere}, w.Responses.Len()), make([]int, none+1)}
		column := slices.IndexFunc(w.Responses.Strata, func(s archive.Stratum) bool { return s.Code == a.Code })
		stratum := &w.Responses.Strata[column]
		category := make([]int, len(stratum.Names))
		for n, name := range stratum.Names {
			category[n] = slices.IndexFunc(a.Categories, func(c survey.Category) bool { return c.Code == name })
		}
		for row := w.Rows[panel][0]; row < w.Rows[panel][1]; row++ {
			if w.Excludes(int32(row)) {
				continue
			}
			c := -1
			if n := stratum.Index[row]; n >= 0 {
				c = category[n]
			}
			if c < 0 {
				c = none
			}
			a.Index[row] = uint8(c)
			a.Members[c]++
		}
		all[i] = a
	}
	return all
}
