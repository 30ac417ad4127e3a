// Command bare is the least that a program can do for the respondents of `cmd/bench`: it sends prepared pages with three
// places filled in, takes the forms, and commits them to SQLite in groups before it answers. It knows no questionnaire,
// reads nothing back and checks nothing beyond the shape of a link, so that it is a limit and not a product.
package main
