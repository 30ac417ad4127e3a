package definition

import (
	"encoding/json"
	"fmt"
	"slices"
)

// The kinds of definition file.
const (
	Framework     = "framework"
	Questionnaire = "questionnaire"
	Sample        = "sample"
	Wave          = "wave"
	Margins       = "margins"
	Panel         = "panel"
)

// schemed is what every shape also is: a shape that says itself as JSON Schema; shared parts go into defs. No program asks
// for it: TestSchemaFilesAreCurrent writes testdata/schema, and TestSchemaAndDecoderAgree holds it against check.
type schemed interface {
	schema(defs map[string]any) map[string]any
}

func schemaOf(s shape, defs map[string]any) map[string]any { return s.(schemed).schema(defs) }

// Kinds lists the kinds of definition file.
func Kinds() []string { return []string{Framework, Questionnaire, Sample, Wave, Margins, Panel} }

// Schema gives the JSON Schema (draft 2020-12) of a kind of definition file, for editors. It accepts what the decoder
// accepts but for what holds between two places of a file, such as a code used twice.
func Schema(kind string) ([]byte, error) {
	s := map[string]shape{Framework: frameworkShape(), Questionnaire: questionnaireShape(), Sample: sampleShape(), Wave: waveShape(),
		Margins: marginsShape(), Panel: panelShape()}[kind]
	defs := map[string]any{}
	schema := schemaOf(s, defs)
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["title"] = kind
	schema["$defs"] = defs
	b, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("schema of %s: %w", kind, err)
	}
	return append(b, '\n'), nil
}

func (o object) schema(defs map[string]any) map[string]any {
	properties, required := map[string]any{}, []string{}
	for _, name := range o.names() {
		properties[name] = true // the fields of a variant are described in its own rule
	}
	for _, f := range o.fields {
		properties[f.name] = schemaOf(f.of, defs)
		if f.required {
			required = append(required, f.name)
		}
	}
	s := map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
	if len(o.variants) > 0 {
		rules := make([]any, len(o.variants))
		for i, v := range o.variants {
			rules[i] = o.rule(v, defs)
		}
		s["allOf"] = rules
	}
	return described(o.about, s)
}

// rule says in JSON Schema what a variant has, needs and may not have.
func (o object) rule(v variant, defs map[string]any) map[string]any {
	properties, required := map[string]any{}, []string{}
	for _, name := range o.names() {
		if !slices.Contains(names(o.fields), name) {
			properties[name] = false
		}
	}
	for _, f := range v.fields {
		properties[f.name] = schemaOf(f.of, defs)
		if f.required {
			required = append(required, f.name)
		}
	}
	then := map[string]any{"properties": properties, "required": required}
	if len(v.oneOf) > 0 {
		one := make([]any, len(v.oneOf))
		for i, name := range v.oneOf {
			one[i] = map[string]any{"required": []string{name}}
		}
		then["oneOf"] = one
	}
	when := map[string]any{"properties": map[string]any{o.by: map[string]any{"const": v.value}}, "required": []string{o.by}}
	return map[string]any{"if": when, "then": then}
}

func (t table) schema(defs map[string]any) map[string]any {
	return described(t.about, map[string]any{"type": "object", "propertyNames": schemaOf(t.key, defs),
		"additionalProperties": schemaOf(t.of, defs), "minProperties": 1})
}

func (e either) schema(defs map[string]any) map[string]any {
	return map[string]any{"anyOf": []any{schemaOf(e.a, defs), schemaOf(e.b, defs)}}
}

func (r real) schema(map[string]any) map[string]any {
	return described(r.about, map[string]any{"type": "number", "minimum": 0, "maximum": r.max})
}

func (t text) schema(map[string]any) map[string]any {
	return described(t.about, map[string]any{"type": "string", "pattern": t.pattern.String(), "maxLength": t.longest()})
}

func (c choice) schema(map[string]any) map[string]any {
	return described(c.about, map[string]any{"enum": c.of})
}

func (i number) schema(map[string]any) map[string]any {
	return described(i.about, map[string]any{"type": "integer", "minimum": i.min, "maximum": i.max})
}

func (f flag) schema(map[string]any) map[string]any {
	return described(f.about, map[string]any{"type": "boolean"})
}

func (l list) schema(defs map[string]any) map[string]any {
	s := map[string]any{"type": "array", "items": schemaOf(l.of, defs), "minItems": l.min, "maxItems": l.most()}
	if l.unique {
		s["uniqueItems"] = true
	}
	return described(l.about, s)
}

func (s named) schema(defs map[string]any) map[string]any {
	if _, there := defs[s.name]; !there {
		defs[s.name] = map[string]any{} // holds the place while the shape refers to itself
		defs[s.name] = schemaOf(s.of, defs)
	}
	return map[string]any{"$ref": "#/$defs/" + s.name}
}

func described(about string, schema map[string]any) map[string]any {
	if about != "" {
		schema["description"] = about
	}
	return schema
}
