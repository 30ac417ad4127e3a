package stats

import "testing"

func TestChangeWithoutPairsIsAnotherFigure(t *testing.T) {
	before, now := makeWave(400, 1, 1), makeWave(400, 1, 1)
	for i := range now.columns[0] {
		if i%7 == 0 {
			now.columns[0][i] = 5
		}
	}
	same := identityPairs(400)
	a, b := Tabulate(before.columns[0], nil, []int{0}, before.weight), Tabulate(now.columns[0], nil, []int{0}, now.weight)
	cross := NewPairs(0, same, same, before.weight, now.weight).Tabulate(likert(), before.columns[0], now.columns[0])
	paired := StratumSizes{400}.Change(likert(), 0.95, a, b, cross)
	strangers := StratumSizes{800}.Change(likert(), 0.95, a, b)
	if paired.SE > 0.8*strangers.SE || paired.Shared == 0 {
		t.Errorf("se %g with pairs, %g without; want far less with pairs", paired.SE, strangers.SE)
	}
}

func identityPairs(n int) []int32 {
	rows := make([]int32, n)
	for i := range rows {
		rows[i] = int32(i)
	}
	return rows
}

func TestNoChangeAtAllHasNoVariance(t *testing.T) {
	w := makeWave(500, 1, 4)
	rows := identityPairs(500)
	table := Tabulate(w.columns[0], nil, []int{0}, w.weight)
	cross := NewPairs(0, rows, rows, w.weight, w.weight).Tabulate(likert(), w.columns[0], w.columns[0])
	if got := (StratumSizes{500}).Change(likert(), 0.95, table, table, cross); got.Reason != ZeroVariance || got.SE != 0 || got.Estimate != 0 {
		t.Errorf("got %+v, want no difference and no variance", got)
	}
}

func TestTabulateCountsEveryCode(t *testing.T) {
	codes, group, weight := []int8{1, -3, 1, 98, 1}, []uint8{0, 1, 1, 0, 9}, []float64{1, 2, 3, 4, 5}
	got := Tabulate(codes, group, []int{0, 4}, weight)
	want := []FrequencyTable{
		{Stratum: 0, Codes: []CodeSum{{Code: 1, N: 1, W: 1, W2: 1}, {Code: 98, N: 1, W: 4, W2: 16}}},
		{Stratum: 4, Codes: []CodeSum{{Code: -3, N: 1, W: 2, W2: 4}, {Code: 1, N: 1, W: 3, W2: 9}}},
	}
	compareTallies(t, got, want)
	compareTallies(t, Tabulate(codes, nil, []int{2}, nil),
		[]FrequencyTable{{Stratum: 2, Codes: []CodeSum{{Code: -3, N: 1, W: 1, W2: 1}, {Code: 1, N: 3, W: 3, W2: 3}, {Code: 98, N: 1, W: 1, W2: 1}}}})
	compareTallies(t, Tabulate(codes[:4], group[:4], []int{0}, nil),
		[]FrequencyTable{{Codes: []CodeSum{{Code: 1, N: 1, W: 1, W2: 1}, {Code: 98, N: 1, W: 1, W2: 1}}}})
}

func compareTallies(t *testing.T, got, want []FrequencyTable) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %d tables, want %d", len(got), len(want))
	}
	for g := range want {
		if got[g].Stratum != want[g].Stratum || len(got[g].Codes) != len(want[g].Codes) {
			t.Fatalf("group %d: got %+v, want %+v", g, got[g], want[g])
		}
		for i := range want[g].Codes {
			if got[g].Codes[i] != want[g].Codes[i] {
				t.Errorf("group %d: got %+v, want %+v", g, got[g].Codes[i], want[g].Codes[i])
			}
		}
	}
}
