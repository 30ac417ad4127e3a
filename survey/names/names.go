package names

import (
	"crypto/hmac"
	"crypto/sha256"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// HashBytes is the length of the hash of one part of a name.
const HashBytes = 16

// Hash makes the keyed hash of one part of a name: HMAC-SHA256 cut to HashBytes. Whoever has hashes but not the key can
// test no name against them.
func Hash(key []byte, part string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(fold(part)))
	return h.Sum(nil)[:HashBytes]
}

// Parts gives the parts of a person's name that are looked for: everything but the small words of family names and
// single letters.
func Parts(name string) []string {
	var parts []string
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' }) {
		if utf8.RuneCountInString(part) > 1 && !IsParticle(part) {
			parts = append(parts, part)
		}
	}
	return parts
}

// IsParticle says whether a word only joins a family name, as in "van den": such words stand in every other sentence.
func IsParticle(word string) bool {
	switch strings.ToLower(word) {
	case "van", "von", "vande", "vanden", "vander", "de", "den", "der", "des", "di", "da", "do", "du", "la", "le", "los", "el", "al", "ben",
		"bin", "te", "ter", "ten", "op", "'t", "in", "'s", "d'", "del", "della", "dos":
		return true
	}
	return false
}

// fold writes a name without capitals and marks: José and jose are one.
func fold(part string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(part))
}

// Set recognises parts of names by their hashes. A nil Set knows none.
type Set struct {
	key    []byte
	hashes map[string]bool
}

// NewSet makes the set of hashes made with a key.
func NewSet(key []byte, hashes [][]byte) *Set {
	s := &Set{key: key, hashes: make(map[string]bool, len(hashes))}
	for _, h := range hashes {
		s.hashes[string(h)] = true
	}
	return s
}

// Len is the number of parts that the set knows.
func (s *Set) Len() int {
	if s == nil {
		return 0
	}
	return len(s.hashes)
}

// Has says whether a word is part of a name, as it stands, as one part of a double name, or with the s of a possessive.
func (s *Set) Has(word string) bool {
	if s.Len() == 0 {
		return false
	}
	if s.exact(word) {
		return true
	}
	for part := range strings.SplitSeq(word, "-") {
		if part != word && utf8.RuneCountInString(part) > 2 && s.exact(part) {
			return true
		}
	}
	root := strings.TrimRight(strings.TrimSuffix(word, "s"), "'’")
	return root != word && utf8.RuneCountInString(root) > 2 && s.exact(root)
}

func (s *Set) exact(word string) bool { return s.hashes[string(Hash(s.key, word))] }
