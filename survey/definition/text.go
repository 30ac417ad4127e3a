package definition

import (
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

func langCodes() []string {
	var codes []string
	for _, lang := range i18n.Langs() {
		codes = append(codes, string(lang))
	}
	return codes
}

func langShape() shape { return choice{of: langCodes(), about: "A language."} }

// textShape is a text in several languages.
func textShape() shape {
	return named{"text", table{key: choice{of: langCodes()}, of: words(""), about: "A text, by language."}}
}

// wordingShape is a text in several languages, or one for each panel.
func wordingShape() shape {
	panels := table{key: panelCodeShape(), of: textShape(),
		about: "A text for each panel, by its code or by its kind, staff or public; common for the others."}
	return named{"wording", either{first: isText, a: textShape(), b: panels}}
}

// isText tells a text from a wording by panel: one of its keys is a language.
func isText(n *yaml.Node) bool {
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		return true
	}
	for i := 0; i < len(n.Content); i += 2 {
		if slices.Contains(langCodes(), n.Content[i].Value) {
			return true
		}
	}
	return false
}

// wording is a survey.Wording as it stands in a file.
type wording survey.Wording

// UnmarshalYAML reads either form.
func (w *wording) UnmarshalYAML(n *yaml.Node) error {
	if isText(n) {
		return n.Decode(&w.Common)
	}
	if err := n.Decode(&w.Panels); err != nil {
		return err
	}
	w.Common = w.Panels[survey.CommonWording]
	delete(w.Panels, survey.CommonWording)
	if len(w.Panels) == 0 {
		w.Panels = nil
	}
	return nil
}

// languages notes every text of a wording that lacks a language.
func (d *document) languages(w wording, langs []i18n.Lang, path string) {
	lacking := func(text i18n.Text, path string) {
		if len(text) == 0 {
			return
		}
		for _, lang := range text.Missing(langs) {
			d.at(path, "language_missing", "lang", string(lang))
		}
	}
	lacking(w.Common, path)
	for code, text := range w.Panels {
		lacking(text, join(path, code))
	}
}

// twice notes every code that stands in a list a second time.
func (d *document) twice(codes []string, path string) {
	seen := map[string]bool{}
	for i, code := range codes {
		if seen[code] {
			d.at(path+"["+strconv.Itoa(i)+"].code", "code_twice", "code", code)
		}
		seen[code] = true
	}
}

// sortFaults puts faults in the order of the file.
func sortFaults(faults []fault.Field) {
	slices.SortStableFunc(faults, func(a, b fault.Field) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
}
