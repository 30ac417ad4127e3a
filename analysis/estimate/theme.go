package estimate

import (
	"math"
	"slices"

	"realitycheck/analysis/coding"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
)

// Shares of themes rest on codings beside the archive. An open answer is joined to no response, so nobody knows which
// answers one member gave, nor which members answered in both of two years. What is published holds whatever the truth:
//
//   - a question asked once gives one answer a member, and its share is that of any choice;
//   - of a question asked of each of k samples a member gave up to k answers. The variance counts every member as k
//     equal answers, which is the most that it can be, and the number of members is the least that it can be;
//   - a change counts the members of both years as different people. Who returns tends to say the same again, which
//     only makes the true interval narrower.

// Themes are the figures of open answers before anything is withheld, with the shares that they compare.
type Themes struct {
	Shares []report.Theme
	Names  map[string]string // "question.theme", in the language asked for
	report.ThemeReport
	ThemeEvidence
}

// ThemeEvidence holds the exact shares behind figures of themes, one or two a figure in the same order. It is told to nobody.
type ThemeEvidence struct{ Samples, Gaps, Changes [][]Share }

// Share is an exact share, 0 to 1, of the codable answers of a panel in a wave; N counts the members behind it, at least.
type Share struct {
	Wave, Panel string
	N           int
	P           float64
}

// ThemesOf computes the themes of coded waves, in the words of a language (METHODS 3.1).
func ThemesOf(source *dataset.Source, waves []*dataset.Wave, history dataset.History, lang i18n.Lang) (*Themes, error) {
	t := &Themes{Shares: []report.Theme{}, Names: map[string]string{}, ThemeReport: report.ThemeReport{
		ThemeGaps: []report.ThemeGap{}, ThemeChanges: []report.ThemeChange{}, ThemeSamples: []report.ThemeSample{},
		ThemeAgreement: []report.ThemeAgreement{}}}
	var all []*codedQuestion
	for _, w := range waves {
		coded, err := codedQuestions(source, w)
		if err != nil {
			return nil, err
		}
		all = append(all, coded...)
	}
	for _, c := range all {
		t.add(c, lang)
	}
	for _, pair := range dataset.Comparisons(len(waves)) {
		for _, to := range all {
			from := slices.IndexFunc(all, func(c *codedQuestion) bool { return c.wave == waves[pair[0]] && c.Question == to.Question })
			if to.wave == waves[pair[1]] && from >= 0 {
				t.changes(all[from], to, history.ChangeOfQuestion(to.Question, all[from].Wave, to.Wave) == survey.ChangeBreak)
			}
		}
	}
	return t, nil
}

// codedQuestion is the coding of one question of one wave, counted by panel.
type codedQuestion struct {
	*coding.Coding
	wave    *dataset.Wave
	panels  []codedAnswers   // by panel of the wave
	samples [][]codedAnswers // by panel and sample: one answer a member
}

// codedAnswers are the codable answers of a panel.
type codedAnswers struct {
	wave, panel string
	present     int        // members of the panel in the wave: n_h
	asked       int        // times that the question was asked
	most        int        // the most answers that one member can have given
	members     int        // the least number of members behind the answers
	themes      [][]string // of each answer
}

// codedQuestions reads the codings of a wave and counts them.
func codedQuestions(source *dataset.Source, w *dataset.Wave) ([]*codedQuestion, error) {
	codings, err := coding.Read(source.Dir(w.Code()))
	if err != nil || len(codings) == 0 {
		return nil, err
	}
	texts, err := w.Texts()
	if err != nil {
		return nil, err
	}
	var all []*codedQuestion
	for _, c := range codings {
		block, q, ok := w.Instrument.Questionnaire.Question(c.Question)
		if !ok || q.Kind != survey.KindText {
			continue
		}
		coded := &codedQuestion{Coding: c, wave: w}
		for p, asked := range w.Asked(block, q) {
			coded.prepare(p, asked, block.Repeat)
		}
		coded.count(texts)
		all = append(all, coded)
	}
	return all, nil
}

// prepare makes the counts of a panel, without answers.
func (c *codedQuestion) prepare(panel int, asked, rated bool) {
	w := c.wave
	n := codedAnswers{wave: w.Code(), panel: w.Panels[panel], present: w.Rows[panel][1] - w.Rows[panel][0], most: 1}
	c.samples = append(c.samples, slices.Repeat([]codedAnswers{n}, len(w.Samples)))
	if asked {
		n.asked = n.present
	}
	if asked && rated {
		n.asked, n.most = w.RatingRows[panel][1]-w.RatingRows[panel][0], max(1, min(w.Instrument.Wave.K, len(w.Samples)))
	}
	c.panels = append(c.panels, n)
}

// count counts the answers that are still in the archive: one that was deleted since counts no more.
func (c *codedQuestion) count(texts []archive.Text) {
	codes := map[string]*coding.Coded{}
	for i := range c.Texts {
		codes[c.Texts[i].Text] = &c.Texts[i]
	}
	for _, t := range texts {
		p := slices.Index(c.wave.Panels, t.Panel)
		coded, ok := codes[t.ID]
		if !ok || !coded.Codable || t.Question != c.Question || p < 0 || c.panels[p].asked == 0 {
			continue
		}
		c.panels[p].themes = append(c.panels[p].themes, coded.Themes)
		if s := slices.Index(c.wave.Samples, t.Sample); s >= 0 {
			c.samples[p][s].themes = append(c.samples[p][s].themes, coded.Themes)
			c.samples[p][s].members++
		}
	}
	for p := range c.panels {
		n := &c.panels[p]
		n.members = (len(n.themes) + n.most - 1) / n.most
		for _, of := range c.samples[p] {
			n.members = max(n.members, of.members)
		}
	}
}

// themeShare is a share of codable answers with its uncertainty.
type themeShare struct {
	Share
	variance, low, high float64
}

// share counts the answers that a theme, or for a change any of its forerunners, is among.
func (n *codedAnswers) share(has func(themes []string) bool) themeShare {
	answers, yes := float64(len(n.themes)), 0
	for _, themes := range n.themes {
		if has(themes) {
			yes++
		}
	}
	nan := math.NaN()
	s := themeShare{Share{n.wave, n.panel, n.members, nan}, nan, nan, nan}
	if answers > 0 {
		s.P = float64(yes) / answers
	}
	if n.members >= 2 {
		present := float64(n.present)
		s.variance = present / (present - 1) * s.P * (1 - s.P) * float64(n.most) / answers
		s.low, s.high = shareInterval(s.P, s.variance, answers, float64(s.N-1), float64(s.N))
	}
	return s
}

func has(theme string) func([]string) bool {
	return func(themes []string) bool { return slices.Contains(themes, theme) }
}

// less is the difference between two shares of different people (METHODS 4.2, METHODS 4.3, Welch 1947).
func (s themeShare) less(other themeShare) report.Test {
	diff := s.P - other.P
	t := report.Test{Diff: report.Figure(diff), Effect: report.Figure(stats.EffectH(s.P, other.P))}
	switch variance := s.variance + other.variance; {
	case math.IsNaN(diff):
		t.Reason = string(stats.NoValid)
	case math.IsNaN(variance):
		t.Reason = string(stats.OneMember)
	case variance == 0:
		t.Reason = string(stats.ZeroVariance)
	}
	if t.Reason != "" {
		return t
	}
	r := stats.Welch(diff, s.variance, float64(s.N-1), other.variance, float64(other.N-1), stats.Tail)
	t.SE, t.DF, t.P = report.Figure(r.SE), report.Figure(r.DF), report.Figure(r.P)
	t.Low, t.High = report.Figure(r.Low), report.Figure(r.High)
	return t
}

// add adds shares, gaps and agreement of one coded question. A theme on which two coders agree too little has its place and
// its verdict, and no figure: it is not clear enough to be counted.
func (t *Themes) add(c *codedQuestion, lang i18n.Lang) {
	for _, a := range c.Agreement {
		t.ThemeAgreement = append(t.ThemeAgreement, report.ThemeAgreement{Wave: c.Wave, Question: c.Question, Agreement: a})
	}
	for _, theme := range c.Codebook.InUse() {
		t.Names[c.Question+"."+theme.Code] = theme.Name.In(lang)
		for _, p := range c.wave.InOrder {
			if c.panels[p].asked > 0 {
				t.share(c, theme.Code, p)
				t.bySample(c, theme.Code, p)
			}
		}
		for _, pair := range c.wave.Instrument.Wave.Compared() {
			if a, b := &c.panels[pair[0]], &c.panels[pair[1]]; a.asked > 0 && b.asked > 0 {
				t.gap(c, theme.Code, a, b)
			}
		}
	}
}

func (t *Themes) share(c *codedQuestion, theme string, panel int) {
	n := &c.panels[panel]
	answers, s := len(n.themes), n.share(has(theme))
	f := report.Theme{Wave: c.Wave, Panel: n.panel, Question: c.Question, Theme: theme, Verdict: string(c.Verdict(theme)),
		N: &s.N, Answers: &answers, Asked: &n.asked}
	if c.Verdict(theme) != coding.Recode && answers > 0 {
		f.Share, f.Low, f.High = report.Figure(s.P), report.Figure(s.low), report.Figure(s.high)
		f.ShareAsked = report.Figure(s.P * float64(answers) / float64(n.asked))
	}
	t.Shares = append(t.Shares, f)
}

// bySample adds the shares of a theme by sample, where there are answers.
func (t *Themes) bySample(c *codedQuestion, theme string, panel int) {
	for i, sample := range c.wave.Samples {
		n := &c.samples[panel][i]
		if n.members == 0 {
			continue
		}
		s := n.share(has(theme))
		f := report.ThemeSample{Wave: c.Wave, Panel: n.panel, Question: c.Question, Theme: theme, Sample: sample, N: &n.members}
		if c.Verdict(theme) != coding.Recode {
			f.Share, f.Low, f.High = report.Figure(s.P), report.Figure(s.low), report.Figure(s.high)
		}
		t.ThemeSamples, t.Samples = append(t.ThemeSamples, f), append(t.Samples, []Share{s.Share})
	}
}

func (t *Themes) gap(c *codedQuestion, theme string, one, two *codedAnswers) {
	g := report.ThemeGap{Wave: c.Wave, Question: c.Question, Theme: theme, A: one.panel, B: two.panel,
		Test: report.Test{Reason: report.Recode}}
	var sides []Share
	if c.Verdict(theme) != coding.Recode {
		a, b := one.share(has(theme)), two.share(has(theme))
		g.Test, g.N, sides = a.less(b), map[string]int{g.A: a.N, g.B: b.N}, []Share{a.Share, b.Share}
	}
	t.ThemeGaps, t.Gaps = append(t.ThemeGaps, g), append(t.Gaps, sides)
}

// changes compares the themes of the later wave with what the earlier one's codes have become since; broken when the question
// came to mean something else.
func (t *Themes) changes(from, to *codedQuestion, broken bool) {
	for _, theme := range to.Codebook.InUse() {
		follows, unclear := from.became(to, theme.Code)
		for _, p := range to.wave.InOrder {
			q := slices.Index(from.wave.Panels, to.panels[p].panel)
			if q < 0 || from.panels[q].asked == 0 || to.panels[p].asked == 0 {
				continue
			}
			c := report.ThemeChange{Panel: to.panels[p].panel, From: from.Wave, To: to.Wave, Question: to.Question, Theme: theme.Code,
				Comparable: follows && !broken}
			var sides []Share
			if !c.Comparable {
				c.Note = note(report.Broken)
			} else if c.Reason = report.Recode; !unclear {
				was := from.panels[q].share(func(themes []string) bool {
					now, _ := to.Codebook.Translate(themes)
					return slices.Contains(now, theme.Code)
				})
				is := to.panels[p].share(has(theme.Code))
				c.Test, c.N, sides = is.less(was), map[string]int{c.From: was.N, c.To: is.N}, []Share{was.Share, is.Share}
			}
			t.ThemeChanges, t.Changes = append(t.ThemeChanges, c), append(t.Changes, sides)
		}
	}
}

// became reports whether a theme can be followed from this coding to a later one: not when it is new, or came out of a split of
// a theme in use here. unclear reports whether two coders agree too little on it, or on a theme that became it.
func (c *codedQuestion) became(later *codedQuestion, theme string) (follows, unclear bool) {
	unclear = later.Verdict(theme) == coding.Recode
	for _, earlier := range c.Codebook.InUse() {
		now, again := later.Codebook.Translate([]string{earlier.Code})
		if t, ok := later.Codebook.Theme(earlier.Code); again && ok && slices.Contains(t.Into, theme) {
			return false, unclear
		}
		if slices.Contains(now, theme) {
			follows = true
			unclear = unclear || c.Verdict(earlier.Code) == coding.Recode
		}
	}
	return follows, unclear
}
