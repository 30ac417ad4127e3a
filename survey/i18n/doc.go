// Package i18n holds languages, texts in several languages, and the catalogues of messages for screens, mails, reports
// and faults. A catalogue is one file a language and area in locales; a new language is new files, no code. Numbers,
// dates and percentages are written here the way a reader of the language expects. It imports go-i18n and x/text.
package i18n
