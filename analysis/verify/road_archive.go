package verify

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
)

// madeWave is a wave in the making. Its one block has one page, gone through once or for each sample.
type madeWave struct {
	in       *survey.Instrument
	records  []*archive.Record
	place    map[member]*archive.Record
	weight   map[string]float64 // by record
	outcomes []survey.Outcomes  // by panel; empty: nobody was invited
}

// member is somebody in the rows of a case.
type member struct{ panel, name string }

// The codes that every made wave has.
const (
	madeFramework = "case"
	madeBlock     = "b"
	madePage      = "p"
)

// newWave is the n-th wave of a case; rated waves ask about samples.
func newWave(n int, panels []survey.WavePanel, samples []survey.WaveSample, rated bool) *madeWave {
	code := fmt.Sprintf("%04d", n)
	in := &survey.Instrument{Wave: survey.Wave{Code: code, Year: n, Langs: i18n.Langs(), Panels: panels, Samples: samples},
		Frameworks: []survey.Framework{{Code: madeFramework, Version: "1"}},
		Questionnaire: survey.Questionnaire{Code: "case", Version: "1", Blocks: []survey.Block{
			{Code: madeBlock, Repeat: rated, Pages: []survey.Page{{Code: madePage}}}}}}
	for _, s := range samples {
		in.Samples = append(in.Samples, survey.Sample{Code: s.Code})
	}
	return &madeWave{in: in, place: map[member]*archive.Record{}, weight: map[string]float64{}}
}

// asks adds a question.
func (m *madeWave) asks(q survey.Question) {
	page := &m.in.Questionnaire.Blocks[0].Pages[0]
	page.Questions = append(page.Questions, q)
	named := func(p survey.Parameter) bool { return p.Code == q.Parameter }
	if q.Parameter != "" && !slices.ContainsFunc(m.in.Frameworks[0].Parameters, named) {
		m.in.Frameworks[0].Parameters = append(m.in.Frameworks[0].Parameters, survey.Parameter{Code: q.Parameter})
	}
}

// of finds the record of a member, who is taken up when not known yet. The number makes the same member the same in all waves.
func (m *madeWave) of(who member, number int) *archive.Record {
	r := m.place[who]
	if r == nil {
		r = &archive.Record{ID: strconv.Itoa(number), Panel: who.panel, Outcome: survey.Complete, Answers: map[string]survey.Answers{}}
		m.place[who] = r
		m.records = append(m.records, r)
	}
	return r
}

// answer gives the answers of a member; on a sample, those of the next sample shown.
func (m *madeWave) answer(r *archive.Record, sample string, answers survey.Answers) {
	key := madeBlock + "/" + madePage
	if sample != "" {
		r.Order = append(r.Order, sample)
		key += "/" + strconv.Itoa(len(r.Order))
		m.in.Wave.K = max(m.in.Wave.K, len(r.Order))
	}
	r.Answers[key] = answers
}

// archive writes a wave, with its weights if it has any.
func (s *shelf) archive(m *madeWave) error {
	records := make([]archive.Record, len(m.records))
	for i, r := range m.records {
		records[i] = *r
	}
	dir := s.source.Dir(m.in.Wave.Code)
	if err := archive.Write(dir, m.in, records, m.outcomes, [32]byte{}); err != nil || len(m.weight) == 0 {
		return err
	}
	return s.addWeights(m, dir)
}

// addWeights writes the weights of a case beside an archive, with the mean 1 that weights have in a panel. Who has none in
// the case counts as 1, and has no answers either.
func (s *shelf) addWeights(m *madeWave, dir string) error {
	w, err := s.source.Open(m.in.Wave.Code)
	if err != nil {
		return err
	}
	ids, err := w.IDs()
	if err != nil {
		return err
	}
	sum, n := map[string]float64{}, map[string]float64{}
	for row, id := range ids {
		if weight, ok := m.weight[id]; ok {
			sum[w.Responses.Panel.At(row)] += weight
			n[w.Responses.Panel.At(row)]++
		}
	}
	weights := make([]float64, len(ids))
	for row, id := range ids {
		panel := w.Responses.Panel.At(row)
		if weights[row] = 1; n[panel] > 0 {
			if weight, ok := m.weight[id]; ok {
				weights[row] = weight * n[panel] / sum[panel]
			}
		}
	}
	made := archive.Weighting{Made: madeAt, Role: "verify", Margins: survey.Margins{Wave: w.Code()}}
	_, err = archive.WriteWeighting(dir, made, weights)
	return err
}

// madeAt dates what stands beside archives; no figure depends on it.
var madeAt = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// pair joins two waves by their members.
func (s *shelf) pair(from, to *madeWave) error {
	var pairs []archive.Pair
	for who, r := range to.place {
		if earlier := from.place[who]; earlier != nil {
			pairs = append(pairs, archive.Pair{Earlier: earlier.ID, Later: r.ID})
		}
	}
	_, err := archive.WritePairs(s.source.Dir(to.in.Wave.Code), s.source.Dir(from.in.Wave.Code), pairs)
	return err
}

// onScale is a number as a point of the scale, 0 for one that is none.
func onScale(x float64) int8 {
	if x >= 1 && x <= survey.ScalePoints && x == math.Trunc(x) {
		return int8(x)
	}
	return 0
}
