// Package exhibit turns a report into what people read: for each thing that is shown one [Exhibit], a finding with the
// picture that proves it, its table and how it was measured. It knows no HTML and no sheet: web/exhibit renders exhibits as
// pages and drawings, analysis/xlsx as sheets and native charts, analysis/export as csv, and all three say the same.
//
// It imports analysis/report, survey and survey/i18n, and computes no figure: every [Sentence] names the subjects in
// the report that prove it. One exhibit is one file with one function of the index, what the reader chose, and the translator.
package exhibit
