package report

// Sensitivity says which conclusions about parameters hold when the figures are computed another way: without weights, or
// without the responses that have a flag.
type Sensitivity struct {
	Compared int // conclusions that could be drawn both ways
	Withheld int // conclusions of the report that the other figures withhold
	Reversed []Reversal
}

// Reversal is a conclusion that holds one way only: of a gap, or of a change; the other pair is nil.
type Reversal struct {
	Gap, OtherGap       *Gap
	Change, OtherChange *Change
}

// Sensitivity compares what the report concludes about the parameters listed, gaps and then changes, with what the other
// figures do. A conclusion is the certainty of a difference and, where it is clear, its direction: a clear gap that changes
// sides is reversed. What the report itself does not conclude, or the other figures withhold, is not compared.
func (x *Index) Sensitivity(other *Index, parameters []string) Sensitivity {
	var s Sensitivity
	asked := map[string]bool{}
	for _, p := range parameters {
		asked[p] = true
	}
	for i := range x.Gaps {
		g := &x.Gaps[i]
		if g.Basis != Identity || g.Item != nil || !asked[g.Parameter] {
			continue
		}
		two := other.Gap(g.Wave, g.A, g.B, g.Subject)
		if two != nil && s.reversed(g.conclusion(), two.conclusion()) {
			s.Reversed = append(s.Reversed, Reversal{Gap: g, OtherGap: two})
		}
	}
	for i := range x.Changes {
		c := &x.Changes[i]
		if c.Basis != Identity || c.Item != nil || !asked[c.Parameter] {
			continue
		}
		two := other.Change(c.Panel, c.From, c.To, c.Subject)
		if two != nil && s.reversed(c.conclusion(), two.conclusion()) {
			s.Reversed = append(s.Reversed, Reversal{Change: c, OtherChange: two})
		}
	}
	return s
}

// reversed counts a pair of conclusions and reports whether they differ.
func (s *Sensitivity) reversed(one, two conclusion) bool {
	switch {
	case one.certainty != Clear && one.certainty != Unclear:
		return false
	case two.certainty == TooFew:
		s.Withheld++
		return false
	}
	s.Compared++
	return one != two
}

// conclusion is what may be said of a difference; up is told of a clear one only.
type conclusion struct {
	certainty Certainty
	up        bool
}

func (t *Test) conclusion() conclusion {
	certainty := t.Certainty()
	return conclusion{certainty, certainty == Clear && *t.Diff > 0}
}

func (c *Change) conclusion() conclusion {
	certainty := c.Certainty()
	return conclusion{certainty, certainty == Clear && *c.Diff > 0}
}
