package verify

import (
	"math"
	"slices"
	"strconv"

	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// The columns by which the cases tell waves and samples apart.
const (
	waveColumn   = "wave"
	sampleColumn = "sample"
)

// rows are those of a case as answers of members in waves, each about one sample where the case has these.
type rows struct {
	*frame
	weight []float64 // by row; nil: all the same
	panel  []string  // by row, and so on
	wave   []string
	sample []string // "" outside samples
	member []member
	number map[member]int // of every member

	waves, panels, samples, attributes []string
	asked                              []asked
	twice                              []statement
	anchors                            []string          // samples of which the case takes an average
	staff                              map[string]bool   // panels from which the case takes another
	places                             map[string]*place // of domains, by label
}

// asked is one item as questions.
type asked struct {
	item
	code  string
	point []int8 // by row: on the scale, don't know, or 0; nil for an item that is not on it
	yes   []int8 // by row: 1 for one of the answers in the share, 2 for another, or 0; nil for a mean
}

// everybody is the panel of a case without strata.
const everybody = "everybody"

// answersOf lays out the rows of a case. It reports false for one that no report could be made of.
func answersOf(f *frame, weight []float64) (r *rows, ok bool, err error) {
	r = &rows{frame: f, weight: weight, number: map[member]int{}, staff: map[string]bool{}, places: map[string]*place{}}
	for _, c := range []struct {
		into   *[]string
		name   string
		absent string
	}{{&r.panel, f.spec.Strata, everybody}, {&r.wave, waveColumn, "only"}, {&r.sample, sampleColumn, ""}} {
		if *c.into, err = f.texts(c.name, c.absent); err != nil {
			return nil, false, err
		}
	}
	names, err := f.texts(f.spec.Cluster, "")
	if err != nil {
		return nil, false, err
	}
	for row, name := range names {
		if f.spec.Cluster == "" {
			name = strconv.Itoa(row)
		}
		who := member{r.panel[row], name}
		r.member = append(r.member, who)
		if _, known := r.number[who]; !known {
			r.number[who] = len(r.number)
		}
	}
	r.waves, r.panels, r.samples = distinct(r.wave), distinct(r.panel), distinct(r.sample)
	if slices.Equal(r.samples, []string{""}) {
		r.samples = nil
	}
	if r.asked, err = f.asked(); err != nil {
		return nil, false, err
	}
	return r, r.fits(), nil
}

// fits reports whether a member has one row in a wave, or on a sample of it, and one weight in a wave.
func (r *rows) fits() bool {
	type cell struct {
		member
		wave, sample string
	}
	seen, weights := map[cell]bool{}, map[cell]float64{}
	for row, who := range r.member {
		at := cell{who, r.wave[row], r.sample[row]}
		if seen[at] || who.panel == "" || at.wave == "" || r.rated() && at.sample == "" {
			return false
		}
		seen[at] = true
		if at.sample = ""; r.weight != nil {
			if known, ok := weights[at]; ok && known != r.weight[row] {
				return false
			}
			weights[at] = r.weight[row]
		}
	}
	return len(r.member) > 0 && len(r.asked) > 0
}

func (r *rows) rated() bool { return len(r.samples) > 0 }

// texts gives a column as it is written; one that is not there, or not named, has one text in every row.
func (f *frame) texts(name, absent string) ([]string, error) {
	if _, there := f.table.columns[name]; !there {
		return slices.Repeat([]string{absent}, len(f.rows)), nil
	}
	c, err := f.column(name)
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(f.rows))
	for row := range texts {
		texts[row] = c.text(int32(row))
	}
	return texts, nil
}

func distinct(texts []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(texts)))
}

// asked lays out the items of a case that a questionnaire can ask.
func (f *frame) asked() ([]asked, error) {
	all := make([]asked, len(f.spec.Items))
	for i, it := range f.spec.Items {
		a := &all[i]
		a.item, a.code = it, "q"+strconv.Itoa(i+1)
		c, err := f.column(it.Var)
		if err != nil {
			return nil, err
		}
		value, status, err := it.meaning(c)
		if err != nil {
			return nil, err
		}
		numbers := c.numbers()
		a.point = make([]int8, len(c.codes))
		for row, code := range c.codes {
			switch status[code] {
			case stats.DontKnow:
				a.point[row] = survey.DontKnow
			case stats.Valid:
				a.point[row] = onScale(numbers[code])
			}
		}
		off := func(code int32) bool { return status[code] == stats.Valid && onScale(numbers[code]) == 0 }
		if it.Type == "nps" || slices.ContainsFunc(c.codes, off) {
			a.point = nil
		}
		if it.Type != "proportion" {
			continue
		}
		a.yes = make([]int8, len(c.codes))
		for row, code := range c.codes {
			if status[code] == stats.Valid {
				a.yes[row] = 2 - int8(math.Round(value[code]))
			}
		}
	}
	return all, nil
}

// first is the first item on the scale of the reports, nil when there is none.
func (r *rows) first() *asked {
	for i := range r.asked {
		if a := &r.asked[i]; a.point != nil {
			return a
		}
	}
	return nil
}

// statement is an item of a parameter that has two.
type statement struct {
	code  string
	given []int8 // by row, as asked.point
}

// statements is the parameter of the statements that no case has: the first is the opposite of the first item, the second has the
// answers of the row below to that.
const statements = "statements"

func (r *rows) statements() []statement {
	a := r.first()
	if a == nil {
		return nil
	}
	if r.twice == nil {
		opposite := slices.Clone(a.point)
		for row, point := range opposite {
			if point >= 1 && point <= survey.ScalePoints {
				opposite[row] = 1 + survey.ScalePoints - point
			}
		}
		below := slices.Concat(a.point[1:], a.point[:1])
		r.twice = []statement{{"opposite", opposite}, {"below", below}}
	}
	return r.twice
}

// flagged reports whether a member answered too fast, in every wave; of each three one did.
func (r *rows) flagged(who member) bool { return r.number[who]%3 == 0 }

// points are the points of the scale that a share counts.
func (a *asked) points() []int8 {
	var points []int8
	for _, code := range a.In {
		points = append(points, onScale(number(code)))
	}
	slices.Sort(points)
	return points
}
