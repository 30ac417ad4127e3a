package coding_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"realitycheck/analysis/coding"
	"realitycheck/survey/fault"
)

func ids(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("%032x", i*7919)
	}
	return list
}

var seed32 = []byte("seed of this test")

func judge(text, coder string, themes ...string) coding.Judgement {
	return coding.Judgement{Text: text, Coder: coder, Themes: themes, Codable: true}
}

func TestDecide(t *testing.T) {
	book := smallBook(t)
	must(t, book.Split("price", []coding.Theme{{Code: "taxes", Name: both("x")}, {Code: "grants", Name: both("y")}}, stamp))
	final := judge("a", "c", "speed")
	final.Final = true
	uncodable := coding.Judgement{Text: "a", Coder: "b"}
	for name, c := range map[string]struct {
		judgements []coding.Judgement
		doubled    bool
		want       coding.Standing
		themes     []string
	}{
		"nobody yet":                         {nil, false, coding.Waiting, nil},
		"one is enough":                      {[]coding.Judgement{judge("a", "a", "tone")}, false, coding.Settled, []string{"tone"}},
		"one of two":                         {[]coding.Judgement{judge("a", "a", "tone")}, true, coding.Half, nil},
		"two alike":                          {[]coding.Judgement{judge("a", "a", "tone"), judge("a", "b", "tone")}, true, coding.Settled, []string{"tone"}},
		"two differ":                         {[]coding.Judgement{judge("a", "a", "tone"), judge("a", "b")}, true, coding.Disputed, nil},
		"codable or not":                     {[]coding.Judgement{judge("a", "a"), uncodable}, true, coding.Disputed, nil},
		"a second one by chance":             {[]coding.Judgement{judge("a", "a", "tone"), judge("a", "b", "speed")}, false, coding.Disputed, nil},
		"decided over both":                  {[]coding.Judgement{judge("a", "a", "tone"), judge("a", "b"), final}, true, coding.Settled, []string{"speed"}},
		"a theme was split":                  {[]coding.Judgement{judge("a", "a", "price")}, false, coding.Stale, nil},
		"read again by another":              {[]coding.Judgement{judge("a", "a", "price"), judge("a", "b", "taxes")}, false, coding.Settled, []string{"taxes"}},
		"read again by one of two":           {[]coding.Judgement{judge("a", "a", "price"), judge("a", "b", "taxes")}, true, coding.Stale, nil},
		"nothing applies is an answer, too":  {[]coding.Judgement{judge("a", "a")}, false, coding.Settled, nil},
		"decided before the split, read now": {[]coding.Judgement{{Text: "a", Coder: "c", Themes: []string{"price"}, Codable: true, Final: true}}, true, coding.Stale, nil},
	} {
		got := coding.Decide(c.judgements, c.doubled, book)
		if got.Standing != c.want || !slices.Equal(got.Themes, c.themes) {
			t.Errorf("%s: got %+v, want %v %v", name, got, c.want, c.themes)
		}
	}
}

func TestQueueKeepsCodersApart(t *testing.T) {
	book := smallBook(t)
	q := coding.NewQueue(ids(50), coding.DefaultShare, seed32)
	doubled := slices.DeleteFunc(ids(50), func(id string) bool { return !q.Doubled(id) })
	if len(doubled) != 10 {
		t.Fatalf("got %d answers for two coders, want a fifth of 50", len(doubled))
	}
	an, bo := q.For("an", nil, book), q.For("bo", nil, book)
	if slices.Equal(an, bo) || slices.Equal(an, ids(50)) {
		t.Error("coders go through the answers in one order, or in the order of their ids")
	}
	if !slices.Equal(an, coding.NewQueue(ids(50), coding.DefaultShare, seed32).For("an", nil, book)) {
		t.Error("the same seed gives another order")
	}
	var judgements []coding.Judgement
	for _, id := range an {
		judgements = append(judgements, judge(id, "an", "tone"))
	}
	if rest := q.For("an", judgements, book); len(rest) != 0 {
		t.Errorf("an gets %d answers that an judged", len(rest))
	}
	rest := q.For("bo", judgements, book)
	slices.Sort(rest)
	slices.Sort(doubled)
	if !slices.Equal(rest, doubled) {
		t.Errorf("got %v, want the answers for two coders", rest)
	}
	// What an found changes nothing in what bo is shown.
	for i := range judgements {
		judgements[i].Themes, judgements[i].Codable = nil, false
	}
	other := q.For("bo", judgements, book)
	slices.Sort(other)
	if !slices.Equal(other, rest) {
		t.Error("what one coder finds decides what the other gets")
	}
}

func TestQueueBringsSplitAnswersBackFirst(t *testing.T) {
	book := smallBook(t)
	q := coding.NewQueue(ids(20), 0, seed32)
	judgements := []coding.Judgement{judge(ids(20)[3], "an", "price"), judge(ids(20)[4], "an", "tone")}
	must(t, book.Split("price", []coding.Theme{{Code: "taxes", Name: both("x")}, {Code: "grants", Name: both("y")}}, stamp))
	got := q.For("an", judgements, book)
	if len(got) != 19 || got[0] != ids(20)[3] || slices.Contains(got, ids(20)[4]) {
		t.Errorf("got %d answers, the first %s, want 19 with the split one first", len(got), got[0])
	}
}

func TestAgreementFollowsTheReferenceAndItsVerdict(t *testing.T) {
	book := smallBook(t)
	var judgements []coding.Judgement
	for i, id := range ids(100) {
		one, two := judge(id, "an"), judge(id, "bo")
		if i < 40 { // both say tone
			one.Themes, two.Themes = []string{"tone"}, []string{"tone"}
		}
		if i >= 40 && i < 45 {
			one.Themes = []string{"tone"}
		}
		if i >= 45 && i < 50 {
			two.Themes = []string{"tone"}
		}
		judgements = append(judgements, one, two)
	}
	var tone, speed coding.Agreement
	for _, a := range coding.Agree(judgements, book) {
		switch a.Theme {
		case "tone":
			tone = a
		case "speed":
			speed = a
		}
	}
	// 40 both, 50 neither, 5 and 5: observed 0.9, expected by chance 0.45 squared and 0.55 squared.
	wantKappa := (0.9 - 0.505) / (1 - 0.505)
	if tone.Units != 100 || math.Abs(*tone.Kappa-wantKappa) > 1e-12 || tone.Verdict != coding.Tentative {
		t.Errorf("got %+v, want kappa %.4f, tentative", tone, wantKappa)
	}
	if speed.Kappa != nil || speed.Alpha != nil || speed.Verdict != coding.Unknown {
		t.Errorf("got %+v for a theme nobody chose, want no verdict", speed)
	}
	if math.Abs(*tone.Alpha-wantKappa) > 0.01 {
		t.Errorf("alpha %v is far from kappa %v", *tone.Alpha, wantKappa)
	}
}

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		alpha float64
		units int
		want  coding.Verdict
	}{{0.80, 50, coding.Good}, {0.799, 50, coding.Tentative}, {0.667, 50, coding.Tentative}, {0.666, 50, coding.Recode},
		{1, 9, coding.Unknown}, {math.NaN(), 50, coding.Unknown}} {
		if got := coding.VerdictOf(c.alpha, c.units); got != c.want {
			t.Errorf("VerdictOf(%v, %d) got %s, want %s", c.alpha, c.units, got, c.want)
		}
	}
}

func TestFinishNeedsEveryAnswerSettledAndReadsBack(t *testing.T) {
	book, now := smallBook(t), time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	q := coding.NewQueue(ids(3), 1, seed32)
	judgements := []coding.Judgement{judge(ids(3)[0], "an", "tone"), judge(ids(3)[1], "an"), judge(ids(3)[2], "an", "price", "speed"),
		judge(ids(3)[0], "bo", "tone"), judge(ids(3)[1], "bo")}
	if _, err := coding.Finish("2026", q, 1, judgements, book, now); fault.Of(err) != fault.Conflict {
		t.Fatalf("got %v, want a Conflict while one answer waits", err)
	}
	judgements = append(judgements, judge(ids(3)[2], "bo", "price", "speed"))
	c, err := coding.Finish("2026", q, 1, judgements, book, now)
	must(t, err)
	dir := t.TempDir()
	must(t, c.Write(dir))
	c.Made = c.Made.Add(time.Hour)
	c.Texts[0].Themes = []string{"speed"}
	must(t, c.Write(dir))
	read, err := coding.Read(dir)
	must(t, err)
	if len(read) != 1 || !slices.Equal(read[0].Texts[0].Themes, []string{"speed"}) || !slices.Equal(read[0].Texts[2].Themes, []string{"price", "speed"}) || read[0].Codebook.Version != book.Version {
		t.Errorf("got %+v, want the newest coding", read)
	}
	if none, err := coding.Read(dir + "/absent"); err != nil || len(none) != 0 {
		t.Errorf("got %v, %v for a folder that is not there", none, err)
	}
}
