package definition_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"realitycheck/survey/definition"
	"realitycheck/survey/fault"
)

var update = flag.Bool("update", false, "write the schemas to testdata/schema")

const schemas = "../../testdata/schema"

func TestSchemaFilesAreCurrent(t *testing.T) {
	for _, kind := range definition.Kinds() {
		want, err := definition.Schema(kind)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(schemas, kind+".schema.json")
		if *update {
			if err := os.WriteFile(name, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not current (%v): run this test with -update", name, err)
		}
	}
}

// beyondSchema are the faults of what holds between two places of a file, which a schema cannot say.
var beyondSchema = []string{"code_twice", "key_twice", "language_missing", "scale_unknown", "points_count", "k_over_samples",
	"closes_before_opens", "time_unknown", "file_unreadable"}

// TestSchemaAndDecoderAgree spoils good files at every place in many ways: an editor must underline what the program
// refuses, and nothing else.
func TestSchemaAndDecoderAgree(t *testing.T) {
	for kind, src := range good() {
		schema := compiled(t, kind)
		tried, refused := 0, 0
		for _, change := range changes {
			for n := 0; ; n++ {
				var doc yaml.Node
				if err := yaml.Unmarshal([]byte(src), &doc); err != nil {
					t.Fatal(err)
				}
				count := 0
				if !spoil(doc.Content[0], n, &count, change.do) {
					break
				}
				changed, err := yaml.Marshal(&doc)
				if err != nil {
					t.Fatal(err)
				}
				tried++
				bySchema := schema.Validate(plain(t, changed))
				byDecoder := readErr(kind, string(changed))
				if bySchema != nil {
					refused++
				}
				if (bySchema == nil) != (byDecoder == nil) && !(bySchema == nil && onlyBeyondSchema(byDecoder)) {
					t.Errorf("%s, %s at place %d: schema says %v, decoder says %v\n%s", kind, change.name, n, bySchema, byDecoder, changed)
				}
			}
		}
		if tried < 100 || refused < tried/2 || refused == tried {
			t.Errorf("%s: %d of %d changed files refused: the test tries too little", kind, refused, tried)
		}
	}
}

func onlyBeyondSchema(err error) bool {
	var f *fault.Fault
	return errors.As(err, &f) && !slices.ContainsFunc(f.Fields, func(field fault.Field) bool {
		return !slices.Contains(beyondSchema, field.Key)
	})
}

func scalar(tag, value string) func(*yaml.Node) {
	return func(n *yaml.Node) { *n = yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value} }
}

// changes are ways to spoil one node.
var changes = []struct {
	name string
	do   func(*yaml.Node)
}{
	{"null", scalar("!!null", "null")},
	{"empty text", scalar("!!str", "")},
	{"blank text", scalar("!!str", " \n")},
	{"a word", scalar("!!str", "word")},
	{"a capital", scalar("!!str", "Ärger")},
	{"a bell", scalar("!!str", "a\ab")},
	{"a path", scalar("!!str", "../a")},
	{"a dotted word", scalar("!!str", "a.b")},
	{"a language", scalar("!!str", "en")},
	{"a panel", scalar("!!str", "internal")},
	{"another kind", scalar("!!str", "info")},
	{"another medium", scalar("!!str", "image")},
	{"zero", scalar("!!int", "0")},
	{"one", scalar("!!int", "1")},
	{"a large number", scalar("!!int", "100000")},
	{"a fraction", scalar("!!float", "1.5")},
	{"true", scalar("!!bool", "true")},
	{"no list", func(n *yaml.Node) { *n = yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"} }},
	{"no keys", func(n *yaml.Node) { *n = yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"} }},
	{"first part gone", func(n *yaml.Node) {
		if n.Kind == yaml.MappingNode && len(n.Content) > 1 {
			n.Content = n.Content[2:]
		} else if n.Kind == yaml.SequenceNode && len(n.Content) > 0 {
			n.Content = n.Content[1:]
		}
	}},
	{"last part gone", func(n *yaml.Node) {
		if n.Kind == yaml.MappingNode && len(n.Content) > 1 {
			n.Content = n.Content[:len(n.Content)-2]
		} else if n.Kind == yaml.SequenceNode && len(n.Content) > 0 {
			n.Content = n.Content[:len(n.Content)-1]
		}
	}},
	{"last part double", func(n *yaml.Node) {
		if n.Kind == yaml.SequenceNode && len(n.Content) > 0 {
			n.Content = append(n.Content, n.Content[len(n.Content)-1])
		}
	}},
	{"another key", func(n *yaml.Node) {
		if n.Kind == yaml.MappingNode {
			n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "long"},
				&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"})
		}
	}},
	{"a language more", func(n *yaml.Node) {
		if n.Kind == yaml.MappingNode {
			n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "fr"},
				&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "x"})
		}
	}},
	{"a description", func(n *yaml.Node) {
		if n.Kind == yaml.MappingNode {
			n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "file"},
				&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "a.png"})
		}
	}},
}

// spoil changes the nth value of a tree, counted in the order of the file; false when there are fewer.
func spoil(node *yaml.Node, n int, count *int, do func(*yaml.Node)) bool {
	if *count == n {
		do(node)
		return true
	}
	*count++
	for i, child := range node.Content {
		if node.Kind == yaml.MappingNode && i%2 == 0 {
			continue
		}
		if spoil(child, n, count, do) {
			return true
		}
	}
	return false
}

func compiled(t *testing.T, kind string) *jsonschema.Schema {
	t.Helper()
	src, err := definition.Schema(kind)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource(kind+".json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(kind + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// plain gives a YAML file as an editor's schema check sees it: times are texts.
func plain(t *testing.T, src []byte) any {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		t.Fatal(err)
	}
	return value(t, doc.Content[0])
}

func value(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = value(t, n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		s := []any{}
		for _, child := range n.Content {
			s = append(s, value(t, child))
		}
		return s
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int":
		i, err := strconv.Atoi(n.Value)
		if err != nil {
			t.Fatal(err)
		}
		return i
	case "!!float":
		f, err := strconv.ParseFloat(n.Value, 64)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	return n.Value
}
