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
