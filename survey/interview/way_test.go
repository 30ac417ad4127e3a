package interview_test

import (
	"net/url"
	"reflect"
	"testing"

	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/interview"
	"realitycheck/survey/surveytest"
)

var (
	here      = []byte("this device")
	elsewhere = []byte("other device")
	order     = []string{"post", "letter"}
)

func page(device []byte, answers survey.Answers) interview.Page {
	return interview.Page{Revision: 1, Device: device, Answers: answers}
}

func way(t *testing.T, panel string, pages map[string]interview.Page) *interview.Way {
	t.Helper()
	in := surveytest.Instrument()
	state := interview.State{Panel: panel, Pages: pages, Device: here}
	if len(pages) > 0 {
		state.Order = order
	}
	return interview.New(&in, state)
}

var dna = survey.Answers{"dna_reliable": {Code: 4}, "image_open": {Code: survey.DontKnow}}

func TestTheWayLeadsToTheFirstIncompletePage(t *testing.T) {
	for _, c := range []struct {
		name  string
		pages map[string]interview.Page
		want  int
	}{
		{"nothing saved", nil, 1},
		{"first page complete", map[string]interview.Page{"identity/dna": page(here, dna)}, 2},
		{"first page left half done", map[string]interview.Page{"identity/dna": page(here, survey.Answers{"image_open": {Code: 1}})}, 1},
		{"a gap counts", map[string]interview.Page{"identity/dna": page(here, dna),
			"samples/judge/2": page(here, survey.Answers{"s_reliable": {Code: 2}})}, 2},
		{"an empty open answer does not hold anybody up", map[string]interview.Page{"identity/dna": page(elsewhere, dna),
			"samples/judge/1": page(here, survey.Answers{"s_reliable": {Code: 2}})}, 3},
	} {
		w := way(t, "external", c.pages)
		if got := w.Current(); got != c.want {
			t.Errorf("%s: got page %d, want %d", c.name, got, c.want)
		}
		if w.Reaches(c.want+1) || !w.Reaches(c.want) || w.Reaches(0) {
			t.Errorf("%s: pages after the current one are open, or it is not", c.name)
		}
	}
}

func TestPanelsHaveTheirOwnPages(t *testing.T) {
	if got := way(t, "internal", nil).Len(); got != 6 {
		t.Errorf("internal: got %d pages, want 6", got)
	}
	if got := way(t, "external", nil).Len(); got != 5 {
		t.Errorf("external: got %d pages, want 5", got)
	}
}

func TestStepsOutsideTheWayAreNotFound(t *testing.T) {
	w := way(t, "external", nil)
	for _, n := range []int{-1, 0, 6, 1 << 40} {
		if _, err := w.Step(n); fault.Of(err) != fault.NotFound {
			t.Errorf("page %d: got %v, want not found", n, err)
		}
	}
}

func TestAnswersOfAnotherDeviceAreNotShown(t *testing.T) {
	w := way(t, "external", map[string]interview.Page{"identity/dna": page(elsewhere, dna)})
	if got := w.Show(1); !got.Elsewhere || got.Answers != nil || got.Revision != 1 {
		t.Errorf("got %+v, want nothing but the revision", got)
	}
	w = way(t, "external", map[string]interview.Page{"identity/dna": page(here, dna)})
	if got := w.Show(1); got.Elsewhere || !reflect.DeepEqual(got.Answers, dna) {
		t.Errorf("got %+v, want the own answers", got)
	}
}

func TestWhatIsLeftEmptyOnAnotherDeviceIsKept(t *testing.T) {
	w := way(t, "external", map[string]interview.Page{"identity/dna": page(elsewhere, dna)})
	for _, c := range []struct {
		name   string
		form   url.Values
		want   survey.Answers
		change bool
	}{
		{"nothing given", url.Values{}, dna, false},
		{"the same given", url.Values{"a.dna_reliable": {"4"}}, dna, false},
		{"one given", url.Values{"a.dna_reliable": {"1"}},
			survey.Answers{"dna_reliable": {Code: 1}, "image_open": {Code: survey.DontKnow}}, true},
		{"all given", url.Values{"a.dna_reliable": {"1"}, "a.image_open": {"2"}},
			survey.Answers{"dna_reliable": {Code: 1}, "image_open": {Code: 2}}, true},
	} {
		got := w.Read(1, c.form)
		if !reflect.DeepEqual(got.Page, c.want) || got.Changes != c.change {
			t.Errorf("%s: got %v, changes %v", c.name, got.Page, got.Changes)
		}
		if len(got.Given) != len(c.form) {
			t.Errorf("%s: %v was given, %v is shown again", c.name, c.form, got.Given)
		}
		if len(got.Faults)+len(got.Missing) > 0 {
			t.Errorf("%s: got faults %v, missing %v", c.name, got.Faults, got.Missing)
		}
	}
}

func TestTheLastPageLeftForwardsFinishes(t *testing.T) {
	w := way(t, "external", nil)
	for _, c := range []struct {
		name     string
		n        int
		action   interview.Action
		missing  bool
		next     int
		finished bool
	}{
		{"forwards", 1, interview.Next, false, 2, false},
		{"forwards with something missing", 1, interview.Next, true, 1, false},
		{"back with something missing", 3, interview.Back, true, 2, false},
		{"back on the first page", 1, interview.Back, false, 1, false},
		{"save only", 2, interview.Stay, false, 2, false},
		{"the last", 5, interview.Next, false, 5, true},
		{"the last with something missing", 5, interview.Next, true, 5, false},
		{"an action that does not exist", 2, "erase", false, 2, false},
	} {
		next, finished := w.After(c.n, c.action, c.missing)
		if next != c.next || finished != c.finished {
			t.Errorf("%s: got %d %v, want %d %v", c.name, next, finished, c.next, c.finished)
		}
	}
}

func TestMinutesLeftFallAndEndAtOne(t *testing.T) {
	w := way(t, "external", nil)
	if got := w.MinutesLeft(1, 6); got != 6 {
		t.Errorf("at the start: got %d, want 6", got)
	}
	if got := w.MinutesLeft(w.Len(), 6); got != 1 {
		t.Errorf("at the end: got %d, want 1", got)
	}
	for n := 2; n <= w.Len(); n++ {
		if w.MinutesLeft(n, 6) > w.MinutesLeft(n-1, 6) {
			t.Errorf("page %d takes longer than the one before", n)
		}
	}
}
