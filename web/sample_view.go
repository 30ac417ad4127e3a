package web

import (
	"html/template"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
	"realitycheck/survey/media"
)

// sampleView is a communication sample or service as a template shows it.
type sampleView struct {
	*i18n.Translator
	Title   string
	Channel string // in words
	Look    string // class that gives it the look of what it is
	Service bool
	Entity  string
	Year    int
	Spoken  string // language of the content
	Intro   string
	Media   []mediumView
}

// mediumView is one piece of content.
type mediumView struct {
	*i18n.Translator
	Type        survey.MediumType
	HTML        template.HTML
	URL         string
	Name        string
	Width       int
	Height      int
	Alt         string
	Description string
	Transcript  string
	Captions    []captionView
	Pages       []survey.PageImage
	Spoken      string
}

// captionView is one track of captions.
type captionView struct {
	Lang    i18n.Lang
	Name    string
	URL     string
	Default bool
}

// looks gives each channel the look of what it is; one that is not named is shown plain.
var looks = map[string]string{
	"letter": "letter", "email": "mail", "email_signature": "mail", "web_page": "screen", "intranet": "screen",
	"vacancy": "screen", "procedure": "screen", "press_release": "press", "spokesperson": "press", "crisis": "press",
	"social_media": "post", "counter": "story", "telephone": "story", "complaint": "story",
}

// newSampleView lays out a sample for readers of a language.
func newSampleView(s *survey.Sample, tr *i18n.Translator) *sampleView {
	view := &sampleView{Translator: tr, Title: unmarked(s.Title.In(tr.Lang())), Channel: tr.T(survey.ChannelKey(s.Channel)),
		Look: looks[s.Channel], Service: s.Kind == survey.Service, Entity: unmarked(s.Entity), Year: s.Year,
		Spoken: string(s.Lang), Intro: unmarked(s.Intro.In(tr.Lang()))}
	if view.Look == "" {
		view.Look = "plain"
	}
	for _, m := range s.Media {
		view.Media = append(view.Media, newMediumView(m, s.Lang, tr))
	}
	return view
}

func newMediumView(m survey.Medium, spoken i18n.Lang, tr *i18n.Translator) mediumView {
	view := mediumView{Translator: tr, Type: m.Type, Name: m.Name, Width: m.Width, Height: m.Height, Spoken: string(spoken),
		Alt: unmarked(m.Alt.In(tr.Lang())), Description: unmarked(m.Description.In(tr.Lang())),
		Transcript: unmarked(m.Transcript.In(tr.Lang())), Pages: m.Pages}
	if m.Type == survey.MediumText {
		view.HTML = media.HTML(unmarked(m.Text))
	}
	if m.Blob != "" {
		view.URL = mediumURL(m.Blob)
	}
	for _, l := range i18n.Langs() {
		if hash := m.Captions[l]; hash != "" {
			view.Captions = append(view.Captions, captionView{l, langNames[l], mediumURL(hash), l == spoken})
		}
	}
	return view
}

// mediumURL is the address of a stored file.
func mediumURL(hash string) string { return "/media/" + hash }

// PageURL is the address of a page picture.
func (mediumView) PageURL(p survey.PageImage) string { return mediumURL(p.Blob) }

// PageAlt names a page picture; its words stand in the description.
func (m mediumView) PageAlt(i int) string { return m.T("pdf_page", "n", i+1, "of", len(m.Pages)) }
