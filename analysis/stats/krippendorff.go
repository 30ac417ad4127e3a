package stats

import (
	"math"
	"slices"
)

// Coding is Krippendorff's alpha for nominal codes of any number of coders.
type Coding struct {
	Units  int     // with two codes or more
	Values int     // codes in those units
	Alpha  float64 // 1 is perfect; at least 0.80 is good, from 0.667 on tentative
	Reason Reason  // NoPairableUnits, OneCategory or empty
}

// Krippendorff computes alpha (METHODS 5.3; Krippendorff 2011) from long data: the unit and the code of each judgement, codes
// from 0 on, negative when missing.
func Krippendorff(unit, code []int32) Coding {
	type judgement struct{ unit, code int32 }
	var list []judgement
	for i := range unit {
		if code[i] >= 0 {
			list = append(list, judgement{unit[i], code[i]})
		}
	}
	slices.SortFunc(list, func(a, b judgement) int {
		if a.unit != b.unit {
			return int(a.unit) - int(b.unit)
		}
		return int(a.code) - int(b.code)
	})
	c := Coding{Alpha: math.NaN()}
	totals := map[int32]int{}
	observed := 0.0
	for from := 0; from < len(list); {
		to := from
		for to < len(list) && list[to].unit == list[from].unit {
			to++
		}
		if m := to - from; m > 1 {
			c.Units++
			c.Values += m
			same := 0
			for i := from; i < to; {
				run := i
				for run < to && list[run].code == list[i].code {
					run++
				}
				same += (run - i) * (run - i - 1)
				totals[list[i].code] += run - i
				i = run
			}
			observed += float64(same) / float64(m-1)
		}
		from = to
	}
	return c.finish(totals, observed)
}

func (c Coding) finish(totals map[int32]int, observed float64) Coding {
	switch len(totals) {
	case 0:
		c.Reason = NoPairableUnits
		return c
	case 1:
		c.Reason = OneCategory
		return c
	}
	chance := 0 // whole numbers: the order of the map does not matter
	for _, n := range totals {
		chance += n * (n - 1)
	}
	n, e := float64(c.Values), float64(chance)
	c.Alpha = ((n-1)*observed - e) / (n*(n-1) - e)
	return c
}
