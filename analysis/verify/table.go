package verify

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"realitycheck/analysis/stats"
)

// Codes of faults in a set that the statistics themselves never see.
const (
	codeUnknownColumn = "unknown_column"
	codeUnknownDomain = "unknown_domain"
	codeUnknownTable  = "unknown_table"
	codeUnknownMethod = "unknown_method"
	codeBadData       = "bad_data"
	codeBadSpec       = "bad_spec"
	codeThreshold     = "wrong_threshold"
	codeBroken        = "broken" // the program itself failed
)

// table is a CSV file as columns of codes.
type table struct {
	rows    int
	columns map[string]*column
}

// column holds a number a row into dict; number 0 is the empty field.
type column struct {
	name  string
	codes []int32
	dict  []string
}

func readTable(data []byte) (*table, error) {
	reader := csv.NewReader(bufio.NewReaderSize(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))), 1<<16))
	reader.ReuseRecord = true
	reader.LazyQuotes = true
	header, err := reader.Read()
	if err != nil {
		return nil, fmt.Errorf("no header line: %w", err)
	}
	t := &table{columns: map[string]*column{}}
	order := make([]*column, len(header))
	index := make([]map[string]int32, len(header))
	for i, name := range header {
		order[i] = &column{name: strings.Clone(name), dict: []string{""}}
		index[i] = map[string]int32{"": 0}
		t.columns[order[i].name] = order[i]
	}
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return nil, err
		}
		for i, field := range record {
			code, ok := index[i][field]
			if !ok {
				code = int32(len(order[i].dict))
				field = strings.Clone(field)
				index[i][field] = code
				order[i].dict = append(order[i].dict, field)
			}
			order[i].codes = append(order[i].codes, code)
		}
		t.rows++
	}
}

// column finds a column by name or refuses with unknown_column.
func (t *table) column(name string) (*column, error) {
	if c, ok := t.columns[name]; ok {
		return c, nil
	}
	return nil, &stats.Error{Code: codeUnknownColumn, Var: name}
}

// text of a row, empty when missing.
func (c *column) text(row int32) string { return c.dict[c.codes[row]] }

// numbers gives the value of every code of the dictionary, NaN where it is not a finite number.
func (c *column) numbers() []float64 {
	values := make([]float64, len(c.dict))
	for i, text := range c.dict {
		values[i] = number(text)
	}
	return values
}

// marked tells for every code of the dictionary whether it is among the given ones; the empty field never is.
func (c *column) marked(in codes) []bool {
	wanted := map[string]bool{}
	for _, code := range in {
		wanted[code] = true
	}
	marks := make([]bool, len(c.dict))
	for i, text := range c.dict {
		marks[i] = i > 0 && wanted[text]
	}
	return marks
}

func number(text string) float64 {
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}
