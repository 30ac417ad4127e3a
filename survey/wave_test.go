package survey_test

import (
	"testing"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/fault"
)

func TestWaveTakesAnswers(t *testing.T) {
	later := closes.Add(survey.Grace)
	for _, tt := range []struct {
		name     string
		wave     survey.Wave
		now      time.Time
		starting bool
		want     fault.Kind
	}{
		{"a draft", survey.Wave{State: survey.Draft}, opens, true, fault.Conflict},
		{"open, too early", survey.Wave{State: survey.Open}, opens.Add(-time.Second), true, fault.Conflict},
		{"open, first second", survey.Wave{State: survey.Open}, opens, true, 0},
		{"open, last second", survey.Wave{State: survey.Open}, closes.Add(-time.Second), true, 0},
		{"no start at the end", survey.Wave{State: survey.Open}, closes, true, fault.Gone},
		{"grace for who was at it", survey.Wave{State: survey.Open}, later.Add(-time.Second), false, 0},
		{"grace ends", survey.Wave{State: survey.Open}, later, false, fault.Gone},
		{"paused", survey.Wave{State: survey.Open, Paused: true}, opens, false, fault.Unavailable},
		{"closing takes no start", survey.Wave{State: survey.Closing, ClosingAt: opens}, opens, true, fault.Gone},
		{"closing has grace", survey.Wave{State: survey.Closing, ClosingAt: opens}, opens.Add(survey.Grace - 1), false, 0},
		{"closing grace ends", survey.Wave{State: survey.Closing, ClosingAt: opens}, opens.Add(survey.Grace), false, fault.Gone},
		{"closed", survey.Wave{State: survey.Closed}, opens, false, fault.Gone},
	} {
		tt.wave.Opens, tt.wave.Closes = opens, closes
		if got := fault.Of(tt.wave.Takes(tt.now, tt.starting)); got != tt.want {
			t.Errorf("%s: got kind %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestLifeOfAWave(t *testing.T) {
	acts := map[string]func(*survey.Wave) error{
		"start":  (*survey.Wave).Start,
		"pause":  func(w *survey.Wave) error { return w.Pause(true) },
		"extend": func(w *survey.Wave) error { return w.Extend(closes.Add(time.Hour), closes) },
		"close":  func(w *survey.Wave) error { return w.BeginClosing(opens, false) },
		"finish": (*survey.Wave).FinishClosing,
	}
	allowed := map[survey.State]map[string]survey.State{
		survey.Draft:   {"start": survey.Open},
		survey.Open:    {"pause": survey.Open, "extend": survey.Open, "close": survey.Closing},
		survey.Closing: {"close": survey.Closing, "finish": survey.Closed},
		survey.Closed:  {},
	}
	for from, ways := range allowed {
		for name, act := range acts {
			w := survey.Wave{Code: "2026", State: from, Opens: opens, Closes: closes}
			err := act(&w)
			if want, ok := ways[name]; ok && (err != nil || w.State != want) {
				t.Errorf("%s from %s: got %s, %v, want %s", name, from, w.State, err, want)
			} else if !ok && (fault.Of(err) != fault.Conflict || w.State != from) {
				t.Errorf("%s from %s: got %s, %v, want a conflict and no change", name, from, w.State, err)
			}
		}
	}
}

func TestClosingAtOnceAndExtending(t *testing.T) {
	w := survey.Wave{State: survey.Open, Paused: true, Opens: opens, Closes: closes}
	if err := w.Extend(closes, opens); fault.Of(err) != fault.Invalid {
		t.Errorf("got %v for the same end, want Invalid", err)
	}
	if err := w.BeginClosing(opens, true); err != nil || w.Paused {
		t.Errorf("got %v, paused %v", err, w.Paused)
	}
	if err := w.Takes(opens, false); fault.Of(err) != fault.Gone {
		t.Errorf("got %v, want no grace", err)
	}
}
