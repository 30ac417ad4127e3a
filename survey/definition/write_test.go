package definition_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"realitycheck/survey"
	"realitycheck/survey/definition"
	"realitycheck/survey/i18n"
)

// Generators of values that a file can hold. Texts are as odd as texts may be: colons, quotes, line ends, emoji.
var (
	codes = rapid.StringMatching(`[a-z][a-z0-9_]{2,12}`).Filter(func(s string) bool { return !slices.Contains(survey.ReservedPanelCodes(), s) })
	odd   = rapid.SampledFrom([]string{"a", "é", ": ", "- ", "# ", "'", `"`, "\n", "\n\n", "  ", "\t", "|", ">", "%", "@", "{", "]", "&x", "*x", "!", "null",
		"true", "2018", "1e3", "2019-01-01", "👩‍⚕️", "\u00a0", "\u200b", "\u0085", "\u2028", "\ufeff", "---", "...", "<<", "=", "~"})
	texts = rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(odd, 0, 6).Draw(t, "parts"), "") + rapid.SampledFrom([]string{"x", "x\n", "x  ", "x: "}).Draw(t, "end")
	})
	bothTexts = rapid.Custom(func(t *rapid.T) i18n.Text {
		return i18n.Text{i18n.Dutch: texts.Draw(t, "nl"), i18n.English: texts.Draw(t, "en")}
	})
	wordingValues = rapid.Custom(func(t *rapid.T) survey.Wording {
		switch rapid.IntRange(0, 2).Draw(t, "form") {
		case 0:
			return survey.Wording{Common: bothTexts.Draw(t, "common")}
		case 1:
			return survey.Wording{Panels: map[string]i18n.Text{"staff": bothTexts.Draw(t, "staff"), "public": bothTexts.Draw(t, "public")}}
		}
		return survey.Wording{Common: bothTexts.Draw(t, "common"), Panels: map[string]i18n.Text{"external": bothTexts.Draw(t, "external")}}
	})
	changeValues = rapid.SampledFrom([]survey.Change{survey.ChangeNone, survey.ChangeReworded, survey.ChangeBreak})
	versions     = rapid.SampledFrom([]string{"2018", "2019", "2020b"})
	panelLists   = rapid.SampledFrom([][]string{nil, {"internal"}, {"internal", "external"}})
)

// distinct draws some different codes.
func distinct(t *rapid.T, label string, min, max int) []string {
	return rapid.SliceOfNDistinct(codes, min, max, rapid.ID[string]).Draw(t, label)
}

func maybe(t *rapid.T, label string) survey.Wording {
	if rapid.Bool().Draw(t, "with "+label) {
		return wordingValues.Draw(t, label)
	}
	return survey.Wording{}
}

func TestFrameworkRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := survey.Framework{Code: codes.Draw(t, "code"), Version: versions.Draw(t, "version"), Title: bothTexts.Draw(t, "title")}
		for _, code := range distinct(t, "parameters", 1, 4) {
			want.Parameters = append(want.Parameters, survey.Parameter{Code: code, Name: bothTexts.Draw(t, "name"),
				Meaning: bothTexts.Draw(t, "meaning"), Change: changeValues.Draw(t, "change")})
		}
		src, err := definition.WriteFramework(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := definition.ReadFramework("f", src)
		same(t, got, want, err, src)
	})
}

func TestQuestionnaireRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := survey.Questionnaire{Code: codes.Draw(t, "code"), Version: versions.Draw(t, "version"), Title: wordingValues.Draw(t, "title"),
			Langs: i18n.Langs(), Minutes: rapid.IntRange(1, survey.MaxMinutes).Draw(t, "minutes"),
			Welcome: wordingValues.Draw(t, "welcome"), Thanks: wordingValues.Draw(t, "thanks")}
		scale := rapid.SliceOfN(wordingValues, survey.ScalePoints, survey.ScalePoints).Draw(t, "scale")
		for _, block := range distinct(t, "blocks", 1, 2) {
			b := survey.Block{Code: block, Title: wordingValues.Draw(t, "title"), Repeat: rapid.Bool().Draw(t, "repeat"), Panels: panelLists.Draw(t, "panels")}
			for _, page := range distinct(t, "pages", 1, 2) {
				p := survey.Page{Code: page, Title: wordingValues.Draw(t, "title"), Intro: maybe(t, "intro")}
				for _, code := range distinct(t, "questions", 1, 4) {
					p.Questions = append(p.Questions, drawQuestion(t, block+page+code, scale))
				}
				b.Pages = append(b.Pages, p)
			}
			want.Blocks = append(want.Blocks, b)
		}
		src, err := definition.WriteQuestionnaire(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := definition.ReadQuestionnaire("q", src)
		same(t, got, want, err, src)
	})
}

// drawQuestion draws a question of any kind; ratings often share a scale.
func drawQuestion(t *rapid.T, code string, scale []survey.Wording) survey.Question {
	flag := func(label string) bool { return rapid.Bool().Draw(t, label) }
	q := survey.Question{Code: code, Kind: rapid.SampledFrom(survey.KindCodes()).Draw(t, "kind"), Text: wordingValues.Draw(t, "text"),
		Help: maybe(t, "help"), Panels: panelLists.Draw(t, "panels")}
	if q.Kind == survey.KindInfo {
		return q
	}
	q.Optional, q.Change = flag("optional"), changeValues.Draw(t, "change")
	if flag("measures") {
		q.Framework, q.Parameter = codes.Draw(t, "framework"), codes.Draw(t, "parameter")
	}
	switch q.Kind {
	case survey.KindRating, survey.KindDifferential:
		q.Points, q.DontKnow, q.Reversed = scale, flag("dont_know"), flag("reversed")
		if q.Kind == survey.KindDifferential {
			q.Points = scale[:2]
		}
	case survey.KindText:
		q.Long, q.Example = flag("long"), maybe(t, "example")
	default:
		q.DontKnow = flag("dont_know")
		for _, code := range rapid.SliceOfNDistinct(rapid.Int8Range(1, survey.MaxOption), 2, 4, rapid.ID[int8]).Draw(t, "options") {
			q.Options = append(q.Options, survey.Option{Code: code, Text: wordingValues.Draw(t, "option"), Other: flag("other"),
				Exclusive: q.Kind == survey.KindMultiple && flag("exclusive")})
		}
	}
	return q
}

func TestSampleRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir := fstest.MapFS{"brief.md": {Data: []byte("Beste\n")}}
		want := survey.SampleFile{Sample: survey.Sample{Code: codes.Draw(t, "code"), Title: bothTexts.Draw(t, "title"), Kind: survey.Service,
			Channel: rapid.SampledFrom(survey.Channels()).Draw(t, "channel"), Entity: "De dienst: " + codes.Draw(t, "entity"),
			Year: rapid.IntRange(1900, 2200).Draw(t, "year"), Lang: i18n.Dutch}}
		if rapid.Bool().Draw(t, "with intro") {
			want.Sample.Intro = bothTexts.Draw(t, "intro")
		}
		all := []survey.Medium{
			{Type: survey.MediumText, Text: texts.Draw(t, "text")},
			{Type: survey.MediumText, Text: "Beste\n"},
			{Type: survey.MediumImage, Alt: bothTexts.Draw(t, "alt"), Description: bothTexts.Draw(t, "description")},
			{Type: survey.MediumPDF, Description: bothTexts.Draw(t, "description")},
			{Type: survey.MediumVideo, Transcript: bothTexts.Draw(t, "transcript")},
			{Type: survey.MediumAudio, Transcript: bothTexts.Draw(t, "transcript")}}
		named := []survey.MediumFile{{}, {File: "brief.md"}, {File: "beeld 1.png"}, {File: "a/b.pdf", Pages: []string{"b-1.png", "b-2.png"}},
			{File: "film.mp4", Captions: map[i18n.Lang]string{i18n.Dutch: "film.nl.vtt"}}, {File: "stem.mp3"}}
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 1, 4).Draw(t, "media") {
			want.Sample.Media = append(want.Sample.Media, all[i])
			want.Media = append(want.Media, named[i])
		}
		src, err := definition.WriteSample(want)
		if err != nil {
			t.Fatal(err)
		}
		dir["s.yaml"] = &fstest.MapFile{Data: src}
		got, err := definition.ReadSample(dir, "s.yaml")
		got.Dir = nil
		for i := range got.Media {
			got.Media[i].Line, got.Media[i].Column = 0, 0
		}
		same(t, got, want, err, src)
	})
}

func TestWaveRoundTrip(t *testing.T) {
	loc := brussels()
	rapid.Check(t, func(t *rapid.T) {
		want := survey.Wave{Code: "2026", Title: bothTexts.Draw(t, "title"), Year: 2026, Langs: i18n.Langs(),
			Frameworks:    []survey.VersionRef{{Code: codes.Draw(t, "framework"), Version: versions.Draw(t, "version")}},
			Questionnaire: survey.VersionRef{Code: codes.Draw(t, "questionnaire"), Version: versions.Draw(t, "version")},
			K:             1, KStrata: rapid.IntRange(2, 100).Draw(t, "k_strata"), State: survey.Draft,
			Opens:  time.Date(2026, 1, 1, 8, rapid.IntRange(0, 59).Draw(t, "minute"), 0, 0, loc),
			Closes: time.Date(2026, 7, 1, 23, 59, 0, 0, loc)}
		for _, panel := range distinct(t, "panels", 2, 3) {
			p := survey.WavePanel{Code: panel, Name: bothTexts.Draw(t, "name")}
			for _, attribute := range distinct(t, "strata", 0, survey.MaxStrata) {
				a := survey.Attribute{Code: attribute, Name: bothTexts.Draw(t, "name")}
				for _, category := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"18-34", "65+", "1", "yes", "niveau A", "M/V"}), 2, 4, rapid.ID[string]).Draw(t, "categories") {
					a.Categories = append(a.Categories, survey.Category{Code: category, Name: bothTexts.Draw(t, "name")})
				}
				p.Strata = append(p.Strata, a)
			}
			want.Panels = append(want.Panels, p)
		}
		for _, sample := range distinct(t, "samples", 1, 5) {
			want.Samples = append(want.Samples, survey.WaveSample{Code: sample, Anchor: rapid.Bool().Draw(t, "anchor")})
		}
		src, err := definition.WriteWave(want, loc)
		if err != nil {
			t.Fatal(err)
		}
		got, err := definition.ReadWave("w", src, loc)
		same(t, got, want, err, src)
	})
}

func same(t *rapid.T, got, want any, err error, src []byte) {
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v\nwant %+v\n%s", got, want, src)
	}
}

func TestMarginsReadBack(t *testing.T) {
	want, err := definition.ReadMargins("test.yaml", []byte(margins))
	if err != nil {
		t.Fatal(err)
	}
	want.Panels[1].Margins[0].Targets = map[string]float64{"f": 123456789, "m": 0.000001234567}
	src, err := definition.WriteMargins(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := definition.ReadMargins("test.yaml", src)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v (%v), want %+v from\n%s", got, err, want, src)
	}
	if want.Bounds != (survey.Bounds{Low: 0.25, High: 4}) || want.Panels[0].Margins[0].Targets["35-49"] != 2100.5 || !want.Panels[0].Margins[0].Counts {
		t.Errorf("got %+v", want)
	}
}
