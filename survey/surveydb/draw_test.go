package surveydb_test

import (
	"slices"
	"testing"

	"realitycheck/survey"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/surveydb"
)

// seeds saves a first page for everybody and gives the seeds that samples were drawn with, by panel.
func (f *fixture) seeds(lookups map[string][][]byte) map[string]map[uint64]bool {
	f.Helper()
	seeds := map[string]map[uint64]bool{}
	for panel, of := range lookups {
		seeds[panel] = map[uint64]bool{}
		for _, lookup := range of {
			p := page(lookup, "a/1", 0, 3)
			p.Draw = func(seed uint64, n int) []string {
				seeds[panel][seed] = true
				return draw(seed, n)
			}
			_, err := f.responses.SavePage(f.ctx(), p)
			f.must(err)
		}
	}
	return seeds
}

// The order of samples goes into the archive. With a seed that can be known, such as one made of names, it would give away
// who came first.
func TestSamplesAreDrawnWithASecretOfTheWave(t *testing.T) {
	all := map[uint64]bool{}
	for range 3 {
		f := newFixture(t)
		lookups := map[string][][]byte{"internal": f.invite("internal", 5), "external": f.invite("external", 5)}
		for panel, seeds := range f.seeds(lookups) {
			if len(seeds) != 1 {
				t.Errorf("%s: got %d seeds, want one for all who start", panel, len(seeds))
			}
			for seed := range seeds {
				all[seed] = true
			}
		}
	}
	if len(all) != 6 {
		t.Errorf("three waves of the same name with two panels draw with %d seeds, want 6", len(all))
	}
}

func TestClosingForgetsWhatSamplesWereDrawnWith(t *testing.T) {
	f := newFixture(t)
	f.seeds(map[string][][]byte{"internal": f.invite("internal", 2)})
	drawn := func() (n int64) {
		f.must(f.db.Read(f.ctx()).Table("draw").Where("wave = ?", "2026").Count(&n).Error)
		return n
	}
	if drawn() != 1 {
		t.Fatal("no draw is found while the wave is open: the check does not see it")
	}
	f.must(f.responses.Forget(f.ctx(), "2026"))
	if drawn() != 0 {
		t.Error("the draw outlives the wave")
	}
}

func TestClosingForgetsTheTimeOnEachPage(t *testing.T) {
	f := newFixture(t)
	lookup := f.invite("internal", 1)[0]
	_, err := f.responses.SavePage(f.ctx(), page(lookup, "a/1", 0, 3))
	f.must(err)
	seconds := func() int {
		stored, err := surveydb.NewResponses(f.db, nil).ByPseudonym(f.ctx(), hash("pseudonyminternal0"))
		f.must(err)
		if got := stored.Pages["a/1"]; !got["q1"].Equal(survey.Answer{Code: 3}) {
			t.Errorf("got answers %v", got)
		}
		return stored.Seconds["a/1"]
	}
	if seconds() != 15 {
		t.Fatalf("got %d seconds while the wave is open, want 15", seconds())
	}
	f.must(f.responses.Forget(f.ctx(), "2026"))
	if seconds() != 0 {
		t.Errorf("got %d seconds after closing, want none", seconds())
	}
}

// Rows that lie as they came would tell who came first to whoever reads the tables of a closed wave.
func TestRowsOfAClosedWaveLieInTheOrderOfRandomNumbers(t *testing.T) {
	f := newFixtureOn(t, databasetest.Postgres(t, surveydb.Migrations()))
	for _, lookup := range f.invite("internal", 40) {
		for _, step := range []string{"a/1", "a/2"} {
			_, err := f.responses.SavePage(f.ctx(), page(lookup, step, 0, 3))
			f.must(err)
		}
	}
	lying := func(column, table string) (keys []string) {
		f.must(f.db.Read(f.ctx()).Raw("SELECT " + column + " FROM " + table + " ORDER BY ctid").Scan(&keys).Error)
		return keys
	}
	if slices.IsSorted(lying("id", "response")) {
		t.Fatal("rows lie sorted while the wave is open: the check sees nothing")
	}
	f.must(f.responses.Forget(f.ctx(), "2026"))
	f.must(f.responses.Rewrite(f.ctx()))
	if !slices.IsSorted(lying("id", "response")) || !slices.IsSorted(lying("response || step", "page")) {
		t.Error("rows of a closed wave lie in another order than that of their random numbers")
	}
}
