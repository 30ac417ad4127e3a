package analysis_test

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"realitycheck/analysis/coding"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// Here the attacker reads every figure of a report as an equation about single answers, and takes all equations about the
// same answers together: means of items, parameters, groups and averages over samples, gaps and changes; shares of
// points, of the high answers, of don't-knows and of options; themes and counts of flags. An analyst sees the figures in
// full, so that an equation is exact. A member of the ambassade sees the same figures rounded: intervals around the same
// equations, which tell less. Response figures count who took part, which the attacker knows.

// answer is one answer that the attacker wants to know.
type answer struct {
	wave, question, sample string
	row                    int32
}

// equation gives what each answer counts in a published figure, modulo field.
type equation map[answer]uint64

func (e equation) add(other equation, factor uint64) {
	for a, x := range other {
		e[a] = (e[a] + times(x, factor)) % field
	}
}

// kinds are the kinds of figures that the attacker reads.
var kinds = []string{"mean", "top2", "points", "dont_know", "choice", "theme", "flag"}

// told are the kinds of figures that an entry tells, by the list of figures.
func told(name string, value any) map[string]bool {
	all := report.Entries()
	entry := &all[slices.IndexFunc(all, func(e report.EntrySpec) bool { return e.Name == name })]
	kinds := map[string]bool{}
	for _, leaf := range report.Leaves(value) {
		f, is := entry.Figure(leaf.Path)
		if !is || leaf.Value == nil {
			continue
		}
		for _, kind := range strings.Fields(readAs[entry.Paths(f.Path)[0]]) {
			kinds[kind] = true
		}
	}
	return kinds
}

// matter is what equations can be taken together about.
type matter struct {
	kind    string
	subject string
	rated   bool
}

// reading is what the attacker has of one source.
type reading struct {
	t         *testing.T
	archives  map[string]*archive.Wave
	weights   map[string][]float64
	equations map[matter][]equation
	untold    map[matter][]equation // figures that are told as a limit
}

func newReading(t *testing.T, source *dataset.Source, years []string) *reading {
	t.Helper()
	r := &reading{t, map[string]*archive.Wave{}, map[string][]float64{}, map[matter][]equation{}, map[matter][]equation{}}
	for _, year := range years {
		w, err := source.Open(year)
		ok(t, err)
		r.archives[year] = w
	}
	return r
}

// readWeights reads the weights that the figures have.
func (r *reading) readWeights() {
	for wave, w := range r.archives {
		all, err := w.Weightings()
		ok(r.t, err)
		if len(all) > 0 {
			r.weights[wave], err = w.Weights(all[len(all)-1].Name)
			ok(r.t, err)
		}
	}
}

// look is whom a figure is about, and how they count.
type look struct {
	panel    string
	group    *report.Group
	without  bool // those with a flag
	weighted bool
	only     func(row int) bool // nil for everybody
}

func (r *reading) counts(w *archive.Wave, l look, row int) bool {
	return w.Responses.Panel.At(row) == l.panel && !(l.without && (w.Responses.Speeder[row] || flaggedByLine(w, row))) &&
		(l.group == nil || strataOf(w, l.group.By, row) == l.group.Value) && (l.only == nil || l.only(row))
}

func (r *reading) weight(wave string, l look, row int) uint64 {
	if weights := r.weights[wave]; l.weighted && weights != nil {
		return uint64(math.Round(weights[row] * 1e9))
	}
	return 1
}

// figure is the equation of one mean or share of members who each have one row; nil when there are none.
func (r *reading) figure(kind, wave string, s report.Subject, l look) equation {
	w, e, total := r.archives[wave], equation{}, uint64(0)
	var codes []string
	var columns [][]int8
	sample, rated := "", s.Basis != report.Identity
	for block, q := range w.Instrument.Questionnaire.Questions() {
		if block.Repeat == rated && q.IsItem() && q.Parameter == s.Parameter && (s.Item == nil || *s.Item == q.Code) {
			column, _ := w.Responses.Column(q.Code)
			if rated {
				column, _ = w.Ratings.Column(q.Code)
			}
			codes, columns = append(codes, q.Code), append(columns, column)
		}
	}
	each := func(row, cell int) {
		valid, unknown := uint64(0), false
		for _, column := range columns {
			unknown = unknown || column[cell] == survey.DontKnow
			if column[cell] >= 1 && column[cell] <= 5 {
				valid++
			}
		}
		counts := valid > 0 && 2*int(valid) >= len(codes)
		if !r.counts(w, l, row) || !counts && !(kind == "dont_know" && unknown) {
			return
		}
		weight := r.weight(wave, l, row)
		total += weight
		if kind != "mean" { // of what is asked as a whole
			e[answer{wave, "", sample, int32(row)}] = weight
			return
		}
		for i, column := range columns {
			if column[cell] >= 1 && column[cell] <= 5 {
				e[answer{wave, codes[i], sample, int32(row)}] = times(weight, inverse(valid))
			}
		}
	}
	if !rated {
		for row := range w.Responses.Len() {
			each(row, row)
		}
	} else {
		sample = *s.Sample
		for at, response := range w.Ratings.Response {
			if w.Ratings.Sample.At(at) == sample {
				each(int(response), at)
			}
		}
	}
	if len(e) == 0 {
		return nil
	}
	mean := equation{}
	mean.add(e, inverse(total%field))
	return mean
}

// average is the equation of a figure on any basis. Samples are those in the average, where there is one.
func (r *reading) average(kind, wave string, s report.Subject, l look, samples []string) equation {
	if s.Basis != report.Anchors && s.Basis != report.All {
		return r.figure(kind, wave, s, l)
	}
	var parts []equation
	for _, sample := range samples {
		if r.figure("mean", wave, of(s, sample), l) != nil {
			parts = append(parts, r.figure(kind, wave, of(s, sample), l))
		}
	}
	e := equation{}
	for _, part := range parts {
		e.add(part, inverse(uint64(len(parts))))
	}
	return e
}

func of(s report.Subject, sample string) report.Subject {
	s.Basis, s.Sample = report.OfSample, &sample
	return s
}

// samples lists those that an average of a wave is over.
func (r *reading) samples(wave string, basis report.Basis) (codes []string) {
	for _, s := range r.archives[wave].Instrument.Wave.Samples {
		if basis == report.All || s.Anchor {
			codes = append(codes, s.Code)
		}
	}
	return codes
}

// shared lists the samples that a change is over: those of both waves that somebody judged in both.
func (r *reading) shared(c *report.Change, s report.Subject, l look) (codes []string) {
	for _, code := range r.samples(c.From, report.All) {
		if slices.Contains(r.samples(c.To, report.All), code) && r.figure("mean", c.From, of(s, code), l) != nil && r.figure("mean", c.To, of(s, code), l) != nil {
			codes = append(codes, code)
		}
	}
	return codes
}

func about(kind string, s report.Subject) matter {
	m := matter{kind, s.Parameter, s.Basis != report.Identity}
	if kind != "mean" && s.Item != nil {
		m.subject += "/" + *s.Item
	}
	return m
}

func (r *reading) learn(m matter, e equation) { r.equations[m] = append(r.equations[m], e) }

// estimates reads means and shares, and remembers what is told as a limit.
func (r *reading) estimates(all []report.Estimate, l look) {
	for _, e := range all {
		l.panel, l.group = e.Panel, e.Group
		samples := r.samples(e.Wave, e.Basis)
		told := told("estimate", e)
		for _, kind := range []string{"mean", "top2", "points", "dont_know"} {
			name := kind
			if kind == "points" {
				name = "distribution"
			}
			if told[kind] {
				r.learn(about(kind, e.Subject), r.average(kind, e.Wave, e.Subject, l, samples))
			} else if e.Limits[name] != "" && e.Limits[name] != report.Withheld {
				m := about(kind, e.Subject)
				r.untold[m] = append(r.untold[m], r.average(kind, e.Wave, e.Subject, l, samples))
			}
		}
	}
}

// rests remembers whom the shown groups of an attribute leave of the internal panel, and whom the figures without flags
// leave out, where they are few and all but unanimous: that must not follow either.
func (r *reading) rests(doc *report.Report) {
	type by struct{ wave, attribute string }
	shown, subjects := map[by][]string{}, map[by][]report.Subject{}
	for _, e := range doc.Estimates {
		switch k := (by{e.Wave, ""}); {
		case e.Panel != "internal" || e.Suppressed || e.Basis != report.Identity:
		case e.Group == nil:
			subjects[k] = append(subjects[k], e.Subject)
		default:
			k.attribute = e.Group.By
			if !slices.Contains(shown[k], e.Group.Value) {
				shown[k] = append(shown[k], e.Group.Value)
			}
			subjects[k] = append(subjects[k], e.Subject)
		}
	}
	for k, list := range subjects {
		w := r.archives[k.wave]
		rest := look{panel: "internal", only: func(row int) bool {
			if k.attribute == "" {
				return w.Responses.Speeder[row] || flaggedByLine(w, row)
			}
			return !slices.Contains(shown[k], strataOf(w, k.attribute, row))
		}}
		for _, s := range list {
			if valid, base := r.figure("mean", k.wave, s, rest), r.figure("dont_know", k.wave, s, rest); agreed(valid, base) {
				r.untold[about("dont_know", s)] = append(r.untold[about("dont_know", s)], base)
			}
		}
	}
}

// agreed says that few members have a valid answer and nearly none, or nearly all, say that they do not know.
func agreed(valid, base equation) bool {
	members := map[int32]bool{}
	for a := range valid {
		members[a.row] = true
	}
	unknown := float64(len(base)-len(members)) / float64(max(1, len(base)))
	return len(members) > 0 && len(members) < 30 && (unknown < 0.05 || unknown > 0.95)
}

// differences reads gaps and changes.
func (r *reading) differences(gaps []report.Gap, changes []report.Change, l look) (read int) {
	for _, g := range gaps {
		if !told("gap", g)["mean"] {
			continue
		}
		a, b := l, l
		a.panel, b.panel = g.A, g.B
		samples := r.samples(g.Wave, g.Basis)
		if g.Basis == report.Anchors || g.Basis == report.All { // of samples that both panels judged
			samples = slices.DeleteFunc(samples, func(s string) bool {
				return r.figure("mean", g.Wave, of(g.Subject, s), a) == nil || r.figure("mean", g.Wave, of(g.Subject, s), b) == nil
			})
		}
		e := equation{}
		e.add(r.average("mean", g.Wave, g.Subject, a, samples), 1)
		e.add(r.average("mean", g.Wave, g.Subject, b, samples), field-1)
		r.learn(about("mean", g.Subject), e)
		read++
	}
	for i := range changes {
		c := &changes[i]
		if !told("change", c)["mean"] {
			continue
		}
		l.panel = c.Panel
		from, to := r.samples(c.From, report.All), r.samples(c.To, report.All)
		if c.Basis == report.Anchors {
			from = r.shared(c, c.Subject, l)
			to = from
		}
		e := equation{}
		e.add(r.average("mean", c.To, c.Subject, l, to), 1)
		e.add(r.average("mean", c.From, c.Subject, l, from), field-1)
		r.learn(about("mean", c.Subject), e)
		read++
	}
	return read
}

// choices reads the shares of options, of members or of ratings.
func (r *reading) choices(all []report.Choice, l look) {
	for _, c := range all {
		w, e := r.archives[c.Wave], equation{}
		l.panel = c.Panel
		column := c.Item
		cells, found := w.Responses.Column(column)
		if !found {
			column += "." + c.Option
			if c.Option == strconv.Itoa(int(survey.DontKnow)) {
				column = c.Item + ".1"
			}
			cells, found = w.Responses.Column(column)
		}
		rated := false
		if !found {
			cells, rated = w.Ratings.Column(c.Item)
		}
		for at, code := range cells {
			row, sample := at, ""
			if rated {
				row, sample = int(w.Ratings.Response[at]), w.Ratings.Sample.At(at)
			}
			if r.counts(w, l, row) && (code == survey.DontKnow || code >= 0) {
				e[answer{c.Wave, "", sample, int32(row)}] = r.weight(c.Wave, l, row)
			}
		}
		m := matter{"choice", c.Item + "=" + c.Option, rated}
		if told("choice", c)["choice"] {
			r.learn(m, e)
		} else if c.Limit != "" {
			r.untold[m] = append(r.untold[m], e)
		}
	}
}

// themes reads shares, gaps and changes of themes. Of who gave an answer the attacker knows the sample and the panel; the
// answers to one sample are of different members.
func (r *reading) themes(source *dataset.Source, doc *report.Report) (read int) {
	codable := map[string]map[string]bool{}
	share := func(wave, panel, question, sample string) equation {
		if codable[wave+question] == nil {
			codable[wave+question] = map[string]bool{}
			codings, err := coding.Read(source.Dir(wave))
			ok(r.t, err)
			for _, c := range codings {
				for _, text := range c.Texts {
					if c.Question == question && text.Codable {
						codable[wave+question][text.Text] = true
					}
				}
			}
		}
		texts, err := r.archives[wave].Texts()
		ok(r.t, err)
		e, total := equation{}, uint64(0)
		for i, text := range texts {
			if text.Panel == panel && text.Question == question && (sample == "" || sample == text.Sample) && codable[wave+question][text.ID] {
				e[answer{wave, "", text.Sample, int32(i)}] = 1
				total++
			}
		}
		mean := equation{}
		mean.add(e, inverse(total))
		return mean
	}
	know := func(question, theme string, told map[string]bool, limit bool, e equation) {
		m := matter{"theme", question + "." + theme, true}
		if told["theme"] {
			r.learn(m, e)
			read++
		} else if limit {
			r.untold[m] = append(r.untold[m], e)
		}
	}
	for _, t := range doc.Themes {
		know(t.Question, t.Theme, told("theme", t), t.Limit != "", share(t.Wave, t.Panel, t.Question, ""))
	}
	for _, t := range doc.ThemeSamples {
		know(t.Question, t.Theme, told("theme of a sample", t), false, share(t.Wave, t.Panel, t.Question, t.Sample))
	}
	for _, g := range doc.ThemeGaps {
		e := share(g.Wave, g.A, g.Question, "")
		e.add(share(g.Wave, g.B, g.Question, ""), field-1)
		know(g.Question, g.Theme, told("gap of a theme", g), false, e)
	}
	for _, c := range doc.ThemeChanges {
		e := share(c.To, c.Panel, c.Question, "")
		e.add(share(c.From, c.Panel, c.Question, ""), field-1)
		know(c.Question, c.Theme, told("change of a theme", c), false, e)
	}
	return read
}

// flags reads the counts of responses with a flag.
func (r *reading) flags(all []report.Quality) {
	for _, q := range all {
		if q.Suppressed || !told("quality", q)["flag"] {
			continue
		}
		w, e := r.archives[q.Wave], equation{}
		for row := range w.Responses.Len() {
			if r.counts(w, look{panel: q.Panel}, row) {
				e[answer{q.Wave, "", "", int32(row)}] = 1
			}
		}
		r.learn(matter{kind: "flag"}, e)
	}
}

// report reads everything in a report.
func (r *reading) report(source *dataset.Source, doc *report.Report, weighted bool) (differences, themes int) {
	everybody := look{weighted: weighted}
	r.estimates(doc.Estimates, everybody)
	differences = r.differences(doc.Gaps, doc.Changes, everybody)
	r.rests(doc)
	r.choices(doc.Choices, everybody)
	r.flags(doc.Quality)
	if v := doc.WithoutFlagged; v != nil {
		// A figure that stands in both is over everybody.
		r.estimates(slices.DeleteFunc(slices.Clone(v.Estimates), func(e report.Estimate) bool {
			return slices.ContainsFunc(doc.Estimates, func(with report.Estimate) bool { return reflect.DeepEqual(with, e) })
		}), look{without: true, weighted: weighted})
		r.differences(v.Gaps, v.Changes, look{without: true, weighted: weighted})
	}
	if v := doc.Unweighted; v != nil {
		r.estimates(v.Estimates, look{})
		r.differences(v.Gaps, v.Changes, look{})
	}
	return differences, r.themes(source, doc)
}
