package xlsx

import "strings"

// method tells in plain words how the figures came about, and repeats the notes of the report.
func (b *book) method(v *view, name string) {
	s := b.sheet(name, false, 20, 20, 20, 20, 20)
	s.heading(b.t("method.title"))
	if v.Synthetic {
		s.paragraph(b.t("synthetic"), look{bold: true, fill: accent})
	}
	for _, part := range []string{"who", "scale", "interval", "gap", "change", "samples", "suppressed", "test"} {
		s.section(b.t("method." + part + ".title"))
		s.paragraph(b.t("method."+part), look{})
		s.skip(1)
	}
	if len(v.Notes) > 0 {
		s.section(b.t("method.notes"))
		for _, note := range v.Notes {
			s.paragraph("•  "+note.Text, look{})
		}
		s.skip(1)
	}
	b.weighting(v, s)
}

// weighting lists the weights in use; without any the notes say so.
func (b *book) weighting(v *view, s *sheet) {
	weighted := false
	for _, w := range v.Weighting {
		weighted = weighted || w.Method != "none"
	}
	if !weighted {
		return
	}
	s.section(b.t("weighting.title"))
	s.head(wordHeads(b.t("col.wave"), b.t("col.panel"), b.t("col.margins")), figureHeads(b.t("col.deff"), b.t("col.n_eff")))
	for _, w := range v.Weighting {
		s.line(text(w.Wave), text(v.panel(w.Panel)), wrapped(strings.Join(w.Margins, ", ")), figure(w.DEff, asRatio, false), figure(w.NEff, asCount, false))
	}
}
