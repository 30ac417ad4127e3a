package xlsx

import "github.com/xuri/excelize/v2"

// datum is one column of the sheet of data. Names are the same in every language: formulas and scripts lean on them.
type datum struct {
	name   string
	width  float64
	format string
	value  func(v *view, r *record) any
}

func columns() []datum {
	words := func(name string, width float64, get func(v *view, r *record) string) datum {
		return datum{name, width, "", func(v *view, r *record) any { return get(v, r) }}
	}
	code := func(name string, get func(r *record) string) datum {
		return words(name, 12, func(_ *view, r *record) string { return get(r) })
	}
	whole := func(name string, get func(r *record) *int) datum {
		return datum{name, 9, asCount, func(_ *view, r *record) any { return get(r) }}
	}
	real := func(name, format string, get func(r *record) *float64) datum {
		return datum{name, 10, format, func(_ *view, r *record) any { return get(r) }}
	}
	point := func(name string, i int) datum {
		return real(name, asShare, func(r *record) *float64 {
			if i < len(r.points) {
				return &r.points[i]
			}
			return nil
		})
	}
	return []datum{
		code("record", func(r *record) string { return r.sort }),
		code("level", (*record).level),
		code("wave", func(r *record) string { return r.wave }),
		code("from_wave", func(r *record) string { return r.from }),
		code("panel", func(r *record) string { return r.panel }),
		code("other_panel", func(r *record) string { return r.other }),
		code("basis", func(r *record) string { return r.basis }),
		code("parameter", func(r *record) string { return r.parameter }),
		words("parameter_name", 20, func(v *view, r *record) string { return named(v.Labels.Parameters, r.parameter) }),
		code("item", func(r *record) string { return r.item }),
		words("item_text", 40, func(v *view, r *record) string { return named(v.Labels.Items, r.item) }),
		code("option", func(r *record) string { return r.option }),
		words("option_text", 24, func(v *view, r *record) string { return v.optionText(r) }),
		code("sample", func(r *record) string { return r.sample }),
		words("sample_title", 32, func(v *view, r *record) string { return named(v.Labels.Samples, r.sample) }),
		code("theme", func(r *record) string { return r.theme }),
		code("group_by", func(r *record) string { return r.by }),
		code("group", func(r *record) string { return r.group }),
		whole("n", func(r *record) *int { return r.n }),
		whole("n_other", func(r *record) *int { return r.nOther }),
		real("n_eff", asCount, func(r *record) *float64 { return r.nEff }),
		whole("overlap", func(r *record) *int { return r.overlap }),
		real("mean", asMean, func(r *record) *float64 { return r.mean }),
		real("diff", asDiff, func(r *record) *float64 { return r.diff }),
		real("share", asShare, func(r *record) *float64 { return r.share }),
		real("se", "0.000", func(r *record) *float64 { return r.se }),
		real("low", asMean, func(r *record) *float64 { return r.low }),
		real("high", asMean, func(r *record) *float64 { return r.high }),
		real("top2", asShare, func(r *record) *float64 { return r.top2 }),
		real("top2_low", asShare, func(r *record) *float64 { return r.top2Low }),
		real("top2_high", asShare, func(r *record) *float64 { return r.top2High }),
		real("dont_know", asShare, func(r *record) *float64 { return r.unsure }),
		point("share_1", 0), point("share_2", 1), point("share_3", 2), point("share_4", 3), point("share_5", 4),
		real("df", "0.0", func(r *record) *float64 { return r.df }),
		real("p", "0.0000", func(r *record) *float64 { return r.p }),
		real("p_adjusted", "0.0000", func(r *record) *float64 { return r.pAdjusted }),
		real("effect", asMean, func(r *record) *float64 { return r.effect }),
		whole("invited", func(r *record) *int { return r.invited }),
		whole("started", func(r *record) *int { return r.started }),
		whole("completed", func(r *record) *int { return r.done }),
		whole("partial", func(r *record) *int { return r.partial }),
		real("completion", asShare, func(r *record) *float64 { return r.completion }),
		real("break_off", asShare, func(r *record) *float64 { return r.breakOff }),
		real("retention", asShare, func(r *record) *float64 { return r.retention }),
		{"comparable", 12, "", func(_ *view, r *record) any { return r.comparable }},
		{"suppressed", 12, "", func(_ *view, r *record) any { return r.suppressed }},
		words("note", 40, func(_ *view, r *record) string { return r.note }),
	}
}

// level tells a figure of a parameter as a whole from one of a single item.
func (r *record) level() string {
	switch {
	case r.item != "":
		return "item"
	case r.parameter != "":
		return "parameter"
	}
	return "wave"
}

// named gives the words for a code, nothing for no code.
func named(words map[string]string, code string) string {
	if code == "" {
		return ""
	}
	return label(words, code)
}

func (v *view) optionText(r *record) string {
	if r.option == "" {
		return ""
	}
	return v.Labels.Items[r.item+"."+r.option]
}

// table fills the sheet of data: every figure of the report in one table of Excel.
func (b *book) table(v *view, name string) {
	cols := columns()
	widths := make([]float64, len(cols))
	for i, c := range cols {
		widths[i] = c.width
	}
	s := b.sheet(name, true, widths...)
	for i, c := range cols {
		s.put(i, 1, cell{c.name, look{bold: true}})
	}
	s.row = 2
	for _, r := range v.rows(b) {
		for i, c := range cols {
			s.datum(i, c, c.value(v, &r))
		}
		s.row++
	}
	s.keep(s.f.AddTable(s.name, &excelize.Table{Range: "A1:" + at(len(cols)-1, max(s.row-1, 2)), Name: "realitycheck", StyleName: "TableStyleLight1"}))
	s.freezeFirst()
}

// freezeFirst keeps the header of the data in sight.
func (s *sheet) freezeFirst() {
	s.keep(s.f.SetPanes(s.name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	s.repeat(1, 1)
}

// datum writes one value when there is one; empty places stay without a cell.
func (s *sheet) datum(col int, c datum, value any) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return
		}
	case *float64:
		if v == nil {
			return
		}
		value = *v
	case *int:
		if v == nil {
			return
		}
		value = *v
	case *bool:
		if v == nil {
			return
		}
		value = *v
	}
	s.put(col, s.row, cell{value, look{format: c.format}})
}
