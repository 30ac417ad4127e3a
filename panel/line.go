package panel

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// CleanLine makes one tidy line of what somebody typed or a sheet held: valid UTF-8 in composed form, white space
// collapsed, no control characters and none that turn the direction of the text around it.
func CleanLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == unicode.ReplacementChar, unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\uFEFF', r == '\u200B':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return norm.NFC.String(strings.Join(strings.Fields(s), " "))
}
