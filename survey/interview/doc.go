// Package interview is one respondent's way through an instrument: where one is, what a page shows of what was answered,
// what a form gave, and where to go next. It is pure: no HTTP, no database, no clock. It imports survey, survey/fault and
// x/text for the form of characters.
//
// The path through it: New lays out a Way from a State; Show says what a page shows on this device; Read makes an Entry
// of a form; After says where the Entry leads.
package interview
