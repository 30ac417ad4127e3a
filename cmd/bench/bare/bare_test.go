package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"realitycheck/web/visitor"
)

const (
	startHTML = `<form method="post"><button>Start</button></form>`
	pageHTML  = `<form method="post" action="/deelname/%d"><input type="hidden" name="handle" value="theirs">` +
		`<input type="hidden" name="rev" value="4"><input type="hidden" name="shown" value="then.0">` +
		`<input type="radio" name="a.q" value="1"><textarea name="a.why"></textarea><button name="action" value="next">Next</button></form>`
)

func testPages(t *testing.T) []page {
	t.Helper()
	pages, err := readPages(fstest.MapFS{
		"0.html": {Data: []byte(startHTML)},
		"1.html": {Data: fmt.Appendf(nil, pageHTML, 1)},
		"2.html": {Data: fmt.Appendf(nil, pageHTML, 2)},
		"3.html": {Data: []byte("<p>Thanks</p>")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func TestRespondentsWalkAndTheirPagesAreOnDisk(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bare.db")
	s, err := openStore(file)
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(newServer(testPages(t), s))
	defer site.Close()
	const respondents = 20
	v := &visitor.Visitor{Transport: site.Client().Transport, Habits: visitor.Habits{Writes: 1, Words: []string{"é & <b>"}}}
	var all sync.WaitGroup
	for i := range respondents {
		all.Go(func() {
			trip, err := v.Walk(context.Background(), fmt.Sprintf("%s/d/%032d", site.URL, i), rand.New(rand.NewPCG(1, uint64(i))))
			if err != nil || !trip.Completed || len(trip.Pages) != 2 {
				t.Errorf("got %+v, %v, want two pages and the end", trip, err)
			}
		})
	}
	all.Wait()
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if got := count(t, file); got != 2*respondents {
		t.Errorf("got %d pages on disk, want %d", got, 2*respondents)
	}
}

func count(t *testing.T, file string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT COUNT(*) FROM page WHERE answers LIKE '%a.q=1%'").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestStoreWaitsForTheDisk(t *testing.T) {
	s, err := openStore(filepath.Join(t.TempDir(), "bare.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	var full int
	if err := s.db.QueryRow("PRAGMA synchronous").Scan(&full); err != nil || full != 2 {
		t.Errorf("got synchronous %d, %v, want 2, which is FULL", full, err)
	}
}

func TestPageIsCutAtItsHiddenFields(t *testing.T) {
	var buf strings.Builder
	for i, piece := range testPages(t)[1] {
		if i > 0 {
			buf.WriteString("|")
		}
		buf.Write(piece)
	}
	for _, gone := range []string{"theirs", "then.0", `"4"`} {
		if strings.Contains(buf.String(), gone) {
			t.Errorf("%q of another respondent is still there", gone)
		}
	}
	if got := strings.Count(buf.String(), "|"); got != 3 {
		t.Errorf("got %d places to fill, want 3", got)
	}
}

func TestTooFewPagesAreRefused(t *testing.T) {
	if _, err := readPages(fstest.MapFS{"0.html": {}, "1.html": {}}); err == nil {
		t.Error("got pages without an end")
	}
}
