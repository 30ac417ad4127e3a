package definition

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// field is one key of an object.
type field struct {
	name     string
	of       shape
	required bool
}

func need(name string, of shape) field { return field{name: name, of: of, required: true} }

func may(name string, of shape) field { return field{name: name, of: of} }

// object is a mapping with known keys. With by, the value of that field decides which further fields there are, as the
// kind of a question does.
type object struct {
	fields   []field
	by       string
	variants []variant
	about    string
}

// variant is what an object has besides its common fields when its deciding field has a value.
type variant struct {
	value  string
	fields []field
	oneOf  []string // exactly one of these must be there
}

func (o object) check(d *document, n *yaml.Node, path string) {
	if n.Kind != yaml.MappingNode {
		d.fault(n, path, "want_mapping")
		return
	}
	given := d.entries(n, path)
	fields, oneOf, decided := o.fieldsFor(given)
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at := slices.IndexFunc(fields, func(f field) bool { return f.name == key.Value })
		switch {
		case at >= 0:
			d.walk(fields[at].of, value, join(path, key.Value))
		case slices.Contains(o.names(), key.Value):
			if decided {
				d.fault(key, join(path, key.Value), "not_for_kind", "kind", given[o.by].Value)
			}
		default:
			d.fault(key, join(path, key.Value), "key_unknown", "key", shortened(key.Value), "known", joined(names(fields)))
		}
	}
	for _, f := range fields {
		if f.required && given[f.name] == nil {
			d.fault(n, join(path, f.name), "key_missing", "key", f.name)
		}
	}
	there := 0
	for _, name := range oneOf {
		if given[name] != nil {
			there++
		}
	}
	if len(oneOf) > 0 && there != 1 {
		d.fault(n, path, "exactly_one_of", "known", joined(oneOf))
	}
}

// fieldsFor lists the fields of an object as it was given; decided is false when its deciding field is no help.
func (o object) fieldsFor(given map[string]*yaml.Node) (fields []field, oneOf []string, decided bool) {
	if o.by == "" {
		return o.fields, nil, true
	}
	for _, v := range o.variants {
		if n := given[o.by]; n != nil && n.Value == v.value {
			return slices.Concat(o.fields, v.fields), v.oneOf, true
		}
	}
	return o.fields, nil, false
}

// names lists the names of all fields, of every variant.
func (o object) names() []string {
	all := names(o.fields)
	for _, v := range o.variants {
		for _, name := range names(v.fields) {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

func names(fields []field) []string {
	all := make([]string, len(fields))
	for i, f := range fields {
		all[i] = f.name
	}
	return all
}

// table is a mapping whose keys the author chooses, within a form.
type table struct {
	key   shape // of the keys, a text or a choice
	of    shape
	about string
}

func (t table) check(d *document, n *yaml.Node, path string) {
	if n.Kind != yaml.MappingNode {
		d.fault(n, path, "want_mapping")
		return
	}
	d.entries(n, path)
	if len(n.Content) == 0 {
		d.fault(n, path, "mapping_empty")
	}
	for i := 0; i < len(n.Content); i += 2 {
		at := join(path, n.Content[i].Value)
		t.key.check(d, n.Content[i], at)
		d.walk(t.of, n.Content[i+1], at)
	}
}

// either is one shape or another, told apart by the look of what is there.
type either struct {
	first func(*yaml.Node) bool // whether to read it as a
	a, b  shape
}

func (e either) check(d *document, n *yaml.Node, path string) {
	if e.first(n) {
		e.a.check(d, n, path)
		return
	}
	e.b.check(d, n, path)
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func joined(names []string) string { return strings.Join(names, ", ") }
