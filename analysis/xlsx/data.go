package xlsx

import (
	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
)

// recordWidths are those of the columns of words in the data, in characters.
var recordWidths = map[string]float64{"parameter_name": 20, "item_text": 40, "option_text": 24, "sample_title": 32, "note": 40}

// records fills the sheet of data: the records of the report in one table of Excel. Places without a value stay without a
// cell.
func (b *book) records(name string) {
	columns := exhibit.RecordColumns()
	widths := make([]float64, len(columns))
	for i, c := range columns {
		widths[i] = max(12, recordWidths[c.Name])
	}
	s := b.sheet(name, widths...)
	for i, c := range columns {
		s.put(i, s.row, cell{c.Name, look{bold: true}})
	}
	s.row++
	s.keepInSight(1)
	own := *b.index.Report // what is computed another way is compared on the sheet of weighting, and stands in the csv
	own.Unweighted, own.WithoutFlagged = nil, nil
	exhibit.Records(report.NewIndex(&own), b.tr, func(row []any) {
		for i, value := range row {
			switch v := value.(type) {
			case nil:
			case float64:
				s.put(i, s.row, s.figure(v, columns[i].Unit, ""))
			case int:
				s.put(i, s.row, cell{v, look{format: asCount}})
			default:
				s.put(i, s.row, cell{value: v})
			}
		}
		s.row++
	})
	area := "A1:" + at(len(columns)-1, max(s.row-1, 2))
	s.keep(s.f.AddTable(s.name, &excelize.Table{Range: area, Name: "realitycheck", StyleName: "TableStyleLight1"}))
}
