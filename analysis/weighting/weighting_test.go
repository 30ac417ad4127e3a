package weighting_test

import (
	"errors"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/stats"
	"realitycheck/analysis/weighting"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

var madeAt = time.Date(2021, 3, 1, 9, 0, 0, 0, time.UTC)

func english(t *testing.T) *i18n.Translator {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.For(i18n.English)
}

// even is the wave 2018 of members with attributes of even sizes, and its source.
func even(t *testing.T, members int) (*dataset.Source, *archive.Wave) {
	t.Helper()
	source := analysistest.Waves(t, members, analysistest.Even)
	wave, err := source.Open("2018")
	if err != nil {
		t.Fatal(err)
	}
	return source, wave
}

// only is margins of one attribute of the internal panel.
func only(attribute string, targets map[string]float64) survey.Margins {
	m := analysistest.Margins("2018", 0.5)
	m.Panels[0].Margins = []survey.Margin{{Attribute: attribute, Targets: targets}}
	return m
}

// TestAPreviewMeetsItsMargins compares the weights with the targets, category by category, with Kish's numbers, and with
// what is stored when they are made.
func TestAPreviewMeetsItsMargins(t *testing.T) {
	source, wave := even(t, 90)
	margins := analysistest.Margins("2018", 0.5)
	preview, err := weighting.Try(wave, margins, 10)
	if err != nil || !preview.Ready() || preview.Wave != "2018" || len(preview.Panels) != 1 {
		t.Fatalf("got %+v (%v)", preview, err)
	}
	p := preview.Panels[0]
	if p.Panel != "internal" || p.N != 90 || p.Costly || p.Bounded || len(p.Merge) != 0 || len(p.Fits) != 5 {
		t.Errorf("got %+v", p)
	}
	targets := map[string]float64{"young": 0.5, "middle": 0.3, "old": 0.2, "f": 0.6, "m": 0.4}
	for _, f := range p.Fits {
		if math.Abs(f.Target-targets[f.Category]) > 1e-12 || math.Abs(f.After-f.Target) > 1e-9 || f.Before <= 0 || f.Low > f.High {
			t.Errorf("got %+v, want target %v", f, targets[f.Category])
		}
	}
	made, err := weighting.Rake(source, margins, weighting.Options{NMin: 10, Now: madeAt, Role: "analyst"})
	if err != nil || made.Name != "2021-03-01" || !reflect.DeepEqual(made.Panels[0], p.WeightedPanel) {
		t.Errorf("made %+v (%v), previewed %+v", made.Panels, err, p.WeightedPanel)
	}
	weights, err := wave.Weights(made.Name)
	if err != nil {
		t.Fatal(err)
	}
	var inside []float64
	for row, weight := range weights {
		if wave.Responses.Panel.At(row) == "internal" {
			inside = append(inside, weight)
		} else if weight != 1 {
			t.Errorf("a member of a panel without margins weighs %v", weight)
		}
	}
	kish := stats.Kish(inside)
	if kish.Deff != p.DEff || kish.NEff != p.NEff || kish.Min != p.Low || kish.Max != p.High {
		t.Errorf("got %+v, want the numbers of %+v", kish, p.WeightedPanel)
	}
}

// TestCostlyWeightsAreSaidToBe: a design effect above 2 is, one below is not.
func TestCostlyWeightsAreSaidToBe(t *testing.T) {
	_, wave := even(t, 90)
	for young, costly := range map[float64]bool{0.79: false, 0.83: true} {
		margins := only("age", map[string]float64{"young": young, "middle": (1 - young) / 2, "old": (1 - young) / 2})
		preview, err := weighting.Try(wave, margins, 10)
		if err != nil {
			t.Fatal(err)
		}
		if p := preview.Panels[0]; p.Costly != costly || (p.DEff > weighting.CostlyDEff) != costly {
			t.Errorf("young %v: costly is %v with a design effect of %v", young, p.Costly, p.DEff)
		}
	}
}

// TestABaseWeightCountsBefore: groups recruited in excess weigh less before their margins are met.
func TestABaseWeightCountsBefore(t *testing.T) {
	_, wave := even(t, 90)
	m := only("gender", map[string]float64{"f": 0.5, "m": 0.5})
	m.Panels[0].Base = &survey.Base{Attribute: "age", Weights: map[string]float64{"young": 4, "old": 1}}
	preview, err := weighting.Try(wave, m, 10)
	if err != nil || !preview.Ready() {
		t.Fatalf("got %+v (%v)", preview, err)
	}
	if p := preview.Panels[0]; math.Abs(p.High/p.Low-4) > 0.5 {
		t.Errorf("weights from %v to %v, want about four times as much", p.Low, p.High)
	}
}

// TestWavesThatWaitForWeights lists those with margins and no weights.
func TestWavesThatWaitForWeights(t *testing.T) {
	source, _ := even(t, 60)
	folder := t.TempDir()
	margins := analysistest.Margins("2018", 0.4)
	if err := weighting.StoreMargins(folder, margins); err != nil {
		t.Fatal(err)
	}
	if kept, err := weighting.StoredMargins(folder, "2018"); err != nil || !reflect.DeepEqual(kept, margins) {
		t.Errorf("kept %+v (%v), want %+v", kept, err, margins)
	}
	for _, want := range [][]string{{"2018"}, nil} {
		waiting, err := weighting.Unweighted(source, folder)
		if err != nil || !slices.Equal(waiting, want) {
			t.Errorf("waiting: got %q (%v), want %q", waiting, err, want)
		}
		opts := weighting.Options{NMin: 10, Now: madeAt, Role: dataset.ByClosing}
		if _, err := weighting.RakeIfTargets(source, folder, "2018", opts); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // also when there are none
		if err := weighting.DiscardMargins(folder, "2018"); err != nil {
			t.Fatal(err)
		}
	}
	for _, wave := range []string{"2018", "../2018"} {
		if _, err := weighting.StoredMargins(folder, wave); fault.Of(err) != fault.NotFound {
			t.Errorf("margins of %s: got %v, want NotFound", wave, err)
		}
	}
	if err := weighting.DiscardMargins(folder, "../2018"); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
}

func TestImpossibleMarginsSayWhatToDo(t *testing.T) {
	tr := english(t)
	few := func(i int) []string {
		if i < 4 {
			return []string{"old", "x", "citizen"}
		}
		return []string{[]string{"young", "middle"}[i%2], []string{"f", "m"}[i/2%2], "citizen"}
	}
	margin := func(attribute string, targets map[string]float64) survey.Margins {
		m := analysistest.Margins("2018", 0.5)
		m.Panels[0].Margins = []survey.Margin{{Attribute: attribute, Targets: targets}}
		return m
	}
	for name, c := range map[string]struct {
		margins survey.Margins
		key     string
		merge   []string // the proposal
	}{
		"shares that do not sum":      {margin("gender", map[string]float64{"f": 0.5, "m": 0.4, "x": 0.3}), "weight_targets_do_not_sum", nil},
		"no figures":                  {margin("gender", map[string]float64{"f": 0, "m": 0, "x": 0}), "weight_bad_target", nil},
		"a category without a target": {margin("gender", map[string]float64{"f": 0.5, "m": 0.5}), "weight_category_without_target", []string{"m", "x"}},
		"a category without members":  {margin("kind", map[string]float64{"citizen": 0.8, "company": 0.2}), "weight_empty_category", []string{"citizen", "company"}},
		"a target of 0":               {margin("gender", map[string]float64{"f": 0.5, "m": 0.5, "x": 0}), "weight_zero_target", []string{"m", "x"}},
		"a small category":            {margin("age", map[string]float64{"young": 0.4, "middle": 0.4, "old": 0.2}), "weight_small_category", []string{"middle", "old"}},
	} {
		source := analysistest.Waves(t, 60, few)
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

func TestMarginsOfAnotherWaveAreRefused(t *testing.T) {
	source := analysistest.Waves(t, 30, analysistest.Even)
	wave, err := source.Open("2018")
	if err != nil {
		t.Fatal(err)
	}
	m := analysistest.Margins("2019", 0.5)
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
	source := analysistest.Waves(t, 60, analysistest.Even)
	folder := filepath.Join(t.TempDir(), "margins")
	opts := weighting.Options{NMin: 10, Now: madeAt, Role: "closing"}
	if made, err := weighting.RakeIfTargets(source, folder, "2018", opts); made || err != nil {
		t.Errorf("without margins: got %v, %v", made, err)
	}
	if err := weighting.StoreMargins(folder, analysistest.Margins("2018", 0.4)); err != nil {
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
	source := analysistest.Waves(t, 30, analysistest.Even)
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

func TestMergedCategoriesAreRecorded(t *testing.T) {
	source := analysistest.Waves(t, 60, func(i int) []string {
		if i < 4 {
			return []string{"old", "f", "citizen"}
		}
		return []string{[]string{"young", "middle"}[i%2], []string{"f", "m"}[i/2%2], "citizen"}
	})
	m := analysistest.Margins("2018", 0.5)
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
}

// TestOddCategoriesOfAMarginAreTold: an attribute holds words that its wave does not know.
func TestOddCategoriesOfAMarginAreTold(t *testing.T) {
	source := analysistest.Waves(t, 90, func(i int) []string {
		return []string{[]string{"young", "middle", "zz 1,5"}[i%3], []string{"f", "m"}[i/3%2], "citizen"}
	})
	for _, accept := range []bool{false, true} {
		_, err := weighting.Rake(source, analysistest.Margins("2018", 0.5), weighting.Options{NMin: 10, Now: madeAt, Role: "analyst", AcceptMerge: accept})
		var wrong *fault.Fault
		if !errors.As(err, &wrong) || wrong.Kind != fault.Invalid {
			t.Fatalf("got %v", err)
		}
		text := ""
		for _, f := range wrong.Fields {
			text += english(t).Field(f) + "\n"
		}
		if !strings.Contains(text, "zz 1,5") || !strings.Contains(text, "Fill in the figure") {
			t.Errorf("got %q", text)
		}
	}
}
