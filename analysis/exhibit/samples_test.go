package exhibit_test

import (
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

func (x *expectation) samples() {
	row := map[string]string{"letter": "/Letter/" + x.tr.T("channel_letter") + "/" + x.tr.T("exhibit.samples.anchor") + "/",
		"poster": "/Poster/" + x.tr.T("channel_poster") + "//"}
	for i := range x.Estimates {
		if e := &x.Estimates[i]; e.Basis == report.OfSample && e.Wave == "2026" {
			at := row[*e.Sample] + x.Labels.Parameters[e.Parameter] + " " + x.Labels.Panels[e.Panel]
			x.want[at] = told(e.Mean, withheld(e, "mean"))
		}
	}
	for i := range x.Gaps {
		if g := &x.Gaps[i]; g.Basis == report.OfSample && g.Wave == "2026" {
			at := row[*g.Sample] + x.Labels.Parameters[g.Parameter] + " " + x.tr.T("exhibit.col.gap")
			x.want[at] = told(g.Diff, map[bool]exhibit.Reason{true: exhibit.TooFew}[g.Suppressed])
		}
	}
}

func (x *expectation) anchors() {
	for i := range x.Changes {
		if c := &x.Changes[i]; c.Basis == report.Anchors {
			at := "/" + x.Labels.Parameters[c.Parameter] + "/" + x.Labels.Panels[c.Panel]
			at += "/" + x.tr.T("exhibit.col.since", "wave", "2025")
			x.want[at] = told(c.Diff, "")
			x.want[at+" "+x.tr.T("exhibit.col.interval")] = ends(c.Low, c.High, "")
			x.want[at+" "+x.tr.T("exhibit.col.words")] = place{value: c.Words(x.tr)}
		}
	}
}

func TestSamplesAreThoseOfTheReport(t *testing.T) {
	compare(t, rich, exhibit.Selection{}, []comparison{
		{"samples", one(exhibit.Samples), (*expectation).samples,
			func(r *report.Report) { *sampleIn(r, "2026", "internal", "poster").Mean += 0.01 }},
		{"anchors", one(exhibit.Anchors), (*expectation).anchors,
			func(r *report.Report) { *r.Changes[len(r.Changes)-1].Low += 0.01 }},
	})
}

// sampleIn is the trust in a sample.
func sampleIn(r *report.Report, wave, panel, sample string) *report.Estimate {
	i := slices.IndexFunc(r.Estimates, func(e report.Estimate) bool {
		return e.Wave == wave && e.Panel == panel && e.Subject.Same(report.On(sample, "trust"))
	})
	return &r.Estimates[i]
}

// The first panel of the public orders the samples, by the parameter that was chosen.
func TestSamplesStandFromHighToLow(t *testing.T) {
	tr := translator(t, i18n.English)
	order := func(r *report.Report, s exhibit.Selection) string {
		e := exhibit.Samples(report.NewIndex(r), s, tr)
		for i, row := range e.Table.Rows {
			if row.Cells[0].Value != e.Figures[0].Rows[i] || row.Cells[0].Sample == "" {
				t.Errorf("row %d of the table is %v, of the picture %s", i, row.Cells[0], e.Figures[0].Rows[i])
			}
		}
		for _, c := range e.Table.Columns {
			if c.Current != (c.Parameter != "" && strings.HasPrefix(e.Title, c.Group)) {
				t.Errorf("%s: the column %s %s has the order: %v", e.Title, c.Group, c.Title, c.Current)
			}
		}
		return strings.Join(e.Figures[0].Rows, " ")
	}
	if got := order(rich(), exhibit.Selection{}); got != "Letter Poster" {
		t.Errorf("got %s", got)
	}
	r := rich()
	*sampleIn(r, "2026", "external", "poster").Mean = 3.7
	if got := order(r, exhibit.Selection{}); got != "Poster Letter" {
		t.Errorf("the poster rates highest: got %s", got)
	}
	if got := order(r, exhibit.Selection{Parameter: "calm"}); got != "Letter Poster" {
		t.Errorf("only the letter is rated on calm: got %s", got)
	}
}

func TestASampleThatThePanelsDifferOnIsNamed(t *testing.T) {
	tr := translator(t, i18n.English)
	lead := func(r *report.Report) []exhibit.Sentence {
		return exhibit.Samples(report.NewIndex(r), exhibit.Selection{}, tr).Lead
	}
	r := rich()
	said := lead(r)
	high, low := sampleIn(r, "2026", "external", "poster"), sampleIn(r, "2026", "internal", "poster")
	want := []string{"Poster", "Trust", "Public", tr.Decimal(*high.Mean, 1), "Staff", tr.Decimal(*low.Mean, 1)}
	if !inOrder(said[0].Text, want) || !said[0].Proof[0].Same(report.On("poster", "trust")) {
		t.Errorf("got %v, want %v", said[0], want)
	}
	for i := range r.Gaps {
		if g := &r.Gaps[i]; g.Basis == report.OfSample && g.Diff != nil {
			g.P, g.PAdjusted = ptr(0.4), ptr(0.4)
		}
	}
	if said := lead(r); said[0].Text != tr.T("exhibit.samples.alike") || len(said[0].Proof) != 3 || slices.ContainsFunc(said,
		func(s exhibit.Sentence) bool { return s.Certainty == report.Clear }) {
		t.Errorf("got %v where no difference is clear", said)
	}
	if said := lead(&report.Report{Years: years}); said[0].Text != tr.T("exhibit.samples.none") {
		t.Errorf("got %v without samples", said)
	}
}

func TestOneSampleIsShownNowAndOverTheYears(t *testing.T) {
	tr := translator(t, i18n.English)
	r := rich()
	x := report.NewIndex(r)
	all := exhibit.Sample(x, exhibit.Selection{Sample: "letter"}, tr)
	if len(all) != 2 {
		t.Fatalf("got %d exhibits", len(all))
	}
	now, over := all[0], all[1]
	if got := *now.Figures[0].Points[0][0].Value; got != *sampleIn(r, "2026", "internal", "letter").Mean {
		t.Errorf("the newest mean is %v", got)
	}
	if p := now.Figures[0].Points[0][1]; p.Value != nil || p.Missing != exhibit.TooFew.Words(tr) {
		t.Errorf("a withheld mean is %+v", p)
	}
	if len(now.Lead) != 2 || now.Lead[0].Certainty != report.Unclear || now.Lead[1].Certainty != report.TooFew {
		t.Errorf("got %v", now.Lead)
	}
	row := over.Table.Rows[0].Cells
	for i, wave := range []string{"2025", "2026"} {
		drawn, want := *over.Figures[0].Points[0][i].Value, *sampleIn(r, wave, "internal", "letter").Mean
		if row[2+i].Value != want || drawn != want {
			t.Errorf("%s: got %v, want %v", wave, row[2+i], want)
		}
	}
	one := exhibit.Sample(x, exhibit.Selection{Sample: "poster"}, tr)
	g := one[0].Lead[0]
	if len(one) != 1 || g.Certainty != report.Clear || !inOrder(g.Text, []string{"Trust", "Public", tr.Decimal(1.1, 1)}) {
		t.Errorf("a sample of one wave: got %v", one)
	}
	if none := exhibit.Sample(x, exhibit.Selection{Sample: "nothing"}, tr); none != nil {
		t.Errorf("got %v of a sample that nobody saw", none)
	}
}
