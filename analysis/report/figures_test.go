package report

import (
	"encoding"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// typePaths lists every leaf that a type has in JSON.
func typePaths(path string, t reflect.Type) []string {
	if t.Kind() == reflect.Struct && t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		return []string{path}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return typePaths(path, t.Elem())
	case reflect.Slice:
		return typePaths(path+"[]", t.Elem())
	case reflect.Map:
		return typePaths(path+"{}", t.Elem())
	case reflect.Struct:
		var all []string
		for i := range t.NumField() {
			all = append(all, typePaths(memberPath(path, t.Field(i)), t.Field(i).Type)...)
		}
		return all
	}
	return []string{path}
}

// declaredPaths lists what the list of figures declares, without the keys that it names.
func declaredPaths(entries []EntrySpec) map[string]int {
	declared := map[string]int{}
	for _, e := range entries {
		var members []string
		for _, f := range e.Figures {
			members = append(members, anyKey(f.Path))
		}
		for _, w := range e.Words {
			members = append(members, w.Path)
		}
		for _, member := range slices.Compact(slices.Sorted(slices.Values(members))) {
			for _, path := range e.Paths(member) {
				declared[path]++
			}
		}
	}
	return declared
}

// undeclared says how a type and the list differ.
func undeclared(t reflect.Type, entries []EntrySpec) []string {
	declared := declaredPaths(entries)
	var faults []string
	for _, path := range typePaths("", t) {
		switch n := declared[path]; n {
		case 0:
			faults = append(faults, path+" is not declared")
		case 1:
		default:
			faults = append(faults, path+" is declared twice")
		}
		delete(declared, path)
	}
	for _, path := range slices.Sorted(maps.Keys(declared)) {
		faults = append(faults, path+" is in no report")
	}
	return faults
}

func TestEverythingInAReportIsDeclared(t *testing.T) {
	for _, fault := range undeclared(reflect.TypeFor[Report](), Entries()) {
		t.Error(fault)
	}
}

// The control of the test above: one field more in the document, at its top or in an entry, or one less in the list.
func TestAFieldThatIsNotDeclaredIsFound(t *testing.T) {
	type gap struct {
		Gap
		Verdict string `json:"verdict"`
	}
	if got := undeclared(reflect.TypeFor[struct {
		Report
		Drifts []float64 `json:"drifts"`
	}](), Entries()); !slices.Equal(got, []string{"drifts[] is not declared"}) {
		t.Errorf("a new list: got %q", got)
	}
	entries := []EntrySpec{gapEntry()}
	entries[0].At = []string{""}
	if got := undeclared(reflect.TypeFor[gap](), entries); !slices.Equal(got, []string{"verdict is not declared"}) {
		t.Errorf("a new field of a gap: got %q", got)
	}
	fewer := slices.DeleteFunc(Entries(), func(e EntrySpec) bool { return e.Name == "note" })
	if got := undeclared(reflect.TypeFor[Report](), fewer); len(got) != 2 {
		t.Errorf("without notes in the list: got %q", got)
	}
	if got := undeclared(reflect.TypeFor[Note](), []EntrySpec{noteEntry()}); len(got) != 4 {
		t.Errorf("two places that are not there: got %q", got)
	}
}

func TestDeclarationsAreWhole(t *testing.T) {
	for _, e := range Entries() {
		_, marked := e.Word(e.Mark)
		if e.Name == "" || e.Of == "" || len(e.At) == 0 || e.Mark != "" && !marked {
			t.Errorf("%s: got %+v", e.Name, e)
		}
		for _, f := range e.Figures {
			if f.What == "" || f.Unit == "" || f.Methods == "" {
				t.Errorf("%s.%s: got %+v", e.Name, f.Path, f)
			}
			if _, told := e.Word(f.Limit); f.Limit != "" && !told {
				t.Errorf("%s.%s is told as %s, which the entry has not", e.Name, f.Path, f.Limit)
			}
			if found, ok := e.Figure(strings.Replace(f.Path, "{}", "{a}b}", 1)); !ok || found.What != f.What {
				t.Errorf("%s.%s is not found by its place", e.Name, f.Path)
			}
		}
		for _, w := range e.Words {
			if w.What == "" {
				t.Errorf("%s.%s: nothing says what it is", e.Name, w.Path)
			}
		}
	}
}

func TestLeavesAreThoseOfJSON(t *testing.T) {
	mean, item := 3.5, "a"
	e := Estimate{Wave: "2026", Mean: &mean, Subject: Subject{Basis: Identity, Item: &item}, Distribution: []float64{0.25, 0.75},
		Limits: map[string]Limit{"top2": Above, "a}": Below}, Group: &Group{By: "age"}}
	got := map[string][]any{}
	for _, l := range Leaves(&e) {
		got[l.Path] = append(got[l.Path], l.Value)
	}
	for path, want := range map[string][]any{"wave": {"2026"}, "mean": {3.5}, "se": {nil}, "n": {nil}, "item": {"a"},
		"sample":         {nil},
		"distribution[]": {0.25, 0.75}, "limits{top2}": {"above"}, "limits{a}}": {"below"}, "group.by": {"age"}, "group.value": {""},
		"basis": {"identity"}, "suppressed": {false}} {
		if !slices.Equal(got[path], want) {
			t.Errorf("%s: got %v, want %v", path, got[path], want)
		}
	}
	if got := Leaves(Estimate{}); slices.ContainsFunc(got, func(l Leaf) bool { return strings.HasPrefix(l.Path, "group") }) {
		t.Errorf("without a group: got %v", got)
	}
	if got := Leaves(nil); got != nil {
		t.Errorf("of nothing: got %v", got)
	}
}
