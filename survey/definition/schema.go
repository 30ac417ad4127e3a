package definition

import (
	"encoding/json"
	"fmt"

	"realitycheck/survey/fault"
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

// Kinds lists the kinds of definition file.
func Kinds() []string { return []string{Framework, Questionnaire, Sample, Wave, Margins, Panel} }

// Schema gives the JSON Schema (draft 2020-12) of a kind of definition file, for editors. It accepts what the decoder
// accepts but for what holds between two places of a file, such as a code used twice.
func Schema(kind string) ([]byte, error) {
	var s shape
	switch kind {
	case Framework:
		s = frameworkShape()
	case Questionnaire:
		s = questionnaireShape()
	case Sample:
		s = sampleShape()
	case Wave:
		s = waveShape()
	case Margins:
		s = marginsShape()
	case Panel:
		s = panelShape()
	default:
		return nil, fault.New(fault.NotFound, "definition_kind_unknown", "kind", kind, "known", joined(Kinds()))
	}
	defs := map[string]any{}
	schema := s.schema(defs)
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["title"] = kind
	schema["$defs"] = defs
	b, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("schema of %s: %w", kind, err)
	}
	return append(b, '\n'), nil
}
