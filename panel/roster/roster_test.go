package roster_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"realitycheck/panel"
	"realitycheck/panel/roster"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

var noon = time.Date(2026, 9, 14, 12, 0, 0, 0, time.UTC)

func read(t testing.TB, src string) (roster.List, error) {
	t.Helper()
	return roster.Read(t.Context(), strings.NewReader(src))
}

// said is what a fault says, one line for each place: row:column key.
func said(err error) []string {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return []string{fmt.Sprint(err)}
	}
	if len(f.Fields) == 0 {
		return []string{f.Key}
	}
	var out []string
	for _, field := range f.Fields {
		out = append(out, fmt.Sprintf("%d:%d %s", field.Line, field.Column, field.Key))
	}
	return out
}

var two = []panel.Member{
	{Email: "an@stad.be", Name: "An Peeters", Lang: i18n.Dutch, Profile: map[string]string{"age": "18-34"}},
	{Email: "bob@stad.be", Name: "Renée, dite Bob", Lang: i18n.English, Profile: map[string]string{}},
}

func TestTextInEveryGuise(t *testing.T) {
	windows, err := charmap.Windows1252.NewEncoder().String("email;name;language;age\nan@stad.be;An Peeters;nl;18-34\nbob@stad.be;Renée, dite Bob;en;\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, src := range map[string]string{
		"commas":           "email,name,language,age\nan@stad.be,An Peeters,nl,18-34\nbob@stad.be,\"Renée, dite Bob\",en,\n",
		"semicolons":       "email;name;language;age\nan@stad.be;An Peeters;nl;18-34\nbob@stad.be;Renée, dite Bob;en;\n",
		"tabs":             "email\tname\tlanguage\tage\nan@stad.be\tAn Peeters\tnl\t18-34\nbob@stad.be\tRenée, dite Bob\ten\t\n",
		"mark and CRLF":    "\ufeffemail;name;language;age\r\nan@stad.be;An Peeters;nl;18-34\r\nbob@stad.be;Renée, dite Bob;en;\r\n",
		"Windows letters":  windows,
		"loose typing":     " Email ; NAME;Language;age;\n\n AN@stad.be; An   Peeters ;nl-BE;18-34\n;;;\nbob@stad.be;Rene\u0301e, dite Bob;EN\n",
		"no line end":      "email;name;language;age\nan@stad.be;An Peeters;;18-34\nbob@stad.be;Renée, dite Bob;en;",
		"columns moved":    "age,language,email,name\n18-34,nl,an@stad.be,An Peeters\n,en,bob@stad.be,\"Renée, dite Bob\"\n",
		"control and bidi": "email;name;language;age\nan@stad.be;\u202eAn\u0007 Peeters;nl;18-34\nbob@stad.be;Renée, dite Bob;en;\n",
	} {
		list, err := read(t, src)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if !reflect.DeepEqual(list.Members, two) {
			t.Errorf("%s: got %v, want %v", name, list.Members, two)
		} else if got := list.Attributes(); !reflect.DeepEqual(got, []string{"age"}) {
			t.Errorf("%s: got attributes %v, want age", name, got)
		}
	}
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		want []string
	}{
		"rows": {"email,name,language,age\n,An,nl,x\nnot an address,B,xx,y\nan@stad.be,C,nl,z\nAN@stad.be,D,nl," + strings.Repeat("a", 81) + "\n" +
			"an@stad.be,E,nl,x,surplus\nb@stad.be," + strings.Repeat("n", 121) + ",,\n",
			[]string{"2:1 member_email_missing", "3:1 member_email_wrong", "3:3 member_language_unknown", "5:4 member_trait_long",
				"5:1 roster_email_twice", "6:5 roster_row_long", "6:1 roster_email_twice", "7:2 member_name_long"}},
		"columns": {"e-mail,name,name,age group,,x\nan@stad.be,An,An,1,2,3\n",
			[]string{"1:1 roster_column_wrong", "1:3 roster_column_twice", "1:4 roster_column_wrong", "1:5 roster_column_wrong", "1:1 roster_column_missing"}},
		"quotes":           {"email,name\nan@stad.be,\"An\nbob@stad.be,Bob\n", []string{"2:0 roster_quote"}},
		"header alone":     {"email,name\n", []string{"roster_empty"}},
		"nothing":          {"", []string{"roster_empty"}},
		"no text":          {"email\x00,name\nx", []string{"roster_text"}},
		"too many columns": {"email" + strings.Repeat(",x", 60) + "\n", []string{"roster_too_many_columns"}},
	} {
		_, err := read(t, c.src)
		if fault.Of(err) != fault.Invalid {
			t.Errorf("%s: got %v, want Invalid", name, err)
		}
		if got := said(err); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %q\nwant %q", name, got, c.want)
		}
	}
}

func TestHostileAddressesAreRefused(t *testing.T) {
	for _, address := range []string{"an@stad.be\nBcc: x@evil.invalid", "an@stad.be,x@evil.invalid", "<an@stad.be>", "An <an@stad.be>", `"a b"@stad.be`,
		"an@stad", "an@@stad.be", "an@stad..be", "@stad.be", "an@", "an@-stad.be", ".an@stad.be", "an.@stad.be", "an@stad.be;x@y.be", "an@[127.0.0.1]",
		strings.Repeat("a", 250) + "@stad.be", `"an@evil.invalid>"@stad.be`} {
		_, err := read(t, "email\tname\n\""+strings.ReplaceAll(address, `"`, `""`)+"\"\tAn\n")
		if got := said(err); !reflect.DeepEqual(got, []string{"2:1 member_email_wrong"}) {
			t.Errorf("%q: got %v, want member_email_wrong", address, got)
		}
	}
	if _, err := read(t, "email\no'brien+panel@sub.stad-gent.be\n"); err != nil {
		t.Errorf("an ordinary address was refused: %v", err)
	}
}

func TestTooManyRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("email\n")
	for i := range roster.MaxRows {
		fmt.Fprintf(&b, "m%d@stad.be\n", i)
	}
	if list, err := read(t, b.String()); err != nil || len(list.Members) != roster.MaxRows {
		t.Errorf("at the limit: got %d, %v", len(list.Members), err)
	}
	b.WriteString("onemore@stad.be\n")
	if _, err := read(t, b.String()); !reflect.DeepEqual(said(err), []string{"roster_too_many"}) {
		t.Errorf("above the limit: got %v, want roster_too_many", err)
	}
}

func TestAgainstThePanel(t *testing.T) {
	existing := []panel.Member{
		{UID: panel.NewUID(), Panel: "internal", Email: "an@stad.be", Name: "An", Lang: i18n.English, Profile: map[string]string{"age": "18-34", "level": "A"}, Created: noon},
		{UID: panel.NewUID(), Panel: "internal", Email: "bob@stad.be", Name: "Bob", Lang: i18n.Dutch, Profile: map[string]string{"age": "35-54"}, Created: noon},
		{UID: panel.NewUID(), Panel: "internal", Email: "cis@stad.be", Name: "Cis", Lang: i18n.Dutch, Profile: map[string]string{}, Created: noon},
	}
	list, err := read(t, "email,name,age\nan@stad.be,An Peeters,\nbob@stad.be,Bob,35-54\ndirk@stad.be,Dirk,55+\n")
	if err != nil {
		t.Fatal(err)
	}
	got := list.Against("internal", existing, noon)
	an := existing[0]
	an.Name, an.Profile = "An Peeters", map[string]string{"level": "A"} // the language has no column and stays; the age was emptied
	if !reflect.DeepEqual(got.Changed, []panel.Member{an}) || got.Same != 1 {
		t.Errorf("got %v changed and %d the same, want %v and 1", got.Changed, got.Same, an)
	}
	if len(got.Added) != 1 || got.Added[0].Email != "dirk@stad.be" || got.Added[0].Panel != "internal" || got.Added[0].UID == (panel.UID{}) || !got.Added[0].Created.Equal(noon) {
		t.Errorf("got %v added, want Dirk", got.Added)
	}
	if existing[0].Profile["age"] != "18-34" {
		t.Error("comparing changed the panel")
	}
}

func TestWorkbookRoundTrip(t *testing.T) {
	want := []panel.Member{two[0],
		{Email: "bob@stad.be", Name: `=HYPERLINK("http://evil.invalid")`, Lang: i18n.English, Profile: map[string]string{"age": "_x0041_"}},
		{Email: "cis@stad.be", Name: "O'Brien <b>&amp;</b> 你好 😀", Lang: i18n.Dutch, Profile: map[string]string{"age": "55+"}},
	}
	var b bytes.Buffer
	if err := roster.Write(&b, []string{"age"}, want); err != nil {
		t.Fatal(err)
	}
	list, err := roster.Read(t.Context(), &b)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(list.Members, want) {
		t.Errorf("got %v\nwant %v", list.Members, want)
	}
}

func TestTemplateHasTheColumnsAndNobody(t *testing.T) {
	var b bytes.Buffer
	if err := roster.Write(&b, []string{"age", "gender"}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := roster.Read(t.Context(), &b); !reflect.DeepEqual(said(err), []string{"roster_empty"}) {
		t.Errorf("got %v, want roster_empty", err)
	}
}
