package visitor

import (
	"math/rand/v2"
	"net/url"
	"slices"
)

// Habits say how a visitor fills in forms.
type Habits struct {
	DontKnow float64  // share of ratings that offer "don't know" and get it
	BreakOff float64  // share of visitors that leaves before the end
	Writes   float64  // share of text fields that get words
	Words    []string // what is written
}

// dontKnow is the value of "don't know" in every form.
const dontKnow = "99"

// fill answers a form: one of each group of radio buttons, some check boxes, some words.
func (h Habits) fill(f form, r *rand.Rand) url.Values {
	values := url.Values{}
	for name, hidden := range f.hidden {
		values[name] = slices.Clone(hidden)
	}
	for _, g := range f.radios {
		values.Set(g.name, h.pick(g.values, r))
	}
	for _, g := range f.checks {
		values.Set(g.name, h.pick(g.values, r))
	}
	for _, name := range f.texts {
		words := ""
		if len(h.Words) > 0 && r.Float64() < h.Writes {
			words = h.Words[r.IntN(len(h.Words))]
		}
		values.Set(name, words)
	}
	if b := f.forward(); b.name != "" {
		values.Set(b.name, b.value)
	}
	return values
}

// pick chooses one value; "don't know" as often as the habit says, the others alike.
func (h Habits) pick(offered []string, r *rand.Rand) string {
	answers := slices.DeleteFunc(slices.Clone(offered), func(v string) bool { return v == dontKnow })
	if len(answers) < len(offered) && (len(answers) == 0 || r.Float64() < h.DontKnow) {
		return dontKnow
	}
	return answers[r.IntN(len(answers))]
}

// forward is the button that goes on: the first, as Enter presses it.
func (f form) forward() button {
	if len(f.buttons) == 0 {
		return button{}
	}
	return f.buttons[0]
}
