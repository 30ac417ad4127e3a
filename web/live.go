package web

import (
	"bytes"
	"context"
	"slices"
	"sync"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
	"realitycheck/survey/interview"
	"realitycheck/survey/surveydb"
)

// freshFor is how long a wave's state is shown without looking again. Whether a page is taken is decided by the store in
// the statement that saves it, so only words on screen may be this old.
const freshFor = time.Second

// liveWaves keeps the instruments of waves in memory, each as long as its revision stays the same.
type liveWaves struct {
	store  surveydb.Waves
	now    func() time.Time
	mu     sync.Mutex
	byCode map[string]*liveWave
}

// liveWave is one revision of a wave with the sheets that were cut from it.
type liveWave struct {
	in      *survey.Instrument
	checked time.Time // guarded by liveWaves.mu
	mu      sync.RWMutex
	sheets  map[sheetKey]*sheet
}

// sheetKey names a sheet within a revision.
type sheetKey struct {
	panel  string
	lang   i18n.Lang
	step   string // survey.Step.Key, or one of the pages around the questionnaire
	sample string
}

// Pages around the questionnaire. The key of a step holds a stroke and so is none of them.
const (
	sheetStart  = "start"
	sheetResume = "resume"
	sheetThanks = "thanks"
)

func newLiveWaves(store surveydb.Waves, now func() time.Time) *liveWaves {
	return &liveWaves{store: store, now: now, byCode: map[string]*liveWave{}}
}

// get gives a wave with its instrument as they are now.
func (l *liveWaves) get(ctx context.Context, code string) (*liveWave, error) {
	l.mu.Lock()
	known := l.byCode[code]
	now := l.now()
	if known != nil && now.Sub(known.checked) < freshFor {
		l.mu.Unlock()
		return known, nil
	}
	l.mu.Unlock()
	wave, err := l.store.ByCode(ctx, code)
	if err != nil {
		return nil, err
	}
	if known == nil || known.in.Wave.Revision != wave.Revision {
		in, err := l.store.Instrument(ctx, code)
		if err != nil {
			return nil, err
		}
		known = &liveWave{in: in, sheets: map[sheetKey]*sheet{}}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	known.checked = now
	l.byCode[code] = known
	return known, nil
}

// sheet gives the sheet of page n of a way, cutting it when it was not asked for before.
func (s *Server) sheet(wave *liveWave, way *interview.Way, n int, lang i18n.Lang) (*sheet, error) {
	step, err := way.Step(n)
	if err != nil {
		return nil, err
	}
	key := sheetKey{panel: way.Panel, lang: lang, step: step.Key}
	if step.Sample != nil {
		key.sample = step.Sample.Code
	}
	return s.cutOnce(wave, key, "page", func() any { return s.newPageView(wave.in, way, n, step, lang) })
}

// cutOnce gives the sheet of a key. When it was not asked for before its page is rendered, with holes for what differs,
// while others who want it wait: at a start many do.
func (s *Server) cutOnce(wave *liveWave, key sheetKey, page string, view func() any) (*sheet, error) {
	wave.mu.RLock()
	known := wave.sheets[key]
	wave.mu.RUnlock()
	if known != nil {
		return known, nil
	}
	wave.mu.Lock()
	defer wave.mu.Unlock()
	if known := wave.sheets[key]; known != nil {
		return known, nil
	}
	var buf bytes.Buffer
	if err := s.pages.Execute(&buf, page, view()); err != nil {
		return nil, err
	}
	made, err := cut(buf.Bytes())
	if err == nil {
		err = made.press()
	}
	if err != nil {
		return nil, err
	}
	wave.sheets[key] = made
	return made, nil
}

// shows says whether a file belongs to a sample of the wave.
func (w *liveWave) shows(hash string) bool {
	return slices.ContainsFunc(w.in.Samples, func(s survey.Sample) bool { return slices.Contains(s.Blobs(), hash) })
}
