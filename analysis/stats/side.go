package stats

import "math"

// side is one domain of one item on a design: its moments and what each member contributes to its mean.
type side struct {
	moments
	cluster []int32   // members with a valid answer, in order of appearance
	z       []float64 // their contributions, sum over rows of w(y-mean)/W
}

// sideOf runs over the rows of a domain twice: first for the mean and the counts, then for the deviations.
func (d *Design) sideOf(a *Answers, dom Domain) *side {
	s := &side{moments: moments{constant: true, members: make([]int, len(d.members))}}
	pad := d.scratch.Get().(*scratch)
	defer func() { pad.clear(); d.scratch.Put(pad) }()

	d.count(s, pad, a, dom)
	if s.Rows == 0 {
		s.mean = math.NaN()
		return s
	}
	d.each(dom, func(row int32) {
		if y, status := a.At(row); status == Valid {
			w := d.weightOf(row)
			s.squares += w * (y - s.mean) * (y - s.mean)
			pad.z[d.clusterOf(row)] += w * (y - s.mean) / s.weight
		}
	})
	s.gather(pad)
	s.variance = d.variance(s.cluster, s.z)
	return s
}

const (
	markValid uint8 = 1 << iota
	markDK
)

// count fills the counts, the mean and the member weights.
func (d *Design) count(s *side, pad *scratch, a *Answers, dom Domain) {
	var sum, dk, first float64
	d.each(dom, func(row int32) {
		y, status := a.At(row)
		if status == Missing {
			s.MissingRows++
			return
		}
		c, w := d.clusterOf(row), d.weightOf(row)
		if pad.mark[c] == 0 {
			pad.touched = append(pad.touched, c)
		}
		if status == DontKnow {
			s.DKRows++
			dk += w
			pad.mark[c] |= markDK
			return
		}
		if s.Rows == 0 {
			first = y
		}
		s.constant = s.constant && y == first
		s.Rows++
		s.weight += w
		sum += w * y
		pad.w[c] += w
		pad.mark[c] |= markValid
	})
	s.mean = sum / s.weight
	if s.constant {
		s.mean = first
	}
	s.DKShare = dk / (s.weight + dk)
	s.Base = len(pad.touched)
	d.countMarks(s, pad)
}

func (d *Design) countMarks(s *side, pad *scratch) {
	squares := 0.0
	for _, c := range pad.touched {
		if pad.mark[c]&markDK != 0 {
			s.DKMembers++
		}
		if pad.mark[c]&markValid != 0 {
			s.Members++
			s.members[d.stratum(c)]++
			squares += pad.w[c] * pad.w[c]
		}
	}
	s.NEffKish = kish(s.weight, squares)
}

func (s *side) gather(pad *scratch) {
	s.cluster, s.z = make([]int32, 0, s.Members), make([]float64, 0, s.Members)
	for _, c := range pad.touched {
		if pad.mark[c]&markValid != 0 {
			s.cluster = append(s.cluster, c)
			s.z = append(s.z, pad.z[c])
		}
	}
}
