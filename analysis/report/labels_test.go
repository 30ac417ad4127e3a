package report_test

import (
	"slices"
	"testing"

	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// TestPanelsStandInTheOrderOfTheirSigns: whoever draws gives the first place the sign of staff and the second that of the
// public, however a wave lists its panels.
func TestPanelsStandInTheOrderOfTheirSigns(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	staff := func(code string) survey.WavePanel { return survey.WavePanel{Code: code, Kind: survey.Staff} }
	public := func(code string) survey.WavePanel { return survey.WavePanel{Code: code, Kind: survey.Public} }
	for _, c := range []struct {
		waves [][]survey.WavePanel
		want  []string
	}{
		{[][]survey.WavePanel{{public("citizens"), staff("civil")}}, []string{"civil", "citizens"}},
		{[][]survey.WavePanel{{staff("civil"), staff("agents"), public("citizens")}}, []string{"civil", "citizens", "agents"}},
		{[][]survey.WavePanel{{staff("civil"), public("citizens")}, {staff("civil"), public("citizens"), public("firms")}},
			[]string{"civil", "citizens", "firms"}},
		{[][]survey.WavePanel{{staff("civil"), staff("agents")}}, []string{"civil", "agents"}},
	} {
		var waves []*survey.Instrument
		for _, panels := range c.waves {
			waves = append(waves, &survey.Instrument{Wave: survey.Wave{Panels: panels}})
		}
		var r report.Report
		r.Describe(waves, func(_, code string) string { return code }, catalogue.For(i18n.Dutch))
		var got []string
		for _, p := range r.Panels {
			got = append(got, p.Code)
		}
		if !slices.Equal(got, c.want) || !slices.Equal(report.NewIndex(&r).Panels, c.want) {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
