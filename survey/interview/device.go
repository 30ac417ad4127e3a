package interview

import (
	"crypto/sha256"
	"encoding/base64"
)

// DeviceOf hashes a device's random number together with the ticket, so that the same browser in two responses is not
// the same in the store.
func DeviceOf(lookup []byte, number string) []byte { return digest("device", lookup, number) }

// Handle is a short name of a response that a form carries: when it is not that of the cookie, two people use one
// browser, and nothing is saved.
func Handle(lookup []byte) string {
	return base64.RawURLEncoding.EncodeToString(digest("handle", lookup, "")[:6])
}

// Receipt is a code that a respondent may note as proof of having finished. It says nothing about the answers.
func Receipt(lookup []byte) string {
	const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789" // none that look alike
	code := make([]byte, 8)
	for i, b := range digest("receipt", lookup, "")[:len(code)] {
		code[i] = letters[int(b)%len(letters)]
	}
	return string(code[:4]) + "-" + string(code[4:])
}

func digest(purpose string, lookup []byte, more string) []byte {
	h := sha256.New()
	h.Write([]byte(purpose))
	h.Write(lookup)
	h.Write([]byte(more))
	return h.Sum(nil)[:16]
}
