package chart

import "math"

// Axis is a scale from what it means, never from what was found. Low and High say in words what its ends stand for.
type Axis struct {
	Min, Max float64
	Ticks    []Tick
	Zero     bool // a line where nothing differs
	Low      string
	High     string
}

// Tick is a place on the axis with its label.
type Tick struct {
	At    float64
	Label string
}

// plot is the room between two edges that an axis spans.
type plot struct {
	axis     Axis
	from, to float64
}

// at is where a value stands; one outside the axis stands at its end.
func (p plot) at(value float64) float64 {
	share := (value - p.axis.Min) / (p.axis.Max - p.axis.Min)
	return p.from + (p.to-p.from)*min(1, max(0, share))
}

// Reach gives the half width of an axis around nil that holds every value: half points, at least one.
func Reach(values ...*float64) float64 {
	reach := 1.0
	for _, v := range values {
		if v != nil {
			reach = max(reach, math.Ceil(math.Abs(*v)*2)/2)
		}
	}
	return reach
}
