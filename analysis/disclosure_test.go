package analysis_test

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"realitycheck/analysis"
	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// unanimous stores a wave in which every member gives the same answer to everything.
func unanimous(t *testing.T, members int) *dataset.Source {
	t.Helper()
	dir, r := t.TempDir(), rand.New(rand.NewPCG(1, 2))
	in := analysistest.Instrument("2018", 2018)
	records := analysistest.Records(in, members, r)
	for i := range records {
		answers := survey.Answers{"role": {Code: 1}, "seen": {Codes: []int8{1}}}
		for _, q := range []string{"reliable", "warm_one", "warm_two", "proud"} {
			answers[q] = survey.Answer{Code: 5}
		}
		answers["warm_cold"] = survey.Answer{Code: 1}
		for key := range records[i].Answers {
			records[i].Answers[key] = answers
		}
	}
	analysistest.Store(t, dir, in, records)
	return dataset.NewSource(dir)
}

func TestFewUnanimousColleaguesAreNotTold(t *testing.T) {
	for _, c := range []struct {
		members int
		told    bool
	}{{20, false}, {40, true}} {
		doc := build(t, unanimous(t, c.members))
		for _, e := range doc.Estimates {
			if e.Basis != report.Identity {
				continue
			}
			told := c.told || e.Panel == "external"
			if (e.Mean != nil) != told || (e.Top2 != nil) != told || (e.Distribution != nil) != told || (e.DontKnow != nil) != told {
				t.Errorf("%d members: got %+v", c.members, e)
			}
			if !told && (e.Limits["top2"] != report.Above || e.Limits["dont_know"] != report.Below || e.Low != nil || e.Top2Low != nil) {
				t.Errorf("%d members: got %+v", c.members, e)
			}
		}
		for _, g := range doc.Gaps {
			if g.Basis == report.Identity && g.Suppressed == c.told {
				t.Errorf("%d members: a gap tells what the mean does not: %+v", c.members, g)
			}
		}
		for _, choice := range doc.Choices {
			if choice.Panel == "internal" && choice.Item == "role" && choice.N != nil && (choice.Share != nil) != c.told {
				t.Errorf("%d members: got %+v", c.members, choice)
			}
		}
	}
	if got := report.Above.Words(translator(t, i18n.Dutch)); got != "meer dan 95\u00a0%" {
		t.Errorf("got %q", got)
	}
}

// TestWhatIsNotToldCannotBeWorkedOut lets few colleagues agree on one sample, and in one group, among many who do not: the
// average over samples, and the other groups beside the whole panel, would tell what they said.
func TestWhatIsNotToldCannotBeWorkedOut(t *testing.T) {
	dir, r := t.TempDir(), rand.New(rand.NewPCG(3, 4))
	in := analysistest.Instrument("2018", 2018)
	analysistest.WithStrata(in)
	records := analysistest.Records(in, 100, r)
	for i := range records {
		age := []string{"young", "middle", "middle", "middle"}[i%4]
		records[i].Strata = []string{age, []string{"f", "m"}[i/4%2], "citizen"}
		place := slices.Index(records[i].Order, "film")
		for step, answers := range records[i].Answers {
			_, rated := answers["s_reliable"]
			if _, asked := answers["reliable"]; asked && age == "young" {
				answers["reliable"] = survey.Answer{Code: 5}
			}
			if !rated || place < 0 || !strings.HasSuffix(step, "/"+strconv.Itoa(place+1)) {
				continue
			}
			answers["s_reliable"] = survey.Answer{Code: 5}
			if i%100 >= 28 { // few rate it
				answers["s_reliable"] = survey.Answer{}
			}
		}
	}
	for i := range in.Wave.Samples {
		in.Wave.Samples[i].Anchor = false // the change averages the samples of both waves, the wave itself none
	}
	analysistest.Store(t, dir, in, records)
	next := analysistest.Instrument("2019", 2019)
	next.Wave.Samples = next.Wave.Samples[:3]
	next.Samples, next.Wave.K = next.Samples[:3], 3
	analysistest.WithStrata(next)
	analysistest.Store(t, dir, next, analysistest.Records(next, 100, r))
	analysistest.Pair(t, dir, "2018", "2019", 100, func(int) bool { return true })
	doc := build(t, dataset.NewSource(dir), "2018")
	both := build(t, dataset.NewSource(dir))
	anchored := 0
	for _, c := range both.Changes {
		if c.Parameter != "reliable" || c.Item != nil || c.Basis != report.Anchors {
			continue
		}
		anchored++
		if c.Suppressed != (c.Panel == "internal") {
			t.Errorf("a change tells what the mean of a sample does not: %+v", c)
		}
	}
	if anchored != 2 {
		t.Errorf("%d changes over samples of both waves", anchored)
	}
	seen := map[string]int{}
	for _, e := range doc.Estimates {
		if e.Parameter != "reliable" || e.Item != nil {
			continue
		}
		inside := e.Panel == "internal"
		switch {
		case e.Group != nil && e.Group.By == "age" && e.Group.Value == "young", e.Basis == report.OfSample && *e.Sample == "film":
			seen["agree"]++
			if (e.Limits["mean"] == report.Above) != inside || (e.Mean == nil) != inside {
				t.Errorf("got %+v", e)
			}
		case e.Group != nil && e.Group.By == "age" && e.Group.Value == "middle", e.Basis == report.All:
			seen["beside"]++
			if e.Suppressed != inside || (e.Mean == nil) != inside || (e.Distribution == nil) != inside {
				t.Errorf("got %+v", e)
			}
		case e.Group != nil && e.Group.By == "gender" && e.Mean == nil:
			t.Errorf("another attribute is hidden too: %+v", e)
		}
	}
	if seen["agree"] != 4 || seen["beside"] != 4 {
		t.Errorf("looked at %v", seen)
	}
	for _, g := range doc.Gaps {
		if g.Parameter == "reliable" && g.Basis == report.All && !g.Suppressed {
			t.Errorf("a gap tells what the mean does not: %+v", g)
		}
	}
}

// TestEqualAnswersSaySo looks for the reason, and for a note in words.
func TestEqualAnswersSaySo(t *testing.T) {
	doc := build(t, unanimous(t, 40))
	i := slices.IndexFunc(doc.Gaps, func(g report.Gap) bool { return g.Basis == report.Identity })
	if g := doc.Gaps[i]; g.P != nil || g.Reason != "zero_variance" || *g.SE != 0 {
		t.Errorf("got %+v", g)
	}
	for _, want := range []string{"report.note_zero_variance"} {
		if !slices.ContainsFunc(doc.Notes, func(n report.Note) bool { return n.Code == want && n.Text != want }) {
			t.Errorf("no note %s in %+v", want, doc.Notes)
		}
	}
}

func TestOnlyDontKnowsSaySo(t *testing.T) {
	dir, r := t.TempDir(), rand.New(rand.NewPCG(1, 2))
	in := analysistest.Instrument("2018", 2018)
	records := analysistest.Records(in, 40, r)
	for i := range records {
		for _, answers := range records[i].Answers {
			for q, a := range answers {
				if a.Code >= 1 && a.Code <= 5 {
					answers[q] = survey.Answer{Code: survey.DontKnow}
				}
			}
		}
	}
	analysistest.Store(t, dir, in, records)
	doc := build(t, dataset.NewSource(dir))
	for _, e := range doc.Estimates {
		if e.Basis == report.Identity && e.Panel == "external" && (e.Reason != "no_valid" || e.Mean != nil || *e.DontKnow != 1) {
			t.Errorf("got %+v", e)
		}
	}
	if !slices.ContainsFunc(doc.Notes, func(n report.Note) bool { return n.Code == "report.note_no_valid" }) {
		t.Errorf("no note in %+v", doc.Notes)
	}
}

// TestGroupsHaveOneRoundedNumber compares the numbers of a group over parameters, and hides one that is small together
// with what would give it away.
func TestGroupsHaveOneRoundedNumber(t *testing.T) {
	dir, r := t.TempDir(), rand.New(rand.NewPCG(5, 5))
	in := analysistest.Instrument("2018", 2018)
	analysistest.WithStrata(in)
	records := analysistest.Records(in, 120, r)
	for i := range records {
		age := []string{"young", "middle", "old"}[i%3]
		gender := []string{"f", "m"}[i/3%2]
		if i%120 < 4 {
			gender = "x"
		}
		records[i].Strata = []string{age, gender, "citizen"}
	}
	analysistest.Store(t, dir, in, records)
	doc := build(t, dataset.NewSource(dir))
	numbers, shown := map[report.Group]int{}, map[string]bool{}
	for _, e := range doc.Estimates {
		if e.Group == nil || e.Panel != "internal" {
			continue
		}
		if e.Item != nil || e.Basis != report.Identity {
			t.Errorf("a group beside another breakdown: %+v", e)
		}
		if e.Suppressed {
			if !reflect.DeepEqual(e, report.Estimate{Wave: e.Wave, Panel: e.Panel, Subject: e.Subject, Group: e.Group, Suppressed: true}) {
				t.Errorf("got %+v", e)
			}
			continue
		}
		shown[e.Group.By+"="+e.Group.Value] = true
		if before, ok := numbers[*e.Group]; ok && before != *e.N || *e.N%5 != 0 {
			t.Errorf("group %v has %d and %d members", e.Group, before, *e.N)
		}
		numbers[*e.Group] = *e.N
	}
	for _, want := range []string{"age=young", "age=middle", "age=old"} {
		if !shown[want] {
			t.Errorf("%s is not shown: %v", want, shown)
		}
	}
	if shown["gender=x"] || shown["gender=f"] && shown["gender=m"] {
		t.Errorf("the four members of a small group can be computed: %v", shown)
	}
	if doc.Labels.Groups["age=young"] != "young" || doc.Labels.Groups["age"] != "age" {
		t.Errorf("got labels %v", doc.Labels.Groups)
	}
}

// TestNothingUnderTheThresholdLeavesBuild looks at every number of a report by reflection, so that a new kind of figure
// cannot be forgotten.
func TestNothingUnderTheThresholdLeavesBuild(t *testing.T) {
	for seed := range uint64(5) {
		source := attackedSource(t, seed)
		opts := analysis.Options{Tr: translator(t, i18n.Dutch), NMin: 10, Unweighted: true, WithoutFlagged: true}
		doc, err := analysis.Build(context.Background(), source, nil, opts)
		if err != nil {
			t.Fatal(err)
		}
		if small := smallNumbers(reflect.ValueOf(*doc)); small != 0 {
			t.Errorf("%d figures rest on fewer than ten members", small)
		}
		weak, err := analysis.BuildWith(context.Background(), source, opts, 1, false)
		if err != nil {
			t.Fatal(err)
		}
		if seed == 0 && smallNumbers(reflect.ValueOf(*weak)) == 0 {
			t.Error("a weak gate lets nothing small pass: the test sees nothing")
		}
	}
}

// smallNumbers counts fields N with 1 to 9 members, wherever they are. Quality counts responses, and is passed over.
func smallNumbers(v reflect.Value) int {
	small := 0
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			small += smallNumbers(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			small += smallNumbers(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch n := v.Field(i).Interface().(type) {
			case *int:
				if v.Type().Field(i).Name == "N" && n != nil && *n > 0 && *n < 10 {
					small++
				}
			case map[string]int:
				for _, members := range n {
					if members > 0 && members < 10 {
						small++
					}
				}
			default:
				small += smallNumbers(v.Field(i))
			}
		}
	}
	return small
}

func TestFewResponsesHaveNoFlagsToCount(t *testing.T) {
	for _, c := range []struct {
		members    int
		suppressed bool
	}{{9, true}, {10, false}} {
		for _, q := range build(t, unanimous(t, c.members)).Quality {
			if q.Suppressed != c.suppressed || (q.N == 0) != c.suppressed {
				t.Errorf("%d members: got %+v", c.members, q)
			}
		}
	}
}

// TestOneOptionThatIsNotToldTakesAnother has a question of which nobody says don't know: 1 less the others would tell it.
func TestOneOptionThatIsNotToldTakesAnother(t *testing.T) {
	dir, r := t.TempDir(), rand.New(rand.NewPCG(6, 6))
	in := analysistest.Instrument("2018", 2018)
	records := analysistest.Records(in, 24, r)
	for i := range records {
		records[i].Answers["end/end"] = survey.Answers{"role": {Code: int8(1 + i%3/2)}, "seen": {Codes: []int8{int8(1 + i%2)}}}
	}
	analysistest.Store(t, dir, in, records)
	untold := map[string]int{}
	for _, c := range build(t, dataset.NewSource(dir)).Choices {
		if c.Share == nil {
			untold[c.Panel+" "+c.Item]++
		}
		if (c.Limit != "") != (c.Panel == "internal" && c.Option == "99") {
			t.Errorf("got %+v", c)
		}
	}
	if untold["internal role"] != 2 || untold["external role"] != 0 {
		t.Errorf("not told: %v", untold)
	}
}
