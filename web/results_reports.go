package web

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"realitycheck/analysis"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

// reports builds the reports of closed waves, each once, and keeps them until an archive changes.
type reports struct {
	source    *dataset.Source
	waves     surveydb.Waves
	dir       string
	nMin      int
	synthetic bool

	raking sync.Mutex // weights are made by one at a time

	mutex sync.Mutex
	built map[reportKey]*builtReport
}

// reportKey is what makes a report: other years, another language or another state of the archives is another report.
type reportKey struct {
	years string
	lang  i18n.Lang
	state time.Time // when an archive last changed
	alternatives
}

// alternatives are the figures computed another way that a page shows beside those of the report. They cost another pass over
// the answers each, so only the pages that show them ask for them.
type alternatives struct{ unweighted, withoutFlagged bool }

// builtReport is a report that whoever comes first builds while others wait.
type builtReport struct {
	once sync.Once
	doc  *report.Report
	err  error
}

// mostReports bounds how many are kept; a report of nine years takes some megabytes.
const mostReports = 24

func newReports(config Config, waves surveydb.Waves) *reports {
	return &reports{source: dataset.NewSource(config.Archives), waves: waves, dir: config.Archives, nMin: config.NMin,
		synthetic: config.Synthetic, built: map[reportKey]*builtReport{}}
}

// codes lists the waves whose results may be seen: archived, and closed all the way. An archive whose wave the store does
// not know was brought from elsewhere, and is closed.
func (r *reports) codes(ctx context.Context) ([]string, error) {
	archived, err := r.source.Codes()
	if err != nil || len(archived) == 0 {
		return nil, err
	}
	waves, err := r.waves.All(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(archived, func(code string) bool {
		return slices.ContainsFunc(waves, func(w survey.Wave) bool { return w.Code == code && w.State != survey.Closed })
	}), nil
}

// of gives the report of these years; none means all. A year that has no results, or not yet, is a NotFound fault.
func (r *reports) of(ctx context.Context, years []string, tr *i18n.Translator, also alternatives) (*report.Report, error) {
	codes, err := r.codes(ctx)
	if err != nil {
		return nil, err
	}
	for _, year := range years {
		if !slices.Contains(codes, year) {
			return nil, fault.New(fault.NotFound, "archive_absent", "wave", year)
		}
	}
	if len(years) == 0 {
		years = codes
	}
	if len(years) == 0 {
		return &report.Report{Schema: 1, Lang: tr.Lang(), Synthetic: r.synthetic}, nil
	}
	key := reportKey{strings.Join(years, "\n"), tr.Lang(), r.state(codes), also}
	b := r.place(key)
	b.once.Do(func() {
		// Whoever waits for it may be somebody else than who began, so that leaving stops nothing.
		b.doc, b.err = analysis.Build(context.WithoutCancel(ctx), r.source, years,
			analysis.Options{Tr: tr, NMin: r.nMin, Synthetic: r.synthetic, Unweighted: also.unweighted, WithoutFlagged: also.withoutFlagged})
	})
	if b.err != nil {
		r.forget(key)
	}
	return b.doc, b.err
}

// place finds the report of a key, or makes room for it.
func (r *reports) place(key reportKey) *builtReport {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	b, ok := r.built[key]
	if !ok {
		if len(r.built) >= mostReports {
			clear(r.built)
		}
		b = &builtReport{}
		r.built[key] = b
	}
	return b
}

func (r *reports) forget(key reportKey) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	delete(r.built, key)
}

// state is when any file of any archive last changed: pairing adds a file, restoring a backup replaces them.
func (r *reports) state(codes []string) time.Time {
	var newest time.Time
	for _, code := range codes {
		files, err := filepath.Glob(filepath.Join(r.dir, code, "*"))
		if err != nil {
			continue
		}
		for _, name := range files {
			if info, err := os.Stat(name); err == nil && info.ModTime().After(newest) {
				newest = info.ModTime()
			}
		}
	}
	return newest
}
