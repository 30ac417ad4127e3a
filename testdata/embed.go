// Package testdata hands the content of the demo to the program: frameworks, questionnaires, samples, waves, people and
// answers. Tests and documentation use the same files. It imports nothing of ours; `./...` passes this folder over, so
// vet and test it by name.
package testdata

import (
	"embed"
	"io/fs"
)

// The sources of the pictures, in samples/source, stay out of the binary.
//
//go:embed frameworks questionnaires samples/*.* waves people answers demo
var files embed.FS

// Files gives the tree with the names of this folder, such as "samples/tax_letter.yaml".
func Files() fs.FS { return files }
