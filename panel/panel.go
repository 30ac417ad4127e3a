package panel

import "realitycheck/survey/i18n"

// Panel is a group of members that is asked every year, such as the civil servants or the citizens.
type Panel struct {
	Code string // "internal", "external"
	Name i18n.Text
}
