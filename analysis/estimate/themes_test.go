package estimate_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/coding"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
)

// opened archives a wave of the public with a question asked once, "keep", and one asked of each of three samples, "why". A
// member writes the themes themselves: "tone speed"; "?" cannot be coded and "" is no answer. Members of staff answer the first.
func opened(t *testing.T, dir, code string, year int, keep []string, why [][]string, staff ...string) {
	t.Helper()
	in := analysistest.Instrument(code, year)
	last := &in.Questionnaire.Blocks[len(in.Questionnaire.Blocks)-1].Pages[0]
	last.Questions = append(last.Questions, survey.Question{Code: "keep", Kind: survey.KindText,
		Text: analysistest.Words("Wat?", "What?")})
	var records []archive.Record
	for i, text := range keep {
		r := archive.Record{ID: code + string(rune('a'+i)), Panel: "external", Outcome: survey.Complete,
			Order: []string{"poster", "letter", "film"}, Answers: map[string]survey.Answers{}}
		if text != "" {
			r.Answers["end/end"] = survey.Answers{"keep": {Text: text}}
		}
		for _, step := range in.Steps(r.Panel, r.Order) {
			if step.Sample == nil || i >= len(why) {
				continue
			}
			r.Answers[step.Key] = survey.Answers{} // they saw the page
			if text := why[i][step.Position-1]; text != "" {
				r.Answers[step.Key]["why"] = survey.Answer{Text: text}
			}
		}
		records = append(records, r)
	}
	for i, text := range staff {
		records = append(records, archive.Record{ID: code + "staff" + string(rune('a'+i)), Panel: "internal", Outcome: survey.Complete,
			Answers: map[string]survey.Answers{"end/end": {"keep": {Text: text}}}})
	}
	analysistest.Store(t, dir, in, records)
}

// coded writes the coding of a question of a wave, with these themes found too unclear to be counted.
func coded(t *testing.T, source *dataset.Source, wave string, book *coding.Codebook, unclear ...string) {
	t.Helper()
	w, err := source.Open(wave)
	ok(t, err)
	texts, err := w.Texts()
	ok(t, err)
	c := &coding.Coding{Wave: wave, Question: book.Question, Made: analysistest.Stamp.At, Codebook: *book}
	for _, theme := range unclear {
		c.Agreement = append(c.Agreement, coding.Agreement{Theme: theme, Verdict: coding.Recode})
	}
	for _, x := range texts {
		if x.Question == book.Question {
			c.Texts = append(c.Texts, coding.Coded{Text: x.ID, Codable: x.Text != "?", Themes: strings.Fields(x.Text)})
		}
	}
	ok(t, c.Write(source.Dir(wave)))
}

func themesOf(t *testing.T, source *dataset.Source) *estimate.Themes {
	t.Helper()
	m := figuresOf(t, source, nil)
	themes, err := estimate.ThemesOf(source, m.waves, m.history, i18n.English)
	ok(t, err)
	return themes
}

// kornGraubard is the interval of METHODS 3.2 from a share, its variance, its rows and the members behind them.
func kornGraubard(p, variance, rows, members float64) (low, high float64) {
	n := min(rows, p*(1-p)/variance*math.Pow(stats.TQuantile(0.975, rows-1)/stats.TQuantile(0.975, members-1), 2))
	return stats.BetaQuantile(0.025, n*p, n*(1-p)+1), stats.BetaQuantile(0.975, n*p+1, n*(1-p))
}

func themeOf(t *testing.T, all *estimate.Themes, question, theme string) report.Theme {
	t.Helper()
	i := slices.IndexFunc(all.Shares, func(x report.Theme) bool {
		return x.Panel == "external" && x.Question == question && x.Theme == theme
	})
	if i < 0 {
		t.Fatalf("no theme %s of %s", theme, question)
	}
	return all.Shares[i]
}

// TestAThemeIsAShareOfCodableAnswers: of ten asked, eight answered and seven of these can be coded; four are about tone.
func TestAThemeIsAShareOfCodableAnswers(t *testing.T) {
	dir := t.TempDir()
	opened(t, dir, "2026", 2026, []string{"tone", "tone", "tone", "speed", "speed", "speed", "tone speed", "?", "", ""}, nil)
	source := dataset.NewSource(dir)
	if none := themesOf(t, source); none.Shares == nil || len(none.Shares)+len(none.ThemeGaps)+len(none.ThemeChanges) != 0 {
		t.Errorf("nothing is coded: got %+v", none)
	}
	coded(t, source, "2026", analysistest.Codebook(t, "keep"), "price")
	all := themesOf(t, source)
	tone := themeOf(t, all, "keep", "tone")
	if *tone.N != 7 || *tone.Answers != 7 || *tone.Asked != 10 || !is(tone.Share, 4./7) || !is(tone.ShareAsked, 4./10) {
		t.Errorf("got %d of %d, share %v, of all asked %v", *tone.Answers, *tone.Asked, number(tone.Share), number(tone.ShareAsked))
	}
	if speed := themeOf(t, all, "keep", "speed"); !is(speed.Share, 4./7) { // an answer may be about both
		t.Errorf("got share %v", number(speed.Share))
	}
	if price := themeOf(t, all, "keep", "price"); price.Share != nil || price.Low != nil || price.ShareAsked != nil ||
		price.Verdict != "recode" {
		t.Errorf("two coders differ, and there is a figure: %+v", price)
	}
	if all.Names["keep.tone"] != "tone (en)" {
		t.Errorf("got names %v", all.Names)
	}
}

// TestMembersBehindAnswersAreTheLeastThatCanBe: nobody knows which answers are of one member, who gave one a sample. There
// are as many members as the most answered sample has answers, and as many as the answers need at three each.
func TestMembersBehindAnswersAreTheLeastThatCanBe(t *testing.T) {
	each, one, none := []string{"tone", "tone", "speed"}, []string{"tone", "", ""}, []string{"", "", ""}
	for _, tt := range []struct {
		name                    string
		why                     [][]string
		members, answers, asked int
		variance                float64 // n/(n-1) * p(1-p) * 3/answers: every member counts as three equal answers
	}{
		{"everybody about all three", [][]string{each, each, each, each}, 4, 12, 12, 4. / 3 * 2 / 9 * 3 / 12},
		{"everybody about one", [][]string{one, one, one, one}, 4, 4, 12, 0},
		{"two about all, two about one", [][]string{each, each, one, one}, 4, 8, 12, 4. / 3 * 6 / 8 * 2 / 8 * 3 / 8},
		{"each about another", [][]string{{"tone", "", ""}, {"", "speed", ""}, {"", "", "speed"}, none}, 1, 3, 12, math.NaN()},
		{"four answers about two samples", [][]string{{"tone", "", ""}, {"tone", "", ""}, {"", "speed", ""}, {"", "speed", ""}}, 2,
			4, 12,
			4. / 3 * 1 / 4 * 3 / 4},
	} {
		dir := t.TempDir()
		opened(t, dir, "2026", 2026, make([]string, len(tt.why)), tt.why)
		source := dataset.NewSource(dir)
		coded(t, source, "2026", analysistest.Codebook(t, "why"))
		all := themesOf(t, source)
		tone := themeOf(t, all, "why", "tone")
		if *tone.N != tt.members || *tone.Answers != tt.answers || *tone.Asked != tt.asked {
			t.Errorf("%s: got %d members behind %d answers of %d", tt.name, *tone.N, *tone.Answers, *tone.Asked)
		}
		if (tone.Low == nil) != math.IsNaN(tt.variance) {
			t.Errorf("%s: got bounds %v and %v with a variance of %v", tt.name, number(tone.Low), number(tone.High), tt.variance)
		}
		if tt.variance > 0 { // the same interval from the variance by hand: a higher one would be wider
			low, high := kornGraubard(*tone.Share, tt.variance, float64(tt.answers), float64(tt.members))
			if !is(tone.Low, low) || !is(tone.High, high) {
				t.Errorf("%s: got %v to %v, want %v to %v", tt.name, *tone.Low, *tone.High, low, high)
			}
		}
		for i, x := range all.ThemeSamples { // one answer a member: the sample knows its members exactly
			if *x.N != all.Samples[i][0].N || !is(x.Share, all.Samples[i][0].P) {
				t.Errorf("%s: %s: told %+v, evidence %+v", tt.name, x.Sample, x, all.Samples[i])
			}
		}
	}
}

// TestAThemeIsFollowedOverCodebooks: through rewording and merging, not into a theme that is new or came out of a split.
func TestAThemeIsFollowedOverCodebooks(t *testing.T) {
	theme := func(code string) coding.Theme { return coding.Theme{Code: code, Name: analysistest.Text(code, code)} }
	merged := func(b *coding.Codebook) error {
		return b.Merge([]string{"speed", "price"}, theme("effort"), analysistest.Stamp)
	}
	for _, tt := range []struct {
		name          string
		alter         func(b *coding.Codebook) error
		now           []string // the answers of the later wave; those of the earlier are tone, speed, price, price
		before, later []string // unclear in either wave
		theme         string
		comparable    bool
		difference    float64
		listed        bool
	}{
		{name: "the same", now: []string{"tone", "tone"}, theme: "tone", comparable: true, difference: 1 - 1./4, listed: true},
		{name: "reworded", alter: func(b *coding.Codebook) error {
			return b.Reword("tone", analysistest.Text("x", "y"), nil, analysistest.Stamp)
		}, now: []string{"tone", "speed"}, theme: "tone", comparable: true, difference: 1./2 - 1./4, listed: true},
		{name: "merged", alter: merged, now: []string{"effort", "tone"}, theme: "effort", comparable: true,
			difference: 1./2 - 3./4, listed: true},
		{name: "merged from one that was unclear", alter: merged, now: []string{"effort", "tone"}, before: []string{"price"},
			theme:      "effort",
			comparable: true, difference: math.NaN(), listed: true},
		{name: "unclear now", now: []string{"tone", "speed"}, later: []string{"tone"}, theme: "tone", comparable: true,
			difference: math.NaN(), listed: true},
		{name: "another is unclear", now: []string{"tone", "speed"}, later: []string{"speed"}, theme: "tone", comparable: true,
			difference: 1./2 - 1./4, listed: true},
		{name: "new", alter: func(b *coding.Codebook) error { return b.Add(theme("trust"), analysistest.Stamp) },
			now: []string{"trust", "tone"}, theme: "trust", difference: math.NaN(), listed: true},
		{name: "split off", alter: func(b *coding.Codebook) error {
			return b.Split("price", []coding.Theme{theme("taxes"), theme("grants")}, analysistest.Stamp)
		}, now: []string{"taxes", "tone"}, theme: "taxes", difference: math.NaN(), listed: true},
		{name: "split off, and joined by another", alter: func(b *coding.Codebook) error {
			ok(t, b.Split("price", []coding.Theme{theme("taxes"), theme("grants")}, analysistest.Stamp))
			return b.Merge([]string{"speed", "taxes"}, theme("taxes"), analysistest.Stamp)
		}, now: []string{"taxes", "tone"}, theme: "taxes", difference: math.NaN(), listed: true},
		{name: "retired", alter: func(b *coding.Codebook) error { return b.Retire("price", analysistest.Stamp) },
			now: []string{"tone", "tone"}, theme: "price"},
	} {
		dir := t.TempDir()
		opened(t, dir, "2025", 2025, []string{"tone", "speed", "price", "price"}, nil)
		opened(t, dir, "2026", 2026, tt.now, nil)
		source := dataset.NewSource(dir)
		coded(t, source, "2025", analysistest.Codebook(t, "keep"), tt.before...)
		book := analysistest.Codebook(t, "keep")
		if tt.alter != nil {
			ok(t, tt.alter(book))
		}
		coded(t, source, "2026", book, tt.later...)
		all := themesOf(t, source)
		i := slices.IndexFunc(all.ThemeChanges, func(c report.ThemeChange) bool { return c.Panel == "external" && c.Theme == tt.theme })
		if (i >= 0) != tt.listed {
			t.Errorf("%s: listed %t", tt.name, i >= 0)
		}
		if i < 0 {
			continue
		}
		c := all.ThemeChanges[i]
		broken := c.Note != nil && *c.Note == report.Broken
		if c.Comparable != tt.comparable || broken == tt.comparable || !is(c.Diff, tt.difference) ||
			(len(all.Changes[i]) == 2) != (c.Diff != nil) {
			t.Errorf("%s: got %+v with a difference of %v, want %v", tt.name, c, number(c.Diff), tt.difference)
		}
	}
}

// TestAGapOfAThemeIsThatOfTwoShares: 8 of 10 inside less 4 of 10 outside, with variances 0.8*0.2/9 and 0.4*0.6/9 that add up
// (Welch 1947): df = (0.16 + 0.24)^2 / (0.16^2/9 + 0.24^2/9) = 17.3; h = 2 asin sqrt 0.8 - 2 asin sqrt 0.4 (Cohen 1988).
func TestAGapOfAThemeIsThatOfTwoShares(t *testing.T) {
	dir := t.TempDir()
	of := func(tone int) []string {
		return append(slices.Repeat([]string{"tone"}, tone), slices.Repeat([]string{"speed"}, 10-tone)...)
	}
	opened(t, dir, "2026", 2026, of(4), nil, of(8)...)
	source := dataset.NewSource(dir)
	coded(t, source, "2026", analysistest.Codebook(t, "keep"), "speed")
	all := themesOf(t, source)
	gaps := map[string]int{}
	for i, g := range all.ThemeGaps {
		gaps[g.Theme] = i
	}
	tone, unclear, nobody := all.ThemeGaps[gaps["tone"]], all.ThemeGaps[gaps["speed"]], all.ThemeGaps[gaps["price"]]
	want := 2*math.Asin(math.Sqrt(0.8)) - 2*math.Asin(math.Sqrt(0.4))
	if tone.A != "internal" || tone.B != "external" || !is(tone.Diff, 0.4) || !is(tone.SE, math.Sqrt(0.4/9)) ||
		!is(tone.DF, 0.16*9/(0.16*0.16+0.24*0.24)) || !is(tone.Effect, want) || tone.N["internal"] != 10 || tone.N["external"] != 10 {
		t.Errorf("got %+v: %v with an error of %v", tone, number(tone.Diff), number(tone.SE))
	}
	if sides := all.Gaps[gaps["tone"]]; !slices.Equal(sides, []estimate.Share{{Wave: "2026", Panel: "internal", N: 10, P: 0.8},
		{Wave: "2026", Panel: "external", N: 10, P: 0.4}}) {
		t.Errorf("got evidence %+v", sides)
	}
	if unclear.Diff != nil || unclear.N != nil || all.Gaps[gaps["speed"]] != nil {
		t.Errorf("two coders differ, and there is a gap: %+v", unclear)
	}
	if !is(nobody.Diff, 0) || nobody.SE != nil || nobody.P != nil { // nothing varies, so that nothing is tested
		t.Errorf("nobody has the theme: got %+v", nobody)
	}
}
