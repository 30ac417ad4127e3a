// Package xlsx is the workbooks of analysis. It renders a report as the yearly workbook: each tab shows exhibits, as paragraphs,
// native charts and tables, so that a sheet says what the page says, in full precision behind a number format; the sheet of data
// has its records: every figure of the report, but for those that it holds another way. It computes no figure and words no finding.
// The answers of one wave and the margins of its weights are workbooks too.
//
// [Write] is the way in for the report, [WriteData] for the answers, [WriteMargins] and [ReadMargins] for margins. The charts are
// XML of its own, because excelize draws no intervals and leaves the cached figures of a chart empty. That library is imported
// here and in panel/roster only. Of analysis it imports exhibit, report and export.
package xlsx
