package stats

import "math"

// bounded fits all margins with every weight inside the bounds, by generalised iterative proportional fitting: one
// margin after the other, each category gets the factor with which its clipped weights meet the target, while the
// unclipped weights are carried on (METHODS 1.5). The limit is the weighting of Deville, Särndal and Sautory (1993).
func (r *raking) bounded(b Bounds) error {
	if len(r.values) == 0 {
		r.values = [][]int32{make([]int32, len(r.weight))}
		r.targets = [][]float64{{r.members}}
	}
	loose := append([]float64(nil), r.weight...)
	off, milestone := math.Inf(1), math.Inf(1)
	for pass := range boundedRakePasses {
		for v := range r.values {
			factors, ok := r.factors(v, loose, b)
			if !ok {
				return &Error{Code: CodeNotConverged, Detail: "no weights inside the bounds satisfy all margins"}
			}
			for i, c := range r.values[v] {
				loose[i] *= factors[c]
			}
		}
		for i, x := range loose {
			r.weight[i] = math.Min(math.Max(x, b.Low), b.High)
		}
		if off = r.deviation(); off <= rakeGoal {
			break
		}
		if pass%500 == 499 { // where nothing moves any more there is no solution to wait for
			if off > 0.99*milestone {
				break
			}
			milestone = off
		}
	}
	if !(off <= rakeEnough) {
		return &Error{Code: CodeNotConverged, Detail: "no weights inside the bounds satisfy all margins"}
	}
	return nil
}

// clipping is the search for the factor of one category: the weights that the current factor leaves free, and what is
// clipped.
type clipping struct {
	factor, low, high float64
	free, fixed       float64
	done              bool
}

// factors solves every category of a margin at once. The clipped sum is piecewise linear and rising in the factor, so
// that Newton's method ends at the exact solution as soon as the set of clipped weights no longer changes; a bracket
// keeps it on the way.
func (r *raking) factors(v int, loose []float64, b Bounds) ([]float64, bool) {
	state := make([]clipping, len(r.targets[v]))
	size := make([]float64, len(state))
	for i, c := range r.values[v] {
		size[c] += r.size[i]
	}
	for c, target := range r.targets[v] {
		state[c] = clipping{factor: 1, high: math.Inf(1), done: size[c] == 0}
		if target < size[c]*b.Low*(1-1e-12) || target > size[c]*b.High*(1+1e-12) {
			return nil, false
		}
	}
	for range 200 {
		r.clip(v, loose, b, state)
		done := true
		for c := range state {
			state[c].step(r.targets[v][c])
			done = done && state[c].done
		}
		if done {
			break
		}
	}
	factors := make([]float64, len(state))
	for c := range state {
		factors[c] = state[c].factor
	}
	return factors, true
}

func (r *raking) clip(v int, loose []float64, b Bounds, state []clipping) {
	for c := range state {
		state[c].free, state[c].fixed = 0, 0
	}
	for i, c := range r.values[v] {
		s := &state[c]
		switch x := loose[i] * s.factor; {
		case x <= b.Low:
			s.fixed += r.size[i] * b.Low
		case x >= b.High:
			s.fixed += r.size[i] * b.High
		default:
			s.free += r.size[i] * loose[i]
		}
	}
}

func (s *clipping) step(target float64) {
	if s.done {
		return
	}
	reached := s.fixed + s.factor*s.free
	if math.Abs(reached-target) <= 1e-15*target {
		s.done = true
		return
	}
	if reached < target {
		s.low = s.factor
	} else {
		s.high = s.factor
	}
	next := (target - s.fixed) / s.free
	if math.Abs(next-s.factor) <= 1e-15*s.factor {
		s.factor, s.done = next, true
		return
	}
	if !(next > s.low && next < s.high) {
		switch {
		case math.IsInf(s.high, 1):
			next = 2 * s.factor
		case s.low == 0:
			next = s.factor / 2
		default:
			next = s.low + (s.high-s.low)/2
		}
	}
	s.factor = next
}
