package analysis_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"testing"

	"realitycheck/analysis"
	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
)

// BenchmarkNineYears computes the report of nine waves of 2 x 500 from cold archives, with thirteen samples a wave.
func BenchmarkNineYears(b *testing.B) {
	dir, r := b.TempDir(), rand.New(rand.NewPCG(1, 1))
	var codes []string
	for year := 2018; year < 2027; year++ {
		in := analysistest.Instrument(fmt.Sprint(year), year)
		in.Wave.K = 4
		for i := range 9 {
			code := fmt.Sprintf("more%d", i)
			in.Wave.Samples = append(in.Wave.Samples, survey.WaveSample{Code: code, Anchor: i < 4})
			in.Samples = append(in.Samples, survey.Sample{Code: code, Title: analysistest.Text(code, code)})
		}
		analysistest.Store(b, dir, in, analysistest.Records(in, 500, r))
		codes = append(codes, in.Wave.Code)
	}
	for i := 1; i < len(codes); i++ {
		analysistest.Pair(b, dir, codes[i-1], codes[i], 500, func(i int) bool { return i%5 != 0 })
	}
	analysistest.Pair(b, dir, codes[0], codes[8], 500, func(i int) bool { return i%3 == 0 })
	opts := analysis.Options{Tr: translator(b, i18n.Dutch), NMin: 10}
	for b.Loop() {
		r, err := analysis.Build(context.Background(), dataset.NewSource(dir), nil, opts)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(r.Estimates)+len(r.Gaps)+len(r.Changes)), "figures/op")
	}
}

// BenchmarkMillion computes the report of one wave of a million respondents and forty items without samples, cold, and
// with the columns in memory; and of a tenth of them, for how the time grows.
func BenchmarkMillion(b *testing.B) {
	if testing.Short() {
		b.Skip("writes an archive of a million responses")
	}
	for _, members := range []int{100_000, 1_000_000} {
		benchmarkWave(b, members)
	}
}

func benchmarkWave(b *testing.B, members int) {
	const items = 40
	in := caseInstrument("2026", 2026, "internal", "external")
	page := &in.Questionnaire.Blocks[0].Pages[0]
	page.Questions = nil
	for i := range items {
		page.Questions = append(page.Questions, analysistest.Rating(fmt.Sprintf("q%02d", i), "reliable"+fmt.Sprint(i)))
		in.Frameworks[0].Parameters = append(in.Frameworks[0].Parameters, survey.Parameter{Code: "reliable" + fmt.Sprint(i)})
	}
	dir := b.TempDir()
	if err := archive.WriteAll(filepath.Join(dir, "2026"), in, manyRecords(members, page.Questions), nil, [32]byte{}); err != nil {
		b.Fatal(err)
	}
	opts := analysis.Options{Tr: translator(b, i18n.Dutch), NMin: 10}
	warm := dataset.NewSource(dir)
	run := func(source *dataset.Source) {
		if _, err := analysis.Build(context.Background(), source, nil, opts); err != nil {
			b.Fatal(err)
		}
	}
	b.Run(fmt.Sprintf("%d/cold", members), func(b *testing.B) {
		for b.Loop() {
			run(dataset.NewSource(dir))
		}
	})
	before := held()
	run(warm)
	perAnswer := float64(held()-before) / float64(members*items)
	b.Run(fmt.Sprintf("%d/warm", members), func(b *testing.B) {
		for b.Loop() {
			run(warm)
		}
		b.ReportMetric(perAnswer, "B/answer")
	})
	runtime.KeepAlive(warm)
}

// held is the memory in use after everything that is not was given back.
func held() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkRake makes weights for a hundred thousand members on five margins, freely and within bounds.
func BenchmarkRake(b *testing.B) {
	const members = 100_000
	r := rand.New(rand.NewPCG(3, 3))
	var margins []stats.Margin
	for i := range 5 {
		m := stats.Margin{Name: fmt.Sprint(i), Targets: map[string]float64{}}
		for c := range 4 {
			m.Categories = append(m.Categories, fmt.Sprint(c))
			m.Targets[fmt.Sprint(c)] = []float64{0.4, 0.3, 0.2, 0.1}[(c+i)%4]
		}
		for range members {
			m.Values = append(m.Values, int32(r.IntN(4)))
		}
		margins = append(margins, m)
	}
	for name, bounds := range map[string]*stats.Bounds{"free": nil, "bounded": {Low: 0.2, High: 5}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := stats.Rake(members, nil, margins, bounds); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func manyRecords(members int, questions []survey.Question) iter.Seq[archive.Record] {
	r := rand.New(rand.NewPCG(5, 5))
	return func(yield func(archive.Record) bool) {
		for i := range members {
			answers := make(survey.Answers, len(questions))
			for _, q := range questions {
				answers[q.Code] = survey.Answer{Code: int8(1 + r.IntN(5))}
			}
			record := archive.Record{ID: fmt.Sprintf("%016x%08x", r.Uint64(), i), Panel: []string{"internal", "external"}[i%2],
				Outcome: survey.Complete, Answers: map[string]survey.Answers{"b/p": answers}}
			if !yield(record) {
				return
			}
		}
	}
}
