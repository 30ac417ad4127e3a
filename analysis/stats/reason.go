package stats

import "fmt"

// Reason says why a figure, or part of it, is not available; empty when all is well.
type Reason string

// The reasons. Those that concern a mean or a comparison are listed in order of precedence.
const (
	NoValid      Reason = "no_valid"       // no valid answer in a domain: nothing can be estimated
	OneMember    Reason = "one_member"     // one member answered: estimate without uncertainty
	Lonely       Reason = "lonely_stratum" // a stratum of the domain has one member in the whole scope
	ZeroVariance Reason = "zero_variance"  // the standard error is 0: no interval and no test
	NoDF         Reason = "no_df"          // no degrees of freedom left: standard error without interval
	Boundary     Reason = "boundary"       // a share is exactly 0 or 1

	OneCategory       Reason = "one_category"
	NoCommonUnits     Reason = "no_common_units"
	NoPairableUnits   Reason = "no_pairable_units"
	OneItem           Reason = "one_item"
	TooFewComplete    Reason = "too_few_complete"
	ZeroVarianceItem  Reason = "zero_variance_item"
	ZeroVarianceTotal Reason = "zero_variance_total"
)

// Error refuses an input. Code is stable; Var and Category name what is at fault where that helps.
type Error struct {
	Code     string // one of the Code constants
	Var      string // the variable (margin, column) at fault
	Category string // the category at fault, alphabetically the first when there are several
	Detail   string // more words for a person; carries no meaning for programs
}

// The codes of [Error].
const (
	CodeNoRespondents         = "no_respondents"
	CodeBadWeight             = "bad_weight"
	CodeBadTarget             = "bad_target"
	CodeTargetsDoNotSum       = "targets_do_not_sum"
	CodeAllMissing            = "all_missing"
	CodeCategoryWithoutTarget = "category_without_target"
	CodeEmptyCategory         = "empty_category"
	CodeZeroTarget            = "zero_target"
	CodeNotConverged          = "not_converged"
	CodeUnknownDisposition    = "unknown_disposition"
	CodeBadDesign             = "bad_design"
	CodeBadCount              = "bad_count"
)

// Error gives the code with the variable and category that it concerns.
func (e *Error) Error() string {
	text := e.Code
	if e.Var != "" {
		text += fmt.Sprintf(": variable %q", e.Var)
	}
	if e.Category != "" {
		text += fmt.Sprintf(", category %q", e.Category)
	}
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	return text
}

// Is reports whether target is an [Error] with the same code, so that errors.Is(err, &Error{Code: …}) works.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}
