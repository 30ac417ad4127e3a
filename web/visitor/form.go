package visitor

import (
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// form is one HTML form as a visitor finds it.
type form struct {
	action  string
	hidden  url.Values
	radios  []group // in the order of the page
	checks  []group
	texts   []string // names of text fields and text areas
	buttons []button
}

// group is a set of radio buttons or check boxes of one name.
type group struct {
	name   string
	values []string
}

type button struct{ name, value string }

var errNoForm = errors.New("the page has no form to send")

// parseForm finds the first form of a page that is sent by POST; ok is false when it has none. It goes through the page tag
// by tag: building a tree would cost a made visitor more than the server needs to answer.
func parseForm(page io.Reader) (f form, ok bool, err error) {
	f.hidden = url.Values{}
	for z := html.NewTokenizer(page); ; {
		switch z.Next() {
		case html.ErrorToken:
			if err := z.Err(); err != io.EOF {
				return form{}, false, err
			}
			return f, ok, nil
		case html.EndTagToken:
			if name, _ := z.TagName(); ok && string(name) == "form" {
				return f, true, nil
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch tag := string(name); {
			case ok:
				f.field(tag, attributes(z))
			case tag == "form":
				of := attributes(z)
				ok, f.action = strings.EqualFold(of["method"], "post"), of["action"]
			}
		}
	}
}

// field takes one tag of the form.
func (f *form) field(tag string, of map[string]string) {
	if _, disabled := of["disabled"]; disabled {
		return
	}
	name := of["name"]
	switch {
	case tag == "textarea" && name != "":
		f.texts = append(f.texts, name)
	case tag == "button" && of["type"] != "button":
		f.buttons = append(f.buttons, button{name, of["value"]})
	case tag == "input" && name != "":
		f.input(name, of["type"], of["value"])
	}
}

func (f *form) input(name, kind, value string) {
	switch kind {
	case "radio":
		f.radios = addTo(f.radios, name, value)
	case "checkbox":
		f.checks = addTo(f.checks, name, value)
	case "hidden":
		f.hidden.Add(name, value)
	case "", "text":
		f.texts = append(f.texts, name)
	case "submit":
		f.buttons = append(f.buttons, button{name, value})
	}
}

func addTo(groups []group, name, value string) []group {
	i := slices.IndexFunc(groups, func(g group) bool { return g.name == name })
	if i < 0 {
		return append(groups, group{name, []string{value}})
	}
	groups[i].values = append(groups[i].values, value)
	return groups
}

// attributes reads those of the tag at hand. Of two with one name the first counts, as in a browser.
func attributes(z *html.Tokenizer) map[string]string {
	of := map[string]string{}
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		if _, twice := of[string(key)]; !twice && len(key) > 0 {
			of[string(key)] = string(value)
		}
	}
	return of
}
