package disclosure_test

import (
	"testing"

	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// flagging are figures with and without the members who have a flag, and those of these members alone.
type flagging struct {
	*given
	alone estimate.Figures
}

func newFlagging() *flagging {
	f := &flagging{given: newGiven()}
	f.report.WithoutFlagged = &report.Alternative{}
	f.evidence.WithoutFlagged = &disclosure.Computed{Figures: &estimate.Figures{}}
	f.evidence.FlaggedAlone = &disclosure.Computed{Figures: &f.alone}
	return f
}

// add adds an estimate of all, that of those without a flag, and that of those with one.
func (f *flagging) add(all, without, alone report.Estimate) *flagging {
	counts := func(e *report.Estimate) []stats.Counts {
		if e.N == nil {
			return nil
		}
		return among(*e.N)
	}
	f.estimate(all, counts(&all)...)
	f.report.WithoutFlagged.Estimates = append(f.report.WithoutFlagged.Estimates, without)
	figures := f.evidence.WithoutFlagged.Figures
	figures.Estimates.Counts = append(figures.Estimates.Counts, counts(&without))
	f.alone.Estimates.List = append(f.alone.Estimates.List, alone)
	f.alone.Estimates.Counts = append(f.alone.Estimates.Counts, counts(&alone))
	return f
}

// of adds estimates of so many members with and without flags.
func (f *flagging) of(panel string, s report.Subject, all, without int, alter ...func(alone *report.Estimate)) *flagging {
	alone := spread(panel, s, all-without)
	for _, a := range alter {
		a(&alone)
	}
	rest := spread(panel, s, without)
	rest.Mean = to(3.2) // unlike that of all
	return f.add(spread(panel, s, all), rest, alone)
}

func unanimously(e *report.Estimate) { e.Top2, e.Distribution = to(1.0), []float64{0, 0, 0, 0, 1} }

func everybodyKnew(e *report.Estimate) { e.DontKnow = to(0.0) }

// TestWithoutFlaggedTellsOfFewNothing: figures with and without the flagged members tell those of the flagged, who have the
// threshold therefore, and whose limits go unsaid (METHODS 7.4; Fellegi 1972).
func TestWithoutFlaggedTellsOfFewNothing(t *testing.T) {
	all := []string{"mean", "top2", "dont_know", "distribution"}
	for _, tt := range []struct {
		name         string
		panel        string
		all, without int
		alter        func(alone *report.Estimate)
		told         []string
		leak         []string // told without secondary suppression
	}{
		{"one flagged member", "town", 40, 39, nil, nil, all},
		{"one under the threshold", "town", 40, 31, nil, nil, all},
		{"the threshold", "town", 40, 30, nil, all, all},
		{"too few are left", "town", 40, 9, nil, nil, nil},
		{"those flagged agree, inside", "team", 60, 40, unanimously, nil, all},
		{"those flagged agree, outside", "town", 60, 40, unanimously, all, all},
		{"thirty flagged colleagues are many", "team", 70, 40, unanimously, all, all},
		{"those flagged all knew, inside", "team", 60, 40, everybodyKnew, []string{"mean", "top2", "distribution"}, all},
		{"those flagged all knew, outside", "town", 60, 40, everybodyKnew, all, all},
	} {
		f := newFlagging()
		if tt.alter == nil {
			tt.alter = func(*report.Estimate) {}
		}
		f.of(tt.panel, trust(report.Identity, ""), tt.all, tt.without, tt.alter)
		for _, c := range []struct {
			control disclosure.Control
			told    []string
		}{{full, tt.told}, {primaryOnly, tt.leak}} {
			want := map[string]bool{"mean": false, "top2": false, "dont_know": false, "distribution": false}
			for _, name := range c.told {
				want[name] = true
			}
			r := f.behind(c.control)
			same(t, tt.name, seen(&r.WithoutFlagged.Estimates[0]), want)
			same(t, tt.name+": the report itself", r.Estimates, f.report.Estimates)
		}
	}
}

// TestFewFlaggedCouldBeComputed is the arithmetic that the rule prevents.
func TestFewFlaggedCouldBeComputed(t *testing.T) {
	// 40 members have a mean of 3; the 39 without a flag have 118/39, so that the one with a flag said 120 - 118 = 2.
	identity := trust(report.Identity, "")
	rest := spread("town", identity, 39)
	rest.Mean = to(118. / 39)
	f := newFlagging().add(spread("town", identity, 40), rest, spread("town", identity, 1))
	r := f.behind(primaryOnly)
	with, without := r.Estimates[0], r.WithoutFlagged.Estimates[0]
	if got := float64(*with.N)**with.Mean - float64(*without.N)**without.Mean; got < 1.999999 || got > 2.000001 {
		t.Errorf("the one member said %v, want 2: the test sees nothing", got)
	}
	same(t, "without flagged", f.behind(full).WithoutFlagged.Estimates[0], withheldEstimate("town", identity))
}

// TestNobodyFlaggedIsTheSameFigure: where nobody with a valid answer has a flag the figure is that of the report, and its
// absence there is its absence here.
func TestNobodyFlaggedIsTheSameFigure(t *testing.T) {
	identity, film := trust(report.Identity, ""), trust(report.OfSample, "film")
	f := newFlagging().of("town", identity, 40, 40).of("town", film, 9, 9)
	r := f.behind(full)
	same(t, "the same members", r.WithoutFlagged.Estimates[0], r.Estimates[0])
	same(t, "too few of them", r.WithoutFlagged.Estimates[1], withheldEstimate("town", film))

	// Of the flagged all said don't know: the numbers are the same, and so the figure with all its don't-knows.
	f = newFlagging().of("team", identity, 20, 20, func(alone *report.Estimate) { alone.DontKnow = to(1.0) })
	same(t, "only don't-knows have a flag", f.behind(full).WithoutFlagged.Estimates, f.report.Estimates)

	group := spread("town", identity, 20)
	group.Group = &report.Group{By: "age", Value: "young"}
	f = newFlagging()
	f.estimate(group, among(20)...) // groups are in no alternative: what follows them keeps its place
	f.of("town", film, 40, 25)
	if e := f.behind(full).WithoutFlagged.Estimates[0]; e.Suppressed || *e.N != 25 {
		t.Errorf("behind a group: got %+v", e)
	}
}

// TestWhatIsWithheldWithoutFlaggedTakesAlong: averages over samples of which one is withheld, and gaps of a mean that is.
func TestWhatIsWithheldWithoutFlaggedTakesAlong(t *testing.T) {
	film, letter, all := trust(report.OfSample, "film"), trust(report.OfSample, "letter"), trust(report.All, "")
	identity := trust(report.Identity, "")
	made := func(flagged int, alter func(*report.Estimate)) *flagging {
		f := newFlagging().of("team", film, 60, 60-flagged, alter).of("team", letter, 60, 40).of("team", all, 90, 70)
		f.of("team", identity, 60, 60-flagged, alter).of("town", identity, 60, 40)
		f.report.WithoutFlagged.Gaps = []report.Gap{gapOf(identity), gapOf(all)}
		f.evidence.WithoutFlagged.Figures.Gaps.Counts = [][]stats.Counts{among(40, 40), among(40, 40)}
		return f
	}
	keep := func(*report.Estimate) {}
	for _, tt := range []struct {
		name     string
		flagged  int
		alter    func(*report.Estimate)
		withheld bool
		dontKnow bool // of the average
	}{
		{"enough flagged", 20, keep, false, true},
		{"few flagged on one sample", 9, keep, true, false},
		{"the flagged agree on one sample", 20, unanimously, true, false},
		{"the flagged all knew one sample", 20, everybodyKnew, false, false},
	} {
		v := made(tt.flagged, tt.alter).behind(full).WithoutFlagged
		got := []bool{v.Estimates[0].Suppressed, v.Estimates[1].Suppressed, v.Estimates[2].Suppressed, v.Gaps[0].Suppressed,
			v.Gaps[1].Suppressed}
		same(t, tt.name+": sample, other sample, average, gap, gap of the average", got,
			[]bool{tt.withheld, false, tt.withheld, tt.withheld, tt.withheld})
		if (v.Estimates[2].DontKnow != nil) != tt.dontKnow {
			t.Errorf("%s: got %+v", tt.name, v.Estimates[2])
		}
	}
}
