package panel_test

import (
	"reflect"
	"strings"
	"testing"

	"realitycheck/panel"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

func TestCleanLine(t *testing.T) {
	for in, want := range map[string]string{
		"  An \t Peeters\r\n":      "An Peeters",
		"Rene\u0301e":              "Renée",
		"An\x00\x1b[31m Peeters":   "An[31m Peeters",
		"\u202eneteeP\u2066 nA":    "neteeP nA",
		"\ufeffAn\u200b Peeters":   "An Peeters",
		"An\xff Peeters\ufffd":     "An Peeters",
		"An\u2028Bcc:\u00a0x@y.be": "An Bcc: x@y.be",
		"你好 😀":                     "你好 😀",
		"":                         "",
	} {
		if got := panel.CleanLine(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
		if again := panel.CleanLine(want); again != want {
			t.Errorf("%q: cleaning twice gives %q", want, again)
		}
	}
}

func TestMemberFaults(t *testing.T) {
	m := panel.Member{Email: " An@Stad.BE ", Name: strings.Repeat("n", 121), Lang: "xx",
		Profile: map[string]string{"age": " 18-34 ", "level": strings.Repeat("x", 81), "gender": "  "}}
	m.Clean()
	if m.Email != "an@stad.be" || !reflect.DeepEqual(m.Profile, map[string]string{"age": "18-34", "level": strings.Repeat("x", 81)}) {
		t.Errorf("got %q and %v after cleaning", m.Email, m.Profile)
	}
	want := []fault.Field{
		{Path: "name", Key: "member_name_long", Args: fault.Args("max", 120)},
		{Path: "language", Key: "member_language_unknown", Args: fault.Args("value", "xx")},
		{Path: "level", Key: "member_trait_long", Args: fault.Args("max", 80)},
	}
	if got := m.Faults(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestUpdateTellsWhetherAnythingChanged(t *testing.T) {
	m := panel.Member{UID: panel.NewUID(), Panel: "internal", Email: "an@stad.be", Name: "An", Lang: i18n.Dutch}
	same := m
	if m.Update(same) {
		t.Error("the same is no change")
	}
	newer := panel.Member{Email: "other@stad.be", Panel: "external", Name: "An Peeters", Lang: i18n.English, Profile: map[string]string{"age": "55+"}}
	if !m.Update(newer) || m.Email != "an@stad.be" || m.Panel != "internal" || m.UID != same.UID || m.Name != "An Peeters" || m.Profile["age"] != "55+" {
		t.Errorf("got %v, want name, language and profile taken over alone", m)
	}
}

func TestUID(t *testing.T) {
	uid := panel.NewUID()
	if got, err := panel.ParseUID(uid.String()); err != nil || got != uid {
		t.Errorf("got %v, %v, want %v", got, err, uid)
	}
	if uid == panel.NewUID() {
		t.Error("two numbers are the same")
	}
	for _, s := range []string{"", "zz", uid.String()[1:], uid.String() + "00", "../" + uid.String()} {
		if _, err := panel.ParseUID(s); fault.Of(err) != fault.NotFound {
			t.Errorf("%q: got %v, want NotFound", s, err)
		}
	}
}
