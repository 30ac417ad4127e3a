// Package exhibit renders the exhibits of a report for pages: sections with their sentences, tables as rows of cells, and
// pictures as drawings of web/chart. The templates in web/ui/parts/results.html write what it makes.
//
// It imports analysis/exhibit and analysis/report for what is shown, and survey/i18n to write numbers for the reader. It
// knows no request: [Renderer] is told where links lead. What an exhibit means is decided in analysis/exhibit; here is
// decided how it looks: which decimals, signs, tones and hatches stand for a figure, a certainty or a reason.
package exhibit
