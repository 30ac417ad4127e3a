package disclosure_test

import (
	"math"
	"slices"
	"testing"

	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/report"
	"realitycheck/survey"
)

// aged are people of three ages and of none.
func aged(young, middle, old, none int) []people {
	return []people{{n: young, strata: []string{"young"}}, {n: middle, strata: []string{"middle"}},
		{n: old, strata: []string{"old"}},
		{n: none, strata: []string{survey.MissingCategory}}}
}

// groupsOf names the groups that a control publishes of the public.
func groupsOf(c disclosure.Control, t *testing.T, all ...people) (names []string) {
	t.Helper()
	for _, g := range c.Groups(archived(t, []string{"external"}, all...), 1) {
		names = append(names, g.Value)
	}
	return names
}

// TestAGroupIsToldWithItsNeighbours: a group that is not told must not follow from the panel less those that are; a reader
// is left at least n_min possible numbers of each small one (Cox 1980, METHODS 7.3).
func TestAGroupIsToldWithItsNeighbours(t *testing.T) {
	reliableOf := func(all []people, group, answering int) []people {
		some := all[group]
		all[group].n = answering
		some.n, some.answers = some.n-answering, [4]int8{0, 2, 3, 4} // who leave "reliable" open
		return append(all, some)
	}
	for _, tt := range []struct {
		name          string
		all           []people
		told, primary []string // with secondary suppression, and without
	}{
		{"each has the threshold", aged(40, 30, 10, 0), []string{"young", "middle", "old"}, []string{"young", "middle", "old"}},
		{"one small group is the rest of the others, so that the smallest of these goes", aged(40, 30, 9, 0),
			[]string{"young"}, []string{"young", "middle"}},
		{"two small groups of 10 in all: each may be anything from 0 to 10", aged(40, 6, 4, 0),
			[]string{"young"}, []string{"young"}},
		{"two of 9 in all: 0 to 9 is too narrow", aged(40, 5, 4, 0), nil, []string{"young"}},
		{"a group of nobody hides nothing", aged(40, 30, 0, 0), []string{"young", "middle"}, []string{"young", "middle"}},
		{"few without a category are a rest too", aged(40, 30, 0, 4), []string{"young"}, []string{"young", "middle"}},
		{"many without a category are not", aged(40, 30, 0, 12), []string{"young", "middle"}, []string{"young", "middle"}},
		{"few without a category and a small group hide each other", aged(40, 30, 8, 4),
			[]string{"young", "middle"}, []string{"young", "middle"}},
		{"members count who answered every parameter", reliableOf(aged(40, 30, 20, 0), 2, 9), []string{"young"},
			[]string{"young", "middle"}},
		{"ten of them are enough", reliableOf(aged(40, 30, 20, 0), 2, 10),
			[]string{"young", "middle", "old"}, []string{"young", "middle", "old"}},
		{"a small panel", aged(5, 4, 0, 0), nil, nil},
	} {
		same(t, tt.name, groupsOf(full, t, tt.all...), tt.told)
		same(t, tt.name+", primary only", groupsOf(primaryOnly, t, tt.all...), tt.primary)
	}
}

// TestGroupsOfTwoAttributesDoNotTellTheirCrossing: attributes are told one at a time, but those who have no age are known
// from the panel less all ages, and from a kind that they are among follow the others of it.
func TestGroupsOfTwoAttributesDoNotTellTheirCrossing(t *testing.T) {
	traits := func(n int, age, gender, kind string) people { return people{n: n, strata: []string{age, gender, kind}} }
	for _, tt := range []struct {
		name          string
		all           []people
		told, primary []string
	}{
		{"crossings are large", []people{traits(30, "young", "f", "citizen"), traits(30, "old", "m", "citizen"),
			traits(20, "young", "m", "company"), traits(20, "old", "f", "company")},
			[]string{"young", "old", "f", "m", "citizen", "company"}, []string{"young", "old", "f", "m", "citizen", "company"}},
		// 97 - young 40 - m 50 = 7, and without young old 57 - m 50 = 7, and without m as well f 47 + old 57 - 97 = 7.
		{"one group lies inside another but for 7", []people{traits(40, "young", "f", "citizen"), traits(7, "old", "f", "citizen"),
			traits(50, "old", "m", "citizen")},
			[]string{"old", "citizen"}, []string{"young", "old", "f", "m", "citizen"}},
		// young 40 + old 40 - citizen 77 = 3, the companies with an age. Without young the 12 that have none are not known.
		{"three companies have an age", []people{traits(40, "young", "f", "citizen"), traits(37, "old", "f", "citizen"),
			traits(3, "old", "f", "company"), traits(12, "", "f", "company")},
			[]string{"old", "f", "citizen", "company"}, []string{"young", "old", "f", "citizen", "company"}},
	} {
		same(t, tt.name, groupsOf(full, t, tt.all...), tt.told)
		same(t, tt.name+", primary only", groupsOf(primaryOnly, t, tt.all...), tt.primary)
	}
}

// TestWeightsBesideNoWeightsTellGroupsApart: the sum over 35 women and 5 men of one age, with weights and without, are two
// equations in two unknowns. With weights alone there is one.
func TestWeightsBesideNoWeightsTellGroupsApart(t *testing.T) {
	traits := func(n int, age, gender string) people { return people{n: n, strata: []string{age, gender}} }
	w := archived(t, []string{"external"}, traits(35, "young", "f"), traits(5, "young", "m"), traits(20, "old", "f"),
		traits(20, "old", "m"))
	gender := 1
	for _, tt := range []struct {
		name    string
		control disclosure.Control
		plain   bool
		weigh   map[string]float64
		all     bool // all four groups are told
	}{
		{"weights from the start", full, false, map[string]float64{"f": 0.8, "m": 1.4}, true},
		{"weights after figures without", full, true, map[string]float64{"f": 0.8, "m": 1.4}, false},
		{"all weigh the same", full, true, nil, true},
		{"the audit is off", primaryOnly, true, map[string]float64{"f": 0.8, "m": 1.4}, true},
	} {
		groups := tt.control.Groups(weighted(t, w, tt.plain, gender, tt.weigh), 1)
		young := slices.Contains(groups, report.Group{By: "age", Value: "young"})
		if (len(groups) == 4) != tt.all || young != tt.all {
			t.Errorf("%s: got %v", tt.name, groups)
		}
	}
}

// TestThePanelWithoutWeightsIsAlwaysKnown: a report has its unweighted figures beside it. Of 40 young, 6 old and 4 without an
// age, the panel less the young leaves 10, with weights and without, which are two equations for the 6 and the 4.
func TestThePanelWithoutWeightsIsAlwaysKnown(t *testing.T) {
	w := archived(t, []string{"external"}, aged(40, 0, 6, 4)...)
	for _, tt := range []struct {
		name  string
		weigh map[string]float64
		told  int
	}{
		{"the ten weigh the same", map[string]float64{"young": 0.9, "old": 1}, 1},
		{"the old weigh more", map[string]float64{"young": 0.9, "old": 1.5}, 0},
	} {
		if got := full.Groups(weighted(t, w, false, 0, tt.weigh), 1); len(got) != tt.told {
			t.Errorf("%s: got %v", tt.name, got)
		}
	}
}

// TestAGroupHasOneRoundedNumber: all its members, down to five, whatever they left open; the effective number in proportion.
func TestAGroupHasOneRoundedNumber(t *testing.T) {
	all := aged(40, 30, 0, 0)
	all = append(all, people{n: 4, strata: []string{"young"}, answers: [4]int8{0, 2, 3, 4}})
	g := computed(t, archived(t, []string{"external"}, all...))
	exact := find(t, g.report.Estimates, "external", "reliable", "", "age=young")
	same(t, "valid answers to one parameter", *exact.N, 40)
	r := g.behind(full)
	for _, parameter := range []string{"reliable", "warm"} { // 44 members, of whom 40 and 44 answered
		e := find(t, r.Estimates, "external", parameter, "", "age=young")
		if *e.N != 40 || math.Abs(*e.NEff-40) > 1e-12 {
			t.Errorf("%s: got n %d, n_eff %v, want 40", parameter, *e.N, *e.NEff)
		}
	}
	if whole := find(t, r.Estimates, "external", "warm", "", ""); *whole.N != 74 {
		t.Errorf("the panel: got n %d, want 74", *whole.N)
	}
}

// TestThoseWhomGroupsLeaveAgreeInSilence: twelve colleagues without an age all said 5. The panel less its ages would tell, so
// that on this parameter no age is told; on others they are.
func TestThoseWhomGroupsLeaveAgreeInSilence(t *testing.T) {
	all := aged(30, 30, 0, 0)
	for i := range 12 { // they differ on all but "reliable"
		answers := spreadOut(i)
		answers[0] = 5
		all = append(all, people{n: 1, strata: []string{survey.MissingCategory}, answers: answers})
	}
	g := computed(t, archived(t, []string{"internal", "external"}, all...))
	for _, tt := range []struct {
		panel, parameter string
		control          disclosure.Control
		told             bool
	}{
		{"internal", "reliable", full, false},
		{"internal", "warm", full, true},
		{"external", "reliable", full, true}, // the public does not know who has no age
		{"internal", "reliable", primaryOnly, true},
	} {
		r := g.behind(tt.control)
		young := find(t, r.Estimates, tt.panel, tt.parameter, "", "age=young")
		middle := find(t, r.Estimates, tt.panel, tt.parameter, "", "age=middle")
		if young.Suppressed == tt.told || middle.Suppressed == tt.told {
			t.Errorf("%s, %s behind %+v: got %+v", tt.panel, tt.parameter, tt.control, young)
		}
		if tt.told && tt.parameter == "reliable" {
			rest := (sum(find(t, r.Estimates, tt.panel, tt.parameter, "", "")) - sum(young) - sum(middle)) / 12
			if math.Abs(rest-5) > 1e-9 {
				t.Errorf("%s: the twelve said %v, want 5: the test sees nothing", tt.panel, rest)
			}
		}
	}
}

// TestAGroupThatAgreesIsALimitAndItsNeighboursAreNot: of fewer than 30 colleagues a group that all says 5 is told as a limit,
// and the other groups of the attribute are withheld, since the panel less these would tell it.
func TestAGroupThatAgreesIsALimitAndItsNeighboursAreNot(t *testing.T) {
	for _, tt := range []struct {
		panel string
		n     int
		limit bool
	}{{"internal", 20, true}, {"internal", 30, false}, {"external", 20, false}} {
		all := aged(0, 40, 40, 0)
		for i := range tt.n {
			answers := spreadOut(i)
			answers[0] = 5
			all = append(all, people{n: 1, strata: []string{"young"}, answers: answers})
		}
		r := computed(t, archived(t, []string{tt.panel}, all...)).behind(full)
		young := find(t, r.Estimates, tt.panel, "reliable", "", "age=young")
		if (young.Limits["mean"] == report.Above) != tt.limit || (young.Mean == nil) != tt.limit || young.Suppressed {
			t.Errorf("%s, %d who agree: got %+v", tt.panel, tt.n, young)
		}
		if middle := find(t, r.Estimates, tt.panel, "reliable", "", "age=middle"); middle.Suppressed != tt.limit {
			t.Errorf("%s, beside %d who agree: got %+v", tt.panel, tt.n, middle)
		}
		if middle := find(t, r.Estimates, tt.panel, "warm", "", "age=middle"); middle.Suppressed {
			t.Errorf("%s, another parameter: got %+v", tt.panel, middle)
		}
	}
}
