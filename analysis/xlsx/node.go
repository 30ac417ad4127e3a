package xlsx

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// node is one element of the XML of a chart. Text and attribute values are escaped when written, so that a label can
// hold any words.
type node struct {
	name  string
	attrs []attr
	text  string
	kids  []node
}

type attr struct{ name, value string }

// el makes an element of attributes, child elements and text, in the order given. A nil node is left out.
func el(name string, parts ...any) node {
	n := node{name: name}
	for _, part := range parts {
		switch p := part.(type) {
		case attr:
			n.attrs = append(n.attrs, p)
		case node:
			n.kids = append(n.kids, p)
		case []node:
			n.kids = append(n.kids, p...)
		case string:
			n.text += p
		}
	}
	return n
}

// val makes the commonest element of a chart: one that has a single attribute val.
func val(name, value string) node { return el(name, attr{"val", value}) }

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func (n node) write(b *strings.Builder) {
	b.WriteString("<" + n.name)
	for _, a := range n.attrs {
		b.WriteString(" " + a.name + `="`)
		escape(b, a.value)
		b.WriteByte('"')
	}
	if n.text == "" && len(n.kids) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteByte('>')
	escape(b, n.text)
	for _, kid := range n.kids {
		kid.write(b)
	}
	b.WriteString("</" + n.name + ">")
}

// escape never fails: a strings.Builder takes every write.
func escape(b *strings.Builder, s string) { _ = xml.EscapeText(b, []byte(s)) }
