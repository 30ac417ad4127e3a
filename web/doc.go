// Package web serves everything over HTTP: the respondent's way, the staff pages, health and measures. Routes stand on one
// page with the right that each asks (routes.go); handlers return errors, and errors.go alone turns them into pages.
// Templates, styles and scripts are in web/ui. It imports echo, scs and the Prometheus client, the only package that
// does, and everything of ours below it.
//
// The path through it: New wires a Server, Handler serves. A respondent's request becomes a visit (ticket, instrument and
// way through it), a page is a sheet cut once per instrument and filled per person. A request of the staff finds its account
// in the context (session.go), the guard holds it against the right of the route, and a step that changes anything stands on
// a page that says beforehand what it will do (wave_steps.go). A page of results is a line of results_screens.go: the exhibits of
// analysis/exhibit that it shows, which web/exhibit renders.
package web
