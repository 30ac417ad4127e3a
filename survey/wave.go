package survey

import (
	"slices"
	"time"

	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// Wave is one year's fieldwork.
type Wave struct {
	Code          string       `json:"code"` // "2026"
	Title         i18n.Text    `json:"title"`
	Year          int          `json:"year"`
	Langs         []i18n.Lang  `json:"langs"` // what respondents may choose, the default first
	Frameworks    []VersionRef `json:"frameworks"`
	Questionnaire VersionRef   `json:"questionnaire"`
	Panels        []WavePanel  `json:"panels"` // at least two
	Samples       []WaveSample `json:"samples"`
	K             int          `json:"k"`        // samples shown to one respondent
	KStrata       int          `json:"k_strata"` // fewest invited, then responses, in a combination of strata
	Opens         time.Time    `json:"opens"`
	Closes        time.Time    `json:"closes"`
	State         State        `json:"-"`
	Paused        bool         `json:"-"` // open, but takes no answers for now
	ClosingAt     time.Time    `json:"-"` // when closing began; answers are taken for Grace after it
	Revision      int          `json:"-"` // rises with every stored change
}

// VersionRef names a version of a framework or questionnaire.
type VersionRef struct {
	Code    string `json:"code"`
	Version string `json:"version"`
}

// Attribute is one coarse trait of a member, with 2 to 4 categories.
type Attribute struct {
	Code       string     `json:"code"`
	Name       i18n.Text  `json:"name"`
	Categories []Category `json:"categories"`
}

// Category is one value of an attribute.
type Category struct {
	Code string    `json:"code"`
	Name i18n.Text `json:"name"`
}

// Limits of the strata of a panel, so that a combination singles nobody out.
const (
	MaxStrata     = 4
	MinCategories = 2
	MaxCategories = 4
)

// MissingCategory stands for an attribute that is not known, or was blanked because it would single somebody out.
const MissingCategory = "(missing)"

// WaveSample is a sample in a wave. An anchor is shown in several years, so that its ratings can be compared.
type WaveSample struct {
	Code   string `json:"code"`
	Anchor bool   `json:"anchor,omitempty"`
}

// State is where a wave is in its life.
type State string

// The states, in order; a wave never goes back.
const (
	Draft   State = "draft"
	Open    State = "open"
	Closing State = "closing"
	Closed  State = "closed"
)

// Grace is how long pages that were begun are still taken after closing began.
const Grace = 30 * time.Minute

// Panel gives the wave's panel with a code.
func (w *Wave) Panel(code string) (WavePanel, bool) {
	i := slices.IndexFunc(w.Panels, func(p WavePanel) bool { return p.Code == code })
	if i < 0 {
		return WavePanel{}, false
	}
	return w.Panels[i], true
}

// PanelCodes lists the codes of the wave's panels.
func (w *Wave) PanelCodes() []string {
	codes := make([]string, len(w.Panels))
	for i, p := range w.Panels {
		codes[i] = p.Code
	}
	return codes
}

// SampleCodes lists the codes of the wave's samples, in the order of its file. Assignments are indices into it.
func (w *Wave) SampleCodes() []string {
	codes := make([]string, len(w.Samples))
	for i, s := range w.Samples {
		codes[i] = s.Code
	}
	return codes
}

// Takes says whether answers may be saved now. Starting is true for somebody who has not saved a page before: there is
// no grace for a new start.
func (w *Wave) Takes(now time.Time, starting bool) error {
	switch {
	case w.State == Draft, w.State == Open && now.Before(w.Opens):
		return fault.New(fault.Conflict, "wave_not_open_yet", "opens", w.Opens)
	case w.State == Open && w.Paused:
		return fault.New(fault.Unavailable, "wave_paused")
	case w.State == Open && (now.Before(w.Closes) || !starting && now.Before(w.Closes.Add(Grace))):
		return nil
	case w.State == Closing && !starting && now.Before(w.ClosingAt.Add(Grace)):
		return nil
	}
	return fault.New(fault.Gone, "wave_closed")
}

// Start opens a draft.
func (w *Wave) Start() error {
	if w.State != Draft {
		return w.wrongState("wave_open_needs_draft")
	}
	w.State = Open
	return nil
}

// Pause stops or resumes the taking of answers of an open wave.
func (w *Wave) Pause(paused bool) error {
	if w.State != Open {
		return w.wrongState("wave_pause_needs_open")
	}
	w.Paused = paused
	return nil
}

// Extend moves the end of an open wave to a later time.
func (w *Wave) Extend(closes, now time.Time) error {
	if w.State != Open {
		return w.wrongState("wave_extend_needs_open")
	}
	if !closes.After(now) || !closes.After(w.Closes) {
		return fault.New(fault.Invalid, "wave_extend_later", "closes", w.Closes)
	}
	w.Closes = closes
	return nil
}

// BeginClosing ends new starts; saves are taken for Grace longer unless without is true. On a wave that is closing
// already it only shortens the grace.
func (w *Wave) BeginClosing(now time.Time, without bool) error {
	switch w.State {
	case Open:
		w.State, w.Paused, w.ClosingAt = Closing, false, now
	case Closing:
	default:
		return w.wrongState("wave_close_needs_open")
	}
	if without {
		w.ClosingAt = now.Add(-Grace)
	}
	return nil
}

// FinishClosing marks the end of the last closing step.
func (w *Wave) FinishClosing() error {
	if w.State != Closing {
		return w.wrongState("wave_close_needs_open")
	}
	w.State = Closed
	return nil
}

func (w *Wave) wrongState(key string) error {
	return fault.New(fault.Conflict, key, "wave", w.Code, "state", string(w.State))
}
