// Package xlsx renders a report as the yearly workbook, and the answers of one wave as a workbook of data. It computes
// no figure: what a sheet shows stands in the report, in full precision behind a number format. Write is the way in for
// the report, WriteData for the answers. It is the only writer of spreadsheets in the program and owns excelize; the
// charts are its own XML, because that library draws no intervals and leaves the cached figures of a chart empty.
package xlsx
