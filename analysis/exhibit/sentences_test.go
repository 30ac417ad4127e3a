package exhibit_test

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// claims are the sentences that a report allows, as the words that each has to hold in this order.
type claims struct {
	*report.Report
	tr *i18n.Translator
}

// gaps are those of the widest clear gaps in the newest wave: the parameter, the higher panel with its mean, the lower one.
func (c claims) gaps() [][]string {
	var clear []*report.Gap
	for i := range c.Gaps {
		if g := &c.Gaps[i]; g.Wave == "2026" && g.PAdjusted != nil && *g.PAdjusted < 0.05 {
			clear = append(clear, g)
		}
	}
	slices.SortStableFunc(clear, func(a, b *report.Gap) int { return cmp.Compare(math.Abs(*b.Diff), math.Abs(*a.Diff)) })
	var all [][]string
	for _, g := range clear[:min(3, len(clear))] {
		high, low := find(c.Report, "2026", g.A, g.Parameter, ""), find(c.Report, "2026", g.B, g.Parameter, "")
		if *high.Mean < *low.Mean {
			high, low = low, high
		}
		all = append(all, []string{c.Labels.Parameters[g.Parameter], c.tr.Decimal(math.Abs(*g.Diff), 1),
			c.Labels.Panels[high.Panel], c.tr.Decimal(*high.Mean, 1), c.Labels.Panels[low.Panel], c.tr.Decimal(*low.Mean, 1)})
	}
	return all
}

// changes are those of the clear changes since the wave before.
func (c claims) changes() [][]string {
	var all [][]string
	for i := range c.Changes {
		g := &c.Changes[i]
		if g.From != "2025" || g.To != "2026" || g.PAdjusted == nil || *g.PAdjusted >= 0.05 {
			continue
		}
		words := c.tr.T("report.change_rise")
		if *g.Diff < 0 {
			words = c.tr.T("report.change_fall")
		}
		all = append(all, []string{c.Labels.Parameters[g.Parameter], c.Labels.Panels[g.Panel], words, c.tr.Signed(*g.Diff, 1)})
	}
	return all
}

// counted are the numbers of changes that rose, fell, stayed and cannot be compared.
func (c claims) counted() [][]string {
	up, down, same, untold := 0, 0, 0, 0
	for i := range c.Changes {
		g := &c.Changes[i]
		switch {
		case g.From != "2025":
		case !g.Comparable || g.PAdjusted == nil:
			untold++
		case *g.PAdjusted >= 0.05:
			same++
		case *g.Diff > 0:
			up++
		default:
			down++
		}
	}
	words := []string{"2025", "2026"}
	for _, n := range []int{up + down + same + untold, up, down, same, untold} {
		words = append(words, c.tr.Int(n))
	}
	return [][]string{words}
}

// extremes are the means of each panel that are highest and lowest.
func (c claims) extremes() [][]string {
	var all [][]string
	for panel, told := range c.told(func(e *report.Estimate) bool { return e.Item == nil && e.Mean != nil }) {
		by := func(a, b *report.Estimate) int { return cmp.Compare(*a.Mean, *b.Mean) }
		high, low := slices.MaxFunc(told, by), slices.MinFunc(told, by)
		all = append(all, []string{panel, c.Labels.Parameters[high.Parameter], c.tr.Decimal(*high.Mean, 1),
			c.Labels.Parameters[low.Parameter], c.tr.Decimal(*low.Mean, 1)})
	}
	return all
}

// favourable are the items that each panel answers 4 or 5 most and least often.
func (c claims) favourable() [][]string {
	var all [][]string
	for panel, told := range c.told(func(e *report.Estimate) bool { return e.Item != nil && e.Top2 != nil }) {
		by := func(a, b *report.Estimate) int { return cmp.Compare(*a.Top2, *b.Top2) }
		for _, e := range []*report.Estimate{slices.MaxFunc(told, by), slices.MinFunc(told, by)} {
			all = append(all, []string{panel, c.Labels.Items[*e.Item], c.Labels.Parameters[e.Parameter], c.tr.Percent(*e.Top2)})
		}
	}
	return all
}

// told are the newest estimates on the identity, by the name of their panel, staff first.
func (c claims) told(of func(*report.Estimate) bool) iter.Seq2[string, []*report.Estimate] {
	return func(yield func(string, []*report.Estimate) bool) {
		for _, panel := range []string{"internal", "external"} {
			var told []*report.Estimate
			for i := range c.Estimates {
				e := &c.Estimates[i]
				if e.Wave == "2026" && e.Panel == panel && e.Basis == report.Identity && of(e) {
					told = append(told, e)
				}
			}
			if !yield(c.Labels.Panels[panel], told) {
				return
			}
		}
	}
}

// inOrder reports whether a text holds words in their order.
func inOrder(text string, words []string) bool {
	for _, w := range words {
		_, after, found := strings.Cut(text, w)
		if !found {
			return false
		}
		text = after
	}
	return true
}

// agree reports whether sentences make exactly the claims, each with a proof that is about its parameter.
func agree(said []exhibit.Sentence, want [][]string, names map[string]string) bool {
	return slices.EqualFunc(said, want, func(s exhibit.Sentence, words []string) bool {
		return inOrder(s.Text, words) && !slices.ContainsFunc(s.Proof, func(p report.Subject) bool {
			return len(s.Proof) < 3 && !strings.Contains(s.Text, names[p.Parameter])
		}) && len(s.Proof) > 0
	})
}

// clearOf keeps the sentences of an exhibit that say that something is clear, those on gaps that moved left out.
func clearOf(groups []exhibit.Group, code string) []exhibit.Sentence {
	i := slices.IndexFunc(groups, func(g exhibit.Group) bool { return g.Exhibit == code })
	if i < 0 {
		return nil
	}
	return slices.DeleteFunc(groups[i].Sentences, func(s exhibit.Sentence) bool {
		return s.Certainty != report.Clear || code == "gap" && !strings.Contains(s.Text, "Staff")
	})
}

// TestEverySentenceFollowsFromTheReport recomputes what is said from the figures. The control of each changes what its
// sentence rests on, and the sentence no longer follows.
func TestEverySentenceFollowsFromTheReport(t *testing.T) {
	for _, lang := range i18n.Langs() {
		tr := translator(t, lang)
		for _, c := range []struct {
			name   string
			say    func(x *report.Index) []exhibit.Sentence
			claim  func(claims) [][]string
			change func(*report.Report)
		}{
			{"a clear gap, with the higher panel first", func(x *report.Index) []exhibit.Sentence {
				return clearOf(exhibit.Findings(x, exhibit.Selection{}, tr), "gap")
			}, claims.gaps, func(r *report.Report) { gapIn(r, "2026", "trust").PAdjusted = ptr(0.2) }},
			{"the higher panel", func(x *report.Index) []exhibit.Sentence {
				return clearOf(exhibit.Findings(x, exhibit.Selection{}, tr), "gap")
			}, claims.gaps, func(r *report.Report) {
				find(r, "2026", "internal", "trust", "").Mean = ptr(1.5)
			}},
			{"a clear change, with its direction", func(x *report.Index) []exhibit.Sentence {
				return clearOf(exhibit.Findings(x, exhibit.Selection{}, tr), "trend")
			}, claims.changes, func(r *report.Report) { r.Changes[2].Diff = ptr(-0.2) }},
			{"how many changed", func(x *report.Index) []exhibit.Sentence {
				lead := exhibit.Trend(x, exhibit.Selection{}, tr).Lead
				return lead[len(lead)-1:]
			}, claims.counted, func(r *report.Report) { r.Changes[0].PAdjusted = ptr(0.01) }},
			{"the highest and the lowest mean", func(x *report.Index) []exhibit.Sentence {
				return exhibit.Profile(x, exhibit.Selection{}, tr).Lead
			}, claims.extremes, func(r *report.Report) { find(r, "2026", "external", "calm", "").Mean = ptr(1.9) }},
			{"the most and the least favourable answers", func(x *report.Index) []exhibit.Sentence {
				return exhibit.Answers(x, exhibit.Selection{}, tr)[0].Lead
			}, claims.favourable, func(r *report.Report) { find(r, "2026", "external", "open", "open_1").Top2 = ptr(0.99) }},
		} {
			r := made()
			said := c.say(report.NewIndex(made()))
			if want := c.claim(claims{r, tr}); !agree(said, want, r.Labels.Parameters) || len(want) == 0 {
				t.Errorf("%s, %s: got %v, want %v", c.name, lang, said, want)
			}
			if c.change(r); agree(said, c.claim(claims{r, tr}), r.Labels.Parameters) {
				t.Errorf("%s, %s: the report changed, and the sentence still follows", c.name, lang)
			}
		}
	}
}

func gapIn(r *report.Report, wave, parameter string) *report.Gap {
	i := slices.IndexFunc(r.Gaps, func(g report.Gap) bool { return g.Wave == wave && g.Parameter == parameter })
	return &r.Gaps[i]
}

func TestNothingIsCalledClearThatChanceCouldExplain(t *testing.T) {
	tr := translator(t, i18n.English)
	r := made()
	for i := range r.Gaps {
		r.Gaps[i].P, r.Gaps[i].PAdjusted = ptr(0.3), ptr(0.3)
	}
	for i := range r.Changes {
		r.Changes[i].P, r.Changes[i].PAdjusted = ptr(0.3), ptr(0.3)
	}
	groups := exhibit.Findings(report.NewIndex(r), exhibit.Selection{}, tr)
	if said := append(clearOf(groups, "gap"), clearOf(groups, "trend")...); len(said) != 0 {
		t.Errorf("got %v, want no clear difference", said)
	}
	e := exhibit.Gap(report.NewIndex(r), exhibit.Selection{}, tr)[0]
	for _, row := range e.Table.Rows {
		for _, c := range row.Cells {
			if c.Certainty == report.Clear || strings.Contains(c.Words(tr), "clearly") {
				t.Errorf("got %v, want nothing clear", c)
			}
		}
	}
	for _, points := range e.Figures[0].Points {
		for _, p := range points {
			if p.Value != nil && (!p.Unsure || p.Words == "") {
				t.Errorf("got %+v, want a point that chance could explain", p)
			}
		}
	}
}
