package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"realitycheck/survey"
)

func pressedSheet(t *testing.T) *sheet {
	t.Helper()
	s, err := cut([]byte("<title>" + mark(hole{kind: holeTitle}) + "Page</title>" + mark(hole{kind: holeBanner}) +
		strings.Repeat("<p>words that come back</p>", 100) +
		`<input value="` + mark(hole{kind: holeHandle}) + `"><input value="` + mark(hole{kind: holeRev}) + `">` +
		`<input type="radio"` + mark(hole{kind: holeCheck, question: "q", value: 1}) + `>` +
		`<textarea` + mark(hole{kind: holeWrong, question: "why", value: 1}) + `>` + mark(hole{kind: holeText, question: "why"}) + `</textarea>` +
		`<p>` + mark(hole{kind: holeSaved}) + `</p>` + mark(hole{kind: holeShown}) + mark(hole{kind: holeReceipt})))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.press(); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPressedSheetIsThePlainOne(t *testing.T) {
	s := pressedSheet(t)
	for name, f := range map[string]filling{
		"empty":   {},
		"usual":   {handle: "k3v9", revision: 2, shown: "abc.5", saved: "Opgeslagen om 10:04", receipt: "1234-5678"},
		"escaped": {handle: `"><b>`, saved: "één & <twee>"},
		"longest": {shown: strings.Repeat("<", longestLoose-1)},
		"large":   {revision: 1 << 40},
	} {
		if !f.fresh() {
			t.Fatalf("%s: not taken as fresh", name)
		}
		var plain, zipped bytes.Buffer
		s.fill(&plain, &f)
		s.gzip(&zipped, &f, plain.Bytes())
		r, err := gzip.NewReader(&zipped)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		r.Multistream(false)
		got, err := io.ReadAll(r) // checks length and sum as well
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if string(got) != plain.String() {
			t.Errorf("%s: got %q, want %q", name, got, plain.String())
		}
	}
}

func TestOnlyPagesWithoutAnswersArePressed(t *testing.T) {
	for name, f := range map[string]filling{
		"answers": {answers: survey.Answers{"q": {Code: 1}}},
		"errors":  {errors: map[string]string{"q": "missing"}},
		"banner":  {banner: []byte("<div>")},
		"title":   {title: "Fout: "},
		"long":    {shown: strings.Repeat("1", longestLoose)},
	} {
		if f.fresh() {
			t.Errorf("%s: got a fresh page, want one that is compressed as a whole", name)
		}
	}
}
