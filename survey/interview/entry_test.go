package interview_test

import (
	"net/url"
	"reflect"
	"strings"
	"testing"

	"realitycheck/survey"
	"realitycheck/survey/interview"
)

// contactPage is the number of the page with choices for external members.
const contactPage = 4

func TestAFormBecomesAnswers(t *testing.T) {
	for _, c := range []struct {
		name   string
		n      int
		form   url.Values
		want   survey.Answers
		faults []string
		needed []string
	}{
		{"nothing", 1, url.Values{}, survey.Answers{}, nil, []string{"dna_reliable", "image_open"}},
		{"a rating and don't know", 1, url.Values{"a.dna_reliable": {"5"}, "a.image_open": {"99"}},
			survey.Answers{"dna_reliable": {Code: 5}, "image_open": {Code: 99}}, nil, nil},
		{"a point that does not exist", 1, url.Values{"a.dna_reliable": {"6"}}, survey.Answers{}, []string{"dna_reliable"},
			[]string{"dna_reliable", "image_open"}},
		{"two points at once", 1, url.Values{"a.dna_reliable": {"1", "2"}}, survey.Answers{}, []string{"dna_reliable"},
			[]string{"dna_reliable", "image_open"}},
		{"a question of another page", 1, url.Values{"a.keep": {"x"}}, survey.Answers{}, []string{"a.keep"},
			[]string{"dna_reliable", "image_open"}},
		{"a question that does not exist", 1, url.Values{"o.finished": {"1"}}, survey.Answers{}, []string{"o.finished"},
			[]string{"dna_reliable", "image_open"}},
		{"options with words", contactPage, url.Values{"a.channels": {"3", "1", "1"}, "o.channels": {"per fax"}, "a.helped": {"1"}},
			survey.Answers{"channels": {Codes: []int8{1, 3}, Text: "per fax"}, "helped": {Code: 1}}, nil, nil},
		{"an exclusive option beside another", contactPage, url.Values{"a.channels": {"1", "9"}, "a.helped": {"2"}},
			survey.Answers{"channels": {Codes: []int8{1, 9}}, "helped": {Code: 2}}, []string{"channels"}, nil},
		{"don't know where it is not offered", contactPage, url.Values{"a.channels": {"99"}, "a.helped": {"99"}},
			survey.Answers{"helped": {Code: 99}}, []string{"channels"}, []string{"channels"}},
		{"text to an information", 5, url.Values{"a.note": {"x"}}, survey.Answers{}, []string{"a.note"}, nil},
		{"a text at its longest", 5, url.Values{"a.keep": {strings.Repeat("é", survey.MaxText)}},
			survey.Answers{"keep": {Text: strings.Repeat("é", survey.MaxText)}}, nil, nil},
		{"a text too long is shown again in full", 5, url.Values{"a.keep": {strings.Repeat("é", survey.MaxText+1)}},
			survey.Answers{"keep": {Text: strings.Repeat("é", survey.MaxText+1)}}, []string{"keep"}, nil},
	} {
		got := way(t, "external", nil).Read(c.n, c.form)
		if !reflect.DeepEqual(got.Given, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got.Given, c.want)
		}
		var faults, needed []string
		for _, f := range got.Faults {
			faults = append(faults, f.Path)
		}
		for _, f := range got.Missing {
			needed = append(needed, f.Path)
		}
		if !reflect.DeepEqual(faults, c.faults) || !reflect.DeepEqual(needed, c.needed) {
			t.Errorf("%s: got faults %v, missing %v, want %v, %v", c.name, faults, needed, c.faults, c.needed)
		}
	}
}

func TestCleanGivesOneFormOfText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Duidelijk, vind ik.", "Duidelijk, vind ik."},
		{"line ends of every system", "a\r\nb\rc\nd", "a\nb\nc\nd"},
		{"control characters go, tab stays", "a\x00b\x07c\td\x7fe\u0085f", "abc\tdef"},
		{"bytes that are no text", "a\xff\xfeb", "a\ufffdb"},
		{"composed", "cafe\u0301", "café"},
		{"blank is nothing", " \n\t ", ""},
		{"spaces alone are nothing", "   ", ""},
		{"half of a pair", "a\xed\xa0\x80b", "a\ufffdb"},
		{"right to left and emoji stay", "שלום \U0001f600\u200f", "שלום \U0001f600\u200f"},
		{"a formula stays text", "=1+1", "=1+1"},
		{"empty", "", ""},
	} {
		if got := interview.Clean(c.in); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if twice := interview.Clean(interview.Clean(c.in)); twice != c.want {
			t.Errorf("%s: cleaning twice gives %q", c.name, twice)
		}
	}
}

func FuzzCleanIsStable(f *testing.F) {
	f.Add("a\r\n\x00é")
	f.Fuzz(func(t *testing.T, text string) {
		once := interview.Clean(text)
		if twice := interview.Clean(once); twice != once {
			t.Errorf("got %q, then %q", once, twice)
		}
	})
}

func TestDifferingFindsWhatTwoTabsAnsweredDifferently(t *testing.T) {
	a := survey.Answers{"one": {Code: 1}, "two": {Text: "x"}, "three": {Codes: []int8{1}}}
	b := survey.Answers{"one": {Code: 2}, "two": {Text: "x"}, "four": {Code: 3}}
	if got, want := interview.Differing(a, b), []string{"four", "one", "three"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if !interview.Same(a, a) || interview.Same(a, b) {
		t.Error("same and different are mixed up")
	}
}

func TestNamesMadeOfALookupTellNothingOfEachOther(t *testing.T) {
	lookup, other := []byte("lookup"), []byte("other")
	if interview.Handle(lookup) == interview.Handle(other) || interview.Receipt(lookup) == interview.Receipt(other) {
		t.Error("two responses share a name")
	}
	if string(interview.DeviceOf(lookup, "1")) == string(interview.DeviceOf(other, "1")) {
		t.Error("one browser in two responses is recognisable")
	}
}
