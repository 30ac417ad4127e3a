package report

import "realitycheck/analysis/coding"

// ThemeReport is what a report says of open answers beside the shares of themes.
type ThemeReport struct {
	ThemeGaps      []ThemeGap       `json:"theme_gaps"`
	ThemeChanges   []ThemeChange    `json:"theme_changes"`
	ThemeSamples   []ThemeSample    `json:"theme_samples"`
	ThemeAgreement []ThemeAgreement `json:"theme_agreement"`
}

// ThemeSample is the share of a theme among the codable answers about one sample, of which a member gave one.
type ThemeSample struct {
	Wave       string   `json:"wave"`
	Panel      string   `json:"panel"`
	Question   string   `json:"question"`
	Theme      string   `json:"theme"`
	Sample     string   `json:"sample"`
	N          *int     `json:"n"`
	Share      *float64 `json:"share"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
	Suppressed bool     `json:"suppressed"`
}

// Recode is the reason of a difference between shares of a theme on which two coders agree too little.
const Recode = string(coding.Recode)

// ThemeGap is the difference between the shares of two panels in one wave, A minus B.
type ThemeGap struct {
	Wave     string         `json:"wave"`
	Question string         `json:"question"`
	Theme    string         `json:"theme"`
	A        string         `json:"a"`
	B        string         `json:"b"`
	N        map[string]int `json:"n"` // by panel; nil when suppressed
	Test
}

// ThemeChange is the difference between the shares of two waves in one panel, To minus From.
type ThemeChange struct {
	Panel    string         `json:"panel"`
	From     string         `json:"from"`
	To       string         `json:"to"`
	Question string         `json:"question"`
	Theme    string         `json:"theme"` // in the codebook of the later wave
	N        map[string]int `json:"n"`     // by wave; nil when suppressed
	Test
	Comparable bool    `json:"comparable"` // false where the theme came from a split, or the question broke
	Note       *string `json:"note"`       // Broken
}

// ThemeAgreement says how well two coders agreed on a theme. Theme "" is whether an answer can be coded at all.
type ThemeAgreement struct {
	Wave     string `json:"wave"`
	Question string `json:"question"`
	coding.Agreement
}
