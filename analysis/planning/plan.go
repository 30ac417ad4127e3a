package planning

import (
	"math"
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// Plan says which differences a wave will be able to show, before it opens. It rests on the latest closed waves;
// where there are none, on assumptions that it names.
type Plan struct {
	Power     float64            `json:"power"`       // chance of finding a difference of the size told
	Level     float64            `json:"stats.Level"` // of confidence
	Basis     string             `json:"basis"`       // code of the closed wave that the expectations come from, "" for none
	SD        float64            `json:"sd"`          // of one member's answer on 1 to 5
	Corr      float64            `json:"corr"`        // between two answers of a returning member
	Assumed   []string           `json:"assumed"`     // "completion", "sd", "corr", "retention": taken from experience elsewhere
	Expected  map[string]int     `json:"expected"`    // answers by panel
	Returning map[string]int     `json:"returning"`   // of these, by members who answered the wave before
	Gaps      []DetectableGap    `json:"gaps"`
	Changes   []DetectableChange `json:"changes"`
}

// DetectableGap is the smallest difference between a panel of staff and one of the public that a wave would probably find;
// nil with too few answers.
type DetectableGap struct {
	A    string   `json:"a"`
	B    string   `json:"b"`
	Diff *float64 `json:"diff"`
}

// DetectableChange is the smallest change since the wave before that a panel would probably show.
type DetectableChange struct {
	Panel            string   `json:"panel"`
	From             string   `json:"from"`
	WithReturning    *float64 `json:"with_returning"`    // counted with the members who take part again
	WithoutReturning *float64 `json:"without_returning"` // if all members were new
}

// What is expected when no closed wave tells.
const (
	planPower         = 0.8
	assumedCompletion = 0.6
	assumedSD         = 1.0
	assumedCorr       = 0.5
	assumedRetention  = 0.8
)

// planner collects what earlier waves tell.
type planner struct {
	*Plan
	last, before *dataset.Wave // the two latest closed waves, nil when there are none
	retention    map[string]float64
	deff         map[string]float64
}

// Of says what a wave of these panels, each with its kind, that invites so many of their members would be able to find.
func Of(source *dataset.Source, panels []survey.WavePanel, invited map[string]int) (*Plan, error) {
	p := planner{Plan: &Plan{Power: planPower, Level: stats.Level, Assumed: []string{}, Expected: map[string]int{}, Returning: map[string]int{},
		Gaps: []DetectableGap{}, Changes: []DetectableChange{}}, retention: map[string]float64{}, deff: map[string]float64{}}
	if err := p.open(source); err != nil {
		return nil, err
	}
	p.spread()
	if err := p.returns(); err != nil {
		return nil, err
	}
	wave := survey.Wave{Panels: slices.Clone(panels)}
	slices.SortStableFunc(wave.Panels, func(a, b survey.WavePanel) int { // the gap is told from the inside
		return slices.Index(survey.PanelKinds(), a.Kind) - slices.Index(survey.PanelKinds(), b.Kind)
	})
	for _, panel := range wave.PanelCodes() {
		p.expect(panel, invited[panel])
	}
	for _, pair := range wave.Compared() {
		a, b := wave.Panels[pair[0]].Code, wave.Panels[pair[1]].Code
		p.Gaps = append(p.Gaps, DetectableGap{A: a, B: b, Diff: p.detectable(p.effective(a), p.effective(b), 0)})
	}
	return p.Plan, nil
}

func (p *planner) open(source *dataset.Source) error {
	instruments, err := source.Instruments()
	if err != nil {
		return err
	}
	for i, into := range []**dataset.Wave{&p.last, &p.before} {
		if i >= len(instruments) {
			break
		}
		if *into, err = source.Prepare(instruments[len(instruments)-1-i].Wave.Code, "", nil); err != nil {
			return err
		}
	}
	if p.last != nil {
		p.Basis = p.last.Code()
	}
	return nil
}

// spread takes the standard deviation of the parameters of the latest wave, averaged over parameters and panels.
func (p *planner) spread() {
	sum, n := 0.0, 0
	if p.last != nil {
		for panel := range p.last.Panels {
			for _, m := range p.last.IdentityParameters(panel) {
				if sd := p.last.Sizes.Mean(m.Scale, stats.Level, m.Tables[panel]).SD; sd > 0 {
					sum, n = sum+sd, n+1
				}
			}
		}
	}
	p.SD = sum / float64(n)
	if n == 0 {
		p.SD = assumedSD
		p.Assumed = append(p.Assumed, "sd")
	}
}

// returns takes from the pairs of the two latest waves how many members come back, and how alike they answer.
func (p *planner) returns() error {
	p.Corr = assumedCorr
	paired := false
	if p.before != nil {
		pairs, ok, err := p.last.Pairs(p.before.Code())
		if err != nil {
			return err
		}
		if paired = ok && len(pairs) > 0; paired {
			p.likeness(pairsOf(p.last, p.before, pairs))
		}
	}
	if !paired {
		p.Assumed = append(p.Assumed, "corr", "retention")
	}
	return nil
}

// likeness averages the correlation over the parameters, and notes the retention of each panel.
func (p *planner) likeness(pairs map[string][2][]int32) {
	sum, n := 0.0, 0
	for i, panel := range p.last.Panels {
		rows, earlier := pairs[panel], slices.Index(p.before.Panels, panel)
		if earlier < 0 || p.before.Sizes[earlier] == 0 {
			continue
		}
		p.retention[panel] = float64(len(rows[0])) / float64(p.before.Sizes[earlier])
		for _, now := range p.last.IdentityParameters(i) {
			then := p.before.ByKey[now.Key]
			if then == nil || !then.SameQuestions(now) {
				continue
			}
			var a, b []float64
			for k := range rows[0] {
				x, y := stats.Index(then.Codes[rows[0][k]]), stats.Index(now.Codes[rows[1][k]])
				if then.Scale.Status[x] == stats.Valid && now.Scale.Status[y] == stats.Valid {
					a, b = append(a, then.Scale.Value[x]), append(b, now.Scale.Value[y])
				}
			}
			if r := correlation(a, b); !math.IsNaN(r) {
				sum, n = sum+r, n+1
			}
		}
	}
	if n > 0 {
		p.Corr = min(max(sum/float64(n), 0), 0.99)
	}
}

// correlation is that of Pearson; NaN where one side does not vary.
func correlation(a, b []float64) float64 {
	meanA, meanB := 0.0, 0.0
	for i := range a {
		meanA, meanB = meanA+a[i]/float64(len(a)), meanB+b[i]/float64(len(b))
	}
	ab, aa, bb := 0.0, 0.0, 0.0
	for i := range a {
		ab += (a[i] - meanA) * (b[i] - meanB)
		aa += (a[i] - meanA) * (a[i] - meanA)
		bb += (b[i] - meanB) * (b[i] - meanB)
	}
	return ab / math.Sqrt(aa*bb)
}

// expect fills in what a panel will give, and the change that it could show.
func (p *planner) expect(panel string, invited int) {
	rate, known := assumedCompletion, false
	answered := 0
	if p.last != nil {
		for _, o := range p.last.Outcomes {
			if o.Panel == panel && o.Invited > 0 {
				rate, known = float64(o.Completed+o.Partial)/float64(o.Invited), true
			}
		}
		if i := slices.Index(p.last.Panels, panel); i >= 0 {
			answered = p.last.Sizes[i]
		}
		if w := p.last.WeightedPanel(panel); w != nil {
			p.deff[panel] = w.DEff
		}
	}
	if !known && !slices.Contains(p.Assumed, "completion") {
		p.Assumed = append(p.Assumed, "completion")
	}
	p.Expected[panel] = int(rate*float64(invited) + 0.5)
	if answered == 0 {
		return
	}
	retention, ok := p.retention[panel]
	if !ok {
		retention = assumedRetention
	}
	shared := math.Min(retention*float64(answered), float64(p.Expected[panel]))
	p.Returning[panel] = int(shared + 0.5)
	before := p.worth(panel, answered)
	p.Changes = append(p.Changes, DetectableChange{Panel: panel, From: p.Basis,
		WithReturning:    p.detectable(before, p.effective(panel), p.worth(panel, p.Returning[panel])),
		WithoutReturning: p.detectable(before, p.effective(panel), 0)})
}

// worth is what so many members of a panel count for when they are weighted as last time.
func (p *planner) worth(panel string, members int) float64 {
	if deff := p.deff[panel]; deff > 0 {
		return float64(members) / deff
	}
	return float64(members)
}

func (p *planner) effective(panel string) float64 { return p.worth(panel, p.Expected[panel]) }

func (p *planner) detectable(a, b, shared float64) *float64 {
	return report.Figure(stats.Plan{SD: p.SD, NA: a, NB: b, Shared: shared, Corr: p.Corr, Level: p.Level, Power: p.Power}.Detectable())
}

// pairsOf splits the pairs of two waves by panel, as rows of the earlier and of the later.
func pairsOf(later, earlier *dataset.Wave, pairs []archive.PairRows) map[string][2][]int32 {
	rows := map[string][2][]int32{}
	for _, pair := range pairs {
		panel := later.Panels[later.PanelOf[pair.Later]]
		if earlier.Panels[earlier.PanelOf[pair.Earlier]] == panel {
			list := rows[panel]
			list[0], list[1] = append(list[0], pair.Earlier), append(list[1], pair.Later)
			rows[panel] = list
		}
	}
	return rows
}
