package coding_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"realitycheck/analysis/coding"
	"realitycheck/survey/fault"
)

func TestDetectorNamesWhatItFinds(t *testing.T) {
	d := coding.NewDetector(nameSet([]string{"Jan Bakker", "Els Van den Broeck", "José Peeters-Claes"}))
	for text, want := range map[string]string{
		"mail jan.bakker@dienst.be vandaag":                      "email:jan.bakker@dienst.be",
		"rekening BE71 0961 2345 6769 aub":                       "iban:BE71 0961 2345 6769",
		"rekening BE71 0961 2345 6768 aub":                       "number:BE71 0961 2345 6768",
		"nummer 85.07.30-033.28 klopt":                           "national:85.07.30-033.28",
		"nummer 85.07.30-033.29 klopt niet":                      "number:85.07.30-033.29",
		"bel haar op 0478 12 34 56 of mail naar ons":             "phone:0478 12 34 56",
		"bel 0478 12 34 56.":                                     "phone:0478 12 34 56",
		"in 2018-2019 kostte dat 1 000 000 euro, wet 12/03/2020": "",
		"www.facebook.com/jan.b zegt het":                        "link:www.facebook.com/jan.b",
		"de bakker op de hoek":                                   "",
		"met Bakker gesproken":                                   "name:Bakker",
		"vraag het aan jan bakker":                               "name:jan bakker",
		"Els Van den Broeck hielp mij":                           "name:Els Van den Broeck",
		"dank aan jose peeters":                                  "name:jose peeters",
		"ik sprak met Lies V. daarover":                          "name:Lies V.",
		"ik ben Gwendoline en ik vind":                           "name:Gwendoline",
		"de Vlaamse overheid in Gent":                            "",
		"postbode in Zele":                                       "job:postbode in Zele",
		"de postbodes in Zele":                                   "",
		"de postbode is vriendelijk. In Zele is het stil":        "",
		"HET IS EEN SCHANDE":                                     "",
		"groetjes, anneleen":                                     "name:anneleen",
	} {
		var got []string
		for _, m := range d.Find(text) {
			got = append(got, string(m.Kind)+":"+text[m.Start:m.End])
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: got %q, want %q", text, strings.Join(got, ", "), want)
		}
	}
}

func TestCheckDigits(t *testing.T) {
	for text, want := range map[string]bool{"BE71096123456769": true, "BE71096123456768": false, "BE71 0961 2345 676": false, "DE89370400440532013000": true,
		"NL91ABNA0417164300": true, "nl91 abna 0417 1643 00": true, "NL92ABNA0417164300": false, "": false} {
		if got := coding.ValidIBAN(text); got != want {
			t.Errorf("ValidIBAN(%q) got %v", text, got)
		}
	}
	for digits, want := range map[string]bool{"85073003328": true, "85073003329": false, "17073003384": true, "85133003328": false, "8507300332": false} {
		if got := coding.ValidNational(digits); got != want {
			t.Errorf("ValidNational(%q) got %v", digits, got)
		}
	}
}

func TestRedactTakesOutWhatIsMarked(t *testing.T) {
	text := "Ik, José Peeters, bel 0478 12 34 56 é"
	d := coding.NewDetector(nameSet([]string{"José Peeters"}))
	word := func(k coding.Kind) string { return "[" + string(k) + "]" }
	got, err := coding.Redact(text, d.Find(text), word)
	if err != nil || got != "Ik, [name], bel [phone] é" {
		t.Errorf("got %q, %v", got, err)
	}
	if again := coding.Segments(text, d.Find(text)); len(again) != 5 || again[1].Text != "José Peeters" || again[4].Text != " é" {
		t.Errorf("got %+v", again)
	}
	e := strings.Index(text, "é")
	for _, m := range []coding.Mark{{Start: -1, End: 3}, {Start: 0, End: 1000}, {Start: 3, End: 3}, {Start: e + 1, End: e + 4}} {
		if _, err := coding.Redact(text, []coding.Mark{m}, word); fault.Of(err) != fault.Invalid {
			t.Errorf("%+v: got %v, want a refusal", m, err)
		}
	}
}

func FuzzDetector(f *testing.F) {
	for _, s := range []string{"", "é@", "J. K. van den Broeck", "+32", "BE71 0961 2345 6769 en meer tekst", "\xff\xfe", "in in te postbode Zele"} {
		f.Add(s)
	}
	d := coding.NewDetector(nameSet([]string{"Jan Bakker"}))
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip("not text: answers are valid UTF-8 when they get here")
		}
		marks := d.Find(text)
		if _, err := coding.Redact(text, marks, func(coding.Kind) string { return "" }); err != nil {
			t.Errorf("marks of %q cannot be taken out: %v", text, err)
		}
	})
}
