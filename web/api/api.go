package api

import (
	_ "embed"
	"slices"
)

//go:embed openapi.yaml
var description []byte

// Description is the document as it is served.
func Description() []byte { return slices.Clone(description) }
