package survey

import (
	"crypto/sha256"
	"encoding/base64"
)

// Token is the secret of one personal link. It is stored nowhere: the answer store knows a ticket by Lookup and, once the
// wave is closed, a spent link by Closed.
type Token [sha256.Size]byte

// ParseToken reads a token as it stands in a link; ok is false when it cannot be one.
func ParseToken(text string) (token Token, ok bool) {
	if len(text) != base64.RawURLEncoding.EncodedLen(len(token)) {
		return token, false
	}
	n, err := base64.RawURLEncoding.Strict().Decode(token[:], []byte(text))
	return token, err == nil && n == len(token)
}

// String writes the token as it stands in a link.
func (t Token) String() string { return base64.RawURLEncoding.EncodeToString(t[:]) }

// Lookup is the name of the ticket that the token opens, SHA256("response"|T).
func (t Token) Lookup() []byte { return t.hash("response") }

// Closed is what remains of the token after its wave was closed, SHA256("closed"|T).
func (t Token) Closed() []byte { return t.hash("closed") }

func (t Token) hash(purpose string) []byte {
	h := sha256.New()
	h.Write([]byte(purpose))
	h.Write(t[:])
	return h.Sum(nil)
}
