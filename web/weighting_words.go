package web

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"realitycheck/analysis"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/web/chart"
)

// weighWords tells weights in the words of their wave.
type weighWords struct {
	cells
	wave *survey.Wave
}

func newWeighWords(tr *i18n.Translator, wave *survey.Wave) weighWords {
	names := map[string]string{}
	for _, p := range wave.Panels {
		names[p.Code] = p.Name.In(tr.Lang())
	}
	view := &resultView{Report: &report.Report{Labels: report.Labels{Panels: names}}, panels: wave.PanelCodes()}
	return weighWords{cells{tr, view}, wave}
}

// attribute names an attribute of a panel.
func (w weighWords) attribute(panel, code string) (survey.Attribute, string) {
	p, _ := w.wave.Panel(panel)
	i := slices.IndexFunc(p.Strata, func(a survey.Attribute) bool { return a.Code == code })
	if i < 0 {
		return survey.Attribute{}, code
	}
	return p.Strata[i], p.Strata[i].Name.In(w.Lang())
}

// category names a category of an attribute, or several that count as one.
func (w weighWords) category(a survey.Attribute, code string) string {
	if code == survey.MissingCategory {
		return w.T("results.weigh.unknown")
	}
	parts := survey.SplitCategory(code)
	for i, part := range parts {
		if at := slices.IndexFunc(a.Categories, func(c survey.Category) bool { return c.Code == part }); at >= 0 {
			parts[i] = a.Categories[at].Name.In(w.Lang())
		}
	}
	return strings.Join(parts, " + ")
}

// merged tells which categories of an attribute count as one.
func (w weighWords) merged(panel string, m archive.MergedMargin) string {
	a, name := w.attribute(panel, m.Attribute)
	return w.T("results.weigh.merged", "attribute", name, "categories", w.category(a, survey.MergedCategory(m.Categories)))
}

// hides tells which groups of a panel are shown now and will not be with the weights; nothing when there are none.
func (w weighWords) hides(p *analysis.PanelPreview) []string {
	if len(p.Hides) == 0 {
		return nil
	}
	names := make([]string, len(p.Hides))
	for i, g := range p.Hides {
		a, name := w.attribute(p.Panel, g.By)
		names[i] = name + " " + w.category(a, g.Value)
	}
	return []string{w.T("results.weigh.hides", "panel", w.panelName(p.Panel), "groups", strings.Join(names, ", "))}
}

// problem tells what cannot be met, with names in place of codes.
func (w weighWords) problem(panel string, f fault.Field) string {
	code, _ := f.Args["attribute"].(string)
	category, _ := f.Args["category"].(string)
	a, name := w.attribute(panel, code)
	args := []any{"panel", w.panelName(panel), "attribute", name, "category", w.category(a, category)}
	for key, value := range f.Args {
		if key != "panel" && key != "attribute" && key != "category" {
			args = append(args, key, value)
		}
	}
	return w.T(f.Key, args...)
}

// panelWeights is what weights make of one panel, drawn and in a table.
type panelWeights struct {
	resultSection
	Problems []string
	Merge    []string
}

// fits draws what weights do to a panel, and lists what each category weighs.
func (w weighWords) fits(id string, p *archive.WeightedPanel, margins survey.Margins) resultSection {
	s := resultSection{Heading: w.panelName(p.Panel), Caption: w.T("results.caption.fits")}
	d := chart.Dots{Frame: chart.Frame{ID: id, Title: w.T("results.weigh.alt", "panel", s.Heading), Desc: w.T("results.weigh.desc")},
		Series: []chart.Series{{Name: w.T("results.weigh.before"), Sign: w.panelSign(p.Panel)}, {Name: w.T("results.weigh.after"), Sign: chart.Square}},
		Axis:   w.shares()}
	t := &resultTable{Caption: w.T("results.weigh.table", "panel", s.Heading), Heads: heads(append([]resultCell{headCell(w.T("results.col.attribute")), headCell(w.T("results.col.category"))},
		numHeads(w.T("results.col.n"), w.T("results.col.in_panel"), w.T("results.col.in_population"), w.T("results.col.after"), w.T("results.col.weights"))...)...)}
	fits := w.ordered(p)
	for i := range fits {
		f := &fits[i]
		a, attribute := w.attribute(p.Panel, f.Attribute)
		category := w.category(a, f.Category)
		row := []resultCell{headCell(category), num(w.Int(f.N)), num(w.tenths(f.Before)), w.population(margins, p.Panel, f), num(w.tenths(f.After)), w.weights(f.Low, f.High)}
		if f.Category != survey.MissingCategory {
			d.Rows = append(d.Rows, chart.Row{Label: attribute + ": " + category, Points: []chart.Point{
				{Value: &f.Before, Text: w.Percent(f.Before)}, {Value: &f.After, Text: w.Percent(f.After)}}})
		}
		if i == 0 || fits[i-1].Attribute != f.Attribute {
			row = append([]resultCell{{Text: attribute, Head: true, Rows: fitsOf(p, f.Attribute)}}, row...)
		}
		t.Rows = append(t.Rows, row)
	}
	s.Pictures, s.Table = []resultPicture{drawn(d)}, t
	return s
}

// ordered lists what weights did to each category, in the order of the attribute; those without one last.
func (w weighWords) ordered(p *archive.WeightedPanel) []archive.MarginFit {
	place := func(f archive.MarginFit) int {
		a, _ := w.attribute(p.Panel, f.Attribute)
		first := survey.SplitCategory(f.Category)[0]
		at := slices.IndexFunc(a.Categories, func(c survey.Category) bool { return c.Code == first })
		if at < 0 {
			return len(a.Categories)
		}
		return at
	}
	var attributes []string
	for _, f := range p.Fits {
		attributes = appendNew(attributes, f.Attribute)
	}
	fits := slices.Clone(p.Fits)
	slices.SortStableFunc(fits, func(a, b archive.MarginFit) int {
		return cmp.Or(cmp.Compare(slices.Index(attributes, a.Attribute), slices.Index(attributes, b.Attribute)), cmp.Compare(place(a), place(b)))
	})
	return fits
}

// population is the share of a category as the margins give it, those that count as one together.
func (w weighWords) population(margins survey.Margins, panel string, f *archive.MarginFit) resultCell {
	for i := range margins.Panels {
		for j := range margins.Panels[i].Margins {
			m := &margins.Panels[i].Margins[j]
			if margins.Panels[i].Panel != panel || m.Attribute != f.Attribute || f.Category == survey.MissingCategory {
				continue
			}
			together := survey.Margin{Targets: m.Targets, Merge: [][]string{survey.SplitCategory(f.Category)}}
			return num(w.tenths(together.Shares()[f.Category]))
		}
	}
	return none()
}

// weights are the smallest and the largest weight of a category, once where they are the same.
func (w weighWords) weights(low, high float64) resultCell {
	from, to := w.Decimal(low, 2), w.Decimal(high, 2)
	if from == to {
		return num(from)
	}
	return num(w.T("results.between", "low", from, "high", to))
}

// fitsOf counts the categories of an attribute.
func fitsOf(p *archive.WeightedPanel, attribute string) int {
	n := 0
	for _, f := range p.Fits {
		if f.Attribute == attribute {
			n++
		}
	}
	return n
}

// tenths writes a share with one decimal: a target of 12.5 % is not 13 %.
func (c cells) tenths(share float64) string {
	return c.T("results.percent", "share", c.Decimal(100*share, 1))
}

// worth says what weighting costs a panel, and whether its weights were kept within the bounds by force.
func (w weighWords) worth(p *archive.WeightedPanel) []string {
	says := []string{w.T("results.weigh.worth", "panel", w.panelName(p.Panel), "n", p.N, "worth", w.Int(int(p.NEff+0.5)), "deff", w.Decimal(p.DEff, 2),
		"low", w.Decimal(p.Low, 2), "high", w.Decimal(p.High, 2))}
	if p.Bounded {
		says = append(says, w.T("results.weigh.bounded", "panel", w.panelName(p.Panel)))
	}
	return says
}

// weightingView is one dated weighting in the list.
type weightingView struct {
	Name    string
	Made    string
	Current bool // results use it
	Says    []string
	Panels  []resultSection
}

// weighting tells a weighting: when it was made and by whom, and what it does to each panel.
func (w weighWords) weighting(k *archive.Weighting, current bool, zone *time.Location) weightingView {
	v := weightingView{Name: k.Name, Current: current}
	role := "results.weigh.role_" + k.Role
	who := w.T(role)
	if who == role {
		who = k.Role
	}
	v.Made = w.T("results.weigh.made", "when", w.DateTime(k.Made.In(zone)), "who", who)
	for i := range k.Panels {
		p := &k.Panels[i]
		v.Says = append(v.Says, w.worth(p)...)
		for _, m := range p.Merged {
			v.Says = append(v.Says, w.merged(p.Panel, m))
		}
		s := w.fits("", p, k.Margins)
		s.Pictures = nil
		v.Panels = append(v.Panels, s)
	}
	return v
}

// placesOf tells every place of an upload that is wrong, with its line, or its row in a sheet.
func placesOf(f frame, err error, sheet bool) []string {
	var wrong *fault.Fault
	if !errors.As(err, &wrong) {
		return nil
	}
	var list []string
	for _, field := range wrong.Fields {
		text := f.Field(field)
		switch {
		case field.Line > 0 && sheet:
			text = f.T("results.weigh.row", "row", field.Line, "column", field.Column, "text", text)
		case field.Line > 0:
			text = f.T("results.weigh.line", "line", field.Line, "column", field.Column, "text", text)
		}
		list = append(list, text)
	}
	return list
}
