package definition

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"realitycheck/survey/fault"
)

// maxSize bounds a definition file; the largest questionnaire imaginable is a tenth of it.
const maxSize = 2 << 20

// maxDepth bounds how deep a file nests; no shape goes as deep.
const maxDepth = 40

// document is one file on its way in, with every fault found so far.
type document struct {
	name   string // of the file, for messages
	root   *yaml.Node
	places map[string]*yaml.Node // by path
	faults []fault.Field
}

// parse reads a file along a shape, into a struct of the same form when nothing is wrong.
func parse(name string, src []byte, s shape, into any) (*document, error) {
	d := &document{name: name, places: map[string]*yaml.Node{}}
	if len(src) > maxSize {
		d.faults = append(d.faults, fault.Field{Key: "file_too_large", Args: fault.Args("max_mb", maxSize>>20)})
		return d, d.err()
	}
	if line := invalidLine(src); line > 0 {
		d.faults = append(d.faults, fault.Field{Line: line, Column: 1, Key: "not_utf8"})
		return d, d.err()
	}
	root, err := tree(src)
	if err != nil {
		d.faults = append(d.faults, syntaxFault(err))
		return d, d.err()
	}
	d.root = root
	if d.bounded(root, 0) {
		d.walk(s, root, "")
	}
	if err := d.err(); err != nil {
		return d, err
	}
	if err := root.Decode(into); err != nil {
		return d, fault.New(fault.Invalid, "definition_invalid", "file", name).Because(err)
	}
	return d, nil
}

// tree parses the one document of a file.
func tree(src []byte) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(src))
	var doc, more yaml.Node
	if err := decoder.Decode(&doc); errors.Is(err, io.EOF) || err == nil && len(doc.Content) == 0 {
		return nil, errEmpty
	} else if err != nil {
		return nil, err
	}
	if err := decoder.Decode(&more); err == nil {
		return nil, errSeveral
	} else if !errors.Is(err, io.EOF) {
		return nil, err
	}
	return doc.Content[0], nil
}

var (
	errEmpty   = errors.New("file_empty")
	errSeveral = errors.New("several_documents")
)

// The library counts lines from 0 in the messages of its parser, and from 1 in those of its scanner.
var (
	syntaxPlace = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)
	fromParser  = regexp.MustCompile(`^did not find expected (?:<|node content|'-' indicator|key|',' or)`)
)

// syntaxFault places an error of the YAML parser.
func syntaxFault(err error) fault.Field {
	if errors.Is(err, errEmpty) || errors.Is(err, errSeveral) {
		return fault.Field{Line: 1, Column: 1, Key: err.Error()}
	}
	f := fault.Field{Line: 1, Column: 1, Key: "yaml_syntax", Args: fault.Args("detail", err.Error())}
	if m := syntaxPlace.FindStringSubmatch(err.Error()); m != nil {
		if line, e := strconv.Atoi(m[1]); e == nil {
			f.Line = line
			if fromParser.MatchString(m[2]) {
				f.Line++
			}
		}
		f.Args = fault.Args("detail", m[2])
	}
	return f
}

// invalidLine gives the first line that is not UTF-8, or 0.
func invalidLine(src []byte) int {
	if utf8.Valid(src) {
		return 0
	}
	line := 1
	for part := range bytes.Lines(src) {
		if !utf8.Valid(part) {
			break
		}
		line++
	}
	return line
}

// bounded refuses what a small file could blow up with: aliases and endless nesting.
func (d *document) bounded(n *yaml.Node, depth int) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		d.fault(n, "", "yaml_alias")
		return false
	case depth > maxDepth:
		d.fault(n, "", "yaml_too_deep", "max", maxDepth)
		return false
	}
	fine := true
	for _, child := range n.Content {
		fine = d.bounded(child, depth+1) && fine
	}
	return fine
}

// walk checks a node and remembers its place.
func (d *document) walk(s shape, n *yaml.Node, path string) {
	d.places[path] = n
	s.check(d, n, path)
}

// entries gives the values of a mapping by key, with a fault for a key that stands there twice.
func (d *document) entries(n *yaml.Node, path string) map[string]*yaml.Node {
	given := make(map[string]*yaml.Node, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if given[key.Value] != nil {
			d.fault(key, join(path, key.Value), "key_twice", "key", shortened(key.Value))
		}
		given[key.Value] = n.Content[i+1]
	}
	return given
}

// string gives the text of a scalar. A number or date without quotes is refused, because 2018.10 and 2018.1 would be
// the same; a date that YAML happens to know stays the text that it is.
func (d *document) string(n *yaml.Node, path string) (string, bool) {
	if n.Kind == yaml.ScalarNode {
		switch n.ShortTag() {
		case "!!str", "!!timestamp":
			return n.Value, true
		case "!!null":
			d.fault(n, path, "value_empty")
			return "", false
		}
	}
	d.fault(n, path, "want_text")
	return "", false
}

// fault notes what is wrong at a node.
func (d *document) fault(n *yaml.Node, path, key string, args ...any) {
	d.faults = append(d.faults, fault.Field{Path: path, Line: n.Line, Column: n.Column, Key: key, Args: fault.Args(args...)})
}

// at notes what is wrong at a path; a path that is not in the file is placed at the nearest one that holds it.
func (d *document) at(path, key string, args ...any) {
	f := fault.Field{Path: path, Key: key, Args: fault.Args(args...)}
	n := d.places[path]
	for n == nil {
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
		n = d.places[path]
	}
	f.Line, f.Column = n.Line, n.Column
	d.faults = append(d.faults, f)
}

// err is one fault that holds all, in the order of the file, or nil.
func (d *document) err() error {
	sortFaults(d.faults)
	return fault.InFields("definition_invalid", d.faults, "file", d.name)
}
