package panel

import (
	"crypto/rand"
	"encoding/hex"

	"realitycheck/survey/fault"
)

// UID is the random number of a member. Links and pseudonyms are computed from it with keys that lie outside both
// stores; it never leaves the people store.
type UID [16]byte

// NewUID draws a number for a new member.
func NewUID() UID {
	var uid UID
	rand.Read(uid[:])
	return uid
}

// ParseUID reads what String wrote; anything else names no member.
func ParseUID(s string) (UID, error) {
	var uid UID
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(uid) {
		return UID{}, fault.New(fault.NotFound, "member_not_found")
	}
	copy(uid[:], b)
	return uid, nil
}

// String is the number in hexadecimal, as staff addresses carry it.
func (u UID) String() string { return hex.EncodeToString(u[:]) }
