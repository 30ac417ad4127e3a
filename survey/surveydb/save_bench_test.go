package surveydb_test

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/surveydb"
)

// BenchmarkSavePage measures acknowledged page saves with 1 to 256 respondents at once: each saves eight pages, then
// comes back to them. Beside the time of a save it prints saves a second, the slowest of a hundred, and processor time.
func BenchmarkSavePage(b *testing.B) {
	stores := map[string]func(testing.TB) *database.DB{
		"sqlite":   func(t testing.TB) *database.DB { return databasetest.SQLite(t, surveydb.Migrations()) },
		"postgres": func(t testing.TB) *database.DB { return databasetest.Postgres(t, surveydb.Migrations()) },
	}
	for _, dialect := range []string{"sqlite", "postgres"} {
		for _, clients := range []int{1, 16, 64, 256} {
			b.Run(fmt.Sprintf("%s/clients=%d", dialect, clients), func(b *testing.B) {
				f := newFixtureOn(b, stores[dialect](b))
				lookups := f.invite("internal", clients+b.N/16)
				b.ReportAllocs()
				b.ResetTimer()
				saveAll(b, f, lookups, clients)
			})
		}
	}
}

// saveAll shares b.N saves among clients. A client takes a new respondent after sixteen saves.
func saveAll(b *testing.B, f *fixture, lookups [][]byte, clients int) {
	var left, next atomic.Int64
	left.Store(int64(b.N))
	took := make([][]time.Duration, clients)
	var all sync.WaitGroup
	start, processor := time.Now(), processorTime()
	for c := range clients {
		all.Go(func() {
			for {
				lookup := lookups[next.Add(1)-1]
				for i := range 16 {
					if left.Add(-1) < 0 {
						return
					}
					began := time.Now()
					if _, err := f.responses.SavePage(f.ctx(), benchPage(lookup, i)); err != nil {
						b.Error(err)
						return
					}
					took[c] = append(took[c], time.Since(began))
				}
			}
		})
	}
	all.Wait()
	b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "saves/s")
	b.ReportMetric(float64((processorTime()-processor).Nanoseconds())/1000/float64(b.N), "cpu-µs/save")
	times := slices.Sorted(slices.Values(slices.Concat(took...)))
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
}

// processorTime is what this process has used, all threads together: on a busy machine it says more than the clock.
func processorTime() time.Duration {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// benchPage is a page with four ratings and a reason, the i-th save of a respondent.
func benchPage(lookup []byte, i int) surveydb.SavePage {
	p := page(lookup, fmt.Sprintf("samples/judge/%d", i%8+1), i/8, int8(i%5+1))
	for _, code := range []string{"dna_reliable", "dna_longterm", "dna_connecting", "dna_people"} {
		p.Answers[code] = survey.Answer{Code: int8(i%5 + 1)}
	}
	p.Answers["why"] = survey.Answer{Text: "De brief zegt meteen wat ik moet doen, maar de toon is streng."}
	return p
}
