package panel

import (
	"unicode/utf8"

	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// Panel is a group of members that is asked every year, such as the civil servants or the citizens.
type Panel struct {
	Code string
	Name i18n.Text
	Kind survey.PanelKind
}

// Check refuses a panel that cannot be.
func (p *Panel) Check() error {
	var faults []fault.Field
	wrong := func(path, key string, args ...any) {
		faults = append(faults, fault.Field{Path: path, Key: key, Args: fault.Args(args...)})
	}
	if !survey.IsPanelCode(p.Code) {
		wrong("code", "panel_code_form", "value", short(p.Code))
	}
	for _, lang := range i18n.Langs() {
		switch name := p.Name[lang]; {
		case name == "":
			wrong("name."+string(lang), "language_missing", "lang", string(lang))
		case utf8.RuneCountInString(name) > MaxName:
			wrong("name."+string(lang), "text_too_long", "max", MaxName, "got", utf8.RuneCountInString(name))
		}
	}
	if !p.Kind.Known() {
		wrong("kind", "panel_kind_unknown")
	}
	return fault.InFields("panel_wrong", faults)
}
