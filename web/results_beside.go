package web

import (
	"fmt"

	"realitycheck/analysis/report"
	"realitycheck/web/chart"
)

// beside lays the figures of the report beside the same figures computed another way: without weights, or without the
// responses that have a flag.
type beside struct {
	*resultWork
	key   string // of its words: results.<key>.with, .without and so on
	other *resultView
}

func (w *resultWork) beside(key string, v *report.Variant) *beside {
	other := &report.Report{Years: w.Years, Labels: w.Labels, Estimates: v.Estimates, Gaps: v.Gaps, Changes: v.Changes}
	return &beside{w, key, newResultView(other, w.resultView.frameworks, w.choice)}
}

// conclusions says whether the conclusions about the gap and the change in the newest year hold both ways, and which
// hold in one way only.
func (b *beside) conclusions() (lead string, turned []string) {
	compared := 0
	judge := func(name string, one, two report.Certainty, says func() (string, string)) {
		if one == report.TooFew || two == report.TooFew {
			return
		}
		compared++
		if one != two {
			words, other := says()
			turned = append(turned, b.T("results."+b.key+".turned", "what", name, "words", words, "other", other))
		}
	}
	for _, parameter := range b.parameters {
		at := figurePlace{wave: b.last(), basis: report.Identity, parameter: parameter}
		if one, two := b.gaps[at], b.other.gaps[at]; one != nil && two != nil {
			judge(b.T("results.beside.gap", "parameter", b.parameterName(parameter)), one.Certainty(), two.Certainty(),
				func() (string, string) { return one.Words(b.Translator), two.Words(b.Translator) })
		}
		for _, panel := range b.shown {
			one, two := b.change(panel, parameter, b.before(), b.last()), b.other.change(panel, parameter, b.before(), b.last())
			if one != nil && two != nil {
				judge(b.T("results.beside.change", "parameter", b.parameterName(parameter), "panel", b.panelName(panel), "from", b.before()),
					one.Certainty(), two.Certainty(), func() (string, string) { return one.Words(b.Translator), two.Words(b.Translator) })
			}
		}
	}
	if compared == 0 {
		return b.T("results." + b.key + ".nothing"), nil
	}
	if len(turned) == 0 {
		return b.N("results."+b.key+".same", compared), nil
	}
	return b.N("results."+b.key+".differ", len(turned), "all", compared), turned
}

// sections are one a panel: each parameter both ways. A panel of which nothing may be told the other way has a sentence.
func (b *beside) sections() []resultSection {
	var list []resultSection
	for i, panel := range b.shown {
		heading := b.T("results."+b.key+".heading", "panel", b.panelName(panel), "wave", b.last())
		switch asked, told := b.told(panel); {
		case told:
			list = append(list, b.section(fmt.Sprintf("%s-%d", b.key, i), heading, panel))
		case asked:
			list = append(list, resultSection{Heading: heading, Text: []string{b.T("results." + b.key + ".untold")}})
		}
	}
	return list
}

// told says whether a panel was asked about any parameter, and whether any of its figures is told the other way.
func (b *beside) told(panel string) (asked, told bool) {
	for _, parameter := range b.parameters {
		asked = asked || b.identity(b.last(), panel, parameter) != nil
		two := b.other.identity(b.last(), panel, parameter)
		told = told || two != nil && !two.Suppressed
	}
	return asked, told
}

func (b *beside) section(id, heading, panel string) resultSection {
	s := resultSection{Heading: heading}
	with, without := b.T("results."+b.key+".with"), b.T("results."+b.key+".without")
	d := chart.Dots{Frame: chart.Frame{ID: id, Title: s.Heading, Desc: b.T("results.beside.desc")}, Axis: b.scale(),
		Series: []chart.Series{{Name: with, Sign: b.panelSign(panel)}, {Name: without, Sign: chart.Square}}}
	top := []resultCell{{Text: b.T("results.col.parameter"), Head: true, Rows: 2}, {Text: with, Num: true, Cols: 3}, {Text: without, Num: true, Cols: 3}}
	below := numHeads(b.T("results.col.n"), b.T("results.col.mean"), b.T("results.col.interval"), b.T("results.col.n"), b.T("results.col.mean"), b.T("results.col.interval"))
	t := &resultTable{Caption: s.Heading, Heads: [][]resultCell{top, below}}
	for _, parameter := range b.parameters {
		one, two := b.identity(b.last(), panel, parameter), b.other.identity(b.last(), panel, parameter)
		if one == nil {
			continue
		}
		hollow := b.point(two)
		hollow.Unsure = true
		d.Rows = append(d.Rows, chart.Row{Label: b.parameterName(parameter), Points: []chart.Point{b.point(one), hollow}})
		t.Rows = append(t.Rows, append(append([]resultCell{headCell(b.parameterName(parameter))}, b.both(one)...), b.both(two)...))
	}
	s.Pictures, s.Table = []resultPicture{drawn(d)}, t
	s.Caption = b.T("results."+b.key+".caption") + " " + b.weighting(b.last())
	return s
}

// both are the cells of one mean.
func (b *beside) both(e *report.Estimate) []resultCell {
	if e == nil {
		return []resultCell{none(), none(), none()}
	}
	return []resultCell{b.count(e.N, e.Suppressed), b.mean(e), b.interval(e.Low, e.High, e.Suppressed)}
}
