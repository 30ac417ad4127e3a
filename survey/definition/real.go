package definition

import (
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// real is a number of 0 or more that may have decimals.
type real struct {
	max   float64
	about string
}

// decimals is the one way to write such a number that YAML and JSON read alike.
var decimals = regexp.MustCompile(`^(0|[1-9][0-9]{0,11})(\.[0-9]{1,18})?$`)

func (r real) check(d *document, n *yaml.Node, path string) {
	tag := n.ShortTag()
	if n.Kind != yaml.ScalarNode || tag != "!!int" && tag != "!!float" || !decimals.MatchString(n.Value) {
		d.fault(n, path, "want_decimal")
		return
	}
	if value, err := strconv.ParseFloat(n.Value, 64); err != nil || value > r.max {
		d.fault(n, path, "decimal_range", "max", strconv.FormatFloat(r.max, 'f', -1, 64))
	}
}

// amount is such a number in a file.
type amount float64

// MarshalYAML writes the number without an exponent.
func (a amount) MarshalYAML() (any, error) {
	tag, value := "!!float", strconv.FormatFloat(float64(a), 'f', -1, 64)
	if !strings.Contains(value, ".") {
		tag = "!!int"
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value}, nil
}
