package archive

import (
	"cmp"
	"encoding/hex"
	"iter"
	"math/rand/v2"
	"slices"

	"realitycheck/survey"
)

// Record is one response as closing hands it over. Break-offs are not archived: those given are passed over.
type Record struct {
	ID      string // of the response: random, unique in the wave
	Panel   string
	Strata  []string // in the order of the panel's attributes; survey.MissingCategory where blanked
	Outcome survey.Outcome
	Seconds int // whole stay
	Speeder bool
	Order   []string                  // codes of the samples in the order shown
	Answers map[string]survey.Answers // by survey.Step.Key; a page that was never saved is absent
}

// sheet is a wave while it is collected: the tables with the ids and texts that stay out of Wave.
type sheet struct {
	Wave
	ids   []string
	texts []Text

	steps  map[string][]slot   // by panel: the way through, once
	random *rand.Rand          // ids and order of texts
	seen   map[string]struct{} // ids so far
}

// slot is one step of a panel with the columns that its questions take.
type slot struct {
	survey.Step
	questions []*survey.Question
	columns   [][]survey.Column // a question each
}

// collect turns records into tables.
func collect(in *survey.Instrument, records iter.Seq[Record], seed [32]byte) (*sheet, error) {
	s := &sheet{
		Wave:   emptyWave(in),
		steps:  map[string][]slot{},
		random: rand.New(rand.NewChaCha8(seed)),
		seen:   map[string]struct{}{},
	}
	for _, panel := range in.Wave.Panels {
		s.steps[panel.Code] = slots(in, panel.Code)
	}
	for r := range records {
		if r.Outcome == survey.BreakOff {
			continue
		}
		if err := s.check(&r); err != nil {
			return nil, err
		}
		s.add(&r)
	}
	s.sort()
	s.random.Shuffle(len(s.texts), func(i, j int) { s.texts[i], s.texts[j] = s.texts[j], s.texts[i] })
	return s, nil
}

// emptyWave lays out the tables of an instrument.
func emptyWave(in *survey.Instrument) Wave {
	var once, repeated []string
	for block, q := range in.Questionnaire.Questions() {
		kind, _ := survey.KindOf(q)
		for _, c := range kind.Columns(q) {
			if block.Repeat {
				repeated = append(repeated, c.Name)
			} else {
				once = append(once, c.Name)
			}
		}
	}
	w := Wave{Instrument: in}
	w.Responses.Table, w.Ratings.Table = newTable(once), newTable(repeated)
	for _, code := range strataCodes(in) {
		w.Responses.Strata = append(w.Responses.Strata, Stratum{Code: code})
	}
	return w
}

// strataCodes lists the attributes of all panels, each once.
func strataCodes(in *survey.Instrument) []string {
	var codes []string
	for _, panel := range in.Wave.Panels {
		for _, attribute := range panel.Strata {
			if !slices.Contains(codes, attribute.Code) {
				codes = append(codes, attribute.Code)
			}
		}
	}
	return codes
}

// slots lays out the steps of a panel with their columns.
func slots(in *survey.Instrument, panel string) []slot {
	var list []slot
	for _, step := range in.Steps(panel, nil) {
		s := slot{Step: step, questions: step.Questions(panel)}
		for _, q := range s.questions {
			kind, _ := survey.KindOf(q)
			s.columns = append(s.columns, kind.Columns(q))
		}
		list = append(list, s)
	}
	return list
}

// add appends one record to the tables.
func (s *sheet) add(r *Record) {
	row := &s.Responses
	s.ids = append(s.ids, r.ID)
	row.Panel.add(r.Panel)
	row.Outcome.add(string(r.Outcome))
	row.Seconds = append(row.Seconds, int32(r.Seconds/SecondsBand*SecondsBand))
	row.Speeder = append(row.Speeder, r.Speeder)
	panel, _ := s.Instrument.Wave.Panel(r.Panel)
	for i := range row.Strata {
		row.Strata[i].add(stratumOf(panel, r.Strata, row.Strata[i].Code))
	}
	row.grow()
	for i := range s.steps[r.Panel] {
		step := &s.steps[r.Panel][i]
		if answers, saved := r.Answers[step.Key]; saved && step.Position == 0 {
			s.fill(&row.Table, step, answers, Text{Panel: r.Panel})
		}
	}
	for position := 1; position <= len(r.Order); position++ {
		s.addRating(r, position)
	}
}

// addRating appends the row of one sample, when at least one of its pages was saved.
func (s *sheet) addRating(r *Record, position int) {
	begun := false
	for i := range s.steps[r.Panel] {
		step := &s.steps[r.Panel][i]
		answers, saved := r.Answers[step.Key]
		if !saved || step.Position != position {
			continue
		}
		if !begun {
			s.Ratings.grow()
			s.Ratings.Response = append(s.Ratings.Response, int32(s.Responses.rows-1))
			s.Ratings.Sample.add(r.Order[position-1])
			s.Ratings.Position = append(s.Ratings.Position, int8(position))
			begun = true
		}
		s.fill(&s.Ratings.Table, step, answers, Text{Panel: r.Panel, Sample: r.Order[position-1]})
	}
}

// fill sets the cells of one saved page in the last row of a table, and takes its texts.
func (s *sheet) fill(t *Table, step *slot, answers survey.Answers, text Text) {
	for i, q := range step.questions {
		answer := answers[q.Code]
		for _, c := range step.columns[i] {
			t.cells[c.Name][t.rows-1] = c.Value(answer)
		}
		if answer.Text != "" {
			var id [16]byte
			for b := range id {
				id[b] = byte(s.random.Uint32())
			}
			text.ID, text.Question, text.Text = hex.EncodeToString(id[:]), q.Code, answer.Text
			s.texts = append(s.texts, text)
		}
	}
}

// grow adds a row of NotAsked.
func (t *Table) grow() {
	for name, cells := range t.cells {
		t.cells[name] = append(cells, NotAsked)
	}
	t.rows++
}

func stratumOf(panel survey.WavePanel, strata []string, code string) string {
	i := slices.IndexFunc(panel.Strata, func(a survey.Attribute) bool { return a.Code == code })
	if i < 0 || i >= len(strata) {
		return ""
	}
	return strata[i]
}

// sort puts responses in the order of panel and id, and ratings in that of their responses.
func (s *sheet) sort() {
	order := make([]int, s.Responses.rows)
	for i := range order {
		order[i] = i
	}
	panels := s.Instrument.Wave.PanelCodes()
	rank := make([]int, len(s.Responses.Panel.Names))
	for i, name := range s.Responses.Panel.Names {
		rank[i] = slices.Index(panels, name)
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(rank[s.Responses.Panel.Index[a]], rank[s.Responses.Panel.Index[b]]), cmp.Compare(s.ids[a], s.ids[b]))
	})
	place := make([]int32, len(order))
	for to, from := range order {
		place[from] = int32(to)
	}
	s.ids = permute(s.ids, order)
	s.Responses.permute(order)

	for i, row := range s.Ratings.Response {
		s.Ratings.Response[i] = place[row]
	}
	order = make([]int, s.Ratings.rows)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.Ratings.Response[a], s.Ratings.Response[b]) })
	s.Ratings.permute(order)
}

func (r *Responses) permute(order []int) {
	r.Table.permute(order)
	r.Panel.permute(order)
	r.Outcome.permute(order)
	r.Seconds, r.Speeder = permute(r.Seconds, order), permute(r.Speeder, order)
	for i := range r.Strata {
		r.Strata[i].permute(order)
	}
}

func (r *Ratings) permute(order []int) {
	r.Table.permute(order)
	r.Sample.permute(order)
	r.Response, r.Position = permute(r.Response, order), permute(r.Position, order)
}

func (t *Table) permute(order []int) {
	for name, cells := range t.cells {
		t.cells[name] = permute(cells, order)
	}
}

func (c *Codes) permute(order []int) {
	c.Index = permute(c.Index, order)
	c.sort()
}

func permute[T any](values []T, order []int) []T {
	moved := make([]T, len(order))
	for to, from := range order {
		moved[to] = values[from]
	}
	return moved
}
