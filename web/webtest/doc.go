// Package webtest runs the whole server on fresh stores for tests, with an open wave and links to take part in it, and
// walks it as a browser without scripts does.
//
//	site := webtest.New(t)
//	browser := site.Browser()
//	page := browser.Open(site.Link("external", 0))
package webtest
