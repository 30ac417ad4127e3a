package dataset_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
)

// TestASubsetLeavesNothingOfTheExcluded: not in sizes, cells, tables or attributes; the wave itself stays whole.
func TestASubsetLeavesNothingOfTheExcluded(t *testing.T) {
	whole, _, _ := loaded(t, analysistest.Waves(t, 30, analysistest.Even))
	excluded := make([]bool, whole.Responses.Len())
	for row := range excluded {
		excluded[row] = row%4 == 1
	}
	part, err := whole.As(whole.Without(excluded))
	if err != nil {
		t.Fatal(err)
	}
	if whole.Sizes[0] != 30 || whole.Excludes(1) || part.Sizes[0]+part.Sizes[1] != 60-15 || !part.Excludes(1) {
		t.Errorf("%v members, then %v", whole.Sizes, part.Sizes)
	}
	for _, v := range part.Variables {
		same := whole.ByKey[v.Key]
		for row, code := range v.Codes {
			kept := !excluded[part.ResponseOf(v, row)]
			if kept && code != same.Codes[row] || !kept && v.Scale.Status[stats.Index(code)] != stats.Missing {
				t.Fatalf("%+v: row %d holds %d, before %d", v.Key, row, code, same.Codes[row])
			}
		}
	}
	raters := map[int32]bool{}
	for row, response := range part.Ratings.Response {
		if part.Cells("s_warm")[row] != archive.NotAsked && excluded[response] {
			t.Errorf("an excluded rating holds %d", part.Cells("s_warm")[row])
		}
		if !excluded[response] {
			raters[response] = true
		}
	}
	if got := part.Clustered.Sizes[0] + part.Clustered.Sizes[1]; got != len(raters) {
		t.Errorf("%d members rate, want %d", got, len(raters))
	}
	for _, a := range part.Attributes(0) {
		sum := 0
		for _, n := range a.Members {
			sum += n
		}
		if sum != part.Sizes[0] {
			t.Errorf("attribute %s has %d members, want %d", a.Code, sum, part.Sizes[0])
		}
	}
}

func TestAttributesPlaceEveryMember(t *testing.T) {
	in := analysistest.WithStrata(analysistest.Instrument("2018", 2018))
	strata := [][]string{{"young", "f", "citizen"}, {"old", survey.MissingCategory, "citizen"}, {"ancient", "m", "company"}}
	records := append(answered("internal", survey.Answers{}, survey.Answers{}, survey.Answers{}), answered("external", survey.Answers{})...)
	for i := range records {
		records[i].Strata = strata[i%3]
	}
	w := prepared(t, in, records)
	want := map[string][]int{"age": {1, 0, 1, 1}, "gender": {1, 1, 0, 1}, "kind": {2, 1, 0}}
	for _, a := range w.Attributes(0) {
		if !slices.Equal(a.Members, want[a.Code]) {
			t.Errorf("%s: got %v, want %v", a.Code, a.Members, want[a.Code])
		}
		for row, category := range a.Index {
			if (w.PanelOf[row] != 0) != (category == dataset.Elsewhere) {
				t.Errorf("%s: row %d of panel %d has category %d", a.Code, row, w.PanelOf[row], category)
			}
		}
	}
	if first := w.Attributes(1)[0]; first.Members[0] != 1 || first.Index[3] != 0 || first.Index[0] != dataset.Elsewhere {
		t.Errorf("got %+v", first)
	}
}

// TestRatersAnswerOnAnyOfTheSamples compares with a search over all ratings, and Kish's number with its formula.
func TestRatersAnswerOnAnyOfTheSamples(t *testing.T) {
	source := analysistest.Waves(t, 30, analysistest.Even)
	plain, _, _ := loaded(t, source)
	weights := make([]float64, plain.Responses.Len())
	for row := range weights {
		weights[row] = 1 + float64(row%3)/2
	}
	w, err := plain.As(dataset.Subset{Weight: weights})
	if err != nil {
		t.Fatal(err)
	}
	v := variable(t, w, "warm", "", true)
	for _, samples := range [][]int{{}, {0}, {1, 3}, {0, 1, 2, 3}} {
		var want []int32
		sum, squares := 0.0, 0.0
		for response := range int32(w.Responses.Len()) {
			rates := false
			for row, of := range w.Ratings.Response {
				rates = rates || of == response && w.PanelOf[of] == 1 && v.IsValid(v.Codes[row]) && slices.Contains(samples, w.SampleOf(row))
			}
			if rates {
				want, sum, squares = append(want, response), sum+weights[response], squares+weights[response]*weights[response]
			}
		}
		got := w.Raters(v, 1, samples)
		if !slices.Equal(got, want) {
			t.Errorf("%v: got %v, want %v", samples, got, want)
		}
		if n := plain.EffectiveSize(got); n != float64(len(got)) {
			t.Errorf("%v: without weights %d raters count for %v", samples, len(got), n)
		}
		if n := w.EffectiveSize(got); len(got) > 0 && math.Abs(n-sum*sum/squares) > 1e-9 {
			t.Errorf("%v: got an effective size of %v, want %v", samples, n, sum*sum/squares)
		}
	}
}

func TestSamplesWithoutAValidAnswerAreNotAnswered(t *testing.T) {
	in := analysistest.Instrument("2018", 2018)
	records := analysistest.Records(in, 20, random(3))
	for _, record := range records {
		for i, sample := range record.Order {
			answers := record.Answers["samples/judge/"+string(rune('1'+i))]
			if _, rated := answers["s_reliable"]; rated && sample == "film" && record.Panel == "external" {
				answers["s_reliable"] = survey.Answer{Code: survey.DontKnow}
			}
		}
	}
	w := prepared(t, in, records)
	v := variable(t, w, "reliable", "", true)
	for _, c := range []struct{ panels, want []int }{{[]int{0}, []int{0, 1, 2, 3}}, {[]int{1}, []int{0, 1, 3}}, {[]int{0, 1}, []int{0, 1, 3}}} {
		if got := w.Answered(v, c.panels...); !slices.Equal(got, c.want) {
			t.Errorf("panels %v: got %v, want %v", c.panels, got, c.want)
		}
	}
}

func TestEverybodyIsFlaggedOrNot(t *testing.T) {
	in := analysistest.Instrument("2018", 2018)
	records := analysistest.Records(in, 20, random(4))
	for i := range records {
		records[i].Speeder = i%5 == 0
	}
	w := prepared(t, in, records)
	with, without := w.Flagged(true), w.Flagged(false)
	for row := range with {
		if with[row] == without[row] || with[row] != w.HasFlag(row) || w.Responses.Speeder[row] && !with[row] {
			t.Errorf("row %d: flagged %v, not flagged %v", row, with[row], without[row])
		}
	}
}

// raked stores weights of a wave: 1 and for every other member more, under the day given.
func raked(t *testing.T, source *dataset.Source, wave, role string, day int, margins survey.Margins) string {
	t.Helper()
	w, err := source.Open(wave)
	if err != nil {
		t.Fatal(err)
	}
	weights := make([]float64, w.Responses.Len())
	for row := range weights {
		weights[row] = 0.5 + float64(row%2)*float64(day)/10
	}
	name, err := archive.WriteWeighting(source.Dir(wave), archive.Weighting{Made: time.Date(2021, 3, day, 9, 0, 0, 0, time.UTC), Role: role,
		Margins: margins, Panels: []archive.WeightedPanel{{Panel: "internal", DEff: 1.5}}}, weights)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func TestLoadTakesTheWeightsAskedFor(t *testing.T) {
	source := analysistest.Waves(t, 12, analysistest.Even)
	first := raked(t, source, "2018", "analyst", 1, analysistest.Margins("2018", 0.5))
	second := raked(t, source, "2018", "analyst", 2, analysistest.Margins("2018", 0.2))
	for name, want := range map[string]string{"": second, first: first, second: second, dataset.NoWeights: ""} {
		waves, history, err := dataset.Load(context.Background(), source, []string{"2019", "2018", "2019"}, name)
		if err != nil {
			t.Fatal(err)
		}
		if len(waves) != 2 || len(history) != 2 || waves[0].Code() != "2018" || waves[1].Weighting != nil || waves[1].Weight != nil {
			t.Errorf("%q: got %d waves, %+v", name, len(waves), waves[1].Weighting)
		}
		w, got := waves[0], ""
		if w.Weighting != nil {
			got = w.Weighting.Name
		}
		if got != want || (w.Weight != nil) != (want != "") || len(w.Published) != 2 || !w.Plain {
			t.Errorf("%q: got weights %q and %d published, plain %v, want %q", name, got, len(w.Published), w.Plain, want)
		}
		if p := w.WeightedPanel("internal"); (p != nil) != (want != "") || w.WeightedPanel("external") != nil || w.Targets("external") != nil {
			t.Errorf("%q: got panel %+v", name, p)
		}
	}
	if _, _, err := dataset.Load(context.Background(), source, []string{"2018"}, "1999-01-01"); fault.Of(err) != fault.NotFound {
		t.Errorf("weights that are nowhere: got %v, want NotFound", err)
	}
	if _, _, err := dataset.Load(context.Background(), source, []string{"2017"}, ""); fault.Of(err) != fault.NotFound {
		t.Errorf("a wave that is not there: got %v, want NotFound", err)
	}
}

// TestWeightsOfClosingCameBeforeAnyFigure: without them figures were published without weights too.
func TestWeightsOfClosingCameBeforeAnyFigure(t *testing.T) {
	source := analysistest.Waves(t, 12, analysistest.Even)
	raked(t, source, "2018", dataset.ByClosing, 1, survey.Margins{})
	raked(t, source, "2019", "analyst", 1, survey.Margins{})
	from, to, _ := loaded(t, source)
	if from.Plain || !to.Plain {
		t.Errorf("plain figures of %v and %v were published", from.Plain, to.Plain)
	}
}

func TestSameTargetsAreThoseOfThePopulation(t *testing.T) {
	people := func(young, middle, old float64) survey.Margins {
		m := analysistest.Margins("2019", 0.5)
		m.Panels[0].Margins[0] = survey.Margin{Attribute: "age", Counts: true, Targets: map[string]float64{"young": young, "middle": middle, "old": old}}
		return m
	}
	merged := people(500, 300, 200)
	merged.Panels[0].Margins[0].Merge = [][]string{{"middle", "old"}}
	fewer := people(500, 300, 200)
	fewer.Panels[0].Margins = fewer.Panels[0].Margins[:1]
	for name, c := range map[string]struct {
		later survey.Margins
		same  bool
	}{
		"the same":             {analysistest.Margins("2019", 0.5), true},
		"as numbers of people": {people(500, 300, 200), true},
		"others":               {people(501, 300, 200), false},
		"merged":               {merged, false},
		"of fewer attributes":  {fewer, false},
	} {
		source := analysistest.Waves(t, 6, analysistest.Even)
		raked(t, source, "2018", "analyst", 1, analysistest.Margins("2018", 0.5))
		raked(t, source, "2019", "analyst", 1, c.later)
		from, to, _ := loaded(t, source)
		if got := dataset.SameTargets(from, to, "internal"); got != c.same || !dataset.SameTargets(from, to, "external") {
			t.Errorf("%s: got same targets %v, want %v", name, got, c.same)
		}
	}
}

func TestWavesAreComparedWithTheNextAndTheFirstWithTheLast(t *testing.T) {
	for n, want := range [][][2]int{nil, nil, {{0, 1}}, {{0, 1}, {1, 2}, {0, 2}}, {{0, 1}, {1, 2}, {2, 3}, {0, 3}}} {
		if got := dataset.Comparisons(n); !slices.Equal(got, want) {
			t.Errorf("%d waves: got %v, want %v", n, got, want)
		}
	}
}

func TestASourceSeesOnlyArchives(t *testing.T) {
	source := analysistest.Waves(t, 3, analysistest.Even)
	for _, name := range []string{".hidden", "empty"} {
		if err := os.MkdirAll(source.Dir(name), 0o750); err != nil {
			t.Fatal(err)
		}
	}
	if codes, err := source.Codes(); err != nil || !slices.Equal(codes, []string{"2018", "2019"}) {
		t.Errorf("got %q (%v)", codes, err)
	}
	for _, name := range []string{"", ".hidden", "empty", "../2018", "2018/..", "2020"} {
		if _, err := source.Open(name); fault.Of(err) != fault.NotFound {
			t.Errorf("%q: got %v, want NotFound", name, err)
		}
	}
	if codes, err := dataset.NewSource(filepath.Join(source.Dir("2018"), "nowhere")).Codes(); err != nil || codes != nil {
		t.Errorf("a folder that is not there: got %q (%v)", codes, err)
	}
}

// TestARestoredArchiveIsReadAgain: an archive stays in memory until another stands in its place.
func TestARestoredArchiveIsReadAgain(t *testing.T) {
	dir, in := t.TempDir(), analysistest.Instrument("2018", 2018)
	analysistest.Store(t, dir, in, analysistest.Records(in, 3, random(1)))
	source := dataset.NewSource(dir)
	open := func() *archive.Wave {
		w, err := source.Open("2018")
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	before := open()
	if open() != before {
		t.Error("the same archive is read twice")
	}
	if err := os.RemoveAll(source.Dir("2018")); err != nil {
		t.Fatal(err)
	}
	analysistest.Store(t, dir, in, analysistest.Records(in, 5, random(1)))
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(source.Dir("2018"), archive.ManifestFile), later, later); err != nil {
		t.Fatal(err)
	}
	if after := open(); after.Responses.Len() != 10 {
		t.Errorf("got %d responses, want those of the archive that was restored", after.Responses.Len())
	}
}

// TestWavesShareOneOrderOfPanels: a wave that lists its panels otherwise is told as the one before it, as a subset too. By itself
// it has its own order.
func TestWavesShareOneOrderOfPanels(t *testing.T) {
	dir := t.TempDir()
	for i, panels := range [][]survey.WavePanel{
		{{Code: "inwoners", Kind: survey.Public}, {Code: "medewerkers", Kind: survey.Staff}},
		{{Code: "bezoekers", Kind: survey.Public}, {Code: "inwoners", Kind: survey.Public}, {Code: "medewerkers", Kind: survey.Staff}},
	} {
		in := analysistest.Instrument([]string{"2018", "2019"}[i], 2018+i)
		in.Wave.Panels = panels
		analysistest.Store(t, dir, in, analysistest.Records(in, 3, random(1)))
	}
	inOrder := func(w *dataset.Wave) string {
		var codes []string
		for _, p := range w.InOrder {
			codes = append(codes, w.Panels[p])
		}
		return strings.Join(codes, " ")
	}
	waves, _, err := dataset.Load(t.Context(), dataset.NewSource(dir), []string{"2018", "2019"}, "")
	if err != nil {
		t.Fatal(err)
	}
	subset, err := waves[1].As(dataset.Subset{})
	if err != nil {
		t.Fatal(err)
	}
	alone, err := dataset.NewSource(dir).Prepare("2019", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		wave *dataset.Wave
		want string
	}{{waves[0], "medewerkers inwoners"}, {waves[1], "medewerkers inwoners bezoekers"}, {subset, "medewerkers inwoners bezoekers"},
		{alone, "medewerkers bezoekers inwoners"}} {
		if got := inOrder(tt.wave); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.wave.Code(), got, tt.want)
		}
	}
}
