package analysis

import (
	"math"
	"slices"

	"realitycheck/analysis/coding"
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

// ThemeReport is what a report says of open answers beside the shares of themes.
type ThemeReport struct {
	ThemeGaps      []ThemeGap       `json:"theme_gaps"`
	ThemeChanges   []ThemeChange    `json:"theme_changes"`
	ThemeSamples   []ThemeSample    `json:"theme_samples"`
	ThemeAgreement []ThemeAgreement `json:"theme_agreement"`
}

// ThemeSample is the share of a theme among the codable answers about one sample, of which a member gave one.
type ThemeSample struct {
	Wave       string   `json:"wave"`
	Panel      string   `json:"panel"`
	Question   string   `json:"question"`
	Theme      string   `json:"theme"`
	Sample     string   `json:"sample"`
	N          *int     `json:"n"`
	Share      *float64 `json:"share"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
	Suppressed bool     `json:"suppressed"`
}

// ThemeGap is the difference between the shares of two panels in one wave, A minus B.
type ThemeGap struct {
	Wave     string         `json:"wave"`
	Question string         `json:"question"`
	Theme    string         `json:"theme"`
	A        string         `json:"a"`
	B        string         `json:"b"`
	N        map[string]int `json:"n"` // by panel; nil when suppressed
	Test
}

// ThemeChange is the difference between the shares of two waves in one panel, To minus From.
type ThemeChange struct {
	Panel    string         `json:"panel"`
	From     string         `json:"from"`
	To       string         `json:"to"`
	Question string         `json:"question"`
	Theme    string         `json:"theme"` // in the codebook of the later wave
	N        map[string]int `json:"n"`     // by wave; nil when suppressed
	Test
	Comparable bool    `json:"comparable"` // false where the theme came from a split, or the question broke
	Note       *string `json:"note"`       // Broken
}

// ThemeAgreement says how well two coders agreed on a theme. Theme "" is whether an answer can be coded at all.
type ThemeAgreement struct {
	Wave     string `json:"wave"`
	Question string `json:"question"`
	coding.Agreement
}

// codedQuestion is the coding of one question of one wave, counted by panel.
type codedQuestion struct {
	*coding.Coding
	wave     *dataset
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

// addThemes fills the report with the themes of the chosen waves.
func (b *builder) addThemes(r *Report, source *Source, waves []*dataset) error {
	r.ThemeReport = ThemeReport{[]ThemeGap{}, []ThemeChange{}, []ThemeSample{}, []ThemeAgreement{}}
	r.Labels.Themes = map[string]string{}
	var all []*codedQuestion
	for _, w := range waves {
		coded, err := codedQuestions(source, w)
		if err != nil {
			return err
		}
		all = append(all, coded...)
	}
	for _, c := range all {
		c.publish(r, b.tr.Lang(), b.gate)
	}
	for _, pair := range comparisons(len(waves)) {
		for _, to := range all {
			from := slices.IndexFunc(all, func(c *codedQuestion) bool { return c.wave == waves[pair[0]] && c.Question == to.Question })
			if to.wave == waves[pair[1]] && from >= 0 {
				r.ThemeChanges = append(r.ThemeChanges, b.themeChanges(all[from], to)...)
			}
		}
	}
	r.adjustThemes()
	return nil
}

// codedQuestions reads the codings of a wave and counts them.
func codedQuestions(source *Source, w *dataset) ([]*codedQuestion, error) {
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
		for p, asked := range w.asked(block, q) {
			coded.panels = append(coded.panels, w.codedPanel(c, texts, block.Repeat, asked, p))
		}
		all = append(all, coded)
	}
	return all, nil
}

// codedPanel counts the answers that are still in the archive: one that was deleted since counts no more.
func (w *dataset) codedPanel(c *coding.Coding, texts []archive.Text, rated, asked bool, panel int) codedPanel {
	n := codedPanel{most: 1, wholeSet: w.ranges[panel][1] - w.ranges[panel][0]}
	if !asked {
		return n
	}
	n.asked = n.wholeSet
	if rated {
		n.asked = w.ratingRanges[panel][1] - w.ratingRanges[panel][0]
		n.most = max(1, min(w.Instrument.Wave.K, len(w.samples)))
	}
	codes := map[string]*coding.Coded{}
	for i := range c.Texts {
		codes[c.Texts[i].Text] = &c.Texts[i]
	}
	for _, t := range texts {
		coded, ok := codes[t.ID]
		if !ok || !coded.Codable || t.Question != c.Question || t.Panel != w.panels[panel] {
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

// interval is that of Korn and Graubard (1998) with the effective number capped, and the rule for 0 and 1.
func (s *themeShare) interval(rows float64) {
	const half = (1 - level) / 2
	switch edge := math.Pow(half, 1/float64(s.n)); s.p {
	case 0:
		s.low, s.high = 0, 1-edge
	case 1:
		s.low, s.high = edge, 1
	default:
		ratio := stats.TQuantile(1-half, rows-1) / stats.TQuantile(1-half, float64(s.n-1))
		star := math.Min(rows, s.p*(1-s.p)/s.variance*ratio*ratio)
		s.low, s.high = stats.BetaQuantile(half, star*s.p, star*(1-s.p)+1), stats.BetaQuantile(1-half, star*s.p+1, star*(1-s.p))
	}
}

// untold says that no difference with a share may be told: it rests on too few members, or is not told exactly itself.
func (s themeShare) untold(g gate, wave, panel string) bool {
	return g.few(&s.n) || s.n > 0 && g.limited(wave, panel, s.n, &s.p) != ""
}

// less is the difference between two shares of different people, with Welch's degrees of freedom.
func (s themeShare) less(other themeShare) Test {
	diff, variance := s.p-other.p, s.variance+other.variance
	t := Test{Diff: figure(diff), Effect: figure(stats.EffectH(s.p, other.p))}
	if !(variance > 0) {
		return t
	}
	se := math.Sqrt(variance)
	df := variance * variance / (s.variance*s.variance/float64(s.n-1) + other.variance*other.variance/float64(other.n-1))
	reach := se * stats.TQuantile(1-(1-level)/2, df)
	t.SE, t.DF, t.P = figure(se), figure(df), figure(stats.TTwoSided(diff/se, df))
	t.Low, t.High = figure(diff-reach), figure(diff+reach)
	return t
}

// publish adds shares, gaps and agreement of one coded question. A theme on which two coders agree too little has its
// place and its verdict, and no figure: it is not clear enough to be counted.
func (c *codedQuestion) publish(r *Report, lang i18n.Lang, g gate) {
	for _, a := range c.Agreement {
		r.ThemeAgreement = append(r.ThemeAgreement, ThemeAgreement{c.Wave, c.Question, a})
	}
	for _, theme := range c.Codebook.InUse() {
		r.Labels.Themes[c.Question+"."+theme.Code] = theme.Name.In(lang)
		for p := range c.panels {
			if c.panels[p].asked > 0 {
				r.Themes = append(r.Themes, c.theme(theme.Code, p, g))
				r.ThemeSamples = append(r.ThemeSamples, c.bySample(theme.Code, p, g)...)
			}
		}
		for _, pair := range c.wave.Instrument.Wave.Compared() {
			if c.panels[pair[0]].asked > 0 && c.panels[pair[1]].asked > 0 {
				r.ThemeGaps = append(r.ThemeGaps, c.gap(theme.Code, pair[0], pair[1], g))
			}
		}
	}
}

func has(theme string) func([]string) bool {
	return func(themes []string) bool { return slices.Contains(themes, theme) }
}

func (c *codedQuestion) theme(theme string, panel int, g gate) Theme {
	n := &c.panels[panel]
	t := Theme{Wave: c.Wave, Panel: c.wave.panels[panel], Question: c.Question, Theme: theme, Verdict: string(c.Verdict(theme))}
	s := n.share(has(theme))
	if g.few(&s.n) {
		t.Suppressed = true
		return t
	}
	t.N, t.Answers, t.Asked = &s.n, &n.answers, &n.asked
	if c.Verdict(theme) == coding.Recode || n.answers == 0 {
		return t
	}
	t.Share, t.Low, t.High = figure(s.p), figure(s.low), figure(s.high)
	if g.limited(t.Wave, t.Panel, s.n, &s.p) == "" {
		t.ShareAsked = figure(s.p * float64(n.answers) / float64(n.asked))
	}
	return t
}

// bySample gives the shares of a theme by sample. Where one sample has too few answers none is told: the answers of all
// samples together are published, and what is left of them would be those of the few.
func (c *codedQuestion) bySample(theme string, panel int, g gate) []ThemeSample {
	n := &c.panels[panel]
	var all []ThemeSample
	few := false
	for _, sample := range c.wave.samples {
		of := n.samples[sample]
		if of == nil {
			continue
		}
		of.members = of.answers
		s := of.share(has(theme))
		few = few || s.untold(g, c.Wave, c.wave.panels[panel])
		all = append(all, ThemeSample{Wave: c.Wave, Panel: c.wave.panels[panel], Question: c.Question, Theme: theme, Sample: sample,
			N: &of.members, Share: figure(s.p), Low: figure(s.low), High: figure(s.high)})
	}
	for i := range all {
		t := &all[i]
		if few {
			t.N, t.Suppressed = nil, true
		}
		if few || c.Verdict(theme) == coding.Recode {
			t.Share, t.Low, t.High = nil, nil, nil
		}
	}
	return all
}

func (c *codedQuestion) gap(theme string, one, two int, by gate) ThemeGap {
	g := ThemeGap{Wave: c.Wave, Question: c.Question, Theme: theme, A: c.wave.panels[one], B: c.wave.panels[two]}
	a, b := c.panels[one].share(has(theme)), c.panels[two].share(has(theme))
	if c.Verdict(theme) == coding.Recode {
		return g
	}
	if a.untold(by, g.Wave, g.A) || b.untold(by, g.Wave, g.B) {
		g.Suppressed = true
		return g
	}
	g.Test, g.N = a.less(b), map[string]int{g.A: a.n, g.B: b.n}
	return g
}

// themeChanges compares the themes of the later wave with what the earlier one's codes have become since.
func (b *builder) themeChanges(from, to *codedQuestion) []ThemeChange {
	var all []ThemeChange
	reworded := b.history.cutsQuestion(to.Question, from.Wave, to.Wave)
	for _, theme := range to.Codebook.InUse() {
		for p, panel := range to.wave.panels {
			q := slices.Index(from.wave.panels, panel)
			if q < 0 || from.panels[q].asked == 0 || to.panels[p].asked == 0 {
				continue
			}
			c := ThemeChange{Panel: panel, From: from.Wave, To: to.Wave, Question: to.Question, Theme: theme.Code, Comparable: true}
			if reworded || from.breaks(to, theme.Code) {
				c.Comparable, c.Note = false, note(Broken)
			} else if from.verdictOn(to, theme.Code) != coding.Recode && to.Verdict(theme.Code) != coding.Recode {
				was := from.panels[q].share(func(themes []string) bool {
					now, _ := to.Codebook.Translate(themes)
					return slices.Contains(now, theme.Code)
				})
				is := to.panels[p].share(has(theme.Code))
				if was.untold(b.gate, from.Wave, panel) || is.untold(b.gate, to.Wave, panel) {
					c.Suppressed = true
				} else {
					c.Test, c.N = is.less(was), map[string]int{c.From: was.n, c.To: is.n}
				}
			}
			all = append(all, c)
		}
	}
	return all
}

// cutsQuestion says that a question came to mean something else after the wave from, up to and with the wave to.
func (h history) cutsQuestion(code, from, to string) bool {
	started := false
	for i, in := range h {
		if started && h[i-1].Wave.Questionnaire != in.Wave.Questionnaire {
			if _, q, ok := in.Questionnaire.Question(code); ok && q.Change == survey.ChangeBreak {
				return true
			}
		}
		if in.Wave.Code == from {
			started = true
		}
		if in.Wave.Code == to {
			return false
		}
	}
	return false
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

// adjustThemes reads the tests of each question of a wave, and of each comparison, as a screening
// (Benjamini and Hochberg 1995).
func (r *Report) adjustThemes() {
	families := map[[4]string][]*Test{}
	for i := range r.ThemeGaps {
		g := &r.ThemeGaps[i]
		k := [4]string{g.Wave, g.Question, g.A, g.B}
		families[k] = append(families[k], &g.Test)
	}
	for i := range r.ThemeChanges {
		c := &r.ThemeChanges[i]
		k := [4]string{c.From, c.To, c.Question, c.Panel}
		families[k] = append(families[k], &c.Test)
	}
	for _, tests := range families {
		p := make([]float64, len(tests))
		for i, t := range tests {
			p[i] = math.NaN()
			if t.P != nil {
				p[i] = *t.P
			}
		}
		for i, adjusted := range stats.BenjaminiHochberg(p) {
			tests[i].PAdjusted = figure(adjusted)
		}
	}
}
