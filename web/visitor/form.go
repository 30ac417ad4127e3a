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

// parseForm finds the first form of a page that is sent by POST; ok is false when it has none.
func parseForm(page io.Reader) (f form, ok bool, err error) {
	root, err := html.Parse(page)
	if err != nil {
		return form{}, false, err
	}
	for node := range root.Descendants() {
		if node.Data == "form" && strings.EqualFold(attribute(node, "method"), "post") {
			return readForm(node), true, nil
		}
	}
	return form{}, false, nil
}

func readForm(node *html.Node) form {
	f := form{action: attribute(node, "action"), hidden: url.Values{}}
	for n := range node.Descendants() {
		if n.Type != html.ElementNode || has(n, "disabled") {
			continue
		}
		name := attribute(n, "name")
		switch {
		case n.Data == "textarea" && name != "":
			f.texts = append(f.texts, name)
		case n.Data == "button" && attribute(n, "type") != "button":
			f.buttons = append(f.buttons, button{name, attribute(n, "value")})
		case n.Data == "input" && name != "":
			f.input(name, attribute(n, "type"), attribute(n, "value"))
		}
	}
	return f
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

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}
