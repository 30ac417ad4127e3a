package survey

import (
	"maps"

	"realitycheck/survey/i18n"
)

// Wording is one text as respondents meet it: common to all panels, or in each panel's own words under the same code.
// Panels is keyed by panel code, and by PanelKind too until a questionnaire is joined with a wave (Instrument.WordPanels).
type Wording struct {
	Common i18n.Text            `json:"common,omitempty"`
	Panels map[string]i18n.Text `json:"panels,omitempty"` // a panel that is absent reads Common
}

// CommonWording is the word under which a file keeps the text of panels that have none of their own.
const CommonWording = "common"

// For gives the text for a panel and language, or "" when there is none.
func (w Wording) For(panel string, lang i18n.Lang) string {
	if text, ok := w.Panels[panel]; ok {
		return text.In(lang)
	}
	return w.Common.In(lang)
}

// IsZero says that nothing was worded at all.
func (w Wording) IsZero() bool { return len(w.Common) == 0 && len(w.Panels) == 0 }

// wordPanels gives the text of a kind to the panels of that kind that have none of their own, by code.
func (w *Wording) wordPanels(panels []WavePanel) {
	for _, kind := range PanelKinds() {
		text, ok := w.Panels[string(kind)]
		if !ok {
			continue
		}
		delete(w.Panels, string(kind))
		for _, p := range panels {
			if _, own := w.Panels[p.Code]; p.Kind == kind && !own {
				w.Panels[p.Code] = maps.Clone(text)
			}
		}
	}
}
