package coding

import (
	"crypto/hmac"
	"crypto/sha256"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NameHashBytes is the length of the hash of one part of a name.
const NameHashBytes = 16

// NameHash makes the keyed hash of one part of a name, HMAC-SHA256 cut to NameHashBytes. Whoever has the hashes but not
// the key can test no name against them, so that they say nothing once the key is destroyed.
func NameHash(key []byte, part string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(foldName(part)))
	return h.Sum(nil)[:NameHashBytes]
}

// NameParts gives the parts of a person's name that are looked for: everything but the small words of family names and
// single letters.
func NameParts(name string) []string {
	var parts []string
	for _, t := range tokens(name) {
		for part := range strings.SplitSeq(t.text, "-") {
			if len([]rune(part)) > 1 && !nameParticles[strings.ToLower(part)] {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// nameParticles join a family name and stand in every other sentence.
var nameParticles = set("van von vande vanden vander de den der des di da do du la le los el al ben bin te ter ten op 't in 's d' del della dos")

// foldName writes a name without capitals and marks: José and jose are one.
func foldName(part string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(part))
}

// NameSet recognises parts of the names of a panel without holding one. The zero set knows none.
type NameSet struct {
	key    []byte
	hashes map[string]bool
}

// NewNameSet makes the set of hashes made with a key.
func NewNameSet(key []byte, hashes [][]byte) *NameSet {
	s := &NameSet{key: key, hashes: make(map[string]bool, len(hashes))}
	for _, h := range hashes {
		s.hashes[string(h)] = true
	}
	return s
}

// Has says whether a word is part of a name of the panel.
func (s *NameSet) Has(word string) bool {
	return s != nil && len(s.hashes) > 0 && s.hashes[string(NameHash(s.key, word))]
}

// hasAny also takes one part of a double name, and "Jans" for Jan.
func (s *NameSet) hasAny(word string) bool {
	if s.Has(word) {
		return true
	}
	for part := range strings.SplitSeq(word, "-") {
		if part != word && len([]rune(part)) > 2 && s.Has(part) {
			return true
		}
	}
	root := strings.TrimRight(strings.TrimRight(word, "s"), "'’")
	return root != word && len([]rune(root)) > 2 && s.Has(root)
}
