package survey_test

import (
	"reflect"
	"strings"
	"testing"

	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

func keyOf(f *fault.Field) string {
	if f == nil {
		return ""
	}
	return f.Key
}

func pathsAndKeys(fields []fault.Field) []string {
	var all []string
	for _, f := range fields {
		all = append(all, f.Path+" "+f.Key)
	}
	return all
}

// readable checks that every fault is a sentence in every language.
func readable(t *testing.T, faults []fault.Field) {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range i18n.Langs() {
		for _, f := range faults {
			if got := catalogue.For(lang).Field(f); got == f.Key || strings.Contains(got, "<no value>") {
				t.Errorf("%s in %s: got %q", f.Key, lang, got)
			}
		}
	}
}

func TestAGoodInstrumentLacksNothing(t *testing.T) {
	if got := instrument().Check(); len(got) > 0 {
		t.Errorf("got %v, want nothing", got)
	}
}

func TestCheck(t *testing.T) {
	dutch := i18n.Text{i18n.Dutch: "alleen Nederlands"}
	question := func(in *survey.Instrument) *survey.Question { return &in.Questionnaire.Blocks[0].Pages[0].Questions[0] }
	for _, tt := range []struct {
		name  string
		spoil func(*survey.Instrument)
		want  []string
	}{
		{"no language", func(in *survey.Instrument) { in.Wave.Langs = nil }, []string{"wave.langs langs_missing"}},
		{"a language that is not offered", func(in *survey.Instrument) { in.Wave.Langs = []i18n.Lang{"nl", "xx"}; in.Wave.Title["xx"] = "x" }, nil},
		{"a title without English", func(in *survey.Instrument) { in.Wave.Title = dutch }, []string{"wave.title language_missing"}},
		{"closes before it opens", func(in *survey.Instrument) { in.Wave.Closes = in.Wave.Opens }, []string{"wave.closes closes_before_opens"}},
		{"one panel", func(in *survey.Instrument) { in.Wave.Panels = in.Wave.Panels[:1] }, []string{"wave.panels panels_too_few"}},
		{"a panel twice", func(in *survey.Instrument) { in.Wave.Panels = append(in.Wave.Panels, in.Wave.Panels[1]) }, []string{"wave.panels[2].code code_twice"}},
		{"strata of one member", func(in *survey.Instrument) { in.Wave.KStrata = 1 }, []string{"wave.k_strata number_range"}},
		{"five strata", func(in *survey.Instrument) {
			p := &in.Wave.Panels[0]
			for _, code := range []string{"b", "c", "d", "e"} {
				a := p.Strata[0]
				a.Code = code
				p.Strata = append(p.Strata, a)
			}
		}, []string{"wave.panels[0].strata list_length"}},
		{"a stratum of one category", func(in *survey.Instrument) {
			in.Wave.Panels[0].Strata[0].Categories = in.Wave.Panels[0].Strata[0].Categories[:1]
		}, []string{"wave.panels[0].strata[0].categories list_length"}},
		{"a category twice, and the reserved one", func(in *survey.Instrument) {
			c := &in.Wave.Panels[0].Strata[0].Categories
			*c = append(*c, (*c)[0], survey.Category{Code: survey.MissingCategory, Name: both("x")})
		}, []string{"wave.panels[0].strata[0].categories[3].code category_reserved", "wave.panels[0].strata[0].categories[2].code code_twice"}},
		{"more samples each than there are", func(in *survey.Instrument) { in.Wave.K = 4 }, []string{"wave.k k_over_samples"}},
		{"no sample each", func(in *survey.Instrument) { in.Wave.K = 0 }, []string{"wave.k k_over_samples"}},
		{"a sample that is not there", func(in *survey.Instrument) { in.Samples = in.Samples[:2] }, []string{"wave.samples[2] sample_unknown"}},
		{"a sample too many", func(in *survey.Instrument) { in.Samples = append(in.Samples, in.Samples[0]) }, []string{"wave.samples samples_differ"}},
		{"a framework of another year", func(in *survey.Instrument) { in.Frameworks[0].Version = "2017" }, []string{"wave.frameworks[0] framework_unknown"}},
		{"a framework that nothing measures", func(in *survey.Instrument) {
			f := in.Frameworks[0]
			f.Code = "values"
			in.Frameworks = append(in.Frameworks, f)
			in.Wave.Frameworks = append(in.Wave.Frameworks, survey.VersionRef{Code: "values", Version: "2018"})
		}, []string{"values framework_unmeasured"}},
		{"a framework in two versions", func(in *survey.Instrument) {
			f := in.Frameworks[0]
			f.Version = "2019"
			in.Frameworks = append(in.Frameworks, f)
			in.Wave.Frameworks = append(in.Wave.Frameworks, survey.VersionRef{Code: "dna", Version: "2019"})
		}, []string{"wave.frameworks[1] code_twice"}},
		{"a meaning without English", func(in *survey.Instrument) { in.Frameworks[0].Parameters[0].Meaning = dutch }, []string{"dna.parameters[0].meaning language_missing"}},
		{"a parameter that no framework has", func(in *survey.Instrument) { question(in).Parameter = "swift" },
			[]string{"questionnaire.blocks[0].pages[0].questions[0].parameter parameter_unknown"}},
		{"another questionnaire", func(in *survey.Instrument) { in.Questionnaire.Version = "2025" }, []string{"wave.questionnaire questionnaire_unknown"}},
		{"too long", func(in *survey.Instrument) { in.Questionnaire.Minutes = 13 }, []string{"questionnaire.minutes number_range"}},
		{"words for one panel only", func(in *survey.Instrument) {
			question(in).Text = survey.Wording{Panels: map[string]i18n.Text{"internal": both("wij")}}
		}, []string{"questionnaire.blocks[0].pages[0].questions[0].text wording_missing", "questionnaire.blocks[0].pages[0].questions[0].text wording_missing"}},
		{"words only for the panel that is asked", func(in *survey.Instrument) {
			question(in).Text = survey.Wording{Panels: map[string]i18n.Text{"internal": both("wij")}}
			question(in).Panels = []string{"internal"}
		}, nil},
		{"half an explanation", func(in *survey.Instrument) { question(in).Help = survey.Wording{Common: dutch} },
			[]string{"questionnaire.blocks[0].pages[0].questions[0].help wording_missing", "questionnaire.blocks[0].pages[0].questions[0].help wording_missing"}},
		{"a panel that does not take part", func(in *survey.Instrument) { in.Questionnaire.Blocks[2].Panels = []string{"internal", "alumni"} },
			[]string{"questionnaire.blocks[2].panels[1] panel_unknown"}},
		{"a kind that is not there", func(in *survey.Instrument) { in.Questionnaire.Blocks[2].Pages[0].Questions[0].Kind = "slider" },
			[]string{"questionnaire.blocks[2].pages[0].questions[0].kind kind_unknown"}},
		{"a scale of four", func(in *survey.Instrument) { question(in).Points = scale(4) },
			[]string{"questionnaire.blocks[0].pages[0].questions[0].points points_count"}},
		{"identity behind samples", func(in *survey.Instrument) {
			b := in.Questionnaire.Blocks
			b[0], b[1] = b[1], b[0]
		}, []string{"questionnaire.blocks[1].pages[0].questions[0] item_behind_samples"}},
		{"samples that nobody sees", func(in *survey.Instrument) { in.Questionnaire.Blocks[1].Repeat = false }, []string{"questionnaire.blocks no_sample_block"}},
		{"a question code twice", func(in *survey.Instrument) { in.Questionnaire.Blocks[1].Pages[0].Questions[0].Code = "dna_reliable" },
			[]string{"questionnaire.blocks question_code_twice"}},
		{"a page code twice", func(in *survey.Instrument) {
			b := &in.Questionnaire.Blocks[3]
			p := b.Pages[0]
			p.Questions = []survey.Question{{Code: "other", Kind: survey.KindInfo, Text: worded("x")}}
			b.Pages = append(b.Pages, p)
		}, []string{"questionnaire.blocks[3].pages[1].code code_twice"}},
		{"a panel that is asked nothing", func(in *survey.Instrument) {
			for i := range in.Questionnaire.Blocks[:3] {
				in.Questionnaire.Blocks[i].Panels = []string{"internal"}
			}
		}, []string{"questionnaire.blocks panel_not_asked"}},
		{"a channel that is not there", func(in *survey.Instrument) { in.Samples[0].Channel = "pigeon" }, []string{"letter.channel channel_unknown"}},
		{"a sample without content", func(in *survey.Instrument) { in.Samples[0].Media = nil }, []string{"letter.media media_missing"}},
		{"a picture nobody described in English", func(in *survey.Instrument) {
			in.Samples[1].Media = []survey.Medium{{Type: survey.MediumImage, Blob: "x", Alt: dutch}}
		}, []string{"poster.media[0].alt medium_lacks_alt"}},
		{"a silent film that the deaf and the blind miss", func(in *survey.Instrument) {
			in.Samples[2].Media = []survey.Medium{{Type: survey.MediumVideo, Blob: "x", Captions: i18n.Text{i18n.English: "y"}}}
		}, []string{"film.media[0].transcript medium_lacks_transcript", "film.media[0].captions medium_lacks_captions"}},
		{"a PDF without pages", func(in *survey.Instrument) {
			in.Samples[0].Media = []survey.Medium{{Type: survey.MediumPDF}}
		}, []string{"letter.media[0].file medium_lacks_file", "letter.media[0].description medium_lacks_description", "letter.media[0].pages medium_lacks_pages"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := instrument()
			tt.spoil(in)
			faults := in.Check()
			readable(t, faults)
			got := pathsAndKeys(faults)
			if tt.name == "a language that is not offered" { // everything lacks it; the place of the cause must be named
				if len(got) == 0 || got[0] != "wave.langs[1] lang_unknown" {
					t.Errorf("got %q, want wave.langs[1] first", got)
				}
				return
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
