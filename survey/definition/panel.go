package definition

import (
	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

type panelFile struct {
	Code string           `yaml:"code"`
	Name translations     `yaml:"name"`
	Kind survey.PanelKind `yaml:"kind"`
}

func panelCodeShape() shape { return form(panelForm, "panel_code_form", "") }

func panelShape() shape {
	kinds := choice{about: "Whether its members are colleagues (staff) or the people whom the organisation works for (public)."}
	for _, kind := range survey.PanelKinds() {
		kinds.of = append(kinds.of, string(kind))
	}
	return object{about: "A panel: the members who are asked every year.", fields: []field{
		need("code", panelCodeShape()),
		need("name", textShape()),
		need("kind", kinds),
	}}
}

// ReadPanel reads a panel, which has no attributes before a wave gives it some; name is that of the file, for messages.
// An error is an Invalid fault with every faulty place.
func ReadPanel(name string, src []byte) (survey.WavePanel, error) {
	var file panelFile
	d, err := parse(name, src, panelShape(), &file)
	if err != nil {
		return survey.WavePanel{}, err
	}
	d.panelCode(file.Code, "code")
	for _, lang := range i18n.Text(file.Name).Missing(i18n.Langs()) {
		d.at("name", "language_missing", "lang", string(lang))
	}
	return survey.WavePanel{Code: file.Code, Name: i18n.Text(file.Name), Kind: file.Kind}, d.err()
}

// panelCode notes a panel that has a word of the files for its code.
func (d *document) panelCode(code, path string) {
	if !survey.IsPanelCode(code) {
		d.at(path, "panel_code_form", "value", code)
	}
}
