package verify

import (
	"maps"
	"slices"

	"realitycheck/analysis"
	"realitycheck/analysis/coding"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// Of open answers no other software has a case: they have no weights and belong to no member. So the shares of a case also become
// themes of open answers, which are compared with the second opinion on the same rows without weights. That the second opinion is
// right on these rows the case itself says.

// countedTheme is the theme of an answer that counts in a share.
const countedTheme = "counted"

// codeThemes codes the open answers of all waves. It reports whether there are any.
func (s *shelf) codeThemes(r *rows) (found bool, err error) {
	for n := range r.waves {
		for i := range r.asked {
			if a := &r.asked[i]; a.yes != nil {
				found = true
				if err := s.codeTheme(r, a, r.code(r.waves[n])); err != nil {
					return false, err
				}
			}
		}
	}
	return found, nil
}

func (s *shelf) codeTheme(r *rows, a *asked, wave string) error {
	book, err := codebook(a.open(), countedTheme)
	if err != nil {
		return err
	}
	ids, err := s.textIDs(wave)
	if err != nil {
		return err
	}
	c := coding.Coding{Wave: wave, Question: a.open(), Made: madeAt, Codebook: *book}
	for row, yes := range a.yes {
		id, told := ids[a.text(row)]
		if !told {
			continue
		}
		coded := coding.Coded{Text: id, Codable: true}
		if yes == 1 {
			coded.Themes = []string{countedTheme}
		}
		c.Texts = append(c.Texts, coded)
	}
	return c.Write(s.source.Dir(wave))
}

func codebook(question string, themes ...string) (*coding.Codebook, error) {
	book := &coding.Codebook{Question: question}
	for _, code := range themes {
		theme := coding.Theme{Code: code, Name: i18n.Text{i18n.Dutch: code, i18n.English: code}}
		if err := book.Add(theme, coding.Stamp{At: madeAt}); err != nil {
			return nil, err
		}
	}
	return book, nil
}

// compareThemes compares shares of themes, and what they differ by.
func (r *rows) compareThemes(x *report.Index) (all []told, err error) {
	for i := range r.asked {
		a := &r.asked[i]
		if a.yes == nil {
			continue
		}
		for t := range x.Themes {
			if theme := &x.Themes[t]; theme.Question == a.open() {
				all = append(all, r.compareTheme(theme, a)...)
			}
		}
		for t := range x.ThemeSamples {
			if theme := &x.ThemeSamples[t]; theme.Question == a.open() {
				o := r.opinion(a, side{r.wave0(theme.Wave), theme.Panel, theme.Sample})
				all = append(all, second(entry("theme of a sample"), theme, a.Name+", "+theme.Panel+" "+theme.Sample, o.share())...)
			}
		}
		for t := range x.ThemeGaps {
			if g := &x.ThemeGaps[t]; g.Question == a.open() && !r.rated() {
				o := r.opinion(a, side{r.wave0(g.Wave), g.A, ""}, side{r.wave0(g.Wave), g.B, ""})
				all = append(all, second(entry("gap of a theme"), g, a.Name+", "+g.A+" less "+g.B, o.difference(g.A, g.B))...)
			}
		}
		for t := range x.ThemeChanges {
			if c := &x.ThemeChanges[t]; c.Question == a.open() && !r.rated() {
				o := r.opinion(a, side{r.wave0(c.To), c.Panel, ""}, side{r.wave0(c.From), c.Panel, ""})
				all = append(all, second(entry("change of a theme"), c, a.Name+", "+c.From+" to "+c.To, o.difference(c.To, c.From))...)
			}
		}
	}
	return all, nil
}

func (r *rows) compareTheme(t *report.Theme, a *asked) []told {
	if r.rated() {
		return second(entry("theme"), t, a.Name+", "+t.Panel, r.several(a, side{r.wave0(t.Wave), t.Panel, ""}))
	}
	o := r.opinion(a, side{r.wave0(t.Wave), t.Panel, ""})
	want := o.share()
	asked := float64(o.design.Members()[0])
	want["answers"], want["asked"] = want["n"], asked
	if share, ok := want["share"].(float64); ok {
		want["share_asked"] = share * want["n"].(float64) / asked
	}
	return second(entry("theme"), t, a.Name+", "+t.Panel, want)
}

// several is the share of a theme of a question asked of each of k samples, as package estimate promises it: every member counts
// as k equal answers, which is the most that the variance can be, and they are as few members as can have given the answers.
func (r *rows) several(a *asked, of side) map[string]any {
	var n, k, answers, yes, asked, present int
	times, rated := map[member]int{}, map[string]int{}
	for row, who := range r.member {
		if r.wave[row] != of.wave {
			continue
		}
		times[who]++
		if k = max(k, times[who]); who.panel != of.panel {
			continue
		}
		if asked++; a.yes[row] != 0 {
			answers, yes = answers+1, yes+2-int(a.yes[row])
			rated[r.sample[row]]++
			n = max(n, rated[r.sample[row]])
		}
	}
	for who := range r.number {
		if who.panel == of.panel {
			present++
			asked += max(0, 1-times[who]) // who answered nothing was asked once
		}
	}
	n = max(n, (answers+k-1)/k)
	p := float64(yes) / float64(answers)
	nEff := float64(answers) / float64(k) * float64(present-1) / float64(present)
	low, high, _, _ := stats.KornGraubardInterval(p, nEff, float64(answers), float64(n-1), stats.Tail)
	if p == 0 || p == 1 {
		low, high = stats.BoundaryInterval(p, float64(n), stats.Tail)
	}
	return map[string]any{"n": float64(n), "answers": float64(answers), "asked": float64(asked), "share": num(p), "low": num(low),
		"high": num(high), "share_asked": num(float64(yes) / float64(asked))}
}

func second(e report.EntrySpec, got any, of string, want map[string]any) []told {
	all := compared(e, got, of, want)
	for i := range all {
		all[i].Second = true
	}
	return all
}

// wave0 is what the rows call the wave of an archive.
func (r *rows) wave0(code string) string {
	return r.waves[slices.IndexFunc(r.waves, func(wave string) bool { return r.code(wave) == code })]
}

// side is whom a share is about.
type side struct{ wave, panel, sample string }

// opinion is the second opinion on shares without weights, each of different members.
type opinion struct {
	design  *reference.Design
	answers reference.Answers
	domains []reference.Domain
}

// opinion puts the members of every side in a stratum of their own: all that the case has in the panel, of whom some answered.
func (r *rows) opinion(a *asked, sides ...side) *opinion {
	o := &opinion{answers: reference.Answers{Binary: true}}
	var strata, clusters []int32
	for i, s := range sides {
		domain := reference.Domain{}
		for who, number := range r.number {
			if who.panel == s.panel {
				strata, clusters = append(strata, int32(i)), append(clusters, int32(i*len(r.number)+number))
				o.answers.Values, o.answers.Status = append(o.answers.Values, 0), append(o.answers.Status, stats.Missing)
			}
		}
		for row, who := range r.member {
			if who.panel == s.panel && r.wave[row] == s.wave && r.sample[row] == s.sample && a.yes[row] != 0 {
				domain = append(domain, int32(len(strata)))
				strata, clusters = append(strata, int32(i)), append(clusters, int32(i*len(r.number)+r.number[who]))
				o.answers.Values, o.answers.Status = append(o.answers.Values, float64(2-a.yes[row])), append(o.answers.Status, stats.Valid)
			}
		}
		o.domains = append(o.domains, domain)
	}
	o.design, _ = reference.NewDesign(len(strata), strata, clusters, nil)
	return o
}

func (o *opinion) share() map[string]any {
	s := o.design.Proportion(o.answers, o.domains[0], stats.Level)
	return map[string]any{"n": float64(s.Members), "share": num(s.P), "low": num(s.Low), "high": num(s.High)}
}

func (o *opinion) difference(one, two string) map[string]any {
	c := o.design.Contrast(o.answers, o.domains, []float64{1, -1}, stats.Level)
	want := testOf(c)
	want["n{"+one+"}"], want["n{"+two+"}"] = float64(c.Bases[0].Members), float64(c.Bases[1].Members)
	return want
}

// agreementRoad makes the units of a case open answers that its coders judged, a column a theme.
func agreementRoad(s *shelf, f *frame, want any) ([]told, error) {
	if len(f.spec.Domains) != 1 || len(f.spec.Domains[0].Where) > 0 {
		return nil, nil
	}
	units, err := f.texts(f.spec.Unit, "")
	if err != nil {
		return nil, err
	}
	coders, err := f.texts(f.spec.Coder, "")
	if err != nil {
		return nil, err
	}
	themes, marks, err := f.themeColumns()
	if err != nil || len(themes) == 0 || len(distinct(coders)) != 2 {
		return nil, err
	}
	m := newWave(1, []survey.WavePanel{{Code: everybody, Kind: survey.Public}}, nil, false)
	m.asks(survey.Question{Code: "open", Kind: survey.KindText})
	for i, unit := range distinct(units) {
		m.answer(m.of(member{everybody, unit}, i), "", survey.Answers{"open": {Text: unit}})
	}
	if err := s.archive(m); err != nil {
		return nil, err
	}
	if err := s.judge(m.in.Wave.Code, units, coders, themes, marks); err != nil {
		return nil, err
	}
	x, err := s.build(analysis.Options{})
	if err != nil {
		return nil, err
	}
	return compareAgreement(x, themes, want), nil
}

// themeColumns are the coded columns that say yes or no, as themes, with the rows that say yes.
func (f *frame) themeColumns() (themes []string, marks [][]bool, err error) {
	for _, name := range f.spec.Columns {
		values, err := f.texts(name, "")
		if err != nil {
			return nil, nil, err
		}
		if !slices.Equal(distinct(values), []string{"0", "1"}) {
			continue
		}
		yes := make([]bool, len(values))
		for row, v := range values {
			yes[row] = v == "1"
		}
		themes, marks = append(themes, name), append(marks, yes)
	}
	return themes, marks, nil
}

// judge finishes the coding of the open answers; where the two coders differ a third takes the side of the first.
func (s *shelf) judge(wave string, units, coders, themes []string, marks [][]bool) error {
	book, err := codebook("open", themes...)
	if err != nil {
		return err
	}
	ids, err := s.textIDs(wave)
	if err != nil {
		return err
	}
	var judgements []coding.Judgement
	first := map[string]coding.Judgement{}
	for row, unit := range units {
		j := coding.Judgement{Text: ids[unit], Coder: coders[row], Codable: true, Version: book.Version}
		for i, theme := range themes {
			if marks[i][row] {
				j.Themes = append(j.Themes, theme)
			}
		}
		slices.Sort(j.Themes)
		judgements = append(judgements, j)
		if one, twice := first[unit]; twice && !one.Same(j) {
			one.Coder, one.Final = "third", true
			judgements = append(judgements, one)
		}
		first[unit] = j
	}
	queue := coding.NewQueue(slices.Sorted(maps.Values(ids)), 0, nil)
	c, err := coding.Finish(wave, queue, 0, judgements, book, madeAt)
	if err != nil {
		return err
	}
	return c.Write(s.source.Dir(wave))
}

// textIDs finds the id that an archive gave to each open answer.
func (s *shelf) textIDs(wave string) (map[string]string, error) {
	w, err := s.source.Open(wave)
	if err != nil {
		return nil, err
	}
	texts, err := w.Texts()
	ids := map[string]string{}
	for _, text := range texts {
		ids[text.Text] = text.ID
	}
	return ids, err
}

func compareAgreement(x *report.Index, themes []string, want any) (all []told) {
	wanted, _ := want.([]any)
	for _, w := range wanted {
		one, _ := w.(map[string]any)
		name, _ := one["column"].(string)
		i := slices.IndexFunc(x.ThemeAgreement, func(a report.ThemeAgreement) bool { return a.Theme == name })
		if i >= 0 && slices.Contains(themes, name) {
			figures := take(one, "n_units", "units", "po", "observed", "kappa", "kappa", "se", "kappa_se", "alpha", "alpha")
			all = append(all, compared(entry("agreement of coders"), x.ThemeAgreement[i], name, figures)...)
		}
	}
	return all
}
