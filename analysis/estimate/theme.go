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

// codedQuestion is the coding of one question of one wave, counted by panel.
type codedQuestion struct {
	*coding.Coding
	wave     *dataset.Wave
	question *survey.Question
	panels   []codedPanel // by panel of the wave
}

// codedPanel counts the answers of one panel.
type codedPanel struct {
	asked    int // times that the question was asked
	answers  int // codable answers
	members  int // the least number of members behind them
	most     int // the most answers that one member can have given
	codes    [][]string
	wholeSet int                    // members of the panel in the wave
	samples  map[string]*codedPanel // the same of each sample, where a member gave one answer
}

// Themes are the figures of open answers before anything is withheld, with the shares that they compare.
type Themes struct {
	Shares []report.Theme
	Names  map[string]string // "question.theme", in the language asked for
	report.ThemeReport
	ThemeEvidence
}

// ThemeEvidence holds the exact shares behind figures of themes, one or two a figure in the same order. It is told to nobody.
type ThemeEvidence struct{ Samples, Gaps, Changes [][]Share }

// Share is an exact share of the codable answers of a panel in a wave; N counts the members behind it, at least.
type Share struct {
	Wave, Panel string
	N           int
	P           float64
}

// ThemesOf computes the themes of coded waves, in the words of a language.
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
				t.changes(all[from], to, history.BreaksQuestion(to.Question, all[from].Wave, to.Wave))
			}
		}
	}
	return t, nil
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
		coded := &codedQuestion{Coding: c, wave: w, question: q}
		for p, asked := range w.Asked(block, q) {
			coded.panels = append(coded.panels, countCoded(w, c, texts, block.Repeat, asked, p))
		}
		all = append(all, coded)
	}
	return all, nil
}

// countCoded counts the answers of a panel that are still in the archive: one that was deleted since counts no more.
func countCoded(w *dataset.Wave, c *coding.Coding, texts []archive.Text, rated, asked bool, panel int) codedPanel {
	n := codedPanel{most: 1, wholeSet: w.Rows[panel][1] - w.Rows[panel][0]}
	if !asked {
		return n
	}
	n.asked = n.wholeSet
	if rated {
		n.asked = w.RatingRows[panel][1] - w.RatingRows[panel][0]
		n.most = max(1, min(w.Instrument.Wave.K, len(w.Samples)))
	}
	codes := map[string]*coding.Coded{}
	for i := range c.Texts {
		codes[c.Texts[i].Text] = &c.Texts[i]
	}
	for _, t := range texts {
		coded, ok := codes[t.ID]
		if !ok || !coded.Codable || t.Question != c.Question || t.Panel != w.Panels[panel] {
			continue
		}
		n.count(coded.Themes)
		n.of(t.Sample).count(coded.Themes)
		n.members = max(n.members, n.of(t.Sample).answers)
	}
	n.members = max(n.members, (n.answers+n.most-1)/n.most)
	return n
}

func (n *codedPanel) count(themes []string) {
	n.answers++
	n.codes = append(n.codes, themes)
}

// of gives the counts of one sample; "" outside repeated blocks.
func (n *codedPanel) of(sample string) *codedPanel {
	if n.samples == nil {
		n.samples = map[string]*codedPanel{}
	}
	if n.samples[sample] == nil {
		n.samples[sample] = &codedPanel{most: 1, wholeSet: n.wholeSet}
	}
	return n.samples[sample]
}

// themeShare is a share of codable answers with its uncertainty.
type themeShare struct {
	p, variance float64
	low, high   float64
	n           int // members, at least
}

// share counts the answers that has holds for.
func (n *codedPanel) share(has func(themes []string) bool) themeShare {
	yes := 0
	for _, themes := range n.codes {
		if has(themes) {
			yes++
		}
	}
	nan := math.NaN()
	s := themeShare{p: nan, variance: nan, low: nan, high: nan, n: n.members}
	if n.answers == 0 {
		return s
	}
	s.p = float64(yes) / float64(n.answers)
	if n.members < 2 {
		return s
	}
	whole := float64(n.wholeSet)
	s.variance = whole / (whole - 1) * s.p * (1 - s.p) * float64(n.most) / float64(n.answers)
	s.interval(float64(n.answers))
	return s
}

// interval is that of a share of so many rows (METHODS 3.2 and 3.3).
func (s *themeShare) interval(rows float64) {
	if s.p == 0 || s.p == 1 {
		s.low, s.high = stats.BoundaryInterval(s.p, float64(s.n), stats.Tail)
		return
	}
	s.low, s.high, _, _ = stats.KornGraubardInterval(s.p, s.p*(1-s.p)/s.variance, rows, float64(s.n-1), stats.Tail)
}

// less is the difference between two shares of different people.
func (s themeShare) less(other themeShare) report.Test {
	diff := s.p - other.p
	t := report.Test{Diff: report.Figure(diff), Effect: report.Figure(stats.EffectH(s.p, other.p))}
	if !(s.variance+other.variance > 0) {
		return t
	}
	r := stats.Welch(diff, s.variance, float64(s.n-1), other.variance, float64(other.n-1), stats.Tail)
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
		for p := range c.panels {
			if c.panels[p].asked > 0 {
				t.Shares = append(t.Shares, c.theme(theme.Code, p))
				t.samples(c, theme.Code, p)
			}
		}
		for _, pair := range c.wave.Instrument.Wave.Compared() {
			if c.panels[pair[0]].asked > 0 && c.panels[pair[1]].asked > 0 {
				t.gap(c, theme.Code, pair[0], pair[1])
			}
		}
	}
}

func has(theme string) func([]string) bool {
	return func(themes []string) bool { return slices.Contains(themes, theme) }
}

func (c *codedQuestion) theme(theme string, panel int) report.Theme {
	n := &c.panels[panel]
	t := report.Theme{Wave: c.Wave, Panel: c.wave.Panels[panel], Question: c.Question, Theme: theme, Verdict: string(c.Verdict(theme))}
	s := n.share(has(theme))
	t.N, t.Answers, t.Asked = &s.n, &n.answers, &n.asked
	if c.Verdict(theme) == coding.Recode || n.answers == 0 {
		return t
	}
	t.Share, t.Low, t.High = report.Figure(s.p), report.Figure(s.low), report.Figure(s.high)
	t.ShareAsked = report.Figure(s.p * float64(n.answers) / float64(n.asked))
	return t
}

// samples adds the shares of a theme by sample.
func (t *Themes) samples(c *codedQuestion, theme string, panel int) {
	for _, sample := range c.wave.Samples {
		of := c.panels[panel].samples[sample]
		if of == nil {
			continue
		}
		of.members = of.answers
		s := of.share(has(theme))
		share := report.ThemeSample{Wave: c.Wave, Panel: c.wave.Panels[panel], Question: c.Question, Theme: theme, Sample: sample, N: &of.members}
		if c.Verdict(theme) != coding.Recode {
			share.Share, share.Low, share.High = report.Figure(s.p), report.Figure(s.low), report.Figure(s.high)
		}
		t.ThemeSamples = append(t.ThemeSamples, share)
		t.Samples = append(t.Samples, []Share{{c.Wave, share.Panel, s.n, s.p}})
	}
}

func (t *Themes) gap(c *codedQuestion, theme string, one, two int) {
	g := report.ThemeGap{Wave: c.Wave, Question: c.Question, Theme: theme, A: c.wave.Panels[one], B: c.wave.Panels[two]}
	var sides []Share
	if c.Verdict(theme) != coding.Recode {
		a, b := c.panels[one].share(has(theme)), c.panels[two].share(has(theme))
		g.Test, g.N = a.less(b), map[string]int{g.A: a.n, g.B: b.n}
		sides = []Share{{c.Wave, g.A, a.n, a.p}, {c.Wave, g.B, b.n, b.p}}
	}
	t.ThemeGaps, t.Gaps = append(t.ThemeGaps, g), append(t.Gaps, sides)
}

// changes compares the themes of the later wave with what the earlier one's codes have become since; broken when the question
// came to mean something else.
func (t *Themes) changes(from, to *codedQuestion, broken bool) {
	for _, theme := range to.Codebook.InUse() {
		for p, panel := range to.wave.Panels {
			q := slices.Index(from.wave.Panels, panel)
			if q < 0 || from.panels[q].asked == 0 || to.panels[p].asked == 0 {
				continue
			}
			c := report.ThemeChange{Panel: panel, From: from.Wave, To: to.Wave, Question: to.Question, Theme: theme.Code, Comparable: true}
			var sides []Share
			if broken || from.breaks(to, theme.Code) {
				c.Comparable, c.Note = false, note(report.Broken)
			} else if from.verdictOn(to, theme.Code) != coding.Recode && to.Verdict(theme.Code) != coding.Recode {
				was := from.panels[q].share(func(themes []string) bool {
					now, _ := to.Codebook.Translate(themes)
					return slices.Contains(now, theme.Code)
				})
				is := to.panels[p].share(has(theme.Code))
				c.Test, c.N = is.less(was), map[string]int{c.From: was.n, c.To: is.n}
				sides = []Share{{from.Wave, panel, was.n, was.p}, {to.Wave, panel, is.n, is.p}}
			}
			t.ThemeChanges, t.Changes = append(t.ThemeChanges, c), append(t.Changes, sides)
		}
	}
}

// breaks says that a theme cannot be followed from one coding to a later one: it is new, or it came out of a split of a
// theme that the earlier coding used.
func (c *codedQuestion) breaks(later *codedQuestion, theme string) bool {
	became := false
	for _, earlier := range c.Codebook.InUse() {
		now, again := later.Codebook.Translate([]string{earlier.Code})
		became = became || slices.Contains(now, theme)
		if t, ok := later.Codebook.Theme(earlier.Code); again && ok && slices.Contains(t.Into, theme) {
			return true
		}
	}
	return !became
}

// verdictOn is the worst verdict on the themes that became one.
func (c *codedQuestion) verdictOn(later *codedQuestion, theme string) coding.Verdict {
	worst := coding.Unknown
	for _, earlier := range c.Codebook.InUse() {
		if now, _ := later.Codebook.Translate([]string{earlier.Code}); slices.Contains(now, theme) && c.Verdict(earlier.Code) == coding.Recode {
			worst = coding.Recode
		}
	}
	return worst
}
