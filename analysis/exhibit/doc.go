// Package exhibit turns a report into what people read: for each thing that is shown one [Exhibit], a finding with the
// picture that proves it, its table and how it was measured. It knows no HTML and no sheet: web/exhibit renders exhibits as
// pages and drawings, analysis/xlsx as sheets and native charts, and both say the same. [WriteCSV] and the sheet of data write
// the same [Records], every figure of a report in one flat table.
//
// Of analysis it imports report, and coding and quality for the words of their rules. It computes no figure: every [Sentence]
// names the subjects in the report that prove it. An exhibit is a function of the index, what the reader chose, and the
// translator, in a file named after it or after the exhibit that it belongs to.
package exhibit
