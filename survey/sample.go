package survey

import (
	"slices"

	"realitycheck/survey/i18n"
)

// Sample is one communication sample or described service that respondents judge.
type Sample struct {
	Code    string     `json:"code"`
	Title   i18n.Text  `json:"title"`
	Kind    SampleKind `json:"kind"`
	Channel string     `json:"channel"` // one of Channels
	Entity  string     `json:"entity"`  // the part of the organisation that made it
	Year    int        `json:"year"`    // when it was made
	Lang    i18n.Lang  `json:"lang"`    // the language its content is in; its alternatives come in every language
	Intro   i18n.Text  `json:"intro,omitempty"`
	Media   []Medium   `json:"media"` // in the order shown, at least one
}

// SampleKind tells a piece of communication from a described service.
type SampleKind string

// The kinds of sample.
const (
	Communication SampleKind = "communication"
	Service       SampleKind = "service"
)

// Medium is one piece of content of a sample. What it must carry besides its file depends on its type: see Missing.
type Medium struct {
	Type        MediumType  `json:"type"`
	Text        string      `json:"text,omitempty"`        // Markdown in the language of the sample, for MediumText
	Blob        string      `json:"blob,omitempty"`        // content hash of the file as served; empty for text
	Name        string      `json:"name,omitempty"`        // file name for a download
	Width       int         `json:"width,omitempty"`       // pixels, images and video
	Height      int         `json:"height,omitempty"`      // pixels
	Alt         i18n.Text   `json:"alt,omitempty"`         // short text alternative of an image
	Description i18n.Text   `json:"description,omitempty"` // full text alternative: what a sighted reader gets from it
	Transcript  i18n.Text   `json:"transcript,omitempty"`  // of video and audio
	Captions    i18n.Text   `json:"captions,omitempty"`    // content hash of a WebVTT file per language; at least that of the sample
	Pages       []PageImage `json:"pages,omitempty"`       // a PDF as pictures
}

// PageImage is one page of a PDF as a picture.
type PageImage struct {
	Blob   string `json:"blob"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// MediumType is a sort of content.
type MediumType string

// The types of medium.
const (
	MediumText  MediumType = "text"
	MediumImage MediumType = "image"
	MediumPDF   MediumType = "pdf"
	MediumVideo MediumType = "video"
	MediumAudio MediumType = "audio"
)

// Channels lists the channels by code, as the sources name them.
func Channels() []string {
	return []string{"letter", "email", "email_signature", "web_page", "intranet", "press_release", "spokesperson",
		"crisis", "social_media", "brochure", "poster", "image", "video", "vacancy", "event", "counter", "telephone",
		"complaint", "procedure"}
}

var channelKeys = map[string]string{
	"letter": "channel_letter", "email": "channel_email", "email_signature": "channel_email_signature",
	"web_page": "channel_web_page", "intranet": "channel_intranet", "press_release": "channel_press_release",
	"spokesperson": "channel_spokesperson", "crisis": "channel_crisis", "social_media": "channel_social_media",
	"brochure": "channel_brochure", "poster": "channel_poster", "image": "channel_image", "video": "channel_video",
	"vacancy": "channel_vacancy", "event": "channel_event", "counter": "channel_counter", "telephone": "channel_telephone",
	"complaint": "channel_complaint", "procedure": "channel_procedure",
}

// ChannelKey is the text that names a channel, "" for one that is not among Channels.
func ChannelKey(channel string) string { return channelKeys[channel] }

// Missing lists what a medium of a sample in language spoken still needs before it may be shown, as field names: its
// file or text, and the alternatives that WCAG 1.1.1 and 1.2 ask of its type, in every language given.
func (m Medium) Missing(spoken i18n.Lang, langs []i18n.Lang) []string {
	var missing []string
	need := func(field string, text i18n.Text) {
		if len(text.Missing(langs)) > 0 {
			missing = append(missing, field)
		}
	}
	if m.Type != MediumText && m.Blob == "" {
		missing = append(missing, "file")
	}
	switch m.Type {
	case MediumText:
		if m.Text == "" {
			missing = append(missing, "text")
		}
	case MediumImage:
		need("alt", m.Alt)
	case MediumPDF:
		need("description", m.Description)
		if len(m.Pages) == 0 {
			missing = append(missing, "pages")
		}
	case MediumVideo:
		need("transcript", m.Transcript)
		if m.Captions[spoken] == "" {
			missing = append(missing, "captions")
		}
	case MediumAudio:
		need("transcript", m.Transcript)
	}
	return missing
}

// Blobs lists every content hash that the sample refers to.
func (s *Sample) Blobs() []string {
	var blobs []string
	add := func(hash string) {
		if hash != "" && !slices.Contains(blobs, hash) {
			blobs = append(blobs, hash)
		}
	}
	for _, m := range s.Media {
		add(m.Blob)
		for _, lang := range i18n.Langs() {
			add(m.Captions[lang])
		}
		for _, p := range m.Pages {
			add(p.Blob)
		}
	}
	return blobs
}
