package exhibit

import (
	"slices"

	"realitycheck/analysis/coding"
	"realitycheck/analysis/report"
)

// share is the part of a panel that picked an option, or of its answers that hold a theme.
type share struct {
	panel, code      string
	n                *int // members who answered, or answers
	value, low, high *float64
	suppressed       bool
	limit            report.Limit
	verdict          coding.Verdict // on the agreement of two coders; "" for an option
}

func shareOf(c *report.Choice) *share {
	return &share{c.Panel, c.Option, c.N, c.Share, c.Low, c.High, c.Suppressed, c.Limit, ""}
}

func shareOfTheme(t *report.Theme) *share {
	return &share{t.Panel, t.Theme, t.Answers, t.Share, t.Low, t.High, t.Suppressed, t.Limit, coding.Verdict(t.Verdict)}
}

// gapOf and changeOf are the differences of a theme without what was asked.
func gapOf(t *report.ThemeGap) *report.Gap {
	return &report.Gap{Wave: t.Wave, A: t.A, B: t.B, N: t.N, Test: t.Test}
}

func changeOf(t *report.ThemeChange) *report.Change {
	return &report.Change{Panel: t.Panel, From: t.From, To: t.To, N: t.N, Test: t.Test, Comparable: t.Comparable, Note: t.Note}
}

// why says why a share has no figure.
func (s *share) why() Reason {
	switch {
	case s.suppressed:
		return TooFew
	case s.limit != "":
		return Near
	case s.value != nil:
		return ""
	case s.verdict == coding.Recode:
		return Recode
	}
	return Unanswered
}

// The cells of a share; nothing where it is nil, for nobody was asked.

func (s *share) base() Cell {
	switch {
	case s == nil:
		return nothing()
	case s.suppressed:
		return missing(TooFew)
	}
	return value(s.n, "")
}

// figure is the share, or the limit that it is told as.
func (s *share) figure() Cell {
	if s == nil {
		return nothing()
	}
	figure := value(s.value, s.why())
	if figure.Missing == Near {
		figure.Limit = s.limit
	}
	return figure
}

func (s *share) interval() Cell {
	if s == nil {
		return nothing()
	}
	return interval(s.low, s.high, s.why())
}

// sharePoint is a share in a picture.
func (r *reader) sharePoint(s *share) Point {
	if s == nil {
		return Point{}
	}
	if s.why() == "" {
		return Point{Value: s.value, Low: s.low, High: s.high}
	}
	cell := s.figure()
	return Point{Missing: cell.Words(r.Translator)}
}

// question is a question of the newest wave that is told by the shares of its options or themes.
type question struct {
	*reader
	item  string
	codes []string // options or themes, in the order of the report
	asked []string // panels, in the order of the report
	of    map[[2]string]*share
	name  func(code string) string
}

// question adds a share of a question to those that there are, unless of a panel that the reader did not choose.
func (r *reader) question(all []*question, item string, s *share) []*question {
	if !slices.Contains(r.panels(), s.panel) {
		return all
	}
	at := slices.IndexFunc(all, func(q *question) bool { return q.item == item })
	if at < 0 {
		at, all = len(all), append(all, &question{reader: r, item: item, of: map[[2]string]*share{}})
	}
	q := all[at]
	q.codes, q.asked, q.of[[2]string{s.panel, s.code}] = appendNew(q.codes, s.code), appendNew(q.asked, s.panel), s
	return all
}

// share is that of a code in a panel; nil when the panel was not asked.
func (q *question) share(panel, code string) *share { return q.of[[2]string{panel, code}] }

// dots draws the shares, with a place for each of some panels.
func (q *question) dots(desc string, panels []string) Figure {
	f := Figure{Kind: Dots, Alt: q.QuestionName(q.item), Desc: desc, Axis: Axis{Unit: Share}, Series: q.series(panels)}
	return plot(q.reader, f, q.codes, q.name, func(_ Series, panel, code string) Point { return q.sharePoint(q.share(panel, code)) })
}

// most says for each of some panels what it picked, or wrote about, most. The places of the sentence are what it calls the
// question and that.
func (q *question) most(panels []string, key, item, code string) []Sentence {
	var said []Sentence
	for _, panel := range panels {
		var most *share
		for _, code := range q.codes {
			if s := q.share(panel, code); s != nil && s.value != nil && (most == nil || *s.value > *most.value) {
				most = s
			}
		}
		if most != nil {
			text := q.T(key, item, q.QuestionName(q.item), "panel", q.PanelName(panel), code, q.name(most.code),
				"share", q.Percent(*most.value))
			said = append(said, Sentence{Text: text, Proof: []report.Subject{{Basis: report.Identity, Item: &q.item}}})
		}
	}
	return said
}
