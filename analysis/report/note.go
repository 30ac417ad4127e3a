package report

// Notes on a change, as they stand in the report.
const (
	NotPaired = "not paired"
	Broken    = "break"
	MixDiffer = "mix differs"

	TargetsDiffer = "targets differ" // the waves are weighted to different populations
)

// Cuts reports whether a line may not run through the change: what was asked came to mean something else, or the panel was
// weighted to another population (METHODS 4.4).
func (c *Change) Cuts() bool { return !c.Comparable || c.Note != nil && *c.Note == TargetsDiffer }
