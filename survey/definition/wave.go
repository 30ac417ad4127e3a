package definition

import (
	"strings"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

type waveFile struct {
	Code          string           `yaml:"code"`
	Title         translations     `yaml:"title"`
	Year          int              `yaml:"year"`
	Langs         []i18n.Lang      `yaml:"langs,flow"`
	Frameworks    []string         `yaml:"frameworks,flow"`
	Questionnaire string           `yaml:"questionnaire"`
	Panels        []wavePanelFile  `yaml:"panels"`
	Samples       []waveSampleFile `yaml:"samples"`
	K             int              `yaml:"k"`
	KStrata       int              `yaml:"k_strata"`
	Opens         string           `yaml:"opens"`
	Closes        string           `yaml:"closes"`
}

type wavePanelFile struct {
	Code   string          `yaml:"code"`
	Name   translations    `yaml:"name"`
	Strata []attributeFile `yaml:"strata,omitempty"`
}

type attributeFile struct {
	Code       string         `yaml:"code"`
	Name       translations   `yaml:"name"`
	Categories []categoryFile `yaml:"categories"`
}

type categoryFile struct {
	Code string       `yaml:"code"`
	Name translations `yaml:"name"`
}

type waveSampleFile struct {
	Code string `yaml:"code"`
	Role string `yaml:"role,omitempty"`
}

// Values that a wave has when its file does not say.
const (
	defaultK       = 4
	defaultKStrata = 5
)

// roleAnchor marks a sample that is shown in several years.
const roleAnchor = "anchor"

// localTime is how a file writes a time: local to the organisation, to the minute.
const localTime = "2006-01-02T15:04"

func waveShape() shape {
	category := object{fields: []field{
		need("code", form(valueForm, "category_form", "The value as it stands in the member list.")),
		need("name", textShape()),
	}}
	attribute := object{fields: []field{
		need("code", code("A profile attribute of the members.")),
		need("name", textShape()),
		need("categories", list{of: category, min: survey.MinCategories, max: survey.MaxCategories}),
	}}
	panel := object{fields: []field{
		need("code", panelCodeShape()),
		need("name", textShape()),
		may("strata", list{of: attribute, max: survey.MaxStrata, about: "Coarse traits by which groups may be described."}),
	}}
	sample := object{fields: []field{
		need("code", code("")),
		may("role", choice{of: []string{roleAnchor}, about: "Shown in several years, so that its ratings can be compared."}),
	}}
	ref := func(about string) shape { return form(refForm, "version_ref_form", about) }
	moment := func(about string) shape { return form(timeForm, "time_form", about) }
	return object{about: "A wave: one year's fieldwork.", fields: []field{
		need("code", form(nameForm, "wave_code_form", "Names the wave, usually its year.")),
		need("title", textShape()),
		need("year", number{min: 1900, max: 2200}),
		need("langs", list{of: langShape(), min: 1, unique: true, about: "What respondents may choose, the default first."}),
		need("frameworks", list{of: ref(""), min: 1, unique: true, about: "As code@version."}),
		need("questionnaire", ref("As code@version.")),
		need("panels", list{of: panel, min: 2, max: 10}),
		need("samples", list{of: sample, min: 1, max: 100}),
		may("k", number{min: 1, max: 20, about: "Samples shown to one respondent; 4 when left out."}),
		may("k_strata", number{min: 2, max: 100, about: "Fewest members in a combination of strata; 5 when left out."}),
		need("opens", moment("Local time, as 2026-09-14T08:00.")),
		need("closes", moment("Local time, as 2026-10-12T23:59.")),
	}}
}

// ReadWave reads a wave, its times in loc; name is that of the file, for messages. The wave is a draft. An error is an
// Invalid fault with every faulty place.
func ReadWave(name string, src []byte, loc *time.Location) (survey.Wave, error) {
	file := waveFile{K: defaultK, KStrata: defaultKStrata}
	d, err := parse(name, src, waveShape(), &file)
	if err != nil {
		return survey.Wave{}, err
	}
	w := survey.Wave{Code: file.Code, Title: i18n.Text(file.Title), Year: file.Year, Langs: file.Langs,
		Questionnaire: versionRef(file.Questionnaire), K: file.K, KStrata: file.KStrata, State: survey.Draft,
		Opens: d.time(file.Opens, loc, "opens"), Closes: d.time(file.Closes, loc, "closes")}
	if !w.Closes.After(w.Opens) {
		d.at("closes", "closes_before_opens")
	}
	for _, ref := range file.Frameworks {
		w.Frameworks = append(w.Frameworks, versionRef(ref))
	}
	codes := make([]string, len(file.Panels))
	for i, p := range file.Panels {
		codes[i] = p.Code
		w.Panels = append(w.Panels, d.wavePanel(p, index("panels", i)))
	}
	d.twice(codes, "panels")
	codes = make([]string, len(file.Samples))
	for i, s := range file.Samples {
		codes[i] = s.Code
		w.Samples = append(w.Samples, survey.WaveSample{Code: s.Code, Anchor: s.Role == roleAnchor})
	}
	d.twice(codes, "samples")
	if w.K > len(w.Samples) {
		d.at("k", "k_over_samples", "k", w.K, "samples", len(w.Samples))
	}
	return w, d.err()
}

func (d *document) wavePanel(p wavePanelFile, path string) survey.WavePanel {
	panel := survey.WavePanel{Code: p.Code, Name: i18n.Text(p.Name)}
	d.panelCode(p.Code, path+".code")
	attributes := make([]string, len(p.Strata))
	for i, a := range p.Strata {
		attributes[i] = a.Code
		attribute := survey.Attribute{Code: a.Code, Name: i18n.Text(a.Name)}
		categories := make([]string, len(a.Categories))
		for j, c := range a.Categories {
			categories[j] = c.Code
			attribute.Categories = append(attribute.Categories, survey.Category{Code: c.Code, Name: i18n.Text(c.Name)})
		}
		d.twice(categories, index(path+".strata", i)+".categories")
		panel.Strata = append(panel.Strata, attribute)
	}
	d.twice(attributes, path+".strata")
	return panel
}

// time reads a local time; one that the clock change skips or does not know, as 31 June, is a fault.
func (d *document) time(value string, loc *time.Location, path string) time.Time {
	t, err := time.ParseInLocation(localTime, value, loc)
	if err != nil || t.Format(localTime) != value {
		d.at(path, "time_unknown", "value", value)
	}
	return t
}

func versionRef(ref string) survey.VersionRef {
	code, version, _ := strings.Cut(ref, "@")
	return survey.VersionRef{Code: code, Version: version}
}
