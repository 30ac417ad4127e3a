package web

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/weighting"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	render "realitycheck/web/exhibit"
)

// weightWords tells weights in the words of their wave.
type weightWords struct {
	*i18n.Translator
	wave   *survey.Wave
	panels []survey.WavePanel // in the order of their signs
}

func newWeightWords(tr *i18n.Translator, wave *survey.Wave) weightWords {
	return weightWords{tr, wave, survey.PanelsOf(&survey.Instrument{Wave: *wave})}
}

func (w weightWords) panelName(code string) string {
	p, ok := w.wave.Panel(code)
	if !ok {
		return code
	}
	return p.Name.In(w.Lang())
}

// place is that of a panel in the order of the signs.
func (w weightWords) place(panel string) int {
	return slices.IndexFunc(w.panels, func(p survey.WavePanel) bool { return p.Code == panel })
}

// renderer renders what weights do as it does what a report tells.
func (w weightWords) renderer() *render.Renderer { return &render.Renderer{Translator: w.Translator} }

// figureCell and figureColumn hold what belongs to no panel.
func figureCell(value any) exhibit.Cell { return exhibit.Cell{Value: value, Panel: exhibit.NoPanel} }

func figureColumn(title string, unit exhibit.Unit) exhibit.Column {
	return exhibit.Column{Title: title, Unit: unit, Panel: exhibit.NoPanel}
}

// attribute names an attribute of a panel.
func (w weightWords) attribute(panel, code string) (survey.Attribute, string) {
	p, _ := w.wave.Panel(panel)
	i := slices.IndexFunc(p.Strata, func(a survey.Attribute) bool { return a.Code == code })
	if i < 0 {
		return survey.Attribute{}, code
	}
	return p.Strata[i], p.Strata[i].Name.In(w.Lang())
}

// category names a category of an attribute, or several that count as one.
func (w weightWords) category(a survey.Attribute, code string) string {
	if code == survey.MissingCategory {
		return w.T("results.weighting.unknown")
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
func (w weightWords) merged(panel string, m archive.MergedMargin) string {
	a, name := w.attribute(panel, m.Attribute)
	return w.T("results.weighting.merged", "attribute", name, "categories", w.category(a, survey.MergedCategory(m.Categories)))
}

// withholds tells which groups of a panel are shown now and will not be with the weights; nothing when there are none.
func (w weightWords) withholds(p *weighting.PanelPreview) []string {
	if len(p.Withholds) == 0 {
		return nil
	}
	names := make([]string, len(p.Withholds))
	for i, g := range p.Withholds {
		a, name := w.attribute(p.Panel, g.By)
		names[i] = name + " " + w.category(a, g.Value)
	}
	return []string{w.T("results.weighting.withholds", "panel", w.panelName(p.Panel), "groups", strings.Join(names, ", "))}
}

// problem tells what cannot be met, with names in place of codes.
func (w weightWords) problem(panel string, f fault.Field) string {
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
	render.Section
	Problems []string
	Merge    []string
}

// fits draws what weights do to a panel, and lists what each category weighs.
func (w weightWords) fits(code string, p *archive.WeightedPanel, margins survey.Margins) exhibit.Exhibit {
	name := w.panelName(p.Panel)
	f := exhibit.Figure{Kind: exhibit.Dots, Alt: w.T("results.weighting.alt", "panel", name), Desc: w.T("results.weighting.desc"),
		Axis: exhibit.Axis{Unit: exhibit.Share}, Points: make([][]exhibit.Point, 2),
		Series: []exhibit.Series{{Name: w.T("results.weighting.before"), Panel: w.place(p.Panel)},
			{Name: w.T("results.weighting.after"), Panel: exhibit.NoPanel}}}
	t := &exhibit.Table{Title: w.T("results.weighting.table", "panel", name), Columns: w.fitColumns()}
	for _, fit := range w.ordered(p) {
		a, attribute := w.attribute(p.Panel, fit.Attribute)
		category := w.category(a, fit.Category)
		t.Rows = append(t.Rows, exhibit.Row{Cells: []exhibit.Cell{figureCell(attribute), figureCell(category), figureCell(fit.N),
			figureCell(w.tenths(fit.Before)), w.population(margins, p.Panel, &fit), figureCell(w.tenths(fit.After)),
			w.weights(fit.Low, fit.High)}})
		if fit.Category != survey.MissingCategory {
			f.Rows = append(f.Rows, attribute+": "+category)
			f.Points[0] = append(f.Points[0], exhibit.Point{Value: &fit.Before})
			f.Points[1] = append(f.Points[1], exhibit.Point{Value: &fit.After})
		}
	}
	return exhibit.Exhibit{Code: code, Title: name, Figures: []exhibit.Figure{f}, Table: t,
		Caption: []string{w.T("results.caption.fits")}}
}

func (w weightWords) fitColumns() []exhibit.Column {
	attribute := figureColumn(w.T("results.col.attribute"), exhibit.Words)
	attribute.Merged = true
	return []exhibit.Column{attribute, figureColumn(w.T("results.col.category"), exhibit.Words),
		figureColumn(w.T("exhibit.col.n"), exhibit.Count), figureColumn(w.T("results.col.in_panel"), exhibit.Share),
		figureColumn(w.T("results.col.in_population"), exhibit.Share), figureColumn(w.T("results.col.after"), exhibit.Share),
		figureColumn(w.T("exhibit.col.weights"), exhibit.Ratio)}
}

// ordered lists what weights did to each category, in the order of the attribute; those without one last.
func (w weightWords) ordered(p *archive.WeightedPanel) []archive.MarginFit {
	place := func(f archive.MarginFit) int {
		a, _ := w.attribute(p.Panel, f.Attribute)
		first := survey.SplitCategory(f.Category)[0]
		at := slices.IndexFunc(a.Categories, func(c survey.Category) bool { return c.Code == first })
		if at < 0 {
			return len(a.Categories)
		}
		return at
	}
	first := func(f archive.MarginFit) int {
		return slices.IndexFunc(p.Fits, func(known archive.MarginFit) bool { return known.Attribute == f.Attribute })
	}
	fits := slices.Clone(p.Fits)
	slices.SortStableFunc(fits, func(a, b archive.MarginFit) int {
		return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(place(a), place(b)))
	})
	return fits
}

// population is the share of a category as the margins give it, those that count as one together.
func (w weightWords) population(margins survey.Margins, panel string, f *archive.MarginFit) exhibit.Cell {
	for i := range margins.Panels {
		for j := range margins.Panels[i].Margins {
			m := &margins.Panels[i].Margins[j]
			if margins.Panels[i].Panel != panel || m.Attribute != f.Attribute || f.Category == survey.MissingCategory {
				continue
			}
			together := survey.Margin{Targets: m.Targets, Merge: [][]string{survey.SplitCategory(f.Category)}}
			return figureCell(w.tenths(together.Shares()[f.Category]))
		}
	}
	return figureCell(nil)
}

// weights are the smallest and the largest weight of a category, once where they are the same.
func (w weightWords) weights(low, high float64) exhibit.Cell {
	if w.Decimal(low, 2) == w.Decimal(high, 2) {
		return figureCell(low)
	}
	return figureCell([2]float64{low, high})
}

// tenths writes a share with one decimal: a target of 12.5 % is not 13 %.
func (w weightWords) tenths(share float64) string {
	return w.T("results.percent", "share", w.Decimal(100*share, 1))
}

// effective says what weighting costs a panel, and whether its weights were kept within the bounds by force.
func (w weightWords) effective(p *archive.WeightedPanel) []string {
	says := []string{w.T("results.weighting.n_eff", "panel", w.panelName(p.Panel), "n", p.N, "n_eff", w.Int(int(p.NEff+0.5)), "deff", w.Decimal(p.DEff, 2),
		"low", w.Decimal(p.Low, 2), "high", w.Decimal(p.High, 2))}
	if p.Bounded {
		says = append(says, w.T("results.weighting.bounded", "panel", w.panelName(p.Panel)))
	}
	return says
}

// weightingView is one dated weighting in the list.
type weightingView struct {
	Name    string
	Made    string
	Current bool // results use it
	Says    []string
	Panels  []render.Section
}

// roleKeys are the texts for who made a weighting, by role.
var roleKeys = map[string]string{"analyst": "results.weighting.role_analyst", "command": "results.weighting.role_command",
	dataset.ByClosing: "results.weighting.role_closing"}

// weighting tells a weighting: when it was made and by whom, and what it does to each panel.
func (w weightWords) weighting(k *archive.Weighting, current bool, zone *time.Location) weightingView {
	v := weightingView{Name: k.Name, Current: current}
	v.Made = w.T("results.weighting.made", "when", w.DateTime(k.Made.In(zone)), "who", cmp.Or(w.T(roleKeys[k.Role]), k.Role))
	var told []exhibit.Exhibit
	for i := range k.Panels {
		p := &k.Panels[i]
		v.Says = append(v.Says, w.effective(p)...)
		for _, m := range p.Merged {
			v.Says = append(v.Says, w.merged(p.Panel, m))
		}
		fits := w.fits("", p, k.Margins)
		fits.Figures = nil
		told = append(told, fits)
	}
	v.Panels = w.renderer().Sections(told)
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
			text = f.T("results.weighting.row", "row", field.Line, "column", field.Column, "text", text)
		case field.Line > 0:
			text = f.T("results.weighting.line", "line", field.Line, "column", field.Column, "text", text)
		}
		list = append(list, text)
	}
	return list
}
