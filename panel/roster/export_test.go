package roster

import (
	"fmt"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"

	"realitycheck/panel"
)

// Write writes a member list as xlsx, in the form that Read takes. Without members it is a template to fill in.
func Write(w io.Writer, attributes []string, members []panel.Member) error {
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "Sheet1"
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return fmt.Errorf("member list: %w", err)
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return fmt.Errorf("member list: %w", err)
	}
	columns := append([]string{emailColumn, nameColumn, languageColumn}, attributes...)
	if err := out.SetColWidth(1, 2, 32); err != nil {
		return fmt.Errorf("member list: %w", err)
	}
	if err := out.SetColWidth(3, max(4, len(columns)), 16); err != nil {
		return fmt.Errorf("member list: %w", err)
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("member list: %w", err)
	}
	if err := writeRow(out, 1, columns, bold); err != nil {
		return err
	}
	for i, m := range members {
		cells := []string{m.Email, m.Name, string(m.Lang)}
		for _, a := range attributes {
			cells = append(cells, m.Profile[a])
		}
		if err := writeRow(out, i+2, cells, 0); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("member list: %w", err)
	}
	if _, err := f.WriteTo(w); err != nil {
		return fmt.Errorf("member list: %w", err)
	}
	return nil
}

// writeRow writes cells as text, never as formulas.
func writeRow(out *excelize.StreamWriter, line int, cells []string, style int) error {
	values := make([]any, len(cells))
	for i, c := range cells {
		values[i] = excelize.Cell{Value: c, StyleID: style}
	}
	if err := out.SetRow(fmt.Sprintf("A%d", line), values); err != nil {
		return fmt.Errorf("member list, row %d: %w", line, err)
	}
	return nil
}

// Attributes lists the profile attributes that the file has a column for, in its order.
func (l List) Attributes() []string {
	return slices.DeleteFunc(slices.Clone(l.columns), func(c string) bool {
		return c == emailColumn || c == nameColumn || c == languageColumn
	})
}
