package analysis_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"realitycheck/analysis"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
	"realitycheck/analysis/weighting"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

var madeAt = time.Date(2021, 3, 1, 9, 0, 0, 0, time.UTC)

// weighable stores two paired waves whose members have attributes.
func weighable(t *testing.T, members int, strata func(i int) []string) *dataset.Source {
	t.Helper()
	dir, r := t.TempDir(), rand.New(rand.NewPCG(8, 8))
	for i, code := range []string{"2018", "2019"} {
		in := madeInstrument(code, 2018+i)
		traits(in)
		records := madeRecords(in, members, r)
		for at := range records {
			records[at].Strata = strata(at % members)
		}
		store(t, dir, in, records)
	}
	pair(t, dir, "2018", "2019", members, func(i int) bool { return i%3 != 0 })
	return dataset.NewSource(dir)
}

func even(i int) []string {
	return []string{[]string{"young", "middle", "old"}[i%3], []string{"f", "m"}[i/3%2], "citizen"}
}

func targetsOf(wave string, young float64) survey.Margins {
	return survey.Margins{Wave: wave, Bounds: survey.DefaultBounds, Panels: []survey.PanelMargins{{Panel: "internal", Margins: []survey.Margin{
		{Attribute: "age", Targets: map[string]float64{"young": young, "middle": 0.3, "old": 0.7 - young}},
		{Attribute: "gender", Counts: true, Targets: map[string]float64{"f": 600, "m": 400}}}}}}
}

func weigh(t *testing.T, source *dataset.Source, m survey.Margins) archive.Weighting {
	t.Helper()
	w, err := weighting.Rake(source, m, weighting.Options{NMin: 10, Now: madeAt, Role: "analyst"})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestWeightedFiguresAreThoseOfTheDesign recomputes weighted figures with the slow road over rows.
func TestWeightedFiguresAreThoseOfTheDesign(t *testing.T) {
	source := weighable(t, 90, even)
	weigh(t, source, targetsOf("2018", 0.5))
	weigh(t, source, targetsOf("2019", 0.5))
	doc := build(t, source)
	checked := 0
	for _, e := range doc.Estimates {
		if e.Basis != report.Identity || e.Item == nil || e.Parameter != "reliable" || e.Group != nil {
			continue
		}
		checked++
		w, weights := weightsOf(t, source, e.Wave)
		var strata []int32
		for row := range w.Responses.Len() {
			strata = append(strata, int32(w.Responses.Panel.Index[row]))
		}
		design, err := reference.NewDesign(len(strata), strata, nil, weights)
		if err != nil {
			t.Fatal(err)
		}
		cells, _ := w.Responses.Column("reliable")
		var domain reference.Domain
		for row := range w.Responses.Len() {
			if w.Responses.Panel.At(row) == e.Panel {
				domain = append(domain, int32(row))
			}
		}
		want := design.Mean(reference.Coded(cells, stats.NewScale(1, 5, survey.DontKnow)), domain, 0.95)
		if math.Abs(*e.Mean-want.Mean) > 1e-12 || math.Abs(*e.SE-want.SE) > 1e-12 || math.Abs(*e.NEff-want.NEffKish) > 1e-9 {
			t.Errorf("%s %s: got %v ± %v (%v), want %v ± %v (%v)", e.Wave, e.Panel, *e.Mean, *e.SE, *e.NEff, want.Mean, want.SE, want.NEffKish)
		}
	}
	if checked != 4 {
		t.Errorf("checked %d estimates, want 4", checked)
	}
}

func weightsOf(t *testing.T, source *dataset.Source, wave string) (*archive.Wave, []float64) {
	t.Helper()
	w, err := source.Open(wave)
	if err != nil {
		t.Fatal(err)
	}
	all, err := w.Weightings()
	if err != nil || len(all) == 0 {
		t.Fatalf("weightings of %s: %v (%v)", wave, all, err)
	}
	weights, err := w.Weights(all[len(all)-1].Name)
	if err != nil {
		t.Fatal(err)
	}
	return w, weights
}

// TestWeightedRatingsAndChangesAreThoseOfTheDesign does the same for changes of ratings, in which a member has several
// rows and other weights in each wave.
func TestWeightedRatingsAndChangesAreThoseOfTheDesign(t *testing.T) {
	source := weighable(t, 90, even)
	weigh(t, source, targetsOf("2018", 0.5))
	weigh(t, source, targetsOf("2019", 0.5))
	from, fromWeights := weightsOf(t, source, "2018")
	to, toWeights := weightsOf(t, source, "2019")
	pairs, _, err := to.Pairs("2018")
	if err != nil {
		t.Fatal(err)
	}
	number := map[int32]int32{}
	for _, p := range pairs {
		number[p.Later] = p.Earlier
	}
	var clusters []int32
	var weights []float64
	var codes []int8
	domains := make([]reference.Domain, 2)
	for side, w := range []*archive.Wave{from, to} {
		cells, _ := w.Ratings.Column("s_reliable")
		for row, response := range w.Ratings.Response {
			if w.Responses.Panel.At(int(response)) != "internal" {
				continue
			}
			if w.Ratings.Sample.At(row) == "poster" {
				domains[side] = append(domains[side], int32(len(codes)))
			}
			member, weight := response, fromWeights[response]
			if side == 1 {
				weight = toWeights[response]
				if earlier, ok := number[response]; ok {
					member = earlier
				} else {
					member += 10000
				}
			}
			codes, clusters, weights = append(codes, cells[row]), append(clusters, member), append(weights, weight)
		}
	}
	design, err := reference.NewDesign(len(codes), nil, clusters, weights)
	if err != nil {
		t.Fatal(err)
	}
	want := design.Contrast(reference.Coded(codes, stats.NewScale(1, 5, survey.DontKnow)), domains, []float64{-1, 1}, 0.95)
	doc := build(t, source)
	i := slices.IndexFunc(doc.Changes, func(c report.Change) bool {
		return c.Panel == "internal" && c.Basis == report.OfSample && *c.Sample == "poster" && c.Parameter == "reliable" && c.Item == nil
	})
	got := doc.Changes[i]
	if math.Abs(*got.Diff-want.Estimate) > 1e-12 || math.Abs(*got.SE-want.SE) > 1e-12 || math.Abs(*got.P-want.P) > 1e-9 {
		t.Errorf("got %v ± %v p %v, want %v ± %v p %v", *got.Diff, *got.SE, *got.P, want.Estimate, want.SE, want.P)
	}
}

func TestAReportSaysWhichWeightsItUses(t *testing.T) {
	source := weighable(t, 90, even)
	plain := build(t, source)
	first := weigh(t, source, targetsOf("2018", 0.5))
	second := weigh(t, source, targetsOf("2018", 0.2))
	if first.Name != "2021-03-01" || second.Name != "2021-03-01-2" {
		t.Errorf("got %q and %q", first.Name, second.Name)
	}
	with := func(name string) *report.Report {
		r, err := analysis.Build(context.Background(), source, nil, analysis.Options{Tr: translator(t, i18n.Dutch), NMin: 10, Weights: name, Unweighted: true})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	latest, named, none := with(""), with(first.Name), with(dataset.NoWeights)
	for _, c := range []struct {
		doc  *report.Report
		want string
	}{{latest, second.Name}, {named, first.Name}, {none, ""}} {
		got := ""
		for _, w := range c.doc.Weighting {
			if w.Wave == "2018" && w.Panel == "internal" && w.Name != nil {
				got = *w.Name
			}
			if w.Panel == "external" && (w.Method != "none" || w.Name != nil) {
				t.Errorf("the external panel has weights: %+v", w)
			}
		}
		if got != c.want {
			t.Errorf("got weighting %q, want %q", got, c.want)
		}
	}
	ungrouped := func(r *report.Report) []report.Estimate { // which groups are shown rests on every weighting
		return slices.DeleteFunc(slices.Clone(r.Estimates), func(e report.Estimate) bool { return e.Group != nil })
	}
	if !reflect.DeepEqual(ungrouped(none), ungrouped(plain)) || reflect.DeepEqual(latest.Estimates, plain.Estimates) || reflect.DeepEqual(latest.Estimates, named.Estimates) {
		t.Error("the figures do not follow the weighting")
	}
	if !reflect.DeepEqual(latest.Unweighted.Estimates, ungrouped(plain)) || !reflect.DeepEqual(latest.Unweighted.Gaps, plain.Gaps) {
		t.Error("the figures beside the weighted ones are not the unweighted ones")
	}
	if _, err := analysis.Build(context.Background(), source, nil, analysis.Options{Tr: translator(t, i18n.Dutch), Weights: "1999-01-01"}); fault.Of(err) != fault.NotFound {
		t.Errorf("a weighting that is not there: got %v", err)
	}
}

func TestOtherTargetsAreNotedOnAChange(t *testing.T) {
	for _, c := range []struct {
		young float64
		noted bool
	}{{0.5, false}, {0.2, true}} {
		source := weighable(t, 90, even)
		weigh(t, source, targetsOf("2018", 0.5))
		weigh(t, source, targetsOf("2019", c.young))
		for _, change := range build(t, source).Changes {
			noted := change.Note != nil && *change.Note == report.TargetsDiffer
			if noted != (c.noted && change.Panel == "internal" && change.Basis != report.All) && change.Basis != report.All {
				t.Errorf("%v: got note %v on %+v", c.young, noted, change.Subject)
			}
			if change.Cuts() != noted || noted && change.Item == nil && change.Diff == nil { // an item may be hidden
				t.Errorf("%v: the line is cut %v, and the difference is %v", c.young, change.Cuts(), change.Diff)
			}
		}
	}
}

func TestImpossibleMarginsSayWhatToDo(t *testing.T) {
	tr := translator(t, i18n.English)
	few := func(i int) []string {
		if i < 4 {
			return []string{"old", "x", "citizen"}
		}
		return []string{[]string{"young", "middle"}[i%2], []string{"f", "m"}[i/2%2], "citizen"}
	}
	margin := func(attribute string, targets map[string]float64) survey.Margins {
		m := targetsOf("2018", 0.5)
		m.Panels[0].Margins = []survey.Margin{{Attribute: attribute, Targets: targets}}
		return m
	}
	tight := margin("age", map[string]float64{"young": 0.98, "middle": 0.02})
	tight.Panels[0].Margins[0].Merge = nil
	for name, c := range map[string]struct {
		margins survey.Margins
		key     string
		merge   []string
	}{
		"shares that do not sum":      {margin("gender", map[string]float64{"f": 0.5, "m": 0.4, "x": 0.3}), "weight_targets_do_not_sum", nil},
		"no figures":                  {margin("gender", map[string]float64{"f": 0, "m": 0, "x": 0}), "weight_bad_target", nil},
		"a category without a target": {margin("gender", map[string]float64{"f": 0.5, "m": 0.5}), "weight_category_without_target", []string{"m", "x"}},
		"a category without members":  {margin("kind", map[string]float64{"citizen": 0.8, "company": 0.2}), "weight_empty_category", []string{"citizen", "company"}},
		"a target of 0":               {margin("gender", map[string]float64{"f": 0.5, "m": 0.5, "x": 0}), "weight_zero_target", []string{"m", "x"}},
		"a small category":            {margin("age", map[string]float64{"young": 0.4, "middle": 0.4, "old": 0.2}), "weight_small_category", []string{"middle", "old"}},
		"bounds that cannot be kept":  {margin("age", map[string]float64{"young": 0.01, "middle": 0.98, "old": 0.01}), "weight_small_category", []string{"middle", "old"}},
	} {
		source := weighable(t, 60, few)
		wave, err := source.Open("2018")
		if err != nil {
			t.Fatal(err)
		}
		preview, err := weighting.Try(wave, c.margins, 10)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		p := preview.Panels[0]
		if preview.Ready() || len(p.Problems) == 0 || p.Problems[0].Key != c.key {
			t.Errorf("%s: got %+v, want %s", name, p.Problems, c.key)
			continue
		}
		if text := tr.Field(p.Problems[0]); strings.Contains(text, "weight_") || strings.Contains(text, "<no value>") {
			t.Errorf("%s: got %q", name, text)
		}
		if c.merge != nil && (len(p.Merge) != 1 || !slices.Equal(p.Merge[0].Categories, c.merge)) {
			t.Errorf("%s: proposes %v, want %v", name, p.Merge, c.merge)
		}
		var f *fault.Fault
		if _, err := weighting.Rake(source, c.margins, weighting.Options{NMin: 10, Now: madeAt}); !errors.As(err, &f) || f.Kind != fault.Invalid {
			t.Errorf("%s: weights were made (%v)", name, err)
		}
	}
}

func TestMergedCategoriesAreRecorded(t *testing.T) {
	source := weighable(t, 60, func(i int) []string {
		if i < 4 {
			return []string{"old", "f", "citizen"}
		}
		return []string{[]string{"young", "middle"}[i%2], []string{"f", "m"}[i/2%2], "citizen"}
	})
	m := targetsOf("2018", 0.5)
	m.Panels[0].Margins = m.Panels[0].Margins[:1]
	w, err := weighting.Rake(source, m, weighting.Options{NMin: 10, Now: madeAt, AcceptMerge: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []archive.MergedMargin{{Attribute: "age", Categories: []string{"middle", "old"}}}
	if !reflect.DeepEqual(w.Panels[0].Merged, want) {
		t.Errorf("got %+v, want %+v", w.Panels[0].Merged, want)
	}
	for _, f := range w.Panels[0].Fits {
		if math.Abs(f.After-f.Target) > 1e-9 || f.Low <= 0 || f.High < f.Low {
			t.Errorf("got %+v", f)
		}
	}
	if got := build(t, source).Weighting[0].Merged; !reflect.DeepEqual(got, []report.MergedCategories{{By: "age", Values: []string{"middle", "old"}}}) {
		t.Errorf("the report says %q", got)
	}
}

func TestMarginsOfAnotherWaveAreRefused(t *testing.T) {
	source := weighable(t, 30, even)
	wave, err := source.Open("2018")
	if err != nil {
		t.Fatal(err)
	}
	m := targetsOf("2019", 0.5)
	m.Panels[0].Margins = append(m.Panels[0].Margins, survey.Margin{Attribute: "shoes", Targets: map[string]float64{"big": 1}})
	m.Panels[0].Margins[0].Targets["ancient"] = 0.1
	m.Panels = append(m.Panels, survey.PanelMargins{Panel: "martians"})
	_, err = weighting.Try(wave, m, 10)
	var f *fault.Fault
	if !errors.As(err, &f) {
		t.Fatalf("got %v", err)
	}
	var got []string
	for _, field := range f.Fields {
		got = append(got, field.Path+" "+field.Key)
	}
	want := []string{"wave margins_other_wave", "panels[0].margins[0].targets margins_category_unknown", "panels[0].margins[2].attribute margins_attribute_unknown",
		"panels[1].code margins_panel_unknown"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestClosingMakesWeightsOnce(t *testing.T) {
	source := weighable(t, 60, even)
	folder := filepath.Join(t.TempDir(), "margins")
	opts := weighting.Options{NMin: 10, Now: madeAt, Role: "closing"}
	if made, err := weighting.RakeIfTargets(source, folder, "2018", opts); made || err != nil {
		t.Errorf("without margins: got %v, %v", made, err)
	}
	if err := weighting.StoreMargins(folder, targetsOf("2018", 0.4)); err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, false} {
		if made, err := weighting.RakeIfTargets(source, folder, "2018", opts); made != want || err != nil {
			t.Errorf("call %d: got %v, %v", i, made, err)
		}
	}
	all, err := archive.Weightings(source.Dir("2018"))
	if err != nil || len(all) != 1 || all[0].Role != "closing" {
		t.Errorf("got %+v (%v)", all, err)
	}
}

func TestTheTemplateIsRefusedUntilItIsFilledIn(t *testing.T) {
	source := weighable(t, 30, even)
	wave, err := source.Open("2018")
	if err != nil {
		t.Fatal(err)
	}
	m := weighting.MarginsTemplate(&wave.Instrument.Wave)
	if faults := m.Check(&wave.Instrument.Wave); faults != nil {
		t.Errorf("got %v", faults)
	}
	if p, err := weighting.Try(wave, m, 10); err != nil || p.Ready() || len(m.Panels) != 2 || len(m.Panels[0].Margins) != 3 {
		t.Errorf("got %+v (%v)", p, err)
	}
}
