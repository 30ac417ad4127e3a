package survey

import "realitycheck/survey/i18n"

// Wording is one text as respondents meet it: common to all panels, or in each panel's own words under the same code.
type Wording struct {
	Common i18n.Text            `json:"common,omitempty"`
	Panels map[string]i18n.Text `json:"panels,omitempty"` // by panel code; a panel that is absent reads Common
}

// For gives the text for a panel and language, or "" when there is none.
func (w Wording) For(panel string, lang i18n.Lang) string {
	if text, ok := w.Panels[panel]; ok {
		return text.In(lang)
	}
	return w.Common.In(lang)
}

// IsZero says that nothing was worded at all.
func (w Wording) IsZero() bool { return len(w.Common) == 0 && len(w.Panels) == 0 }

// Complete says that the wording exists for every panel and language given.
func (w Wording) Complete(panels []string, langs []i18n.Lang) bool {
	for _, panel := range panels {
		for _, lang := range langs {
			if w.For(panel, lang) == "" {
				return false
			}
		}
	}
	return true
}
