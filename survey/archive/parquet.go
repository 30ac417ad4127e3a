package archive

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/parquet-go/parquet-go"
)

// column is one column of a Parquet file that is to be written.
type column struct {
	name  string
	node  parquet.Node
	value func(row int) parquet.Value // a null Value for none
}

// rowsAtOnce is how many values go to a column before the next column gets its turn.
const rowsAtOnce = 8192

// writeColumns writes a whole file of one row group.
func writeColumns(w io.Writer, name string, rows int, columns []column) error {
	group := ordered{Group: parquet.Group{}}
	for _, c := range columns {
		group.Group[c.name] = parquet.Compressed(c.node, &parquet.Zstd)
		group.names = append(group.names, c.name)
	}
	file := parquet.NewWriter(w, parquet.NewSchema(name, group), parquet.CreatedBy("realitycheck", "1", ""))
	writers := file.ColumnWriters()
	values := make([]parquet.Value, 0, rowsAtOnce)
	for from := 0; from < rows; from += rowsAtOnce {
		for i, c := range columns {
			values = values[:0]
			for row := from; row < min(from+rowsAtOnce, rows); row++ {
				value, level := c.value(row), 0
				if c.node.Optional() && !value.IsNull() {
					level = 1
				}
				values = append(values, value.Level(0, level, i))
			}
			if _, err := writers[i].WriteRowValues(values); err != nil {
				return fmt.Errorf("%s, column %s: %w", name, c.name, err)
			}
		}
	}
	return file.Close()
}

// ordered is a group whose fields keep the order in which they are named, so that a reader finds the columns in the
// order of the questionnaire.
type ordered struct {
	parquet.Group
	names []string
}

// Fields lists the columns in their order.
func (o ordered) Fields() []parquet.Field {
	fields := o.Group.Fields()
	slices.SortFunc(fields, func(a, b parquet.Field) int {
		return slices.Index(o.names, a.Name()) - slices.Index(o.names, b.Name())
	})
	return fields
}

func words() parquet.Node { return parquet.Encoded(parquet.String(), &parquet.RLEDictionary) }

func cellColumn(name string, cells []int8) column {
	return column{name, parquet.Optional(parquet.Encoded(parquet.Int(8), &parquet.RLEDictionary)), func(row int) parquet.Value {
		if cells[row] == NotAsked {
			return parquet.NullValue()
		}
		return parquet.Int32Value(int32(cells[row]))
	}}
}

func codesColumn(name string, codes *Codes) column {
	return column{name, parquet.Optional(words()), func(row int) parquet.Value {
		if codes.Index[row] < 0 {
			return parquet.NullValue()
		}
		return parquet.ByteArrayValue([]byte(codes.Names[codes.Index[row]]))
	}}
}

func numberColumn[T int8 | int32](name string, bits int, numbers []T) column {
	return column{name, parquet.Encoded(parquet.Int(bits), &parquet.DeltaBinaryPacked),
		func(row int) parquet.Value { return parquet.Int32Value(int32(numbers[row])) }}
}

func realColumn(name string, numbers []float64) column {
	return column{name, parquet.Leaf(parquet.DoubleType),
		func(row int) parquet.Value { return parquet.DoubleValue(numbers[row]) }}
}

func boolColumn(name string, flags []bool) column {
	return column{name, parquet.Leaf(parquet.BooleanType),
		func(row int) parquet.Value { return parquet.BooleanValue(flags[row]) }}
}

func stringColumn(name string, node parquet.Node, text func(row int) string) column {
	return column{name, node, func(row int) parquet.Value { return parquet.ByteArrayValue([]byte(text(row))) }}
}

// columns is an open Parquet file, read a column at a time.
type columns struct {
	file  *parquet.File
	index map[string]int
}

func openColumns(r io.ReaderAt, size int64) (*columns, error) {
	file, err := parquet.OpenFile(r, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, err
	}
	c := &columns{file: file, index: map[string]int{}}
	for i, path := range file.Schema().Columns() {
		c.index[path[0]] = i
	}
	return c, nil
}

// pages goes through the pages of a column.
func (c *columns) pages(name string, each func(parquet.Page) error) error {
	i, ok := c.index[name]
	if !ok {
		return fmt.Errorf("column %s is not there", name)
	}
	for _, group := range c.file.RowGroups() {
		if err := eachPage(group.ColumnChunks()[i], each); err != nil {
			return fmt.Errorf("column %s: %w", name, err)
		}
	}
	return nil
}

func eachPage(chunk parquet.ColumnChunk, each func(parquet.Page) error) error {
	pages := chunk.Pages()
	defer pages.Close()
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		err = each(page)
		parquet.Release(page)
		if err != nil {
			return err
		}
	}
}

// cells reads a column of int8 cells: null becomes NotAsked. A page of numbers behind a dictionary, as we write them, is
// translated through a table of at most 256 values without a Value for each.
func (c *columns) cells(name string) ([]int8, error) {
	cells := make([]int8, 0, c.file.NumRows())
	err := c.pages(name, func(page parquet.Page) error {
		dictionary, kind := page.Dictionary(), page.Type().Kind()
		if dictionary == nil || kind != parquet.Int32 {
			return fmt.Errorf("unexpected page of %s", page.Type())
		}
		values := make([]int8, dictionary.Len())
		for i := range values {
			values[i] = int8(dictionary.Index(int32(i)).Int32())
		}
		data := page.Data()
		indexes, levels := data.Int32(), page.DefinitionLevels()
		if page.NumNulls() == 0 {
			for _, n := range indexes {
				cells = append(cells, values[n])
			}
			return nil
		}
		next := 0
		for _, level := range levels {
			if level == 0 {
				cells = append(cells, NotAsked)
				continue
			}
			cells = append(cells, values[indexes[next]])
			next++
		}
		return nil
	})
	return cells, err
}

// values reads any column by Value.
func (c *columns) values(name string, each func(parquet.Value)) error {
	buffer := make([]parquet.Value, 1024)
	return c.pages(name, func(page parquet.Page) error {
		reader := page.Values()
		for {
			n, err := reader.ReadValues(buffer)
			for _, v := range buffer[:n] {
				each(v)
			}
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
		}
	})
}

func (c *columns) codes(name string) (Codes, error) {
	codes := Codes{Index: make([]int16, 0, c.file.NumRows())}
	known := map[string]int16{}
	err := c.values(name, func(v parquet.Value) {
		if v.IsNull() {
			codes.Index = append(codes.Index, -1)
			return
		}
		n, ok := known[string(v.ByteArray())]
		if !ok {
			n = codes.number(string(v.ByteArray()))
			known[codes.Names[n]] = n
		}
		codes.Index = append(codes.Index, n)
	})
	codes.sort()
	return codes, err
}

func (c *columns) strings(name string) ([]string, error) {
	var texts []string
	err := c.values(name, func(v parquet.Value) { texts = append(texts, string(v.ByteArray())) })
	return texts, err
}

func (c *columns) numbers(name string) ([]int32, error) {
	numbers := make([]int32, 0, c.file.NumRows())
	err := c.values(name, func(v parquet.Value) { numbers = append(numbers, v.Int32()) })
	return numbers, err
}

func (c *columns) reals(name string) ([]float64, error) {
	numbers := make([]float64, 0, c.file.NumRows())
	err := c.values(name, func(v parquet.Value) { numbers = append(numbers, v.Double()) })
	return numbers, err
}

func (c *columns) flags(name string) ([]bool, error) {
	flags := make([]bool, 0, c.file.NumRows())
	err := c.values(name, func(v parquet.Value) { flags = append(flags, v.Boolean()) })
	return flags, err
}
