package visitor

import (
	"net/url"
	"reflect"
	"strings"
	"testing"
)

func TestFormIsReadAsABrowserSendsIt(t *testing.T) {
	const page = `<!doctype html><title>x</title>
<form method="get" action="/search"><input name="q"></form>
<button form="page" name="action" value="outside">hidden</button>
<form class="page" METHOD="POST" action="/deelname/3?a=1&amp;b=2" novalidate>
<input type="hidden" name="handle" value="a&quot;b" name="twice">
<fieldset><label><input type="radio" name="q1" value="1"> 1</label><label><input type="radio" name="q1" value="99" checked> ?</label></fieldset>
<input type="checkbox" name="q2" value="3"><input type="checkbox" name="q2" value="4"/>
<input type="text" name="other"><input name="off" disabled>
<textarea name="why">
<input type="hidden" name="typed" value="no field"></textarea>
<button type="button" name="close">x</button>
<button type="submit" name="action" value="next">Next</button><button name="action" value="back">Back</button>
</form>
<form method="post" action="/other"><input type="hidden" name="second" value="1"></form>`
	want := form{
		action:  "/deelname/3?a=1&b=2",
		hidden:  url.Values{"handle": {`a"b`}},
		radios:  []group{{"q1", []string{"1", "99"}}},
		checks:  []group{{"q2", []string{"3", "4"}}},
		texts:   []string{"other", "why"},
		buttons: []button{{"action", "next"}, {"action", "back"}},
	}
	got, ok, err := parseForm(strings.NewReader(page))
	if err != nil || !ok {
		t.Fatalf("got %t, %v, want a form", ok, err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestPageWithoutFormHasNone(t *testing.T) {
	if _, ok, err := parseForm(strings.NewReader(`<form action="/search"><input name="q"></form>`)); ok || err != nil {
		t.Errorf("got %t, %v, want no form", ok, err)
	}
}
