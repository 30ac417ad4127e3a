package definition

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"realitycheck/survey/i18n"
)

// write makes the YAML of a file's struct.
func write(file any) ([]byte, error) {
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(file); err != nil {
		return nil, fmt.Errorf("write definition: %w", err)
	}
	if err := encoder.Close(); err != nil {
		return nil, fmt.Errorf("write definition: %w", err)
	}
	return b.Bytes(), nil
}

// prose is a text as an author writes it.
type prose string

// MarshalYAML writes the text in the style of node.
func (p prose) MarshalYAML() (any, error) { return p.node(), nil }

// node writes paragraphs as a block that is pleasant to edit, and texts that the library would write in a way that it
// cannot read back, such as a block that begins with a tab, in double quotes.
func (p prose) node() *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: string(p)}
	switch {
	case !p.plain():
		n.Style = yaml.DoubleQuotedStyle
	case strings.Contains(n.Value, "\n"):
		n.Style = yaml.LiteralStyle
	}
	return n
}

// plain says that a text may be written without escapes: only printable characters and line ends, and no line that
// begins or ends with a space.
func (p prose) plain() bool {
	for line := range strings.SplitSeq(string(p), "\n") {
		if line != strings.TrimSpace(line) || strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) {
			return false
		}
	}
	return !strings.HasPrefix(string(p), "\n")
}

// translations is an i18n.Text as it stands in a file.
type translations i18n.Text
