package auth_test

import (
	"errors"
	"strings"
	"testing"

	"realitycheck/panel/auth"
	"realitycheck/survey/fault"
)

func TestCheckPassword(t *testing.T) {
	for name, c := range map[string]struct{ password, email, want string }{
		"a phrase":                        {"vier paarden op het dak", "an@stad.be", ""},
		"twelve characters":               {"kvT9-zoemt-p", "an@stad.be", ""},
		"eleven characters":               {"kvT9-zoemt-", "an@stad.be", "password_short"},
		"twelve letters of two bytes":     {"éèàùçöëïüâîô", "an@stad.be", ""},
		"six signs that are twelve runes": {strings.Repeat("é", 6), "an@stad.be", "password_short"},
		"too long to be typed":            {strings.Repeat("kvT9-zoemt ", 19), "an@stad.be", "password_long"},
		"known word with a year":          {"Wachtwoord2026", "an@stad.be", "password_common"},
		"known word in disguise":          {"P@ssw0rd1234", "an@stad.be", "password_common"},
		"product and year":                {"RealityCheck26", "an@stad.be", "password_common"},
		"one letter":                      {"aaaaaaaaaaaaaaaa", "an@stad.be", "password_common"},
		"two words again and again":       {"lalalalalalalala", "an@stad.be", "password_common"},
		"digits in a row":                 {"123456789012345", "an@stad.be", "password_common"},
		"azerty row":                      {"azertyuiopqsdfgh", "an@stad.be", "password_common"},
		"back along the row":              {"poiuytreza098765", "an@stad.be", "password_common"},
		"own name and a little":           {"an.peeters-2026", "an.peeters@stad.be", "password_like_email"},
		"own name inside a phrase":        {"peeters eet vandaag mosselen", "peeters@stad.be", ""},
		"broken bytes":                    {"kvT9-zoemt-p\xff", "an@stad.be", "password_unreadable"},
	} {
		t.Run(name, func(t *testing.T) {
			got := ""
			if err := auth.CheckPassword(c.password, c.email); err != nil {
				var f *fault.Fault
				if !errors.As(err, &f) || f.Kind != fault.Invalid {
					t.Fatalf("got %v, want an Invalid fault", err)
				}
				got = f.Key
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
