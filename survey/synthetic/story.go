package synthetic

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Story is what made answers show.
type Story struct {
	// Identity holds, by "framework.parameter" and panel, the mean on 1 to 5 in some years; years between are
	// interpolated, years outside take the nearest.
	Identity map[string]map[string]map[string]float64 `json:"identity"`
	// Samples holds, by sample and panel, how much better (or worse) a sample is judged than the identity.
	Samples map[string]map[string]float64 `json:"samples"`
	// TakesPart holds the share of invited members that begins, by panel.
	TakesPart map[string]float64 `json:"takes_part"`
	BreakOff  float64            `json:"break_off"` // share of those who begin that stops somewhere
	DontKnow  float64            `json:"dont_know"` // share of ratings
	Writes    float64            `json:"writes"`    // share of open questions that gets words
}

// ReadStory reads a story from its JSON document.
func ReadStory(src []byte) (*Story, error) {
	var s Story
	if err := json.Unmarshal(src, &s); err != nil {
		return nil, fmt.Errorf("story: %w", err)
	}
	return &s, nil
}

// neutral is the mean where the story says nothing.
const neutral = 3.3

// mean gives the story's mean of a parameter for a panel in a year.
func (s *Story) mean(parameter, panel string, year int) float64 {
	points := s.Identity[parameter][panel]
	if len(points) == 0 {
		return neutral
	}
	before, after := -1, -1
	for _, key := range slices.Sorted(maps.Keys(points)) {
		y, err := strconv.Atoi(key)
		if err != nil {
			continue
		}
		if y <= year {
			before = y
		}
		if y >= year && after < 0 {
			after = y
		}
	}
	at := func(y int) float64 { return points[strconv.Itoa(y)] }
	switch {
	case before < 0:
		return at(after)
	case after < 0 || after == before:
		return at(before)
	}
	share := float64(year-before) / float64(after-before)
	return at(before) + share*(at(after)-at(before))
}

// Words are open answers to draw from.
type Words struct {
	Why     map[string]map[string][]string `json:"why"`     // by parameter and mood: "positive", "mixed", "negative"
	Closing []string                       `json:"closing"` // to questions without a sample
	Other   []string                       `json:"other"`   // beside "other, namely"
}

// ReadWords reads open answers from their JSON document.
func ReadWords(src []byte) (*Words, error) {
	var w Words
	if err := json.Unmarshal(src, &w); err != nil {
		return nil, fmt.Errorf("words: %w", err)
	}
	return &w, nil
}

// moods joins the answers of a mood about all parameters.
func (w *Words) moods(mood string) []string {
	var all []string
	for _, parameter := range slices.Sorted(maps.Keys(w.Why)) {
		all = append(all, w.Why[parameter][mood]...)
	}
	return all
}
