package survey

import (
	"regexp"
	"slices"

	"realitycheck/survey/i18n"
)

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

// Known reports whether the kind is one of PanelKinds.
func (k PanelKind) Known() bool { return slices.Contains(PanelKinds(), k) }

// PanelCodeForm is the form of the code of a panel, as a regular expression. It is never the code of a language.
const PanelCodeForm = `^[a-z][a-z0-9_]{2,39}$`

var panelCode = regexp.MustCompile(PanelCodeForm)

// IsPanelCode reports whether a panel may be called so.
func IsPanelCode(code string) bool {
	return panelCode.MatchString(code) && !slices.Contains(ReservedPanelCodes(), code)
}

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

// PanelsOf lists the panels of waves, oldest first, as they last were, in the order of their signs: the first of staff, the
// first of the public, then any others, staff first, each kind in the order of the waves. Every reader meets panels in this
// order.
func PanelsOf(waves ...*Instrument) []WavePanel {
	var list []WavePanel
	for _, in := range waves {
		for _, p := range in.Wave.Panels {
			if at := slices.IndexFunc(list, func(known WavePanel) bool { return known.Code == p.Code }); at < 0 {
				list = append(list, p)
			} else {
				list[at] = p
			}
		}
	}
	slices.SortStableFunc(list, func(a, b WavePanel) int {
		return slices.Index(PanelKinds(), a.Kind) - slices.Index(PanelKinds(), b.Kind)
	})
	if at := slices.IndexFunc(list, func(p WavePanel) bool { return p.Kind == Public }); at > 1 {
		public := list[at]
		list = slices.Insert(slices.Delete(list, at, at+1), 1, public)
	}
	return list
}

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
