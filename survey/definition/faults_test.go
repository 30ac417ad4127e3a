package definition_test

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"realitycheck/survey/definition"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

const framework = `code: dna
version: "2018"
title: {nl: DNA, en: DNA}
parameters:
  - code: reliable
    name: {nl: Betrouwbaar, en: Reliable}
    meaning: {nl: Een kwaliteitsmerk., en: A mark of quality.}
`

const questionnaire = `code: realitycheck
version: "2018"
title: {nl: Vragenlijst, en: Questionnaire}
langs: [nl, en]
minutes: 10
welcome: {nl: Welkom, en: Welcome}
thanks: {nl: Dank u, en: Thank you}
scales:
  agree: [{nl: a, en: a}, {nl: b, en: b}, {nl: c, en: c}, {nl: d, en: d}, {nl: e, en: e}]
blocks:
  - code: identity
    title: {nl: Identiteit, en: Identity}
    pages:
      - code: dna
        title: {nl: DNA, en: DNA}
        questions:
          - code: reliable
            kind: rating
            text: {internal: {nl: Wij, en: We}, external: {nl: Zij, en: They}}
            parameter: dna.reliable
            points: agree
          - code: channels
            kind: multiple
            text: {nl: Welke, en: Which}
            options:
              - {code: 1, text: {nl: Brief, en: Letter}}
              - {code: 2, text: {nl: Ander, en: Other}, other: true}
`

const margins = `wave: "2019"
bounds: {low: 0.25, high: 4}
panels:
  - code: internal
    base: {attribute: level, weights: {ab: 1.5}}
    margins:
      - attribute: age
        source: staff figures
        unit: people
        targets: {"18-34": 1200, "35-49": 2100.5, "50-67": 0}
        merge: [["35-49", "50-67"]]
  - code: external
    margins:
      - attribute: gender
        targets: {f: 0.5, m: 0.5}
`

const panel = `code: inwoners
name: {nl: Inwoners, en: Residents}
kind: public
`

const sample = `code: tax_letter
title: {nl: Brief, en: Letter}
kind: communication
channel: letter
entity: Belastingdienst
year: 2018
lang: nl
media:
  - type: text
    text: |
      Beste
  - type: video
    file: film.mp4
    captions: {nl: film.nl.vtt}
    transcript: {nl: Stil, en: Silent}
`

const wave = `code: "2019"
title: {nl: Meting, en: Wave}
year: 2019
langs: [nl, en]
frameworks: [dna@2018]
questionnaire: realitycheck@2018
panels:
  - code: internal
    name: {nl: Intern, en: Internal}
    strata:
      - code: age
        name: {nl: Leeftijd, en: Age}
        categories: [{code: 18-34, name: {nl: Jong, en: Young}}, {code: 35+, name: {nl: Ouder, en: Older}}]
  - code: external
    name: {nl: Extern, en: External}
samples: [{code: tax_letter, role: anchor}, {code: poster}]
k: 2
opens: 2019-09-16T08:00
closes: 2019-10-14T23:59
`

// read reads a definition of a kind and gives its faults as "line:column path key".
func read(t *testing.T, kind, src string) []string {
	t.Helper()
	return faults(t, readErr(kind, src))
}

func readErr(kind, src string) (err error) {
	switch kind {
	case definition.Framework:
		_, err = definition.ReadFramework("test.yaml", []byte(src))
	case definition.Questionnaire:
		_, err = definition.ReadQuestionnaire("test.yaml", []byte(src))
	case definition.Sample:
		_, err = definition.ReadSample(fstest.MapFS{"test.yaml": {Data: []byte(src)}}, "test.yaml")
	case definition.Wave:
		_, err = definition.ReadWave("test.yaml", []byte(src), brussels())
	case definition.Margins:
		_, err = definition.ReadMargins("test.yaml", []byte(src))
	case definition.Panel:
		_, err = definition.ReadPanel("test.yaml", []byte(src))
	}
	return err
}

func brussels() *time.Location {
	loc, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		panic(err)
	}
	return loc
}

func faults(t *testing.T, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != fault.Invalid {
		t.Fatalf("got %v, want an Invalid fault", err)
	}
	var all []string
	for _, field := range f.Fields {
		all = append(all, fmt.Sprintf("%d:%d %s %s", field.Line, field.Column, field.Path, field.Key))
	}
	return all
}

func TestGoodFilesHaveNoFault(t *testing.T) {
	for kind, src := range good() {
		if got := read(t, kind, src); got != nil {
			t.Errorf("%s: got %q", kind, got)
		}
	}
}

func good() map[string]string {
	return map[string]string{definition.Framework: framework, definition.Questionnaire: questionnaire,
		definition.Sample: sample, definition.Wave: wave, definition.Margins: margins, definition.Panel: panel}
}

func TestFaultsNameTheirPlace(t *testing.T) {
	const q, f, s, w, p = definition.Questionnaire, definition.Framework, definition.Sample, definition.Wave, definition.Panel
	for _, tt := range []struct {
		name, kind, old, new string
		want                 []string
	}{
		{"an unknown key", f, "title:", "titel:", []string{"1:1 title key_missing", "3:1 titel key_unknown"}},
		{"a key twice", f, "title:", "code: dna\ntitle:", []string{"3:1 code key_twice"}},
		{"a year without quotes", f, `"2018"`, "2018", []string{"2:10 version want_text"}},
		{"a code with a capital", f, "code: dna", "code: DNA", []string{"1:7 code code_form"}},
		{"an empty value", f, `version: "2018"`, "version:", []string{"2:9 version value_empty"}},
		{"a language that is not offered", f, "{nl: DNA, en: DNA}", "{nl: DNA, xx: DNA}", []string{"3:18 title.xx not_one_of"}},
		{"a blank text", f, "nl: Betrouwbaar", "nl: ' '", []string{"6:16 parameters[0].name.nl text_blank"}},
		{"a bell in a text", f, "nl: Betrouwbaar", `nl: "\a x"`, []string{"6:16 parameters[0].name.nl text_blank"}},
		{"a text for a list", f, "parameters:\n", "parameters: none\nx:\n", []string{"4:13 parameters want_list", "5:1 x key_unknown"}},
		{"a list for a text", f, "code: dna", "code: [dna]", []string{"1:7 code want_text"}},
		{"a parameter twice", f, "parameters:\n", "parameters:\n  - {code: reliable, name: {nl: a, en: a}, meaning: {nl: b, en: b}}\n",
			[]string{"6:11 parameters[1].code code_twice"}},
		{"an alias", f, "title: {nl: DNA, en: DNA}", "title: &a {nl: DNA, en: DNA}\nx: *a", []string{"4:4  yaml_alias"}},
		{"broken YAML", f, "title: {nl", "title: [{nl", []string{"3:1  yaml_syntax"}},
		{"two documents", f, "code: dna", "code: dna\n---\ncode: dna", []string{"1:1  several_documents"}},
		{"a language missing", q, "welcome: {nl: Welkom, en: Welcome}", "welcome: {nl: Welkom}", []string{"6:10 welcome language_missing"}},
		{"a language missing for a panel", q, "external: {nl: Zij, en: They}", "external: {nl: Zij}",
			[]string{"19:59 blocks[0].pages[0].questions[0].text.external language_missing"}},
		{"languages and panels mixed", q, "text: {internal:", "text: {nl: x, internal:",
			[]string{"19:27 blocks[0].pages[0].questions[0].text.internal not_one_of", "19:37 blocks[0].pages[0].questions[0].text.internal want_text",
				"19:56 blocks[0].pages[0].questions[0].text.external not_one_of", "19:66 blocks[0].pages[0].questions[0].text.external want_text"}},
		{"a scale that is not there", q, "points: agree", "points: disagree", []string{"21:21 blocks[0].pages[0].questions[0].points scale_unknown"}},
		{"a scale with too few points", q, "[{nl: a, en: a}, ", "[", []string{"21:21 blocks[0].pages[0].questions[0].points points_count"}},
		{"what another kind has", q, "points: agree", "points: agree\n            long: true", []string{"22:13 blocks[0].pages[0].questions[0].long not_for_kind"}},
		{"a kind that is not there", q, "kind: rating", "kind: slider", []string{"18:19 blocks[0].pages[0].questions[0].kind not_one_of"}},
		{"a rating without points", q, "            points: agree\n", "", []string{"17:13 blocks[0].pages[0].questions[0].points key_missing"}},
		{"a parameter without framework", q, "dna.reliable", "reliable", []string{"20:24 blocks[0].pages[0].questions[0].parameter parameter_form"}},
		{"a question code twice", q, "code: channels", "code: reliable", []string{"22:19 blocks[0].pages[0].questions[1].code code_twice"}},
		{"an option code twice", q, "{code: 2,", "{code: 1,", []string{"27:24 blocks[0].pages[0].questions[1].options[1].code code_twice"}},
		{"too long a survey", q, "minutes: 10", "minutes: 13", []string{"5:10 minutes number_range"}},
		{"a number in words", q, "minutes: 10", "minutes: tien", []string{"5:10 minutes want_number"}},
		{"yes for true", q, "other: true", "other: yes", []string{"27:64 blocks[0].pages[0].questions[1].options[1].other want_flag"}},
		{"a channel that is not there", s, "channel: letter", "channel: pigeon", []string{"4:10 channel not_one_of"}},
		{"text and file at once", s, "    text: |", "    file: a.md\n    text: |", []string{"9:5 media[0] exactly_one_of"}},
		{"a file outside of the folder", s, "file: film.mp4", "file: ../film.mp4", []string{"13:11 media[1].file file_name_form"}},
		{"a file by its full path", s, "file: film.mp4", "file: /etc/passwd", []string{"13:11 media[1].file file_name_form"}},
		{"a text file that is not there", s, "    text: |\n      Beste\n", "    file: a.md\n", []string{"10:11 media[0].file file_unreadable"}},
		{"captions in another language only", s, "{nl: film.nl.vtt}", "{en: film.en.vtt}", []string{"14:15 media[1].captions language_missing"}},
		{"no transcript", s, "    transcript: {nl: Stil, en: Silent}\n", "", []string{"12:5 media[1].transcript key_missing"}},
		{"a time in the hour that the clock skips", w, "2019-09-16T08:00", "2019-03-31T02:30", []string{"18:8 opens time_unknown"}},
		{"a day that is not there", w, "2019-09-16T08:00", "2019-09-31T08:00", []string{"18:8 opens time_unknown"}},
		{"a time zone", w, "2019-09-16T08:00", "2019-09-16T08:00:00Z", []string{"18:8 opens time_form"}},
		{"closes before it opens", w, "2019-10-14T23:59", "2019-09-14T23:59", []string{"19:9 closes closes_before_opens"}},
		{"a panel twice", w, "code: external", "code: internal", []string{"14:11 panels[1].code code_twice"}},
		{"the panel of all", w, "code: external", "code: common", []string{"14:11 panels[1].code panel_code_form"}},
		{"a panel that is called as a kind", w, "code: external", "code: public", []string{"14:11 panels[1].code panel_code_form"}},
		{"one category", w, ", {code: 35+, name: {nl: Ouder, en: Older}}", "", []string{"13:21 panels[0].strata[0].categories list_length"}},
		{"a category twice", w, "code: 35+", "code: 18-34", []string{"13:73 panels[0].strata[0].categories[1].code code_twice"}},
		{"the reserved category", w, "code: 35+", "code: (missing)", []string{"13:73 panels[0].strata[0].categories[1].code category_form"}},
		{"a framework without version", w, "dna@2018", "dna", []string{"5:14 frameworks[0] version_ref_form"}},
		{"a framework twice", w, "[dna@2018]", "[dna@2018, dna@2018]", []string{"5:24 frameworks[1] code_twice"}},
		{"more samples each than there are", w, "k: 2", "k: 3", []string{"17:4 k k_over_samples"}},
		{"a panel without kind", p, "kind: public\n", "", []string{"1:1 kind key_missing"}},
		{"a kind of panel that is not there", p, "kind: public", "kind: external", []string{"3:7 kind not_one_of"}},
		{"a panel that is called as its kind", p, "code: inwoners", "code: staff", []string{"1:7 code panel_code_form"}},
		{"a panel with the code of all", p, "code: inwoners", "code: common", []string{"1:7 code panel_code_form"}},
		{"a name in one language", p, ", en: Residents", "", []string{"2:7 name language_missing"}},
		{"strata of a panel", p, "kind: public", "kind: public\nstrata: []", []string{"4:1 strata key_unknown"}},
		{"a sample twice", w, "code: poster", "code: tax_letter", []string{"16:52 samples[1].code code_twice"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			src := strings.Replace(good()[tt.kind], tt.old, tt.new, 1)
			if src == good()[tt.kind] {
				t.Fatalf("%q is not in the file", tt.old)
			}
			readable(t, readErr(tt.kind, src))
			if got := read(t, tt.kind, src); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestAllFaultsComeAtOnceInTheOrderOfTheFile(t *testing.T) {
	src := strings.NewReplacer(`"2018"`, "2018", "minutes: 10", "minutes: 0", "kind: rating", "kind: slider", "code: 1,", "code: 91,").Replace(questionnaire)
	want := []string{"2:10 version want_text", "5:10 minutes number_range", "18:19 blocks[0].pages[0].questions[0].kind not_one_of",
		"26:24 blocks[0].pages[0].questions[1].options[0].code number_range"}
	if got := read(t, definition.Questionnaire, src); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestHostileFilesAreRefused(t *testing.T) {
	deep := strings.Repeat("[", 60) + strings.Repeat("]", 60)
	for _, tt := range []struct{ name, src, want string }{
		{"nothing", "", "file_empty"},
		{"only a comment", "# leeg\n", "file_empty"},
		{"no text", "code: \xff\xfe", "not_utf8"},
		{"a control character", "code: \x01", "yaml_syntax"},
		{"a tab", "code:\n\tx: y", "yaml_syntax"},
		{"a billion laughs", "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]", "yaml_alias"},
		{"a deep nest", deep, "yaml_too_deep"},
		{"a huge file", strings.Repeat("#", 3<<20), "file_too_large"},
		{"a list", "- a", "want_mapping"},
	} {
		for _, kind := range definition.Kinds() {
			err := readErr(kind, tt.src)
			readable(t, err)
			if got := faults(t, err); len(got) == 0 && !strings.Contains(err.Error(), tt.want) || len(got) > 0 && !strings.HasSuffix(got[0], " "+tt.want) {
				t.Errorf("%s as %s: got %q (%v), want %s", tt.name, kind, got, err, tt.want)
			}
		}
	}
}

// readable checks that every fault is a sentence in every language.
func readable(t *testing.T, err error) {
	t.Helper()
	catalogue, failed := i18n.Load()
	if failed != nil {
		t.Fatal(failed)
	}
	var f *fault.Fault
	if !errors.As(err, &f) {
		return
	}
	for _, lang := range i18n.Langs() {
		tr := catalogue.For(lang)
		said := map[string]string{f.Key: tr.Fault(err)}
		for _, field := range f.Fields {
			said[field.Key] = tr.Field(field)
		}
		for key, got := range said {
			if got == key || strings.Contains(got, "<no value>") {
				t.Errorf("%s in %s: got %q", key, lang, got)
			}
		}
	}
}

func TestMediaKnowWhereTheyStand(t *testing.T) {
	file, err := definition.ReadSample(fstest.MapFS{"post/s.yaml": {Data: []byte(sample)}, "post/film.mp4": {}}, "post/s.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if m := file.Media[1]; m.Line != 12 || m.Column != 5 {
		t.Errorf("got %d:%d, want 12:5", m.Line, m.Column)
	}
	if _, err := fs.Stat(file.Dir, "film.mp4"); err != nil {
		t.Errorf("media are not looked for beside the file: %v", err)
	}
	if _, err := definition.ReadSample(fstest.MapFS{}, "s.yaml"); fault.Of(err) != fault.Invalid {
		t.Errorf("a file that is not there: got %v", err)
	}
}

// FuzzRead looks for a file that brings a decoder down.
func FuzzRead(f *testing.F) {
	for _, src := range good() {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		for _, kind := range definition.Kinds() {
			if err := readErr(kind, src); err != nil && fault.Of(err) != fault.Invalid {
				t.Errorf("%s: got %v, want Invalid", kind, err)
			}
		}
	})
}
