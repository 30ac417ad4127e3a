// Package surveytest makes small instruments for tests of what works on them. Its instrument has every kind of question,
// a block that repeats, a block for one panel only and wordings of their own per panel.
//
//	in := surveytest.Instrument()
//	steps := in.Steps("external", []string{"letter", "post"})
package surveytest
