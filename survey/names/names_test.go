package names_test

import (
	"slices"
	"testing"

	"realitycheck/survey/names"
)

func TestSetRecognisesFormsOfAName(t *testing.T) {
	key := []byte("key")
	set := names.NewSet(key, [][]byte{names.Hash(key, "Peeters"), names.Hash(key, "José"), names.Hash(key, "Broeck")})
	for word, want := range map[string]bool{"Peeters": true, "PEETERS": true, "jose": true, "José's": true, "Peeters'": true, "Broeck-Smet": true,
		"Peeter": false, "Smet": false, "": false} {
		if got := set.Has(word); got != want {
			t.Errorf("Has(%q) got %v", word, got)
		}
	}
	if set.Len() != 3 {
		t.Errorf("got %d parts", set.Len())
	}
}

func TestHashesSayNothingWithoutTheKey(t *testing.T) {
	hash := names.Hash([]byte("key"), "Peeters")
	if len(hash) != names.HashBytes {
		t.Errorf("got %d bytes", len(hash))
	}
	var none *names.Set
	for _, set := range []*names.Set{names.NewSet([]byte("other"), [][]byte{hash}), names.NewSet(nil, [][]byte{hash}), none} {
		if set.Has("Peeters") {
			t.Error("a name is recognised without the key")
		}
	}
}

func TestPartsLeaveOutSmallWords(t *testing.T) {
	got := names.Parts("Els Van den Broeck-De Smet J. O'Brien")
	if !slices.Equal(got, []string{"Els", "Broeck", "Smet", "O'Brien"}) {
		t.Errorf("got %q", got)
	}
}
