package xlsx

import (
	"slices"
	"strings"

	"realitycheck/analysis/report"
)

// variant is the report computed another way, with the words for it.
type variant struct {
	*view
	key string // of its words: unweighted, flagged
}

func (v *view) hasVariants() bool { return v.Unweighted != nil || v.WithoutFlagged != nil }

// weighted says that at least one panel of a wave has weights.
func (v *view) weighted() bool {
	return slices.ContainsFunc(v.Weighting, func(w report.Weighting) bool { return w.Method != "none" })
}

// variants lists what stands beside the figures. Without any weights the unweighted figures are those of the report.
func (v *view) variants() []variant {
	var all []variant
	add := func(key string, from *report.Variant) {
		if from != nil {
			all = append(all, variant{newView(&report.Report{Estimates: from.Estimates, Gaps: from.Gaps, Changes: from.Changes}), key})
		}
	}
	if v.weighted() {
		add("unweighted", v.Unweighted)
	}
	add("flagged", v.WithoutFlagged)
	return all
}

// aWay is how many columns one way of computing takes: its base, its mean and both ends of the interval.
const aWay = 4

// beside shows what weights, and responses with a quality flag, do to the means and to the conclusions.
func (b *book) beside(v *view, name string) {
	all := v.variants()
	widths := []float64{9, 17, 26, 12}
	for range aWay*max(1+len(all), 2) - 1 {
		widths = append(widths, 8.5)
	}
	s := b.sheet(name, true, append(widths, 44)...)
	s.heading(b.t("beside.title", "years", span(v.Years)))
	if v.weighted() {
		b.weightsInUse(v, s)
	} else {
		s.paragraph(b.tr.T("report.note_unweighted"), look{})
		s.skip(1)
	}
	for _, o := range all {
		b.conclusions(v, s, o)
	}
	if len(all) > 0 {
		b.besideTable(v, s, all)
	}
}

// weightsInUse lists the weights of every panel of every wave, with what they were made from.
func (b *book) weightsInUse(v *view, s *sheet) {
	s.section(b.t("weighting.title"))
	fill := make([]string, len(s.widths)-11)
	s.head(wordHeads(b.t("col.wave"), b.t("col.panel"), b.t("col.weighting"), b.t("col.made")), figureHeads(b.t("col.bound_low"), b.t("col.bound_high"),
		b.t("col.weight_low"), b.t("col.weight_high"), b.t("col.deff"), b.t("col.n_eff")), wordHeads(fill...), noteHeads(b.t("col.margins")))
	for i := range v.Weighting {
		w := &v.Weighting[i]
		panel := text(v.panel(w.Panel))
		if at := slices.Index(v.panels, w.Panel); at >= 0 {
			panel = panelCell(at, v.panel(w.Panel))
		}
		if w.Method == "none" {
			s.line(text(w.Wave), panel, cell{b.t("beside.none"), look{colour: quiet}})
			continue
		}
		low, high := cell{}, cell{}
		if w.Bounds != nil {
			low, high = figure(&w.Bounds.Low, asRatio, false), figure(&w.Bounds.High, asRatio, false)
		}
		words := b.weightedBy(v, w)
		s.height(max(rowHeight, textHeight(words, s.widths[len(s.widths)-1], look{})))
		s.put(len(s.widths)-1, s.row, cell{words, look{indent: true, wrap: true}})
		s.line(text(w.Wave), panel, text(word(w.Name)), text(w.Made), low, high, figure(w.Low, asRatio, false), figure(w.High, asRatio, false),
			figure(w.DEff, asRatio, false), figure(w.NEff, asCount, false))
	}
	s.caption(b.t("beside.weights"))
	s.skip(1)
}

// weightedBy names the margins of a panel and the categories that count as one.
func (b *book) weightedBy(v *view, w *report.Weighting) string {
	var margins []string
	for _, code := range w.Margins {
		margins = append(margins, label(v.Labels.Groups, code))
	}
	words := strings.Join(margins, ", ")
	for _, merged := range w.Merged {
		by, codes, _ := strings.Cut(merged, ": ")
		var names []string
		for code := range strings.SplitSeq(codes, " + ") {
			names = append(names, strings.TrimPrefix(label(v.Labels.Groups, by+"="+code), by+"="))
		}
		words += "; " + b.t("beside.merged", "attribute", label(v.Labels.Groups, by), "categories", strings.Join(names, " + "))
	}
	return words
}

// conclusions says whether what is concluded about parameters holds both ways, and lists what does not.
func (b *book) conclusions(v *view, s *sheet, o variant) {
	s.section(b.t("beside." + o.key + ".conclusions"))
	compared, turned := 0, []string(nil)
	judge := func(one, two report.Certainty, words, other string, key string, args ...any) {
		if one == report.TooFew || two == report.TooFew {
			return
		}
		compared++
		if words != other {
			turned = append(turned, b.t("beside."+o.key+".turned", "what", b.t(key, args...), "words", words, "other", other))
		}
	}
	for i := range v.Gaps {
		g := &v.Gaps[i]
		if two, ok := o.gaps[placed(g.Wave, "", "", g.Subject)]; ok && g.Basis == report.Identity && g.Item == nil {
			judge(g.Certainty(), two.Certainty(), b.gapWords(g), b.gapWords(two), "beside.gap", "wave", g.Wave, "parameter", v.parameter(g.Parameter))
		}
	}
	for i := range v.Changes {
		c := &v.Changes[i]
		if two, ok := o.changes[placed(c.To, c.From, c.Panel, c.Subject)]; ok && c.Basis == report.Identity && c.Item == nil {
			judge(c.Certainty(), two.Certainty(), b.changeWords(c), b.changeWords(two), "beside.change", "parameter", v.parameter(c.Parameter),
				"panel", v.panel(c.Panel), "from", c.From, "to", c.To)
		}
	}
	switch {
	case compared == 0:
		s.paragraph(b.t("beside.nothing"), look{})
	case len(turned) == 0:
		s.paragraph(b.tr.N("workbook.beside.same", compared), look{})
	default:
		s.paragraph(b.tr.N("workbook.beside.differ", len(turned), "all", compared), look{})
	}
	for _, words := range turned {
		s.paragraph("•  "+words, look{})
	}
	s.skip(1)
}

// besideTable shows each parameter, a panel and a wave a line, once for every way in which it was computed.
func (b *book) besideTable(v *view, s *sheet, all []variant) {
	s.section(b.t("beside.table"))
	first := "beside.all"
	if v.weighted() {
		first = "beside.weighted"
	}
	titles := [][]cell{wordHeads(b.t("col.wave"), b.t("col.panel"), b.t("col.parameter"))}
	for i := range 1 + len(all) {
		group := first
		if i > 0 {
			group = "beside." + all[i-1].key
		}
		s.put(3+aWay*i, s.row, cell{b.t(group), look{bold: true}})
		titles = append(titles, figureHeads(b.t("col.n"), b.t("col.mean"), b.t("col.low"), b.t("col.high")))
	}
	s.row++
	s.head(append(titles, noteHeads(b.t("col.words")))...)
	s.repeat(s.row-2, s.row-1)
	for _, wave := range v.Years {
		for i, panel := range v.panels {
			for _, parameter := range v.parameters {
				if _, asked := v.estimates[place{wave: wave, panel: panel, basis: report.Identity, parameter: parameter}]; asked {
					b.besideLine(v, s, all, wave, i, parameter)
				}
			}
		}
	}
	s.caption(b.t("beside.caption"))
}

func (b *book) besideLine(v *view, s *sheet, all []variant, wave string, panel int, parameter string) {
	code := v.panels[panel]
	one := v.identity(wave, code, parameter)
	cells := append([]cell{text(wave), panelCell(panel, v.panel(code)), text(v.parameter(parameter))}, mean(one)...)
	var reasons []string
	if one.Suppressed {
		reasons = append(reasons, b.few())
	}
	for _, o := range all {
		two := o.identity(wave, code, parameter)
		cells = append(cells, mean(two)...)
		if two.Suppressed && !one.Suppressed {
			reasons = append(reasons, b.t("beside."+o.key+".untold"))
		}
	}
	if limit, ok := one.Limits["mean"]; ok {
		reasons = append(reasons, limit.Words(b.tr))
	}
	words := strings.Join(reasons, "; ")
	s.height(max(rowHeight, textHeight(words, s.widths[len(s.widths)-1], look{})))
	s.line(append(cells, cell{words, look{indent: true, wrap: true}})...)
}

// mean is an estimate in the columns of one way.
func mean(e *report.Estimate) []cell {
	return []cell{count(e.N, e.Suppressed), figure(e.Mean, asMean, e.Suppressed), figure(e.Low, asMean, e.Suppressed), figure(e.High, asMean, e.Suppressed)}
}
