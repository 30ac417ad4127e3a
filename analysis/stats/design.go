package stats

import (
	"math"
	"sync"
)

// Design is the scope of a set of estimates: all its rows, which member each row belongs to (the cluster), which
// stratum, and what it weighs. Filter before building it; a row outside the scope does not exist. Weights are
// treated as fixed. A Design may be used from several goroutines.
type Design struct {
	rows      int
	cluster   []int32 // dense, by row; nil: every row is a member
	stratumOf []int32 // by cluster; nil: one stratum
	weight    []float64
	members   []int // by stratum: n_h
	scratch   sync.Pool
}

// NewDesign builds the design of a number of rows.
//
// strata and clusters hold numbers from 0 on, one a row; strata nil means one stratum, clusters nil means that each row
// is a member of its own. The same cluster in two strata is two members. weight nil weighs every row 1; otherwise each
// must be positive and finite ([CodeBadWeight]).
func NewDesign(rows int, strata, clusters []int32, weight []float64) (*Design, error) {
	for _, length := range []struct {
		name string
		n    int
		used bool
	}{{"strata", len(strata), strata != nil}, {"clusters", len(clusters), clusters != nil}, {"weight", len(weight), weight != nil}} {
		if length.used && length.n != rows {
			return nil, &Error{Code: CodeBadDesign, Var: length.name, Detail: "not one entry a row"}
		}
	}
	for _, w := range weight {
		if !(w > 0) || math.IsInf(w, 0) {
			return nil, &Error{Code: CodeBadWeight}
		}
	}
	d := &Design{rows: rows, weight: weight}
	if clusters == nil {
		d.stratumOf = strata
	} else {
		d.cluster, d.stratumOf = nest(strata, clusters)
	}
	d.countMembers()
	d.scratch.New = func() any { return newScratch(d.clusters()) }
	return d, nil
}

// Members returns the number of members per stratum, n_h.
func (d *Design) Members() []int { return append([]int(nil), d.members...) }

// Rows returns the number of rows.
func (d *Design) Rows() int { return d.rows }

func (d *Design) clusters() int {
	if d.cluster == nil {
		return d.rows
	}
	return len(d.stratumOf)
}

func (d *Design) clusterOf(row int32) int32 {
	if d.cluster == nil {
		return row
	}
	return d.cluster[row]
}

func (d *Design) stratum(cluster int32) int32 {
	if d.stratumOf == nil {
		return 0
	}
	return d.stratumOf[cluster]
}

func (d *Design) weightOf(row int32) float64 {
	if d.weight == nil {
		return 1
	}
	return d.weight[row]
}

func (d *Design) countMembers() {
	if d.stratumOf == nil {
		d.members = []int{d.rows}
		return
	}
	for _, h := range d.stratumOf {
		for int(h) >= len(d.members) {
			d.members = append(d.members, 0)
		}
		d.members[h]++
	}
}

// nest numbers the members densely in order of appearance and gives the stratum of each.
func nest(strata, clusters []int32) (member, stratumOf []int32) {
	type key struct{ cluster, stratum int32 }
	var first []int32 // by cluster: its first member number + 1
	more := map[key]int32{}
	member = make([]int32, len(clusters))
	for row, c := range clusters {
		h := int32(0)
		if strata != nil {
			h = strata[row]
		}
		for int(c) >= len(first) {
			first = append(first, make([]int32, max(int(c)+1-len(first), len(first)))...)
		}
		m := first[c] - 1
		switch {
		case m < 0:
			m = int32(len(stratumOf))
			first[c] = m + 1
			stratumOf = append(stratumOf, h)
		case stratumOf[m] != h:
			other, ok := more[key{c, h}]
			if !ok {
				other = int32(len(stratumOf))
				more[key{c, h}] = other
				stratumOf = append(stratumOf, h)
			}
			m = other
		}
		member[row] = m
	}
	return member, stratumOf
}

// scratch holds one entry a member; whoever takes it from the pool clears what was touched.
type scratch struct {
	z, w    []float64
	mark    []uint8
	touched []int32
}

func newScratch(n int) *scratch {
	return &scratch{z: make([]float64, n), w: make([]float64, n), mark: make([]uint8, n)}
}

func (s *scratch) clear() {
	for _, c := range s.touched {
		s.z[c], s.w[c], s.mark[c] = 0, 0, 0
	}
	s.touched = s.touched[:0]
}

// each calls f for every row of a domain.
func (d *Design) each(dom Domain, f func(row int32)) {
	if dom == nil {
		for row := range int32(d.rows) {
			f(row)
		}
		return
	}
	for _, row := range dom {
		f(row)
	}
}

// variance returns the Taylor variance per stratum of a statistic of which member cluster[i] contributes z[i] and every
// other member 0 (Binder 1983; Wolter 2007): n_h/(n_h-1) times the squared deviations from the mean over all n_h.
func (d *Design) variance(cluster []int32, z []float64) []float64 {
	mean, touched := d.strataMeans(cluster, z)
	v := make([]float64, len(d.members))
	for i, c := range cluster {
		h := d.stratum(c)
		v[h] += (z[i] - mean[h]) * (z[i] - mean[h])
	}
	for h, n := range d.members {
		v[h] = scaleUp(n, v[h]+float64(n-touched[h])*mean[h]*mean[h])
	}
	return v
}

func (d *Design) strataMeans(cluster []int32, z []float64) (mean []float64, touched []int) {
	mean, touched = make([]float64, len(d.members)), make([]int, len(d.members))
	for i, c := range cluster {
		h := d.stratum(c)
		mean[h] += z[i]
		touched[h]++
	}
	for h, n := range d.members {
		if n > 0 {
			mean[h] /= float64(n)
		}
	}
	return mean, touched
}

// scaleUp applies n/(n-1); one member has no variance, which the caller reports as a lonely stratum.
func scaleUp(n int, squares float64) float64 {
	if n < 2 {
		return 0
	}
	return float64(n) / float64(n-1) * squares
}
