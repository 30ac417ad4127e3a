package coding

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"realitycheck/survey/i18n"
)

// Suggestion is a theme that the words of an answer point to. It is shown and never taken over by itself.
type Suggestion struct {
	Theme string
	Odds  float64 // logarithm of the odds that it applies
	Gain  float64 // the part of it that comes from the words
}

// Example is an answer whose themes people settled.
type Example struct {
	Text   string
	Themes []string
}

// Suggester knows which words go with which theme: from the names and meanings in the codebook at first, from what
// coders decided more and more. It weighs Dutch stems, the beginnings of long stems (snowball does not join "brief" and
// "brieven", nor "communicatie" and "communiceren") and pairs of stems in one sentence that go together.
type Suggester struct {
	themes   []string
	answers  float64
	with     map[string]float64            // answers that have a theme
	features map[string]map[string]float64 // answers with a theme that have a feature
	total    map[string]float64            // answers that have a feature
	read     reader
}

// reader lists what a text can be recognised by, with the weight of each.
type reader func(text string) map[string]float64

// The weights of what the suggester learns from.
const (
	bookWeight = 3.0 // the words of the codebook count as so many answers
	prior      = 0.5 // smoothing: so many answers with and without every feature
	leastOdds  = -1.2
	leastGain  = 1.0 // what the words must add to how often the theme occurs anyway
)

// NewSuggester learns from a codebook and settled answers.
func NewSuggester(book *Codebook, examples []Example) *Suggester {
	return newSuggester(book, examples, features)
}

func newSuggester(book *Codebook, examples []Example, read reader) *Suggester {
	s := &Suggester{with: map[string]float64{}, features: map[string]map[string]float64{}, total: map[string]float64{}, read: read}
	for _, t := range book.InUse() {
		s.themes = append(s.themes, t.Code)
		s.features[t.Code] = map[string]float64{}
	}
	for _, t := range book.InUse() {
		words := t.Name.In(i18n.Dutch) + ". " + t.Meaning.In(i18n.Dutch)
		s.learn(read(words), []string{t.Code}, bookWeight)
	}
	for _, e := range examples {
		themes, again := book.Translate(e.Themes)
		if !again {
			s.learn(read(e.Text), themes, 1)
		}
	}
	return s
}

func (s *Suggester) learn(features map[string]float64, themes []string, weight float64) {
	s.answers += weight
	for f := range features {
		s.total[f] += weight
	}
	for _, theme := range themes {
		s.with[theme] += weight
		for f := range features {
			s.features[theme][f] += weight
		}
	}
}

// features reads stems, beginnings of stems, and pairs. A pair repeats its words, so it weighs less.
func features(text string) map[string]float64 {
	all := map[string]float64{}
	for _, sentence := range sentences(text) {
		words := stems(sentence)
		for i, one := range words {
			all[one] = 1
			if root := []rune(one); len(root) > 4 {
				all[string(root[:4])+"*"] = 0.6
			}
			for _, two := range words[i+1:] {
				all[min(one, two)+" "+max(one, two)] = 0.4
			}
		}
	}
	return all
}

// Rank orders all themes by how well the words of an answer fit, the best first; ties in the order of the codebook.
func (s *Suggester) Rank(text string) []Suggestion {
	weights := s.read(text)
	names := slices.Sorted(maps.Keys(weights))
	list := make([]Suggestion, 0, len(s.themes))
	for _, theme := range s.themes {
		with := s.with[theme]
		without := s.answers - with
		gain := 0.0
		for _, f := range names {
			total := s.total[f]
			if total == 0 {
				continue
			}
			hit := s.features[theme][f]
			gain += weights[f] * math.Log((hit+prior)/(with+2*prior)*(without+2*prior)/(total-hit+prior))
		}
		list = append(list, Suggestion{theme, gain + math.Log((with+prior)/(without+prior)), gain})
	}
	slices.SortStableFunc(list, func(a, b Suggestion) int { return cmp.Compare(b.Odds, a.Odds) })
	return list
}

// Suggest gives at most three themes that the words of an answer point to; none when nothing points anywhere.
func (s *Suggester) Suggest(text string) []Suggestion {
	const most = 3
	var list []Suggestion
	for _, x := range s.Rank(text) {
		if len(list) < most && x.Odds >= leastOdds && x.Gain >= leastGain {
			list = append(list, x)
		}
	}
	return list
}
