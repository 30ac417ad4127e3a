package survey_test

import (
	"reflect"
	"testing"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

func TestBlobsOfASampleOnceEach(t *testing.T) {
	s := survey.Sample{Media: []survey.Medium{
		{Blob: "a", Pages: []survey.PageImage{{Blob: "b"}, {Blob: "a"}}},
		{Type: survey.MediumVideo, Blob: "c", Captions: i18n.Text{i18n.Dutch: "d"}}, {Text: "x"}}}
	if got, want := s.Blobs(), []string{"a", "b", "c", "d"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEveryChannelHasAName(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range i18n.Langs() {
		for _, channel := range survey.Channels() {
			if key := survey.ChannelKey(channel); key == "" || catalogue.For(lang).T(key) == key {
				t.Errorf("%s: %s has no name", lang, channel)
			}
		}
	}
	if key := survey.ChannelKey("smoke"); key != "" {
		t.Errorf("control: a channel that there is not has the name %q", key)
	}
}
