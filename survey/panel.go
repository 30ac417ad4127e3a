package survey

import "realitycheck/survey/i18n"

// PanelKind says on which side of the organisation the members of a panel stand. Rules ask for it, never for the code of
// a panel.
type PanelKind string

// The kinds of panel.
const (
	Staff  PanelKind = "staff"  // colleagues, who look from the inside
	Public PanelKind = "public" // the people whom they work for
)

// PanelKinds lists the kinds, the inside first.
func PanelKinds() []PanelKind { return []PanelKind{Staff, Public} }

// WavePanel is a panel that takes part, with the attributes that may be used to describe groups of its members.
type WavePanel struct {
	Code   string      `json:"code"`
	Kind   PanelKind   `json:"kind,omitempty"` // "" in a draft: a wave takes it from the panel when it opens
	Name   i18n.Text   `json:"name"`
	Strata []Attribute `json:"strata"` // at most MaxStrata

	// KindAssumed reports whether nobody declared the kind: the instrument is from before panels had one.
	KindAssumed bool `json:"kind_assumed,omitempty"`
}

// Protected reports whether little may be told of a few members of the panel: they are colleagues, who know each other.
// A panel that nobody declared to be of the public counts as one of colleagues.
func (p WavePanel) Protected() bool { return p.Kind != Public || p.KindAssumed }

// Compared lists the pairs of panels that a wave compares, as places in Panels: every panel of staff with every one of the
// public, staff first, otherwise in the order of the wave. Two panels of one kind are not compared.
func (w *Wave) Compared() [][2]int {
	var pairs [][2]int
	for i, inside := range w.Panels {
		for j, outside := range w.Panels {
			if inside.Kind == Staff && outside.Kind == Public {
				pairs = append(pairs, [2]int{i, j})
			}
		}
	}
	return pairs
}

// ReservedPanelCodes lists what no panel may be called, because a text is keyed by panel code or by one of these words.
func ReservedPanelCodes() []string {
	codes := []string{CommonWording}
	for _, kind := range PanelKinds() {
		codes = append(codes, string(kind))
	}
	return codes
}
