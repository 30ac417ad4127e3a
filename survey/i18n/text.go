package i18n

import "slices"

// Lang is a language tag without region: "nl", "en".
type Lang string

// The languages that are complete. Default is shown when nothing else was chosen.
const (
	Dutch   Lang = "nl"
	English Lang = "en"
	Default      = Dutch
)

// Langs lists the complete languages, the default first.
func Langs() []Lang { return []Lang{Dutch, English} }

// ParseLang gives the language for a tag such as "nl", "nl-BE" or "EN"; ok is false for one that is not complete.
func ParseLang(tag string) (lang Lang, ok bool) {
	if len(tag) < 2 {
		return Default, false
	}
	lower := func(c byte) byte { return c | 0x20 }
	lang = Lang([]byte{lower(tag[0]), lower(tag[1])})
	if (len(tag) == 2 || tag[2] == '-' || tag[2] == '_') && slices.Contains(Langs(), lang) {
		return lang, true
	}
	return Default, false
}

// Text is one text in several languages. A text of a published instrument has every language of its wave, so In needs
// no fallback there.
type Text map[Lang]string

// In gives the text in a language, or "" when it has none.
func (t Text) In(lang Lang) string { return t[lang] }

// Missing lists the languages, of those given, in which the text is absent or empty.
func (t Text) Missing(langs []Lang) []Lang {
	var missing []Lang
	for _, lang := range langs {
		if t[lang] == "" {
			missing = append(missing, lang)
		}
	}
	return missing
}
