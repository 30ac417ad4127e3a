package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"sort"
)

// spec is one question to the statistics. Every method reads the fields that it needs.
type spec struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Method string `json:"method"`
	Data   string `json:"data"` // path inside the set; empty when the input is in the spec

	Scope   where    `json:"scope"`
	Cluster string   `json:"cluster"`
	Strata  string   `json:"strata"`
	Weight  string   `json:"weight"`
	Level   *float64 `json:"level"`
	NMin    *int     `json:"n_min"`

	Items     []item     `json:"items"`
	Domains   []domain   `json:"domains"`
	Contrasts []contrast `json:"contrasts"`

	Margins   []margin  `json:"margins"`
	Bounds    []float64 `json:"bounds"`
	CellsOnly bool      `json:"cells_only"`

	Tables   json.RawMessage `json:"tables"` // crossTable for rao_scott, names for suppress
	Families []family        `json:"families"`
	Calls    []call          `json:"calls"`
	Scales   []scale         `json:"scales"`

	Unit    string   `json:"unit"`
	Coder   string   `json:"coder"`
	Coders  codes    `json:"coders"`
	Columns []string `json:"columns"`
	Missing codes    `json:"missing"`

	Disp       string          `json:"disp"`
	E          json.RawMessage `json:"e"` // a number or "auto"
	Recr       *float64        `json:"recr"`
	Pror       *float64        `json:"pror"`
	Retr       *float64        `json:"retr"`
	Member     string          `json:"member"`
	Wave       string          `json:"wave"`
	Complete   codes           `json:"complete"`
	Ineligible codes           `json:"ineligible"`
	Pairs      []codes         `json:"pairs"`
	Published  []domain        `json:"published"`

	Block    string `json:"block"`
	Position string `json:"position"`
	Sample   string `json:"sample"`

	Group         codes    `json:"group"`
	Grid          []string `json:"grid"`
	Reversed      []string `json:"reversed"`
	DK            codes    `json:"dk"`
	ScaleMin      float64  `json:"scale_min"`
	ScaleMax      float64  `json:"scale_max"`
	MinAnswers    *int     `json:"min_answers"`
	Duration      string   `json:"duration"`
	SpeedFraction *float64 `json:"speed_fraction"`
}

type item struct {
	Name    string `json:"name"`
	Var     string `json:"var"`
	Vars    codes  `json:"vars"` // instead of Var: a mean of several columns
	Type    string `json:"type"` // mean, proportion or nps
	In      codes  `json:"in"`
	DK      codes  `json:"dk"`
	Missing codes  `json:"missing"`
}

type domain struct {
	Label   string `json:"label"`
	Where   where  `json:"where"`
	Samples codes  `json:"samples"`
}

type contrast struct {
	Label string             `json:"label"`
	Coef  map[string]float64 `json:"coef"`
}

type margin struct {
	Var     string                     `json:"var"`
	Type    string                     `json:"type"` // share or count
	Targets map[string]json.RawMessage `json:"targets"`
	Applies where                      `json:"applies"` // to whom the margin applies
}

// target reads one target; what is not a number is NaN and refused later as a bad target.
func (m margin) target(category string) float64 {
	var v *float64
	if json.Unmarshal(m.Targets[category], &v) != nil || v == nil {
		return math.NaN()
	}
	return *v
}

type crossTable struct {
	Label   string `json:"label"`
	Row     string `json:"row"`
	Col     string `json:"col"`
	Exclude codes  `json:"exclude"`
	Where   where  `json:"where"`
}

type family struct {
	Label string     `json:"label"`
	P     []*float64 `json:"p"`
}

type call struct {
	F    string    `json:"f"`
	Args []float64 `json:"args"`
}

type scale struct {
	Name    string   `json:"name"`
	Items   []string `json:"items"`
	Reverse []string `json:"reverse"`
	Min     float64  `json:"min"`
	Max     float64  `json:"max"`
	DK      codes    `json:"dk"`
	Missing codes    `json:"missing"`
}

func (s *spec) level() float64 {
	if s.Level == nil {
		return 0.95
	}
	return *s.Level
}

// where is a filter: AND over columns, OR over values.
type where map[string]codes

// columns in a fixed order, so that the same fault is found first in every run.
func (w where) columns() []string {
	names := make([]string, 0, len(w))
	for name := range w {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// codes is a list of codes, which compare as text whether they were written as text, numbers or a single value.
type codes []string

// UnmarshalJSON accepts a list or one value, of strings, numbers or booleans.
func (c *codes) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return err
	}
	list, ok := value.([]any)
	if !ok && value != nil {
		list = []any{value}
	}
	*c = codes{}
	for _, v := range list {
		switch v.(type) {
		case string, json.Number, bool:
			*c = append(*c, fmt.Sprint(v))
		default:
			return fmt.Errorf("%v is not a code", v)
		}
	}
	return nil
}
