// Package disclosure stands between computed figures and everybody who reads them: the threshold, primary and secondary
// suppression, top and bottom coding in small staff panels, and the audits of groups (METHODS 7). Every report passes through
// [Control.Protect] once, before anything renders it; screens, workbook, exports of the report and the programming interface
// have no other source.
//
// Of analysis it imports dataset, estimate, report and stats.
package disclosure
