package i18n

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed locales/*.json
var locales embed.FS

// Catalogue holds the messages of every complete language. It does not change after Load and is safe for concurrent use.
type Catalogue struct {
	translators map[Lang]*Translator
}

// Load reads the embedded catalogues and checks that every language has the same keys.
func Load() (*Catalogue, error) {
	bundle := goi18n.NewBundle(language.Dutch)
	files, err := locales.ReadDir("locales")
	if err != nil {
		return nil, err
	}
	translators := map[Lang]*Translator{}
	for _, lang := range Langs() {
		translators[lang] = &Translator{lang: lang, plain: map[string]string{}, printer: message.NewPrinter(language.Make(string(lang)))}
	}
	keys := map[Lang][]string{}
	for _, f := range files {
		src, err := locales.ReadFile(path.Join("locales", f.Name()))
		if err != nil {
			return nil, err
		}
		parsed, err := bundle.ParseMessageFileBytes(src, f.Name())
		if err != nil {
			return nil, fmt.Errorf("catalogue %s: %w", f.Name(), err)
		}
		lang := Lang(parsed.Tag.String())
		t, ok := translators[lang]
		if !ok {
			return nil, fmt.Errorf("catalogue %s: language %q is not offered", f.Name(), lang)
		}
		for _, m := range parsed.Messages {
			keys[lang] = append(keys[lang], m.ID)
			if m.One == "" && !strings.Contains(m.Other, "{{") {
				t.plain[m.ID] = m.Other
			}
		}
	}
	if err := sameKeys(keys); err != nil {
		return nil, err
	}
	for lang, t := range translators {
		t.localizer = goi18n.NewLocalizer(bundle, string(lang))
	}
	return &Catalogue{translators}, nil
}

// sameKeys names the keys that one language has and another has not, and those that stand twice.
func sameKeys(keys map[Lang][]string) error {
	var faults []string
	for _, lang := range Langs() {
		slices.Sort(keys[lang])
		for i, key := range keys[lang] {
			if i > 0 && keys[lang][i-1] == key {
				faults = append(faults, fmt.Sprintf("%s stands twice in %s", key, lang))
			}
			for _, other := range Langs() {
				if !slices.Contains(keys[other], key) {
					faults = append(faults, fmt.Sprintf("%s is missing in %s", key, other))
				}
			}
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("catalogues: %s", strings.Join(faults, "; "))
	}
	return nil
}

// In gives the same messages with times written as clocks show them in a zone; otherwise they are written in the zone that
// each carries, which for times from a store is UTC.
func (c *Catalogue) In(zone *time.Location) *Catalogue {
	translators := make(map[Lang]*Translator, len(c.translators))
	for lang, t := range c.translators {
		zoned := *t
		zoned.zone = zone
		translators[lang] = &zoned
	}
	return &Catalogue{translators}
}

// For gives the translator of a language, that of Default for one that is not complete.
func (c *Catalogue) For(lang Lang) *Translator {
	if t, ok := c.translators[lang]; ok {
		return t
	}
	return c.translators[Default]
}
