package main

import (
	"strings"
	"testing"

	"realitycheck/analysis/report"
	"realitycheck/analysis/weighting"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
)

// TestAPreviewNamesTheGroupsThatGo reads the line of the command; without such groups it is not there.
func TestAPreviewNamesTheGroupsThatGo(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	p := weighting.PanelPreview{WeightedPanel: archive.WeightedPanel{Panel: "internal", Fits: []archive.MarginFit{{Attribute: "age", Category: "young", N: 30}}}}
	for lang, words := range map[i18n.Lang]string{i18n.Dutch: "deze groepen tonen we na de weging niet meer", i18n.English: "these groups are no longer shown"} {
		for _, hides := range [][]report.Group{nil, {{By: "place", Value: "near"}, {By: "place", Value: "far"}}} {
			p.Withholds = hides
			var b strings.Builder
			printPreview(&b, &weighting.Preview{Wave: "2024", Panels: []weighting.PanelPreview{p}}, catalogue.For(lang))
			said := strings.Contains(b.String(), words) && strings.Contains(b.String(), "place near, place far")
			if said != (hides != nil) || strings.Contains(b.String(), words) != said {
				t.Errorf("%s, %v: got %s", lang, hides, b.String())
			}
		}
	}
}
