package web

import (
	"fmt"

	"realitycheck/analysis/report"
	"realitycheck/web/chart"
)

// spreadItem is one question with its answers in each panel.
type spreadItem struct {
	code      string
	estimates []*report.Estimate
}

// fillAnswers shows how the answers to each question are spread, parameter by parameter.
func fillAnswers(w *resultWork) {
	reach := 0.0
	items := map[string][]spreadItem{}
	for _, parameter := range w.parameters {
		items[parameter] = w.spreadItems(parameter)
		for _, item := range items[parameter] {
			for _, e := range item.estimates {
				reach = max(reach, chart.SideReach(e.Distribution))
			}
		}
	}
	w.page.Lead = w.answersLead(items)
	for i, parameter := range w.parameters {
		if len(items[parameter]) > 0 {
			w.page.Sections = append(w.page.Sections, w.spreads(fmt.Sprintf("answers-%d", i), parameter, items[parameter], reach))
		}
	}
}

// spreadItems lists the questions of a parameter that the newest year asked without a sample.
func (w *resultWork) spreadItems(parameter string) []spreadItem {
	var codes []string
	for i := range w.Estimates {
		e := &w.Estimates[i]
		if e.Wave == w.last() && e.Basis == report.Identity && e.Parameter == parameter && e.Item != nil && e.Group == nil {
			codes = appendNew(codes, *e.Item)
		}
	}
	var items []spreadItem
	for _, code := range codes {
		item := spreadItem{code: code}
		for _, panel := range w.shown {
			if e := w.estimate(figurePlace{wave: w.last(), panel: panel, basis: report.Identity, parameter: parameter, item: code}); e != nil {
				item.estimates = append(item.estimates, e)
			}
		}
		if len(item.estimates) > 0 {
			items = append(items, item)
		}
	}
	return items
}

// answersLead names the questions with the most and the fewest favourable answers in the last of the shown panels.
func (w *resultWork) answersLead(items map[string][]spreadItem) []string {
	if len(w.shown) == 0 {
		return nil
	}
	panel := w.shown[len(w.shown)-1]
	var best, worst *report.Estimate
	for _, parameter := range w.parameters {
		for _, item := range items[parameter] {
			for _, e := range item.estimates {
				if e.Panel != panel || e.Top2 == nil {
					continue
				}
				if best == nil || *e.Top2 > *best.Top2 {
					best = e
				}
				if worst == nil || *e.Top2 < *worst.Top2 {
					worst = e
				}
			}
		}
	}
	if best == worst {
		return nil
	}
	say := func(key string, e *report.Estimate) string {
		return w.T(key, "panel", w.panelName(panel), "item", w.item(*e.Item), "parameter", w.parameterName(e.Parameter), "share", w.Percent(*e.Top2))
	}
	return []string{say("results.answers.best", best), say("results.answers.worst", worst)}
}

// item is the statement; the ends of a pair of words where it is one.
func (w *resultWork) item(code string) string {
	low, high := w.Labels.Items[code+".1"], w.Labels.Items[code+".5"]
	if low != "" && high != "" {
		return w.T("results.item_pair", "item", w.itemName(code), "low", low, "high", high)
	}
	return w.itemName(code)
}

// spreads draws the answers to the questions of one parameter.
func (w *resultWork) spreads(id, parameter string, items []spreadItem, reach float64) resultSection {
	s := resultSection{Heading: w.parameterName(parameter)}
	s.Caption = w.T("results.caption.answers") + " " + w.bases(w.last(), func(panel string) []*report.Estimate {
		var list []*report.Estimate
		for _, item := range items {
			for _, e := range item.estimates {
				if e.Panel == panel {
					list = append(list, e)
				}
			}
		}
		return list
	})
	t := &resultTable{Caption: w.T("results.answers.table", "parameter", s.Heading), Heads: heads(append([]resultCell{headCell(w.T("results.col.item")), headCell(w.T("results.col.panel"))},
		numHeads(w.T("results.col.n"), "1", "2", "3", "4", "5", w.T("results.col.dont_know"))...)...)}
	for i, item := range items {
		d := chart.Diverging{Frame: chart.Frame{ID: fmt.Sprintf("%s-%d", id, i), Title: w.item(item.code), Desc: w.T("results.answers.desc")},
			Low: w.T("results.answers.low"), High: w.T("results.answers.high"), DontKnow: w.T("results.answers.dont_know"), Reach: reach, Percent: w.Percent}
		for k, e := range item.estimates {
			bar := chart.Spread{Label: w.panelName(e.Panel), Sign: w.panelSign(e.Panel), Shares: e.Distribution, DontKnow: e.DontKnow}
			if e.Suppressed || len(e.Distribution) == 0 {
				bar.Shares, bar.DontKnow, bar.Missing = nil, nil, w.why(e)
			}
			d.Rows = append(d.Rows, bar)
			t.Rows = append(t.Rows, w.spreadRow(item, k, e))
		}
		s.Pictures = append(s.Pictures, resultPicture{Heading: w.item(item.code), Wide: d.Wide(), Narrow: d.Narrow()})
	}
	s.Table = t
	return s
}

func (w *resultWork) spreadRow(item spreadItem, k int, e *report.Estimate) []resultCell {
	var row []resultCell
	if k == 0 {
		row = append(row, resultCell{Text: w.item(item.code), Head: true, Rows: len(item.estimates)})
	}
	row = append(row, w.panel(e.Panel), w.count(e.N, e.Suppressed))
	for point := range 5 {
		var share *float64
		if point < len(e.Distribution) {
			share = &e.Distribution[point]
		}
		row = append(row, w.share(share, e.Suppressed))
	}
	return append(row, w.part(e, "dont_know", e.DontKnow))
}
