package verify

import (
	"fmt"
	"slices"
	"strconv"

	"realitycheck/analysis"
	"realitycheck/analysis/stats/reference"
	"realitycheck/survey"
	"realitycheck/survey/speeder"
)

// publicPanels are panels by code, all of the public, so that no figure of a few is told as a limit.
func publicPanels(codes []string) []survey.WavePanel {
	var panels []survey.WavePanel
	for _, code := range codes {
		panels = append(panels, survey.WavePanel{Code: code, Kind: survey.Public})
	}
	return panels
}

// fieldwork are the rows of a case about who took part.
type fieldwork struct{ member, panel, wave, disposition []string }

const panelColumn = "panel" // of cases that have no strata

func (f *frame) fieldwork() (w fieldwork, err error) {
	for _, c := range []struct {
		into *[]string
		name string
	}{{&w.member, f.spec.Member}, {&w.panel, panelColumn}, {&w.wave, waveColumn}, {&w.disposition, f.spec.Disp}} {
		if *c.into, err = f.texts(c.name, ""); err != nil {
			return w, err
		}
	}
	return w, nil
}

// responseRoad archives who took part, of every domain that is a panel in a wave.
func responseRoad(s *shelf, f *frame, want any) (all []told, err error) {
	work, err := f.fieldwork()
	if err != nil {
		return nil, err
	}
	wanted, _ := want.([]any)
	for i, d := range f.spec.Domains {
		expected := resultAt(wanted, i)
		counts, _ := expected["counts"].(map[string]any)
		if len(d.Where) != 2 || len(d.Where[panelColumn]) != 1 || len(d.Where[waveColumn]) != 1 || counts == nil {
			continue
		}
		panel := d.Where[panelColumn][0]
		m := newWave(i+1, publicPanels([]string{panel}), nil, false)
		o := survey.Outcomes{Panel: panel}
		for row, disposition := range work.disposition {
			if work.panel[row] == panel && work.wave[row] == d.Where[waveColumn][0] {
				countOutcome(&o, disposition)
			}
		}
		m.outcomes = []survey.Outcomes{o}
		if err := s.archive(m); err != nil {
			return nil, err
		}
	}
	x, err := s.build(analysis.Options{})
	if err != nil {
		return nil, err
	}
	for i, d := range f.spec.Domains {
		for j := range x.Response {
			if r := &x.Response[j]; r.Wave == fmt.Sprintf("%04d", i+1) {
				all = append(all, compared(entry("response"), r, d.Label, responseFigures(resultAt(wanted, i)))...)
			}
		}
	}
	return all, nil
}

func resultAt(wanted []any, i int) map[string]any {
	if i >= len(wanted) {
		return nil
	}
	result, _ := wanted[i].(map[string]any)
	return result
}

// countOutcome counts a disposition as closing does: who was not eligible was not invited.
func countOutcome(o *survey.Outcomes, disposition string) {
	if disposition != reference.NotEligible {
		o.Invited++
	}
	switch disposition {
	case reference.Interview:
		o.Completed++
	case reference.Partial:
		o.Partial++
	case reference.BreakOff:
		o.BreakOff++
	default:
		return
	}
	o.Started++
}

func responseFigures(want map[string]any) map[string]any {
	counts := want["counts"].(map[string]any)
	n := func(disposition string) float64 { x, _ := counts[disposition].(float64); return x }
	invited, _ := want["invited"].(float64)
	return map[string]any{"invited": invited - n(reference.NotEligible), "completed": n(reference.Interview),
		"partial":           n(reference.Partial),
		"started":           n(reference.Interview) + n(reference.Partial) + n(reference.BreakOff),
		"rates{completion}": want["completion_rate"], "rates{break_off}": want["breakoff_rate"]}
}

// retentionRoad archives those who finished, two waves at a time. An archive does not know who was no member any more when the
// second wave came, so that these stand in neither.
func retentionRoad(s *shelf, f *frame, want any) (all []told, err error) {
	work, err := f.fieldwork()
	if err != nil {
		return nil, err
	}
	wanted, _ := want.([]any)
	for n, pair := range f.spec.Pairs {
		if len(pair) != 2 {
			return nil, nil
		}
		one := s.newFolder(n)
		if err := one.finished(f, work, pair); err != nil {
			return nil, err
		}
		x, err := one.build(analysis.Options{})
		if err != nil {
			return nil, err
		}
		for i, d := range f.spec.Domains {
			if len(d.Where) != 1 || len(d.Where[panelColumn]) != 1 {
				continue
			}
			for j := range x.Response {
				if r := &x.Response[j]; r.Wave == x.Last() && r.Panel == d.Where[panelColumn][0] {
					of := d.Label + ", " + pair[0] + " to " + pair[1]
					figures := take(resultAt(wanted, i*len(f.spec.Pairs)+n), "retention", "rates{retention}")
					all = append(all, compared(entry("response"), r, of, figures)...)
				}
			}
		}
	}
	return all, nil
}

// finished archives those who finished either of two waves, with the pairs of those who finished both.
func (s *shelf) finished(f *frame, work fieldwork, pair codes) error {
	left, number := map[member]bool{}, map[member]int{}
	for row, disposition := range work.disposition {
		who := member{work.panel[row], work.member[row]}
		number[who] = row
		left[who] = left[who] || work.wave[row] == pair[1] && slices.Contains(f.spec.Ineligible, disposition)
	}
	var waves [2]*madeWave
	for i, code := range pair {
		waves[i] = newWave(i+1, publicPanels(distinct(work.panel)), nil, false)
		for row, disposition := range work.disposition {
			who := member{work.panel[row], work.member[row]}
			if work.wave[row] == code && slices.Contains(f.spec.Complete, disposition) && !left[who] {
				waves[i].answer(waves[i].of(who, number[who]), "", survey.Answers{})
			}
		}
		if err := s.archive(waves[i]); err != nil {
			return err
		}
	}
	return s.pair(waves[0], waves[1])
}

// qualityRoad archives the rows of a case about flags, on one page of statements.
func qualityRoad(s *shelf, f *frame, want any) ([]told, error) {
	j, err := f.judging()
	if err != nil || !j.asReported() || slices.Contains(j.groups, "") {
		return nil, err
	}
	m := newWave(1, publicPanels(distinct(j.groups)), nil, false)
	for i := range j.columns {
		m.asks(survey.Question{Code: "g" + strconv.Itoa(i), Kind: survey.KindRating, DontKnow: true, Reversed: j.grid.Reversed[i],
			Framework: madeFramework, Parameter: "g" + strconv.Itoa(i)})
	}
	for _, panel := range distinct(j.groups) {
		var rows []int
		var seconds []float64
		for row, group := range j.groups {
			if group == panel {
				rows, seconds = append(rows, row), append(seconds, j.seconds[row])
			}
		}
		fast, _ := speeder.Of(seconds)
		for i, row := range rows {
			record := m.of(member{panel, strconv.Itoa(row)}, row)
			record.Speeder = fast[i]
			m.answer(record, "", j.answers(row))
		}
	}
	if err := s.archive(m); err != nil {
		return nil, err
	}
	x, err := s.build(analysis.Options{})
	if err != nil {
		return nil, err
	}
	var all []told
	counted := j.counted(want)
	for i := range x.Quality {
		q := &x.Quality[i]
		all = append(all, compared(entry("quality"), q, q.Panel, counted[q.Panel])...)
	}
	return all, nil
}

func (j *judging) answers(row int) survey.Answers {
	answers := survey.Answers{}
	for i, column := range j.columns {
		if code := onScale(column[row]); code != 0 {
			answers["g"+strconv.Itoa(i)] = survey.Answer{Code: code}
		}
	}
	return answers
}

// counted counts by group what a case says of its rows. What a long string is follows from its length and the answers given.
func (j *judging) counted(want any) map[string]map[string]any {
	document, _ := want.(map[string]any)
	rows, _ := document["rows"].([]any)
	counts := map[string]map[string]any{}
	for row, group := range j.groups {
		if counts[group] == nil {
			counts[group] = map[string]any{"n": 0.0, "speeder": 0.0, "contradiction": 0.0, "long_string": 0.0, "flagged": 0.0}
		}
		of := resultAt(rows, row)
		longest, _ := of["longstring"].(float64)
		answered, _ := of["n_answered"].(float64)
		flags := map[string]bool{"n": true, "speeder": of["speeder"] == true, "contradiction": of["straightline_contradiction"] == true,
			"long_string": longest >= longAnswers && longest >= longShare*answered}
		flags["flagged"] = flags["speeder"] || flags["contradiction"] || flags["long_string"]
		for name, set := range flags {
			if set {
				counts[group][name] = counts[group][name].(float64) + 1
			}
		}
	}
	return counts
}
