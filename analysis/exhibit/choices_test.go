package exhibit_test

import (
	"strings"
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// option words an option; the made report has no words for don't know.
func (x *expectation) option(c *report.Choice) string {
	if words := x.Labels.Items[c.Item+"."+c.Option]; words != "" {
		return words
	}
	return x.tr.T("report.dont_know")
}

func (x *expectation) choices() {
	for i := range x.Choices {
		c, why := &x.Choices[i], exhibit.Reason("")
		switch {
		case c.Wave != "2026":
			continue
		case c.Suppressed:
			why = exhibit.TooFew
		case c.Limit != "":
			why = exhibit.Near
		}
		at := "/" + x.option(c) + "/" + x.Labels.Panels[c.Panel] + " "
		x.want[at+x.tr.T("exhibit.col.n")] = told(c.N, map[bool]exhibit.Reason{true: exhibit.TooFew}[c.Suppressed])
		share := at + x.tr.T("exhibit.col.share")
		x.want[share] = told(c.Share, why)
		x.want[share+" "+x.Labels.Panels[c.Panel]+" "+x.tr.T("exhibit.col.interval")] = ends(c.Low, c.High, why)
	}
}

func TestPickedOptionsAreThoseOfTheReport(t *testing.T) {
	compare(t, rich, exhibit.Selection{}, []comparison{
		{"choices", exhibit.Choices, (*expectation).choices, func(r *report.Report) { *r.Choices[1].Share += 0.01 }},
	})
	tr := translator(t, i18n.English)
	all := exhibit.Choices(report.NewIndex(rich()), exhibit.Selection{}, tr)
	if len(all) != 2 || all[0].Code != "choices-visit" || all[0].Title != "Did you visit us?" || len(all[1].Figures[0].Series) != 1 {
		t.Fatalf("got %+v, want an exhibit a question, with the panels that were asked", all)
	}
	limit := all[0].Table.Rows[2].Cells[2]
	point := all[0].Figures[0].Points[0][2]
	if limit.Limit != report.Below || point.Value != nil || point.Missing != limit.Words(tr) {
		t.Errorf("got %+v and %+v, want one limit in picture and table", limit, point)
	}
	if caption := all[0].Caption[0]; !strings.Contains(caption, "Staff 300, Public 300") {
		t.Errorf("the bases are missing in %q", caption)
	}
	few := rich()
	for i := range few.Choices {
		few.Choices[i] = few.Choices[i].Withheld()
	}
	all = exhibit.Choices(report.NewIndex(few), exhibit.Selection{}, tr)
	if caption := all[0].Caption[0]; strings.Contains(caption, "300") || len(all[0].Lead) > 0 {
		t.Errorf("got %q and %v of a question that is withheld", caption, all[0].Lead)
	}
}

// picked are the shares that are highest in each panel, by question.
func (c claims) picked() [][]string {
	return [][]string{{"Staff", "Did you visit us?", "Yes", c.tr.Percent(*c.Choices[1].Share)},
		{"Public", "Did you visit us?", "Yes", c.tr.Percent(*c.Choices[4].Share)},
		{"Public", "Only for some", "Indeed", c.tr.Percent(*c.Choices[6].Share)}}
}

func TestTheOptionPickedMostIsSaid(t *testing.T) {
	tr := translator(t, i18n.Dutch)
	say := func(r *report.Report) []exhibit.Sentence {
		var said []exhibit.Sentence
		for _, e := range exhibit.Choices(report.NewIndex(r), exhibit.Selection{}, tr) {
			for _, s := range e.Lead {
				if len(s.Proof) != 1 || s.Proof[0].Item == nil || "choices-"+*s.Proof[0].Item != e.Code {
					t.Errorf("%s: %q rests on %v", e.Code, s.Text, s.Proof)
				}
				s.Proof[0].Item = nil
				said = append(said, s)
			}
		}
		return said
	}
	r := rich()
	if said := say(r); !inEach(said, claims{r, tr}.picked()) {
		t.Errorf("got %v", said)
	}
	r.Choices[2].Share = ptr(0.61)
	if inEach(say(r), claims{r, tr}.picked()) {
		t.Error("another option is picked more, and the same is said")
	}
}

// inEach reports whether sentences hold exactly the words given, in order.
func inEach(said []exhibit.Sentence, want [][]string) bool {
	ok := len(said) == len(want)
	for i := range said {
		ok = ok && inOrder(said[i].Text, want[i])
	}
	return ok
}
