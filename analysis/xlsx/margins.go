package xlsx

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// The columns of a sheet of population margins. Categories of an attribute with the same word under merge count as one.
var marginColumns = []string{"wave", "panel", "attribute", "category", "target", "unit", "merge", "source"}

// What targets are given in.
const (
	unitShares = "shares"
	unitPeople = "people"
)

// Limits of a sheet of margins: waves have a few dozen categories.
const (
	maxMarginFile = 1 << 20
	maxMarginXML  = 16 << 20
	maxMarginRows = 1000
)

// WriteMargins writes margins as a sheet to be filled in; targets of 0 are left empty.
func WriteMargins(w io.Writer, m survey.Margins) error {
	f := excelize.NewFile()
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows := [][]any{}
	for _, p := range m.Panels {
		for _, g := range p.Margins {
			unit := unitShares
			if g.Counts {
				unit = unitPeople
			}
			for _, c := range sortedCategories(g.Targets) {
				var target, merge any
				if g.Targets[c] > 0 {
					target = g.Targets[c]
				}
				if name := g.Of(c); name != c {
					merge = name
				}
				rows = append(rows, []any{m.Wave, p.Panel, g.Attribute, c, target, unit, merge, g.Source})
			}
		}
	}
	for i, name := range marginColumns {
		if err := f.SetCellStr(sheet, at(i, 1), name); err != nil {
			return err
		}
	}
	for r, row := range rows {
		for c, value := range row {
			var err error
			switch v := value.(type) {
			case string:
				err = f.SetCellStr(sheet, at(c, r+2), v)
			case float64:
				err = f.SetCellFloat(sheet, at(c, r+2), v, -1, 64)
			}
			if err != nil {
				return err
			}
		}
	}
	if err := f.SetColWidth(sheet, "A", "H", 18); err != nil {
		return err
	}
	return f.Write(w)
}

func sortedCategories(targets map[string]float64) []string {
	var codes []string
	for c := range targets {
		codes = append(codes, c)
	}
	slices.Sort(codes)
	return codes
}

// ReadMargins reads a sheet of margins. All faults are told, each with its row and column.
func ReadMargins(r io.Reader) (survey.Margins, error) {
	rows, err := marginRows(r)
	if err != nil {
		return survey.Margins{}, err
	}
	s := marginSheet{column: map[string]int{}, merged: map[string][]string{}}
	s.m.Bounds = survey.DefaultBounds
	for i, name := range rows[0] {
		s.column[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, name := range marginColumns[:5] {
		if _, ok := s.column[name]; !ok {
			s.fault(1, len(rows[0]), "margins_column_missing", "column", name)
		}
	}
	if len(s.faults) == 0 {
		for i, row := range rows[1:] {
			s.row(i+2, row)
		}
	}
	s.merge()
	return s.m, fault.InFields("margins_invalid", s.faults)
}

// marginRows reads the first sheet of a file from outside, within limits.
func marginRows(r io.Reader) (rows [][]string, err error) {
	damaged := func(cause error) error { return fault.New(fault.Invalid, "margins_damaged").Because(cause) }
	src, err := io.ReadAll(io.LimitReader(r, maxMarginFile+1))
	if err != nil {
		return nil, err
	}
	if len(src) > maxMarginFile {
		return nil, fault.New(fault.Invalid, "margins_too_large")
	}
	defer func() { // a crafted part can make the library panic
		if p := recover(); p != nil {
			rows, err = nil, damaged(fmt.Errorf("panic: %v", p))
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(src), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxMarginXML, UnzipXMLSizeLimit: maxMarginXML})
	if err != nil {
		return nil, damaged(err)
	}
	defer f.Close()
	in, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return nil, damaged(err)
	}
	defer in.Close()
	for in.Next() {
		cells, err := in.Columns()
		if err != nil {
			return nil, damaged(err)
		}
		if rows = append(rows, cells); len(rows) > maxMarginRows {
			return nil, fault.New(fault.Invalid, "margins_too_large")
		}
	}
	if err := in.Error(); err != nil {
		return nil, damaged(err)
	}
	if len(rows) < 2 {
		return nil, fault.New(fault.Invalid, "margins_empty")
	}
	return rows, nil
}

// marginSheet collects margins while it goes through the rows.
type marginSheet struct {
	m      survey.Margins
	column map[string]int
	merged map[string][]string // by panel, attribute and word: categories
	words  []string            // keys of merged, as they came
	faults []fault.Field
}

func (s *marginSheet) fault(line, column int, key string, args ...any) {
	s.faults = append(s.faults, fault.Field{Line: line, Column: column, Key: key, Args: fault.Args(args...)})
}

func (s *marginSheet) cell(row []string, name string) string {
	i, ok := s.column[name]
	if !ok || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

func (s *marginSheet) row(line int, row []string) {
	if !slices.ContainsFunc(row, func(c string) bool { return strings.TrimSpace(c) != "" }) {
		return
	}
	wave, panel, attribute, category := s.cell(row, "wave"), s.cell(row, "panel"), s.cell(row, "attribute"), s.cell(row, "category")
	if s.m.Wave == "" {
		s.m.Wave = wave
	}
	if wave != s.m.Wave {
		s.fault(line, s.column["wave"]+1, "margins_other_wave", "wave", wave, "want", s.m.Wave)
	}
	target := 0.0
	if text := s.cell(row, "target"); text != "" {
		var err error
		if target, err = strconv.ParseFloat(text, 64); err != nil || !(target >= 0 && target <= 1e12) {
			s.fault(line, s.column["target"]+1, "want_decimal")
		}
	}
	g := s.margin(panel, attribute)
	if _, twice := g.Targets[category]; twice {
		s.fault(line, s.column["category"]+1, "code_twice", "code", category)
	}
	g.Targets[category] = target
	switch unit := s.cell(row, "unit"); unit {
	case "", unitShares:
	case unitPeople:
		g.Counts = true
	default:
		s.fault(line, s.column["unit"]+1, "not_one_of", "value", unit, "known", unitShares+", "+unitPeople)
	}
	if source := s.cell(row, "source"); source != "" {
		g.Source = source
	}
	if word := s.cell(row, "merge"); word != "" {
		key := panel + "\x00" + attribute + "\x00" + word
		if s.merged[key] == nil {
			s.words = append(s.words, key)
		}
		s.merged[key] = append(s.merged[key], category)
	}
}

// margin finds the margin of an attribute of a panel, or begins it.
func (s *marginSheet) margin(panel, attribute string) *survey.Margin {
	i := slices.IndexFunc(s.m.Panels, func(p survey.PanelMargins) bool { return p.Panel == panel })
	if i < 0 {
		i, s.m.Panels = len(s.m.Panels), append(s.m.Panels, survey.PanelMargins{Panel: panel})
	}
	p := &s.m.Panels[i]
	j := slices.IndexFunc(p.Margins, func(g survey.Margin) bool { return g.Attribute == attribute })
	if j < 0 {
		j, p.Margins = len(p.Margins), append(p.Margins, survey.Margin{Attribute: attribute, Targets: map[string]float64{}})
	}
	return &p.Margins[j]
}

// merge puts categories with the same word together.
func (s *marginSheet) merge() {
	for _, key := range s.words {
		if parts := strings.Split(key, "\x00"); len(s.merged[key]) > 1 {
			g := s.margin(parts[0], parts[1])
			g.Merge = append(g.Merge, s.merged[key])
		}
	}
}
