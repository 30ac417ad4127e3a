package coding

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"math"
	"slices"
)

// DefaultShare is the share of answers that two coders judge, when nobody chose another.
const DefaultShare = 0.2

// Queue hands out the answers of one question of one wave. Each coder goes through them in a random order of their own,
// so that neither the order of arrival nor what a colleague just read can colour the work.
type Queue struct {
	seed    []byte
	texts   []string // ids, ascending
	doubled map[string]bool
}

// NewQueue lays out the answers with these ids. The same seed gives the same queue; share (0 to 1) is the part that two
// coders judge.
func NewQueue(texts []string, share float64, seed []byte) *Queue {
	q := &Queue{seed: seed, texts: slices.Sorted(slices.Values(texts)), doubled: map[string]bool{}}
	order := q.order("two coders")
	for _, text := range order[:int(math.Ceil(min(max(share, 0), 1)*float64(len(order))))] {
		q.doubled[text] = true
	}
	return q
}

// Len is the number of answers.
func (q *Queue) Len() int { return len(q.texts) }

// Has says whether an answer is in the queue.
func (q *Queue) Has(text string) bool {
	_, ok := slices.BinarySearch(q.texts, text)
	return ok
}

// Doubled says whether two coders must judge an answer.
func (q *Queue) Doubled(text string) bool { return q.doubled[text] }

// order is a random order of the answers for one purpose.
func (q *Queue) order(purpose string) []string {
	type place struct {
		text string
		rank string
	}
	places := make([]place, len(q.texts))
	for i, text := range q.texts {
		h := hmac.New(sha256.New, q.seed)
		h.Write([]byte(purpose + "\x00" + text))
		places[i] = place{text, string(h.Sum(nil))}
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.rank, b.rank) })
	order := make([]string, len(places))
	for i, p := range places {
		order[i] = p.text
	}
	return order
}

// For lists the answers that a coder can do now, in that coder's order: those not judged by the coder that still lack a
// judgement, first those that a theme was split of. Whether somebody else judged an answer, and how, does not show.
func (q *Queue) For(coder string, judgements []Judgement, book *Codebook) []string {
	by := group(judgements)
	var stale, fresh []string
	for _, text := range q.order("coder\x00" + coder) {
		all := by[text]
		mine := slices.ContainsFunc(all, func(j Judgement) bool { return j.Coder == coder && !j.Final })
		switch Decide(all, q.doubled[text], book).Standing {
		case Stale:
			if j := of(coder, all); j == nil || isStale(*j, book) {
				stale = append(stale, text)
			}
		case Waiting:
			fresh = append(fresh, text)
		case Half:
			if !mine {
				fresh = append(fresh, text)
			}
		}
	}
	return append(stale, fresh...)
}

// Disputes lists the answers on which two coders differ, in a random order.
func (q *Queue) Disputes(judgements []Judgement, book *Codebook) []string {
	by := group(judgements)
	var list []string
	for _, text := range q.order("disputes") {
		if Decide(by[text], q.doubled[text], book).Standing == Disputed {
			list = append(list, text)
		}
	}
	return list
}

// Shuffled lists all answers in one random order for a purpose, such as redaction.
func (q *Queue) Shuffled(purpose string) []string { return q.order(purpose) }

func of(coder string, judgements []Judgement) *Judgement {
	for i := range judgements {
		if judgements[i].Coder == coder && !judgements[i].Final {
			return &judgements[i]
		}
	}
	return nil
}

func isStale(j Judgement, book *Codebook) bool {
	_, again := book.Translate(j.Themes)
	return again
}

// group lays judgements out by answer.
func group(judgements []Judgement) map[string][]Judgement {
	by := map[string][]Judgement{}
	for _, j := range judgements {
		by[j.Text] = append(by[j.Text], j)
	}
	return by
}

// Progress counts how far the coding of a question is.
type Progress struct {
	Texts    int // answers
	Settled  int
	Waiting  int // not judged, or judged by one of two
	Disputed int
	Stale    int // to be read again, after a split
	Doubled  int // to be judged by two
	Both     int // judged by two
}

// Done says that every answer is settled.
func (p Progress) Done() bool { return p.Texts > 0 && p.Settled == p.Texts }

// Progress counts the standings of all answers.
func (q *Queue) Progress(judgements []Judgement, book *Codebook) Progress {
	p := Progress{Texts: len(q.texts), Doubled: len(q.doubled)}
	by := group(judgements)
	for _, text := range q.texts {
		switch Decide(by[text], q.doubled[text], book).Standing {
		case Settled:
			p.Settled++
		case Disputed:
			p.Disputed++
		case Stale:
			p.Stale++
		default:
			p.Waiting++
		}
		if one, two := firstTwo(by[text]); one != nil && two != nil {
			p.Both++
		}
	}
	return p
}
