package survey_test

import (
	"bytes"
	"strings"
	"testing"

	"realitycheck/survey"
)

func TestATokenReadsAsItWasWritten(t *testing.T) {
	token := survey.Token{1, 2, 3, 31: 255}
	got, ok := survey.ParseToken(token.String())
	if !ok || got != token {
		t.Errorf("got %v %v, want %v", got, ok, token)
	}
}

func TestWhatCannotBeATokenIsRefused(t *testing.T) {
	good := survey.Token{}.String()
	for name, text := range map[string]string{
		"empty":               "",
		"short":               good[1:],
		"long":                good + "A",
		"foreign letters":     strings.Repeat("'", len(good)),
		"padding":             good[:len(good)-1] + "=",
		"bits beyond the end": good[:len(good)-1] + "B",
		"line break":          good[:len(good)-2] + "\r\n",
	} {
		if _, ok := survey.ParseToken(text); ok {
			t.Errorf("%s: %q was taken", name, text)
		}
	}
}

func TestHashesOfATokenDifferByPurpose(t *testing.T) {
	token := survey.Token{7}
	if bytes.Equal(token.Lookup(), token.Closed()) {
		t.Error("the lookup of an open wave opens a closed link")
	}
}
