package api_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"realitycheck/analysis/report"
	"realitycheck/web/api"
)

// schema is the part of a description that says what an object holds.
type schema struct {
	Ref        string            `yaml:"$ref"`
	AllOf      []schema          `yaml:"allOf"`
	Properties map[string]schema `yaml:"properties"`
	Required   []string          `yaml:"required"`
	Items      *schema           `yaml:"items"`
}

// document is the description as far as it is checked.
type document struct {
	OpenAPI    string                    `yaml:"openapi"`
	Paths      map[string]map[string]any `yaml:"paths"`
	Components struct {
		Schemas map[string]schema `yaml:"schemas"`
	} `yaml:"components"`
}

func read(t *testing.T) document {
	t.Helper()
	var d document
	if err := yaml.Unmarshal(api.Description(), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheDescriptionNamesWhatIsServed(t *testing.T) {
	d := read(t)
	if !strings.HasPrefix(d.OpenAPI, "3.1") {
		t.Errorf("version %q", d.OpenAPI)
	}
	for _, path := range []string{"/api/v1/report", "/api/v1/openapi.yaml"} {
		if d.Paths[path]["get"] == nil {
			t.Errorf("%s is not described", path)
		}
	}
	if first, again := api.Description(), api.Description(); &first[0] == &again[0] {
		t.Error("a caller can change the description for others")
	}
}

// TestTheDescriptionDoesNotLie walks the schema of the report beside its type: each property described is one that exists.
func TestTheDescriptionDoesNotLie(t *testing.T) {
	d := read(t)
	checked := d.compare(t, "report", schema{Ref: "#/components/schemas/Report"}, reflect.TypeFor[report.Report]())
	if checked < 100 {
		t.Errorf("only %d properties compared", checked)
	}
}

// compare walks one object, and gives how many properties it saw.
func (d document) compare(t *testing.T, at string, s schema, of reflect.Type) (checked int) {
	t.Helper()
	for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
		if of.Kind() == reflect.Slice && s.Items != nil {
			s = *s.Items
		}
		of = of.Elem()
	}
	properties, required := d.flat(t, s)
	if of.Kind() != reflect.Struct || len(properties) == 0 {
		return 0
	}
	fields := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(of) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			fields[name] = f.Type
		}
	}
	for _, name := range required {
		if _, ok := properties[name]; !ok {
			t.Errorf("%s requires %s and does not describe it", at, name)
		}
	}
	if name := at; slices.Contains([]string{"report.choices", "report.themes"}, name) {
		return 0 // one schema serves both; each has the half of its names
	}
	for name, property := range properties {
		of, ok := fields[name]
		if !ok {
			t.Errorf("%s has no %s", at, name)
			continue
		}
		checked += 1 + d.compare(t, at+"."+name, property, of)
	}
	return checked
}

// flat gives the properties of a schema, with those of the schemas that it is made of.
func (d document) flat(t *testing.T, s schema) (properties map[string]schema, required []string) {
	t.Helper()
	if s.Ref != "" {
		named, ok := d.Components.Schemas[strings.TrimPrefix(s.Ref, "#/components/schemas/")]
		if !ok {
			t.Errorf("%s leads nowhere", s.Ref)
		}
		return d.flat(t, named)
	}
	properties, required = map[string]schema{}, slices.Clone(s.Required)
	for name, property := range s.Properties {
		properties[name] = property
	}
	for _, part := range s.AllOf {
		more, needed := d.flat(t, part)
		for name, property := range more {
			properties[name] = property
		}
		required = append(required, needed...)
	}
	return properties, required
}
