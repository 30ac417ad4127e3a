package coding_test

import (
	"reflect"
	"slices"
	"testing"

	"realitycheck/analysis/coding"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

func smallBook(t *testing.T) *coding.Codebook {
	t.Helper()
	book := &coding.Codebook{Question: "why"}
	for _, code := range []string{"tone", "speed", "price"} {
		must(t, book.Add(coding.Theme{Code: code, Name: both(code)}, stamp))
	}
	return book
}

func TestCodebookReadsOldCodesAfterChanges(t *testing.T) {
	book := smallBook(t)
	must(t, book.Merge([]string{"tone", "speed"}, coding.Theme{Code: "service", Name: both("dienst")}, stamp))
	must(t, book.Split("price", []coding.Theme{{Code: "taxes", Name: both("belasting")}, {Code: "grants", Name: both("premies")}}, stamp))
	must(t, book.Retire("grants", stamp))
	for name, c := range map[string]struct {
		codes, want []string
		again       bool
	}{
		"merged":            {[]string{"tone"}, []string{"service"}, false},
		"merged twice":      {[]string{"speed", "tone"}, []string{"service"}, false},
		"split":             {[]string{"price"}, nil, true},
		"retired":           {[]string{"grants"}, nil, false},
		"in use":            {[]string{"taxes"}, []string{"taxes"}, false},
		"never in the book": {[]string{"nothing"}, nil, true},
		"none":              {nil, nil, false},
	} {
		got, again := book.Translate(c.codes)
		if !slices.Equal(got, c.want) || again != c.again {
			t.Errorf("%s: got %v, %v, want %v, %v", name, got, again, c.want, c.again)
		}
	}
}

func TestCodebookKeepsItsHistory(t *testing.T) {
	book := smallBook(t)
	must(t, book.Reword("tone", both("toon"), both("hoe het klinkt"), stamp))
	must(t, book.Merge([]string{"tone", "speed"}, coding.Theme{Code: "tone"}, stamp))
	last := book.History[len(book.History)-1]
	want := coding.Change{Version: 5, Step: coding.Merged, From: []string{"tone", "speed"}, Into: []string{"tone"}, At: stamp.At, By: stamp.By}
	if !reflect.DeepEqual(last, want) || book.Version != 5 || len(book.History) != 5 {
		t.Errorf("got %+v, want %+v as version 5 of 5", last, want)
	}
	speed, _ := book.Theme("speed")
	if speed.Retired != 5 || !slices.Equal(speed.Into, []string{"tone"}) || speed.Since != 2 {
		t.Errorf("got %+v", speed)
	}
	if len(book.InUse()) != 2 {
		t.Errorf("got %v in use, want tone and price", book.InUse())
	}
}

func TestCodebookRefusesWhatCannotBeRead(t *testing.T) {
	some := func(code string) coding.Theme { return coding.Theme{Code: code, Name: both(code)} }
	for name, change := range map[string]func(*coding.Codebook) error{
		"a code that was used": func(b *coding.Codebook) error { return b.Add(some("tone"), stamp) },
		"a code with a space":  func(b *coding.Codebook) error { return b.Add(some("a b"), stamp) },
		"a name in one language": func(b *coding.Codebook) error {
			return b.Add(coding.Theme{Code: "x", Name: i18n.Text{i18n.Dutch: "x"}}, stamp)
		},
		"merging one":               func(b *coding.Codebook) error { return b.Merge([]string{"tone"}, some("x"), stamp) },
		"merging into another":      func(b *coding.Codebook) error { return b.Merge([]string{"tone", "speed"}, some("price"), stamp) },
		"splitting into one":        func(b *coding.Codebook) error { return b.Split("tone", []coding.Theme{some("x")}, stamp) },
		"splitting into twins":      func(b *coding.Codebook) error { return b.Split("tone", []coding.Theme{some("x"), some("x")}, stamp) },
		"splitting what is not":     func(b *coding.Codebook) error { return b.Split("x", []coding.Theme{some("y"), some("z")}, stamp) },
		"retiring twice":            func(b *coding.Codebook) error { _ = b.Retire("tone", stamp); return b.Retire("tone", stamp) },
		"coding with a strange one": func(b *coding.Codebook) error { return b.Check([]string{"tone", "x"}) },
	} {
		book := smallBook(t)
		if err := change(book); fault.Of(err) != fault.Invalid {
			t.Errorf("%s: got %v, want an Invalid fault", name, err)
		}
	}
}
