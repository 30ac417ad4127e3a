package definition

import (
	"regexp"
	"strconv"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"realitycheck/survey"
)

// shape describes what may stand at one place of a file. The JSON Schema of editors is made of the same shapes, by the
// tests of this package.
type shape interface {
	check(d *document, n *yaml.Node, path string)
}

// text is a string that is not blank.
type text struct {
	pattern *regexp.Regexp
	fault   string // message key when the pattern does not match
	max     int    // longest, in characters; 0 for maxText
	about   string // shown by editors
}

// maxText bounds every text of a definition, in characters.
const maxText = 50_000

// Patterns of texts. They are valid both here and in the JavaScript of editors.
var (
	printable = regexp.MustCompile(`^[^\x00-\x08\x0b-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x08\x0b-\x1f\x7f]*$`)
	codeForm  = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	nameForm  = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,39}$`)
	panelForm = regexp.MustCompile(survey.PanelCodeForm)
	yearForm  = regexp.MustCompile(`^[0-9]{4}[a-z]?$`)
	refForm   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}@[0-9]{4}[a-z]?$`)
	paramForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,39}$`)
	timeForm  = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$`)
	fileForm  = regexp.MustCompile(`^([^./\\\x00-\x1f][^/\\\x00-\x1f]*/)*[^./\\\x00-\x1f][^/\\\x00-\x1f]*$`)
	valueForm = regexp.MustCompile(`^[^(\x00-\x20][^\x00-\x1f]{0,39}$`)
)

func words(about string) text {
	return text{pattern: printable, fault: "text_blank", about: about}
}

func form(pattern *regexp.Regexp, fault, about string) text {
	return text{pattern: pattern, fault: fault, about: about}
}

func code(about string) text { return form(codeForm, "code_form", about) }

func (t text) longest() int {
	if t.max > 0 {
		return t.max
	}
	return maxText
}

func (t text) check(d *document, n *yaml.Node, path string) {
	value, ok := d.string(n, path)
	if !ok {
		return
	}
	if length := utf8.RuneCountInString(value); length > t.longest() {
		d.fault(n, path, "text_too_long", "max", t.longest(), "got", length)
	} else if !t.pattern.MatchString(value) {
		d.fault(n, path, t.fault, "value", shortened(value))
	}
}

// choice is one of a few words.
type choice struct {
	of    []string
	about string
}

func (c choice) check(d *document, n *yaml.Node, path string) {
	value, ok := d.string(n, path)
	if !ok {
		return
	}
	for _, each := range c.of {
		if each == value {
			return
		}
	}
	d.fault(n, path, "not_one_of", "value", shortened(value), "known", joined(c.of))
}

// number is a whole number between two bounds.
type number struct {
	min, max int
	about    string
}

// decimal is the one way to write a number that YAML and JSON read alike.
var decimal = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,8})$`)

func (i number) check(d *document, n *yaml.Node, path string) {
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!int" || !decimal.MatchString(n.Value) {
		d.fault(n, path, "want_number")
		return
	}
	if value, err := strconv.Atoi(n.Value); err != nil || value < i.min || value > i.max {
		d.fault(n, path, "number_range", "min", i.min, "max", i.max)
	}
}

// flag is true or false.
type flag struct{ about string }

func (flag) check(d *document, n *yaml.Node, path string) {
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" {
		d.fault(n, path, "want_flag")
	}
}

// list is a sequence of one shape.
type list struct {
	of       shape
	min, max int
	unique   bool // scalars only
	about    string
}

// maxItems bounds every list of a definition.
const maxItems = 500

func (l list) most() int {
	if l.max > 0 {
		return l.max
	}
	return maxItems
}

func (l list) check(d *document, n *yaml.Node, path string) {
	if n.Kind != yaml.SequenceNode {
		d.fault(n, path, "want_list")
		return
	}
	if got := len(n.Content); got < l.min || got > l.most() {
		d.fault(n, path, "list_length", "min", l.min, "max", l.most(), "got", got)
	}
	seen := map[string]bool{}
	for i, item := range n.Content {
		d.walk(l.of, item, path+"["+strconv.Itoa(i)+"]")
		if l.unique && item.Kind == yaml.ScalarNode {
			if seen[item.Value] {
				d.fault(item, path+"["+strconv.Itoa(i)+"]", "code_twice", "code", item.Value)
			}
			seen[item.Value] = true
		}
	}
}

// named is a shape that stands once in the schema, under a name.
type named struct {
	name string
	of   shape
}

func (s named) check(d *document, n *yaml.Node, path string) { s.of.check(d, n, path) }

// shortened keeps a quoted value readable in a message.
func shortened(value string) string {
	const most = 60
	if utf8.RuneCountInString(value) <= most {
		return value
	}
	return string([]rune(value)[:most]) + "…"
}
