package interview

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean brings text from outside into the one form that both stores keep alike: valid UTF-8, composed characters (NFC),
// line feeds as the only line ends, no control characters but line feed and tab. Blank text is nothing. Nothing is cut.
func Clean(text string) string {
	if isPlain(text) {
		return text
	}
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, text)
	text = norm.NFC.String(text)
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return text
}

// isPlain recognises what needs no work: printable ASCII that is not blank, as codes and most short words are.
func isPlain(text string) bool {
	blank := true
	for i := range len(text) {
		if text[i] < ' ' || text[i] >= utf8.RuneSelf-1 {
			return false
		}
		blank = blank && text[i] == ' '
	}
	return !blank || text == ""
}
