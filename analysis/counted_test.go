package analysis_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"realitycheck/analysis/stats"
)

// These cases have weights, which archives do not have yet, so they go through the calls that Build makes: counted codes
// with a scope for means, gaps and changes of what a member answers once.

// caseMean is what a mean of a reference case must give.
type caseMean struct {
	Item, Domain string
	Members      int     `json:"n_members"`
	DKShare      float64 `json:"dk_share"`
	NEff         float64 `json:"n_eff_kish"`
	Mean, SE     float64
	Low          float64 `json:"ci_low"`
	High         float64 `json:"ci_high"`
}

func caseMeans(t *testing.T, id string) []caseMean {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(caseDir, "cases", id+".expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var expected struct{ Results []caseMean }
	if err := json.Unmarshal(source, &expected); err != nil {
		t.Fatal(err)
	}
	return expected.Results
}

// counted is a set of case rows with one group a domain of interest.
type counted struct {
	rows   []map[string]string
	group  []uint8
	weight []float64
}

// count puts the rows of a case that pass keep into groups; groupOf gives 255 for none.
func count(t *testing.T, name string, keep func(map[string]string) bool, groupOf func(map[string]string) uint8) counted {
	t.Helper()
	var c counted
	for _, row := range caseRows(t, name) {
		if !keep(row) {
			continue
		}
		w, err := strconv.ParseFloat(row["w"], 64)
		if err != nil {
			t.Fatal(err)
		}
		c.rows, c.group, c.weight = append(c.rows, row), append(c.group, groupOf(row)), append(c.weight, w)
	}
	return c
}

func (c counted) codes(item string) []int8 {
	codes := make([]int8, len(c.rows))
	for i, row := range c.rows {
		code, err := strconv.Atoi(row[item])
		if err != nil {
			code = -1
		}
		codes[i] = int8(code)
	}
	return codes
}

// members counts the members of a panel among the rows.
func (c counted) members(panel string) int {
	seen := map[string]bool{}
	for _, row := range c.rows {
		if row["panel"] == panel {
			seen[row["member"]] = true
		}
	}
	return len(slices.Collect(maps.Keys(seen)))
}

// pairs joins the rows of a member in the two groups.
func (c counted) pairs() stats.Pairs {
	first := map[string]int32{}
	for i, row := range c.rows {
		if c.group[i] == 0 {
			first[row["member"]] = int32(i)
		}
	}
	var a, b []int32
	for i, row := range c.rows {
		if from, ok := first[row["member"]]; ok && c.group[i] == 1 {
			a, b = append(a, from), append(b, int32(i))
		}
	}
	return stats.NewPairs(0, a, b, c.weight, c.weight)
}

// TestRatingsOfASampleCase is P07 for one sample in one panel.
func TestRatingsOfASampleCase(t *testing.T) {
	c := count(t, "ratings.csv", func(r map[string]string) bool { return r["wave"] == "2024" }, func(r map[string]string) uint8 {
		if r["panel"] == "int" && r["sample"] == "S03" {
			return 0
		}
		return 255
	})
	scope := stats.StratumSizes{c.members("int"), c.members("ext")}
	checkMeans(t, caseMeans(t, "P07_mean_ratings"), "int S03", func(item string) stats.Estimate {
		return scope.Mean(stats.NewScale(1, 5, 98), 0.95, stats.Tabulate(c.codes(item), c.group, []int{0}, c.weight)[0])
	})
}

// TestPersonItemCase is P10 for one panel and wave, with all waves in the scope.
func TestPersonItemCase(t *testing.T) {
	c := count(t, "persons.csv", func(map[string]string) bool { return true }, func(r map[string]string) uint8 {
		if r["panel"] == "ext" && r["wave"] == "2025" {
			return 0
		}
		return 255
	})
	scope := stats.StratumSizes{c.members("ext"), c.members("int")}
	means := slices.DeleteFunc(caseMeans(t, "P10_mean_person_nps"), func(m caseMean) bool { return m.Item != "sat" })
	checkMeans(t, means, "ext 2025", func(item string) stats.Estimate {
		return scope.Mean(stats.NewScale(1, 5, 98), 0.95, stats.Tabulate(c.codes(item), c.group, []int{0}, c.weight)[0])
	})
}

func checkMeans(t *testing.T, means []caseMean, domain string, estimate func(item string) stats.Estimate) {
	t.Helper()
	checked := 0
	for _, want := range means {
		if want.Domain != domain {
			continue
		}
		checked++
		got := estimate(want.Item)
		if got.Members != want.Members {
			t.Errorf("%s: got %d members, want %d", want.Item, got.Members, want.Members)
		}
		for figure, pair := range map[string][2]float64{"mean": {got.Mean, want.Mean}, "se": {got.SE, want.SE}, "low": {got.Low, want.Low},
			"high": {got.High, want.High}, "dk": {got.DKShare, want.DKShare}, "n_eff": {got.NEffKish, want.NEff}} {
			if !near(&pair[0], &pair[1]) {
				t.Errorf("%s %s: got %v, want %v", want.Item, figure, pair[0], pair[1])
			}
		}
	}
	if checked == 0 {
		t.Errorf("no case is about %s", domain)
	}
}

// TestChangeOfPersonsCase is P17, TestChangeOfASampleCase the sample of P16: overlap of returning members, with weights.
func TestChangeOfPersonsCase(t *testing.T) {
	c := count(t, "persons.csv", func(r map[string]string) bool { return r["panel"] == "int" && r["wave"] != "2025" },
		func(r map[string]string) uint8 { return map[string]uint8{"2023": 0, "2024": 1}[r["wave"]] })
	five, web := stats.NewScale(1, 5, 98), stats.NewScale(0, 1, 98).Share(1)
	for _, want := range caseResults(t, "P17_change_persons") {
		switch want.Item {
		case "sat":
			checkChange(t, c, five, "sat", want)
		case "web":
			checkChange(t, c, web, "ch_web", want)
		}
	}
}

func TestChangeOfASampleCase(t *testing.T) {
	c := count(t, "ratings.csv", func(r map[string]string) bool {
		return r["panel"] == "ext" && (r["wave"] == "2024" || r["wave"] == "2025")
	},
		func(r map[string]string) uint8 {
			if r["sample"] != "S05" {
				return 255
			}
			return map[string]uint8{"2024": 0, "2025": 1}[r["wave"]]
		})
	for _, want := range caseResults(t, "P16_wave_change") {
		if want.Contrast == "S05 25-24" && want.Item != "clarity top2" {
			checkChange(t, c, stats.NewScale(1, 5, 98), want.Item, want)
		}
	}
}

func checkChange(t *testing.T, c counted, scale *stats.Scale, column string, want caseResult) {
	t.Helper()
	codes := c.codes(column)
	tallies := stats.Tabulate(codes, c.group, []int{0, 0}, c.weight)
	scope := stats.StratumSizes{c.members(c.rows[0]["panel"])}
	got := scope.Change(scale, 0.95, stats.Domain{tallies[0]}, stats.Domain{tallies[1]}, c.pairs().Tabulate(scale, codes, codes))
	for figure, pair := range map[string][2]*float64{"change": {&got.Estimate, want.Estimate}, "se": {&got.SE, want.SE}, "df": {&got.DF, want.DF},
		"p": {&got.P, want.P}, "low": {&got.Low, want.Low}, "high": {&got.High, want.High}, "effect": {&got.Effect, want.Effect}} {
		if !near(pair[0], pair[1]) {
			t.Errorf("%s %s: got %s, want %s", column, figure, number(pair[0]), number(pair[1]))
		}
	}
	if got.Shared != want.Shared {
		t.Errorf("%s: got %d shared members, want %d", column, got.Shared, want.Shared)
	}
}
