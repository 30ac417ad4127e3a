package dataset_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// returning reports by the rule of analysistest.Waves whether a member is in both waves.
func returning(id string) bool {
	number := 0
	for _, digit := range id[len(id)-4:] {
		number = 10*number + int(digit-'0')
	}
	return number%3 != 0
}

func TestAPairJoinsTheMembersWhoReturned(t *testing.T) {
	const members = 30
	from, to, pairs := loaded(t, analysistest.Waves(t, members, analysistest.Even))
	earlier, later := ids(t, from), ids(t, to)
	if len(pairs) != 2 || pairs[0].Panel() != "internal" || pairs[1].Panel() != "external" {
		t.Fatalf("got %d pairs", len(pairs))
	}
	for _, p := range pairs {
		if len(p.Returning.RowA) != members*2/3 || !p.Paired || !p.MixDiffers() {
			t.Errorf("%s: %d returned, paired %v, another mix %v", p.Panel(), len(p.Returning.RowA), p.Paired, p.MixDiffers())
		}
		for i, a := range p.Returning.RowA {
			if b := p.Returning.RowB[i]; earlier[a] != later[b] || !returning(earlier[a]) {
				t.Errorf("%s: %s is joined with %s", p.Panel(), earlier[a], later[b])
			}
		}
		if want := 2*members - members*2/3; len(p.Sizes) != 1 || p.Sizes[0] != want {
			t.Errorf("%s: got sizes %v, want %d", p.Panel(), p.Sizes, want)
		}
	}
}

// TestCommonSamplesAreRatedTwiceByOneMember: every pair of ratings is of one member and one sample, and none is missing.
func TestCommonSamplesAreRatedTwiceByOneMember(t *testing.T) {
	from, to, pairs := loaded(t, analysistest.Waves(t, 30, analysistest.Even))
	earlier, later := ids(t, from), ids(t, to)
	for _, p := range pairs {
		var common []string
		for _, c := range p.Common {
			sample := from.Samples[c.From]
			common = append(common, sample)
			if to.Samples[c.To] != sample {
				t.Errorf("sample %s is compared with %s", sample, to.Samples[c.To])
			}
			for i, a := range c.Returning.RowA {
				b := c.Returning.RowB[i]
				one, two := earlier[from.Ratings.Response[a]], later[to.Ratings.Response[b]]
				if one != two || from.Ratings.Sample.At(int(a)) != sample || to.Ratings.Sample.At(int(b)) != sample {
					t.Errorf("%s: %s is joined with %s", sample, one, two)
				}
			}
			if want := ratedTwice(from, to, earlier, later, p.Panel(), sample); len(c.Returning.RowA) != want || want == 0 {
				t.Errorf("%s of %s: %d are joined, want %d", sample, p.Panel(), len(c.Returning.RowA), want)
			}
		}
		if want := []string{"poster", "letter", "film"}; !slices.Equal(common, want) {
			t.Errorf("got common samples %q, want %q", common, want)
		}
	}
}

func ratedTwice(from, to *dataset.Wave, earlier, later []string, panel, sample string) int {
	rated := map[string]int{}
	count := func(w *dataset.Wave, ids []string, wave int) {
		for row, response := range w.Ratings.Response {
			if w.Ratings.Sample.At(row) == sample && w.Responses.Panel.At(int(response)) == panel && returning(ids[response]) {
				rated[ids[response]] |= wave
			}
		}
	}
	count(from, earlier, 1)
	count(to, later, 2)
	n := 0
	for _, waves := range rated {
		if waves == 3 {
			n++
		}
	}
	return n
}

// TestStackedRatingsKnowWhoReturned: the ratings of both waves under each other have one number a member, and its codes.
func TestStackedRatingsKnowWhoReturned(t *testing.T) {
	from, to, pairs := loaded(t, analysistest.Waves(t, 30, analysistest.Even))
	earlier, later := ids(t, from), ids(t, to)
	for _, p := range pairs {
		then, now := variable(t, from, "warm", "", true), variable(t, to, "warm", "", true)
		codes, tables := p.Codes(then, now)
		first, last := from.RowsOf(then, p.FromPanel)
		if len(codes) != len(p.Clustered.Cell) || len(tables) != 8 {
			t.Fatalf("%d codes for %d ratings in %d cells", len(codes), len(p.Clustered.Cell), len(tables))
		}
		members, numbers := map[string]int32{}, map[int32]bool{}
		both, coef := map[string]int{}, []float64{1, 0, 1, 1, 1, 0, 1, 1} // not the letter
		for row, cell := range p.Clustered.Cell {
			w, v, of, wave := from, then, earlier, 1
			source, sample := first+row, int(cell)
			if row >= last-first {
				w, v, of, wave = to, now, later, 2
				source, sample = row-(last-first)+to.RatingRows[p.ToPanel][0], int(cell)-len(from.Samples)
			}
			id := of[w.Ratings.Response[source]]
			if w.SampleOf(source) != sample || v.Codes[source] != codes[row] {
				t.Fatalf("row %d is not the rating of %s", row, id)
			}
			name := id
			if !returning(id) {
				name = w.Code() + id
			}
			if number, known := members[name]; known && number != p.Clustered.Member[row] {
				t.Errorf("%s has two numbers", name)
			}
			members[name], numbers[p.Clustered.Member[row]] = p.Clustered.Member[row], true
			if sample != 1 && v.IsValid(codes[row]) {
				both[name] |= wave
			}
		}
		if len(members) != len(numbers) || p.Clustered.Sizes[0] != len(members) {
			t.Errorf("%d members have %d numbers, and the size is %v", len(members), len(numbers), p.Clustered.Sizes)
		}
		want := 0
		for _, waves := range both {
			if waves == 3 {
				want++
			}
		}
		if got := p.Overlap(codes, now.Scale, coef); got != want || want == 0 {
			t.Errorf("%s: got overlap %d, want %d", p.Panel(), got, want)
		}
		for _, table := range tables {
			if table.Stratum != 0 {
				t.Errorf("a panel alone has stratum %d", table.Stratum)
			}
		}
	}
}

// TestExcludedMembersReturnNowhere: who is excluded from one of the waves is no returning member of the pair.
func TestExcludedMembersReturnNowhere(t *testing.T) {
	from, to, _ := loaded(t, analysistest.Waves(t, 30, analysistest.Even))
	later := ids(t, to)
	excluded := make([]bool, len(later))
	for row := range excluded {
		excluded[row] = row%2 == 0
	}
	part, err := to.As(to.Without(excluded))
	if err != nil {
		t.Fatal(err)
	}
	pairs, err := dataset.Pairs(from, part)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pairs {
		want := 0
		for row := part.Rows[p.ToPanel][0]; row < part.Rows[p.ToPanel][1]; row++ {
			if !excluded[row] && returning(later[row]) {
				want++
			}
		}
		if len(p.Returning.RowB) != want || slices.ContainsFunc(p.Returning.RowB, part.Excludes) {
			t.Errorf("%s: %d returned, want %d", p.Panel(), len(p.Returning.RowB), want)
		}
		if got := from.Sizes[p.FromPanel] + part.Sizes[p.ToPanel] - want; p.Sizes[0] != got {
			t.Errorf("%s: got size %v, want %d", p.Panel(), p.Sizes, got)
		}
	}
}

func TestWavesThatAreNotPairedShareNobody(t *testing.T) {
	dir := t.TempDir()
	for i, code := range []string{"2018", "2019"} {
		in := analysistest.Instrument(code, 2018+i)
		if i == 1 {
			in.Wave.Panels = in.Wave.Panels[1:] // a panel that took part once has no pair
		}
		analysistest.Store(t, dir, in, analysistest.Records(in, 10, random(uint64(i))))
	}
	_, _, pairs := loaded(t, dataset.NewSource(dir))
	if len(pairs) != 1 || pairs[0].Panel() != "external" || pairs[0].Paired || len(pairs[0].Returning.RowA) != 0 || pairs[0].Sizes[0] != 20 {
		t.Errorf("got %+v", pairs)
	}
}

// TestCorrelationIsThatOfPearson compares the sums over counted codes with the formula over members.
func TestCorrelationIsThatOfPearson(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		codes := rapid.SliceOfN(rapid.SampledFrom([]int8{-1, 1, 2, 3, 4, 5, 5, survey.DontKnow}), 20, 20)
		then := &dataset.Variable{Codes: codes.Draw(r, "then"), Scale: stats.NewScale(1, 5, survey.DontKnow)}
		now := &dataset.Variable{Codes: codes.Draw(r, "now"), Scale: then.Scale}
		var rowA, rowB []int32
		var a, b []float64
		for i := range int32(20) {
			j := (7*i + 3) % 20
			rowA, rowB = append(rowA, i), append(rowB, j)
			if then.IsValid(then.Codes[i]) && now.IsValid(now.Codes[j]) {
				a, b = append(a, float64(then.Codes[i])), append(b, float64(now.Codes[j]))
			}
		}
		p := &dataset.Pair{Returning: stats.NewPairs(0, rowA, rowB, nil, nil)}
		got, want := p.Correlation(then, now), pearson(a, b)
		if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-9 {
			r.Fatalf("%v and %v: got %v, want %v", a, b, got, want)
		}
	})
}

// pearson is NaN where one side does not vary.
func pearson(a, b []float64) float64 {
	mean := func(x []float64) (m float64) {
		for _, v := range x {
			m += v / float64(len(x))
		}
		return m
	}
	var ab, aa, bb float64
	for i := range a {
		x, y := a[i]-mean(a), b[i]-mean(b)
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	if aa < 1e-12 || bb < 1e-12 {
		return math.NaN()
	}
	return ab / math.Sqrt(aa*bb)
}
