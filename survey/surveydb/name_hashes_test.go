package surveydb_test

import (
	"fmt"
	"testing"

	"realitycheck/survey/surveydb"
)

func TestNameHashesGo(t *testing.T) {
	f := newFixture(t)
	store := surveydb.NewNameHashes(f.db)
	hashes := make([][]byte, 1000)
	for i := range hashes {
		hashes[i] = hash(fmt.Sprint(i))[:16]
	}
	f.must(store.Replace(f.ctx(), "2025", hashes[:10]))
	f.must(store.Replace(f.ctx(), "2025", hashes))
	f.must(store.Replace(f.ctx(), "2026", hashes[:3]))
	if got, err := store.OfWave(f.ctx(), "2025"); err != nil || len(got) != 1000 {
		t.Errorf("got %d, %v, want all", len(got), err)
	}
	f.must(store.Forget(f.ctx(), "2025"))
	for wave, want := range map[string]int{"2025": 0, "2026": 3} {
		if got, err := store.OfWave(f.ctx(), wave); err != nil || len(got) != want {
			t.Errorf("wave %s: got %d, %v, want %d", wave, len(got), err, want)
		}
	}
}
