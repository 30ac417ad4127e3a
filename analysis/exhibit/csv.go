package exhibit

import (
	"encoding/csv"
	"io"
	"strconv"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// WriteCSV writes the records for scripts, as RFC 4180 in UTF-8 without a mark: comma, dot, CRLF, every digit of a figure,
// true and false, and nothing between commas where there is no value.
func WriteCSV(w io.Writer, x *report.Index, tr *i18n.Translator) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	line := make([]string, len(RecordColumns()))
	for i, c := range RecordColumns() {
		line[i] = c.Name
	}
	write := func() { _ = out.Write(line) } // the writer keeps its first error
	write()
	Records(x, tr, func(row []any) {
		for i, value := range row {
			line[i] = csvField(value)
		}
		write()
	})
	out.Flush()
	return out.Error()
}

func csvField(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
