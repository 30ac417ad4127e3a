package verify

import (
	"strconv"

	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
)

// adjustRoad puts the p of each family in a report and adjusts them as a report does.
func adjustRoad(_ *shelf, f *frame, want any) (all []told, err error) {
	wanted, _ := want.([]any)
	for i, family := range f.spec.Families {
		r := reportOf(family.P)
		estimate.Adjust(r)
		expected := resultAt(wanted, i)
		holm, _ := expected["holm"].([]any)
		bh, _ := expected["bh"].([]any)
		for k := range family.P {
			of := family.Label + " " + strconv.Itoa(k)
			figures := []map[string]any{{"p_adjusted": holm[k]}, {"p_adjusted": bh[k]}}
			for v, other := range versionsOf(r) {
				for i := k; i < len(other.Gaps); i += len(family.P) {
					want := figures[screened(other.Gaps[i].Subject)]
					all = append(all, comparedIn(version(v), entry("gap"), other.Gaps[i], of, want)...)
					all = append(all, comparedIn(version(v), entry("change"), other.Changes[i], of, want)...)
				}
			}
			all = append(all, compared(entry("change of a gap"), r.GapChanges[k], of, figures[0])...)
			all = append(all, compared(entry("gap of a theme"), r.ThemeGaps[k], of, figures[1])...)
			all = append(all, compared(entry("change of a theme"), r.ThemeChanges[k], of, figures[1])...)
		}
	}
	return all, nil
}

// screened is 1 for what is read for screening, 0 for a headline (METHODS 4.7).
func screened(s report.Subject) int {
	if s.Item != nil || s.Basis == report.OfSample {
		return 1
	}
	return 0
}

// versionsOf are all that a report has of estimates, gaps and changes; nil where it was not asked for.
func versionsOf(r *report.Report) []*report.Alternative {
	return []*report.Alternative{{Estimates: r.Estimates, Gaps: r.Gaps, Changes: r.Changes}, r.Unweighted, r.WithoutFlagged}
}

// reportOf is a report with tests of the p given, once on every basis, of parameters and of items, in every list that has tests.
func reportOf(p []*float64) *report.Report {
	r := &report.Report{Unweighted: &report.Alternative{}, WithoutFlagged: &report.Alternative{}}
	for _, basis := range entry("gap").Bases {
		for _, items := range []bool{false, true} {
			for k := range p {
				code := strconv.Itoa(k)
				subject := report.Subject{Basis: basis, Parameter: code}
				if items {
					subject.Item = &code
				}
				g := report.Gap{Wave: "2", Subject: subject, Test: report.Test{P: p[k]}}
				c := report.Change{To: "3", Subject: subject, Test: g.Test}
				r.Gaps, r.Changes = append(r.Gaps, g), append(r.Changes, c)
				for _, v := range versionsOf(r)[1:] {
					v.Gaps, v.Changes = append(v.Gaps, g), append(v.Changes, c)
				}
			}
		}
	}
	for k := range p {
		test, code := report.Test{P: p[k]}, strconv.Itoa(k)
		r.GapChanges = append(r.GapChanges, report.GapChange{To: "3", Subject: report.OnIdentity(code), Test: test})
		r.ThemeGaps = append(r.ThemeGaps, report.ThemeGap{Wave: "2", Theme: code, Question: "open", Test: test})
		r.ThemeChanges = append(r.ThemeChanges, report.ThemeChange{To: "3", Theme: code, Question: "open", Test: test})
	}
	return r
}
