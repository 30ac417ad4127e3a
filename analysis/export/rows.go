package export

import (
	"iter"
	"slices"
	"strings"

	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
)

// Rows is one table of the raw data of a wave, for export. All yields a slice that is used again for the next row; a
// cell is a string, an int, or nil for "not asked" or unknown.
type Rows struct {
	Name   string // "responses", "ratings", "texts", "codebook"
	Header []string
	All    iter.Seq[[]any]
}

// Data lays out the answers of a closed wave as they were given: a row a response, a row a response and sample, the open
// answers shuffled under ids of their own, and the codebook in a language of the wave. Responses have random ids that
// belong to this wave alone; nothing joins an open answer to one.
func Data(w *archive.Wave, lang i18n.Lang) ([]Rows, error) {
	ids, err := w.IDs()
	if err != nil {
		return nil, err
	}
	texts, err := w.Texts()
	if err != nil {
		return nil, err
	}
	return []Rows{responseRows(w, ids), ratingRows(w, ids), textRows(texts), codebookRows(w.Instrument, lang)}, nil
}

func responseRows(w *archive.Wave, ids []string) Rows {
	r := &w.Responses
	header := []string{"response", "panel", "outcome", "seconds", "speeder"}
	for _, s := range r.Strata {
		header = append(header, "stratum."+s.Code)
	}
	header = append(header, r.Names()...)
	cells := columnsOf(&r.Table)
	return Rows{"responses", header, func(yield func([]any) bool) {
		row := make([]any, 0, len(header))
		for i := range r.Len() {
			row = append(row[:0], ids[i], r.Panel.At(i), r.Outcome.At(i), int(r.Seconds[i]), flag(r.Speeder[i]))
			for s := range r.Strata {
				row = append(row, word(r.Strata[s].At(i)))
			}
			if !yield(appendCells(row, cells, i)) {
				return
			}
		}
	}}
}

func ratingRows(w *archive.Wave, ids []string) Rows {
	r := &w.Ratings
	header := append([]string{"response", "panel", "sample", "position"}, r.Names()...)
	cells := columnsOf(&r.Table)
	return Rows{"ratings", header, func(yield func([]any) bool) {
		row := make([]any, 0, len(header))
		for i := range r.Len() {
			response := int(r.Response[i])
			row = append(row[:0], ids[response], w.Responses.Panel.At(response), r.Sample.At(i), int(r.Position[i]))
			if !yield(appendCells(row, cells, i)) {
				return
			}
		}
	}}
}

func columnsOf(t *archive.Table) [][]int8 {
	var cells [][]int8
	for _, name := range t.Names() {
		column, _ := t.Column(name)
		cells = append(cells, column)
	}
	return cells
}

func appendCells(row []any, cells [][]int8, i int) []any {
	for _, column := range cells {
		if column[i] == archive.NotAsked {
			row = append(row, nil)
		} else {
			row = append(row, int(column[i]))
		}
	}
	return row
}

func flag(set bool) int {
	if set {
		return 1
	}
	return 0
}

// word is a cell of text, nil for none.
func word(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func textRows(texts []archive.Text) Rows {
	return Rows{"texts", []string{"text", "panel", "question", "sample", "answer"}, func(yield func([]any) bool) {
		row := make([]any, 5)
		for _, t := range texts {
			row[0], row[1], row[2], row[3], row[4] = t.ID, t.Panel, t.Question, word(t.Sample), t.Text
			if !yield(row) {
				return
			}
		}
	}}
}

// codebookRows has a row a code, and one for a column without codes of its own. The words of a question stand in one
// column a panel, since panels may read different words.
func codebookRows(in *survey.Instrument, lang i18n.Lang) Rows {
	if !slices.Contains(in.Wave.Langs, lang) && len(in.Wave.Langs) > 0 {
		lang = in.Wave.Langs[0]
	}
	panels := in.Wave.PanelCodes()
	header := []string{"table", "column", "question", "kind", "framework", "parameter", "reversed", "panels"}
	for _, p := range panels {
		header = append(header, "text."+p)
	}
	header = append(header, "code", "meaning")
	book := archive.NewCodebook(in)
	return Rows{"codebook", header, func(yield func([]any) bool) {
		for _, v := range book.Variables {
			table, _ := strings.CutSuffix(v.File, ".parquet")
			row := []any{table, v.Column, v.Question, v.Kind, word(v.Framework), word(v.Parameter), flag(v.Reversed),
				word(strings.Join(v.Panels, " "))}
			for _, p := range panels {
				row = append(row, word(v.Text.For(p, lang)))
			}
			if !yieldCodes(yield, row, v.Codes, panels[:min(1, len(panels))], lang) {
				return
			}
		}
		for _, c := range book.Codes {
			row := make([]any, len(header))
			row[1], row[len(row)-2], row[len(row)-1] = "*", int(c.Code), c.Name
			if !yield(row) {
				return
			}
		}
	}}
}

// yieldCodes completes the row of a variable once a code; the meaning of a code is told in the words of the first panel.
func yieldCodes(yield func([]any) bool, row []any, codes []archive.Code, panels []string, lang i18n.Lang) bool {
	if len(codes) == 0 {
		return yield(append(row, nil, nil))
	}
	for _, c := range codes {
		meaning := ""
		for _, p := range panels {
			meaning = c.Text.For(p, lang)
		}
		if !yield(append(slices.Clone(row), int(c.Code), word(meaning))) {
			return false
		}
	}
	return true
}
