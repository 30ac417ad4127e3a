package auth

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"realitycheck/survey/fault"
)

// Limits of a password, in characters.
const (
	MinPassword = 12
	MaxPassword = 200
	minVariety  = 5 // different characters
)

// common holds words that are tried first, one a line in the form of plainForm.
//
//go:embed common.txt
var common string

// CheckPassword refuses a password that is short or easily guessed. There are no rules about kinds of characters: they
// make passwords harder to remember, not to guess.
func CheckPassword(password, email string) error {
	password = norm.NFC.String(password)
	plain := plainForm(password)
	name, _, _ := strings.Cut(strings.ToLower(email), "@")
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password):
		return fault.New(fault.Invalid, "password_unreadable")
	case n < MinPassword:
		return fault.New(fault.Invalid, "password_short", "min", MinPassword)
	case n > MaxPassword:
		return fault.New(fault.Invalid, "password_long", "max", MaxPassword)
	case variety(plain) < minVariety, isRow(plain), isCommon(plain):
		return fault.New(fault.Invalid, "password_common")
	case len(name) >= 4 && leftover(plain, plainForm(name)) < 8:
		return fault.New(fault.Invalid, "password_like_email")
	}
	return nil
}

// plainForm undoes what people do to make a known word look new: capitals, and signs in the place of letters.
func plainForm(s string) string {
	return strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i").
		Replace(strings.ToLower(s))
}

// isCommon says whether little is left of the password once a common word is taken out.
func isCommon(plain string) bool {
	for word := range strings.FieldsSeq(common) {
		if leftover(plain, word) < 5 {
			return true
		}
	}
	return false
}

// leftover counts the characters of s outside every occurrence of word; all of them when it does not occur.
func leftover(s, word string) int { return utf8.RuneCountInString(strings.ReplaceAll(s, word, "")) }

// variety counts the different characters of s.
func variety(s string) int {
	set := map[rune]bool{}
	for _, r := range s {
		set[r] = true
	}
	return len(set)
}

// rows are neighbours on keyboards and in the alphabet.
var rows = []string{"abcdefghijklmnopqrstuvwxyz", "azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm", "o123456789o", "1234567890"}

// isRow says whether the password runs along a row, forwards or backwards, however often it begins again.
func isRow(plain string) bool {
	breaks := 0
	runes := []rune(plain)
	for i := 1; i < len(runes); i++ {
		if !neighbours(string(runes[i-1 : i+1])) {
			breaks++
		}
	}
	return breaks*4 < len(runes)
}

func neighbours(pair string) bool {
	r := []rune(pair)
	back := string([]rune{r[1], r[0]})
	for _, row := range rows {
		row = plainForm(row)
		if strings.Contains(row, pair) || strings.Contains(row, back) {
			return true
		}
	}
	return false
}
