package estimate_test

import (
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/estimate"
	"realitycheck/analysis/quality"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// number writes a figure that may be absent.
func number(x *float64) float64 {
	if x == nil {
		return math.NaN()
	}
	return *x
}

// is reports whether a figure has a value; NaN is none.
func is(x *float64, want float64) bool {
	return (x == nil) == math.IsNaN(want) && (x == nil || math.Abs(*x-want) <= 1e-9)
}

// TestResponseRates: completion counts the complete of those invited, break-off of those who did anything, retention the
// complete of before who are complete again (METHODS 6). Each is absent without a base, and never weighted.
func TestResponseRates(t *testing.T) {
	none := math.NaN()
	c, p, b := survey.Complete, survey.Partial, survey.BreakOff
	for _, tt := range []struct {
		name                            string
		before, now                     []survey.Outcome // of member i in either wave; "" is not there
		paired                          []int            // members who are known to be the same
		completion, breakOff, retention float64
		invited, started                int
	}{
		// Twice as many are invited as come.
		{"all complete, all return", []survey.Outcome{c, c}, []survey.Outcome{c, c}, []int{0, 1}, 0.5, 0, 1, 4, 2},
		{"one in four broke off", []survey.Outcome{c}, []survey.Outcome{c, c, p, b}, []int{0}, 2. / 8, 1. / 4, 1, 8, 4},
		{"partial again is not kept", []survey.Outcome{c, c}, []survey.Outcome{c, p}, []int{0, 1}, 1. / 4, 0, 0.5, 4, 2},
		{"partial before is not lost", []survey.Outcome{c, p}, []survey.Outcome{c, c}, []int{0, 1}, 0.5, 0, 1, 4, 2},
		{"who did not return is lost", []survey.Outcome{c, c, c, c}, []survey.Outcome{c, c}, []int{0}, 0.5, 0, 1. / 4, 4, 2},
		{"waves that are not paired", []survey.Outcome{c, c}, []survey.Outcome{c, c}, nil, 0.5, 0, none, 4, 2},
		{"nobody complete before", []survey.Outcome{p}, []survey.Outcome{c}, []int{0}, 0.5, 0, none, 2, 1},
		{"nobody came", []survey.Outcome{c}, nil, nil, none, none, none, 0, 0},
	} {
		dir := t.TempDir()
		for i, outcomes := range [][]survey.Outcome{tt.before, tt.now} {
			in := analysistest.Instrument([]string{"2018", "2019"}[i], 2018+i)
			var records []archive.Record
			for member, outcome := range outcomes {
				id := in.Wave.Code + "-external-000" + string(rune('0'+member))
				records = append(records, archive.Record{ID: id, Panel: "external", Outcome: outcome})
			}
			analysistest.Store(t, dir, in, records)
		}
		if tt.paired != nil {
			analysistest.Pair(t, dir, "2018", "2019", 5, func(i int) bool { return slices.Contains(tt.paired, i) })
		}
		all := figuresOf(t, dataset.NewSource(dir), nil).figures.Responses
		got := all[3] // external in 2019
		if got.Wave != "2019" || got.Panel != "external" || got.Invited != tt.invited || got.Started != tt.started ||
			!is(got.Rates["completion"], tt.completion) || !is(got.Rates["break_off"], tt.breakOff) ||
			!is(got.Rates["retention"], tt.retention) {
			t.Errorf("%s: got %+v, completion %v, break-off %v, retention %v", tt.name, got, number(got.Rates["completion"]),
				number(got.Rates["break_off"]), number(got.Rates["retention"]))
		}
		if all[1].Rates["retention"] != nil {
			t.Errorf("%s: the first wave keeps %v of none before", tt.name, number(all[1].Rates["retention"]))
		}
	}
}

// TestFlagsAreCountedByPanel: a response with several flags is one flagged response (METHODS 9).
func TestFlagsAreCountedByPanel(t *testing.T) {
	w := &dataset.Wave{Panels: []string{"team", "town", "empty"},
		InOrder: []int{0, 1, 2}, Rows: [][2]int{{0, 4}, {4, 6}, {6, 6}},
		Wave: &archive.Wave{Instrument: &survey.Instrument{Wave: survey.Wave{Code: "2026"}},
			Responses: archive.Responses{Speeder: []bool{true, true, false, false, false, true}}}}
	w.Flags = quality.Flags{Contradiction: []bool{true, false, true, false, false, false},
		LongString: []bool{true, false, false, false, false, false}}
	want := []report.Quality{
		{Wave: "2026", Panel: "team", N: 4, Speeder: 2, Contradiction: 2, LongString: 1, Flagged: 3},
		{Wave: "2026", Panel: "town", N: 2, Speeder: 1, Flagged: 1},
		{Wave: "2026", Panel: "empty"},
	}
	if got := estimate.Flags([]*dataset.Wave{w}); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := estimate.Flags(nil); got == nil || len(got) != 0 {
		t.Errorf("no wave: got %#v, want an empty list", got)
	}
}

// TestWeightingsNameWhatIsInUse: by panel, with the margins that were met and what they cost.
func TestWeightingsNameWhatIsInUse(t *testing.T) {
	stored := &archive.Weighting{Name: "20260503", Made: time.Date(2026, 5, 3, 23, 0, 0, 0, time.UTC),
		Margins: survey.Margins{Bounds: survey.DefaultBounds, Panels: []survey.PanelMargins{{Panel: "town",
			Margins: []survey.Margin{{Attribute: "age"}, {Attribute: "gender"}}}}},
		Panels: []archive.WeightedPanel{{Panel: "town", DEff: 1.5, NEff: 40, Low: 0.4, High: 2.5,
			Merged: []archive.MergedMargin{{Attribute: "age", Categories: []string{"young", "middle"}}}}}}
	w := &dataset.Wave{Panels: []string{"team", "town"}, InOrder: []int{0, 1},
		Wave: &archive.Wave{Instrument: &survey.Instrument{Wave: survey.Wave{Code: "2026"}}}}
	plain := report.Weighting{Wave: "2026", Panel: "town", Method: "none", Margins: []string{}}
	if got := estimate.Weightings([]*dataset.Wave{w})[1]; !reflect.DeepEqual(got, plain) {
		t.Errorf("without weights: got %+v", got)
	}
	w.Weighting = stored
	got := estimate.Weightings([]*dataset.Wave{w})
	plain.Panel = "team" // margins of one panel leave the other as it is
	deff, nEff, low, high := 1.5, 40.0, 0.4, 2.5
	want := []report.Weighting{plain, {Wave: "2026", Panel: "town", Method: "raking", Name: &stored.Name, Made: "2026-05-03",
		Margins: []string{"age", "gender"}, Merged: []report.MergedCategories{{By: "age", Values: []string{"young", "middle"}}},
		Bounds: &survey.DefaultBounds, DEff: &deff, NEff: &nEff, Low: &low, High: &high}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// grouped are members of the public: an age each, and an answer to "reliable", 0 for none.
func grouped(t *testing.T, members ...struct {
	age    string
	answer int8
}) made {
	t.Helper()
	dir, in := t.TempDir(), analysistest.WithStrata(analysistest.Instrument("2018", 2018))
	var records []archive.Record
	for i, m := range members {
		answers := survey.Answers{}
		if m.answer != 0 {
			answers["reliable"] = survey.Answer{Code: m.answer}
		}
		records = append(records, archive.Record{ID: "m" + string(rune('a'+i)), Panel: "external", Outcome: survey.Complete,
			Strata: []string{m.age, "f", "citizen"}, Answers: map[string]survey.Answers{"identity/dna": answers}})
	}
	analysistest.Store(t, dir, in, records)
	return figuresOf(t, dataset.NewSource(dir), nil)
}

// TestAGroupIsADomainOfItsPanel: its mean is that of its members, and its error counts all members of the panel (METHODS 2.1).
func TestAGroupIsADomainOfItsPanel(t *testing.T) {
	type member = struct {
		age    string
		answer int8
	}
	m := grouped(t, member{"young", 1}, member{"young", 2}, member{"young", 3}, member{"young", survey.DontKnow},
		member{"middle", 5}, member{"middle", 0}, member{survey.MissingCategory, 4}, member{survey.MissingCategory, 4})
	found := map[string]*report.Estimate{}
	for i := range m.figures.Estimates.List {
		if e := &m.figures.Estimates.List[i]; e.Parameter == "reliable" && e.Group != nil && e.Group.By == "age" {
			if e.Item != nil || e.Basis != report.Identity || e.Panel != "external" {
				t.Errorf("a group beside another breakdown: %+v", e)
			}
			found[e.Group.Value] = e
		}
	}
	// young: mean 2, deviations -1, 0, 1 over 3 of 8 members: V = 8/7 * (1/9 + 0 + 1/9); one don't-know beside three answers.
	young, middle := found["young"], found["middle"]
	if young == nil || *young.N != 3 || !is(young.Mean, 2) || !is(young.SE, math.Sqrt(8./7*2/9)) || !is(young.DontKnow, 0.25) ||
		!is(young.Top2, 0) {
		t.Errorf("young: got %+v", young)
	}
	if middle == nil || *middle.N != 1 || !is(middle.Mean, 5) || middle.SE != nil || middle.Reason != "one_member" {
		t.Errorf("middle: got %+v", middle)
	}
	if len(found) != 2 {
		t.Errorf("a group of nobody, or one without a category, is listed: %v", found)
	}

	w := m.wave("2018")
	index := slices.Repeat([]uint8{dataset.Elsewhere}, w.Responses.Len())
	v := w.ByKey[dataset.Key{Framework: "dna", Parameter: "reliable"}]
	if _, some := estimate.OfMembers(w, v, 1, index); some {
		t.Error("nobody has a mean")
	}
	for row := range index {
		if w.Responses.Strata[0].At(row) == survey.MissingCategory { // age stands first by code
			index[row] = 0
		}
	}
	if e, some := estimate.OfMembers(w, v, 1, index); !some || *e.N != 2 || !is(e.Mean, 4) || !is(e.Top2, 1) || e.Group != nil {
		t.Errorf("those without an age: got %+v", e)
	}
}

// TestTheOnlyItemHasTheFiguresOfItsParameter: they stand there again under its name, with the same evidence.
func TestTheOnlyItemHasTheFiguresOfItsParameter(t *testing.T) {
	f := makeWaves(t, 3, 40, false).figures
	seen := 0
	for i, e := range f.Estimates.List {
		if e.Parameter != "reliable" || e.Item == nil {
			continue
		}
		seen++
		whole := slices.IndexFunc(f.Estimates.List, func(other report.Estimate) bool {
			return other.Item == nil && other.Group == nil && other.Place() == e.Place().Whole()
		})
		e.Item = nil
		if whole < 0 || !reflect.DeepEqual(e, f.Estimates.List[whole]) ||
			!reflect.DeepEqual(f.Estimates.Counts[i], f.Estimates.Counts[whole]) {
			t.Errorf("got %+v beside %+v", e, f.Estimates.List[max(whole, 0)])
		}
	}
	if want := 2 * 2 * (1 + 4 + 2); seen != want { // waves, panels; the identity, four samples, anchors and all
		t.Errorf("%d items, want %d", seen, want)
	}
}
