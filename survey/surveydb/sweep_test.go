package surveydb_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/surveydb"
)

// inFiles says whether bytes stand in a file of the store.
func inFiles(t *testing.T, dir string, what []byte) bool {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, what) {
			return true
		}
	}
	return false
}

func TestNoLookupIsInTheFilesAfterClosing(t *testing.T) {
	dir := t.TempDir()
	f := newFixtureOn(t, databasetest.Open(t, filepath.Join(dir, "answers.db"), surveydb.Migrations()))
	lookups := f.invite("internal", 300)
	for _, lookup := range lookups[:50] {
		_, err := f.responses.SavePage(f.ctx(), page(lookup, "a/1", 0, 1))
		f.must(err)
	}
	if !inFiles(t, dir, lookups[7]) {
		t.Fatal("the check finds no lookup even before closing")
	}
	f.must(f.tickets.Forget(f.ctx(), "2026"))
	f.must(f.responses.Forget(f.ctx(), "2026"))
	f.must(f.db.Sweep(f.ctx()))
	for i, lookup := range lookups {
		if inFiles(t, dir, lookup) {
			t.Fatalf("lookup %d is still in a file", i)
		}
	}
	if inFiles(t, dir, hash("device")) {
		t.Error("a device is still in a file")
	}
}

func TestSweepWorksOnBothDialects(t *testing.T) {
	f := filled(newFixture(t))
	before := dump(t, f.db)
	f.must(f.db.Sweep(f.ctx()))
	if dump(t, f.db) != before {
		t.Error("sweeping changed the content")
	}
}
