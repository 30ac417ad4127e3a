package synthetic

import (
	"math"
	"math/rand/v2"

	"realitycheck/survey"
)

// Person is one made respondent with lasting views.
type Person struct {
	story *Story
	words *Words
	panel string
	seed  uint64
	mood  float64 // how much above or below the panel this person answers, always
	hasty bool    // gives the same answer to everything, fast
}

// NewPerson makes the person of a seed in a panel.
func NewPerson(story *Story, words *Words, panel string, seed uint64) *Person {
	r := rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))
	return &Person{story: story, words: words, panel: panel, seed: seed,
		mood: 0.55 * r.NormFloat64(), hasty: r.Float64() < 0.025}
}

// Visit is one person going through one wave.
type Visit struct {
	*Person
	in     *survey.Instrument
	rand   *rand.Rand
	Begins bool // takes part at all
	Leaves int  // pages saved before breaking off; -1 for somebody who finishes
	point  int8 // what a hasty person answers
}

// Visit decides how a person goes through a wave.
func (p *Person) Visit(in *survey.Instrument) *Visit {
	v := &Visit{Person: p, in: in, rand: rand.New(rand.NewPCG(p.seed, uint64(in.Wave.Year))), Leaves: -1}
	v.Begins = v.rand.Float64() < p.story.TakesPart[p.panel]
	if v.rand.Float64() < p.story.BreakOff {
		v.Leaves = 1 + v.rand.IntN(6)
	}
	v.point = int8(2 + v.rand.IntN(4))
	return v
}

// Page answers one step. Seconds is how long the person takes over it.
func (v *Visit) Page(step survey.Step) (answers survey.Answers, seconds int) {
	answers = survey.Answers{}
	seconds = 8
	low, items := 0, 0
	for _, q := range step.Questions(v.panel) {
		a := v.answer(step, q, float64(low)/float64(max(items, 1)))
		if q.IsItem() && a.Code != survey.DontKnow {
			items++
			if oriented(q, a.Code) <= 2 {
				low++
			}
		}
		if !a.IsZero() {
			answers[q.Code] = a
		}
		seconds += v.pace(q, a)
	}
	return answers, seconds
}

// pace gives the seconds that a question takes.
func (v *Visit) pace(q *survey.Question, a survey.Answer) int {
	if v.hasty {
		return 1
	}
	return 4 + v.rand.IntN(6) + len(a.Text)/6
}

// oriented turns the answer to a reversed item around.
func oriented(q *survey.Question, code int8) int8 {
	if q.Reversed {
		return survey.ScalePoints + 1 - code
	}
	return code
}

// answer gives one answer; low is the share of low ratings on the page so far, which sets the mood of open words.
func (v *Visit) answer(step survey.Step, q *survey.Question, low float64) survey.Answer {
	switch q.Kind {
	case survey.KindRating, survey.KindDifferential:
		return survey.Answer{Code: v.rate(step, q)}
	case survey.KindSingle:
		o := v.option(q)
		return survey.Answer{Code: o.Code, Text: v.other(o)}
	case survey.KindMultiple:
		return v.several(q)
	case survey.KindText:
		return survey.Answer{Text: v.write(step, low)}
	}
	return survey.Answer{}
}

// rate draws a point around the story's mean for the panel, the year, the sample and the person.
func (v *Visit) rate(step survey.Step, q *survey.Question) int8 {
	if v.hasty {
		return v.point
	}
	if q.DontKnow && v.rand.Float64() < v.story.DontKnow {
		return survey.DontKnow
	}
	mean := v.story.mean(q.Framework+"."+q.Parameter, v.panel, v.in.Wave.Year) + v.mood
	if step.Sample != nil {
		mean += v.story.Samples[step.Sample.Code][v.panel]
	}
	point := int8(math.Round(mean + 0.8*v.rand.NormFloat64()))
	return oriented(q, min(max(point, 1), survey.ScalePoints))
}

// option draws one option, the earlier ones more often.
func (v *Visit) option(q *survey.Question) survey.Option {
	for _, o := range q.Options {
		if v.rand.Float64() < 0.35 {
			return o
		}
	}
	return q.Options[v.rand.IntN(len(q.Options))]
}

func (v *Visit) other(o survey.Option) string {
	if !o.Other {
		return ""
	}
	return v.draw(v.words.Other)
}

// several draws a set of options; an exclusive one stands alone.
func (v *Visit) several(q *survey.Question) survey.Answer {
	var a survey.Answer
	for _, o := range q.Options {
		if v.rand.Float64() > 0.3 {
			continue
		}
		if o.Exclusive {
			if len(a.Codes) == 0 {
				return survey.Answer{Codes: []int8{o.Code}}
			}
			continue
		}
		a.Codes = append(a.Codes, o.Code)
		if o.Other {
			a.Text = v.draw(v.words.Other)
		}
	}
	if len(a.Codes) == 0 {
		a.Codes = []int8{q.Options[0].Code}
	}
	return a
}

// write gives the words of an open answer, or none.
func (v *Visit) write(step survey.Step, low float64) string {
	switch {
	case v.hasty || v.rand.Float64() > v.story.Writes:
		return ""
	case step.Sample == nil:
		return v.draw(v.words.Closing)
	case low > 0.5:
		return v.draw(v.words.moods("negative"))
	case low > 0.2:
		return v.draw(v.words.moods("mixed"))
	}
	return v.draw(v.words.moods("positive"))
}

func (v *Visit) draw(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[v.rand.IntN(len(words))]
}
