package surveydb_test

import (
	"testing"

	"realitycheck/survey"
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
