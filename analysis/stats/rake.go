package stats

import "math"

// Bounds limit weights with mean 1. The product's default is 0.2 to 5 (the cap of DeBell and Krosnick 2009).
type Bounds struct{ Low, High float64 }

// Weighting is the outcome of raking.
type Weighting struct {
	Weights   []float64 // one a member, mean 1
	Bounded   bool      // the bounds were active
	Precision Precision
	Margins   []MarginFit
	AtLower   int // members at the lower bound, when it was active
	AtUpper   int
}

const (
	rakeGoal          = 1e-12 // deviation of a share at which iteration stops
	rakeEnough        = 1e-10 // deviation that still counts as converged at the limit
	rakePasses        = 1000
	boundedRakePasses = 5000
)

// Rake makes weights that reproduce the targets of all margins, by iterative proportional fitting (METHODS 1.1, METHODS 1.4;
// Deming and Stephan 1940).
//
// members is their number; base holds one positive weight each, nil for 1. When bounds are given and a raked weight lies
// outside them, the weights minimise the same distance subject to the bounds (Deville and Särndal 1992), which is a
// unique solution and not clipping.
//
// It refuses with [Error]: CodeNoRespondents, CodeBadWeight, then per margin in the given order CodeBadTarget,
// CodeTargetsDoNotSum, CodeAllMissing, CodeCategoryWithoutTarget, CodeEmptyCategory, CodeZeroTarget, and
// CodeNotConverged when no weights satisfy all margins.
func Rake(members int, base []float64, margins []Margin, bounds *Bounds) (*Weighting, error) {
	scaled, err := scaleBase(members, base)
	if err != nil {
		return nil, err
	}
	checked := make([]*prepared, len(margins))
	for i, m := range margins {
		if len(m.Values) != members {
			return nil, &Error{Code: CodeBadDesign, Var: m.Name, Detail: "not one value a member"}
		}
		if checked[i], err = m.prepare(scaled); err != nil {
			return nil, err
		}
	}
	r := newRaking(scaled, checked)
	if err := r.free(); err != nil {
		return nil, err
	}
	w := &Weighting{}
	if bounds != nil && r.outside(*bounds) {
		if err := r.bounded(*bounds); err != nil {
			return nil, err
		}
		w.Bounded = true
	}
	w.finish(r, checked, bounds)
	return w, nil
}

// scaleBase gives the base weights with mean 1.
func scaleBase(members int, base []float64) ([]float64, error) {
	if members == 0 {
		return nil, &Error{Code: CodeNoRespondents}
	}
	if base != nil && len(base) != members {
		return nil, &Error{Code: CodeBadDesign, Var: "base", Detail: "not one weight a member"}
	}
	scaled := make([]float64, members)
	sum := 0.0
	for i := range scaled {
		scaled[i] = 1
		if base != nil {
			scaled[i] = base[i]
		}
		if !(scaled[i] > 0) || math.IsInf(scaled[i], 0) {
			return nil, &Error{Code: CodeBadWeight}
		}
		sum += scaled[i]
	}
	for i := range scaled {
		scaled[i] *= float64(members) / sum
	}
	return scaled, nil
}

// raking works on classes: members with the same categories and the same base weight get the same weight.
type raking struct {
	class   []int32     // of each member
	size    []float64   // members in each class
	weight  []float64   // of each class, unclipped
	values  [][]int32   // by margin: category of each class
	targets [][]float64 // by margin and category: as a sum of weights
	members float64
}

func newRaking(base []float64, margins []*prepared) *raking {
	r := &raking{class: make([]int32, len(base)), members: float64(len(base))}
	cell := make([]int32, len(base))
	for _, m := range margins {
		cell = crossed(cell, m.values)
		targets := make([]float64, len(m.targets))
		for c, share := range m.targets {
			targets[c] = share * r.members
		}
		r.targets = append(r.targets, targets)
	}
	type key struct {
		cell   int32
		weight float64
	}
	index := map[key]int32{}
	r.values = make([][]int32, len(margins))
	for i, d := range base {
		k := key{cell[i], d}
		c, ok := index[k]
		if !ok {
			c = int32(len(r.size))
			index[k] = c
			r.size, r.weight = append(r.size, 0), append(r.weight, d)
			for v, m := range margins {
				r.values[v] = append(r.values[v], m.values[i])
			}
		}
		r.class[i] = c
		r.size[c]++
	}
	return r
}

// crossed numbers the combinations of two columns densely.
func crossed(a, b []int32) []int32 {
	index := map[[2]int32]int32{}
	out := make([]int32, len(a))
	for i := range a {
		k := [2]int32{a[i], b[i]}
		c, ok := index[k]
		if !ok {
			c = int32(len(index))
			index[k] = c
		}
		out[i] = c
	}
	return out
}

// free fits all margins without bounds.
func (r *raking) free() error {
	off := 0.0
	for range rakePasses {
		for v := range r.values {
			sums := r.sums(v)
			for c, target := range r.targets[v] {
				if sums[c] > 0 {
					sums[c] = target / sums[c]
				}
			}
			for i, c := range r.values[v] {
				r.weight[i] *= sums[c]
			}
		}
		if off = r.deviation(); off <= rakeGoal {
			break
		}
	}
	if !(off <= rakeEnough) {
		return &Error{Code: CodeNotConverged, Detail: "no weights satisfy all margins"}
	}
	sum := 0.0
	for i, w := range r.weight {
		sum += w * r.size[i]
	}
	for i := range r.weight {
		r.weight[i] *= r.members / sum
	}
	return nil
}

// sums of the weights by category of a margin.
func (r *raking) sums(v int) []float64 {
	sums := make([]float64, len(r.targets[v]))
	for i, c := range r.values[v] {
		sums[c] += r.weight[i] * r.size[i]
	}
	return sums
}

// deviation is the largest difference between the share of a category and its target.
func (r *raking) deviation() float64 {
	worst := 0.0
	for v := range r.values {
		for c, sum := range r.sums(v) {
			worst = math.Max(worst, math.Abs(sum-r.targets[v][c])/r.members)
		}
	}
	return worst
}

func (r *raking) outside(b Bounds) bool {
	for _, w := range r.weight {
		if w < b.Low || w > b.High {
			return true
		}
	}
	return false
}

func (w *Weighting) finish(r *raking, margins []*prepared, bounds *Bounds) {
	w.Weights = make([]float64, len(r.class))
	for i, c := range r.class {
		w.Weights[i] = r.weight[c]
	}
	w.Precision = Kish(w.Weights)
	for v, m := range margins {
		sums := r.sums(v)
		for c, name := range m.categories {
			w.Margins = append(w.Margins, MarginFit{Var: m.name, Category: name, N: m.n[c], Target: m.targets[c], Achieved: sums[c] / r.members})
		}
	}
	if !w.Bounded {
		return
	}
	for _, x := range w.Weights {
		if x <= bounds.Low {
			w.AtLower++
		}
		if x >= bounds.High {
			w.AtUpper++
		}
	}
}
