package web

import (
	"realitycheck/survey"
	"realitycheck/survey/i18n"
	"realitycheck/survey/interview"
)

// pageView is a page of the questionnaire as its template sees it. What differs per person is holes.
type pageView struct {
	frame
	Number, Of, Minutes int
	Block               string
	Heading             string
	Intro               string
	Questions           []questionView
	Sample              *sampleView
	Position            int // of the sample
	Samples             int // shown to one respondent
	Last                bool
	Preview             *previewBar // staff look at the page and nothing is saved; nil for respondents
}

// newPageView lays out page n in the words of the way's panel.
func (s *Server) newPageView(in *survey.Instrument, way *interview.Way, n int, step survey.Step, lang i18n.Lang) pageView {
	tr := s.deps.Catalogue.For(lang)
	word := func(w survey.Wording) string { return unmarked(w.For(way.Panel, lang)) }
	view := pageView{frame: s.frameIn(tr), Number: n, Of: way.Len(), Minutes: way.MinutesLeft(n, in.Questionnaire.Minutes),
		Block: word(step.Block.Title), Heading: word(step.Page.Title), Intro: word(step.Page.Intro),
		Position: step.Position, Samples: in.Wave.K, Last: n == way.Len()}
	view.Title = tr.T("page_title", "n", n, "of", view.Of, "title", view.Heading)
	for _, q := range step.Questions(way.Panel) {
		view.Questions = append(view.Questions, newQuestionView(q, way.Panel, tr))
	}
	if step.Sample != nil {
		view.Sample = newSampleView(step.Sample, tr)
	}
	return view
}

// Action is where the form goes; that of a preview goes back to its own address.
func (p pageView) Action() string {
	if p.Preview != nil {
		return p.Path
	}
	return pageURL(p.Number)
}

// Banner is the hole for a summary of errors or a notice.
func (pageView) Banner() string { return mark(hole{kind: holeBanner}) }

// TitlePrefix is the hole before the title.
func (pageView) TitlePrefix() string { return mark(hole{kind: holeTitle}) }

// Handle is the hole for the short name of the response.
func (pageView) Handle() string { return mark(hole{kind: holeHandle}) }

// Revision is the hole for the revision that the page was shown with.
func (pageView) Revision() string { return mark(hole{kind: holeRev}) }

// Shown is the hole for when the page was shown.
func (pageView) Shown() string { return mark(hole{kind: holeShown}) }

// Saved is the hole for when the page before was saved.
func (pageView) Saved() string { return mark(hole{kind: holeSaved}) }
