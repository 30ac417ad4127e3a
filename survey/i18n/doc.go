// Package i18n holds languages, texts in several languages, and the catalogues of messages for screens, mails, reports
// and faults. A catalogue is one file a language and area in locales, with the same keys in every language, or nothing loads.
// A new language is its files, its name in text.go and its months in format.go. Numbers, dates and percentages are written here
// the way a reader of the language expects. It imports survey/fault, go-i18n and x/text.
//
// The path through it: [Load] reads the catalogues; [Catalogue.For] gives the [Translator] of a language; [Translator.T] gives
// the message of a key.
package i18n
