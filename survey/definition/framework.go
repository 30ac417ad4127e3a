package definition

import (
	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

type frameworkFile struct {
	Code       string          `yaml:"code"`
	Version    string          `yaml:"version"`
	Title      translations    `yaml:"title"`
	Parameters []parameterFile `yaml:"parameters"`
}

type parameterFile struct {
	Code    string        `yaml:"code"`
	Name    translations  `yaml:"name"`
	Meaning translations  `yaml:"meaning"`
	Change  survey.Change `yaml:"change,omitempty"`
}

func versionShape() shape {
	return form(yearForm, "version_form", "The year of this version, in quotes: \"2018\".")
}

func changeShape() shape {
	return choice{of: []string{string(survey.ChangeReworded), string(survey.ChangeBreak)},
		about: "Against the version before: reworded is still comparable, break cuts the line. Leave it out when nothing changed."}
}

func frameworkShape() shape {
	parameter := object{fields: []field{
		need("code", code("Stays the same over versions while the meaning holds.")),
		need("name", textShape()),
		need("meaning", textShape()),
		may("change", changeShape()),
	}}
	return object{about: "A framework: one version of a set of parameters.", fields: []field{
		need("code", code("Names the framework in every version.")),
		need("version", versionShape()),
		need("title", textShape()),
		need("parameters", list{of: parameter, min: 1}),
	}}
}

// ReadFramework reads one version of a framework; name is that of the file, for messages. An error is an Invalid fault
// with every faulty place.
func ReadFramework(name string, src []byte) (survey.Framework, error) {
	var file frameworkFile
	d, err := parse(name, src, frameworkShape(), &file)
	if err != nil {
		return survey.Framework{}, err
	}
	f := survey.Framework{Code: file.Code, Version: file.Version, Title: i18n.Text(file.Title)}
	codes := make([]string, len(file.Parameters))
	for i, p := range file.Parameters {
		codes[i] = p.Code
		f.Parameters = append(f.Parameters, survey.Parameter{Code: p.Code, Name: i18n.Text(p.Name),
			Meaning: i18n.Text(p.Meaning), Change: p.Change})
	}
	d.twice(codes, "parameters")
	return f, d.err()
}
