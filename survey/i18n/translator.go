package i18n

import (
	"errors"
	"maps"
	"slices"
	"time"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/message"

	"realitycheck/survey/fault"
)

// Translator writes messages, numbers and dates in one language. It is safe for concurrent use.
type Translator struct {
	lang      Lang
	localizer *goi18n.Localizer
	plain     map[string]string // messages without placeholders: most, and go-i18n is slow on them
	printer   *message.Printer
	zone      *time.Location // of times written; nil for that of each time
}

// Lang is the language written.
func (t *Translator) Lang() Lang { return t.lang }

// T gives the message of a key; args are pairs of a placeholder's name and its value. A key that no catalogue has comes
// back as it is, so that it shows.
func (t *Translator) T(key string, args ...any) string {
	if text, ok := t.plain[key]; ok {
		return text
	}
	return t.localize(&goi18n.LocalizeConfig{MessageID: key, TemplateData: t.readable(fault.Args(args...))})
}

// N gives the message of a key in the plural form for count, which is also the placeholder "count".
func (t *Translator) N(key string, count int, args ...any) string {
	data := t.readable(fault.Args(args...))
	if data == nil {
		data = map[string]any{}
	}
	data["count"] = t.Int(count)
	return t.localize(&goi18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: count})
}

func (t *Translator) localize(c *goi18n.LocalizeConfig) string {
	text, err := t.localizer.Localize(c)
	if err != nil && text == "" {
		return c.MessageID
	}
	return text
}

// readable writes numbers and times among the arguments the way a reader expects.
func (t *Translator) readable(args map[string]any) map[string]any {
	args = maps.Clone(args)
	for name, value := range args {
		switch v := value.(type) {
		case time.Time:
			args[name] = t.DateTime(v)
		case int:
			args[name] = t.Int(v)
		}
	}
	return args
}

// Fault writes what went wrong for a reader. An error that is no fault says only that something failed: its text may
// hold what a reader should not see.
func (t *Translator) Fault(err error) string {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return t.T("unexpected")
	}
	return t.T(f.Key, pairs(f.Args)...)
}

// Field writes what is wrong with one field, without its place.
func (t *Translator) Field(f fault.Field) string { return t.T(f.Key, pairs(f.Args)...) }

// pairs lays out arguments as T takes them.
func pairs(args map[string]any) []any {
	var list []any
	for _, name := range slices.Sorted(maps.Keys(args)) {
		list = append(list, name, args[name])
	}
	return list
}
