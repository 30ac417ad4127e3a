package definition

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v3"
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
