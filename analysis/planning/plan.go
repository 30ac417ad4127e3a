package planning

import (
	"math"
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// Plan says which differences a wave will be able to show, before it opens. It rests on the latest closed waves;
// where there are none, on assumptions that it names.
type Plan struct {
	Power     float64            `json:"power"`     // chance of finding a difference of the size told
	Level     float64            `json:"level"`     // of confidence
	Basis     string             `json:"basis"`     // code of the closed wave that the expectations come from, "" for none
	SD        float64            `json:"sd"`        // of one member's answer on 1 to 5
	Corr      float64            `json:"corr"`      // between two answers of a returning member
	Assumed   []string           `json:"assumed"`   // "completion", "sd", "corr", "retention": taken from experience elsewhere
	Expected  map[string]int     `json:"expected"`  // answers by panel
	Returning map[string]int     `json:"returning"` // of these, by members who answered the wave before
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
	power             = 0.8
	assumedCompletion = 0.6
	assumedSD         = 1.0
	assumedCorr       = 0.5
	assumedRetention  = 0.8
)

// planner collects what earlier waves tell.
type planner struct {
	*Plan
	last      *dataset.Wave      // the latest closed wave, nil when there is none
	pairs     []*dataset.Pair    // of the wave before it with the latest, where it is known who returned
	retention map[string]float64 // by panel: the share of the members of the wave before who returned
}

// Of says what a wave of these panels, each with its kind, that invites so many of their members would be able to find.
func Of(source *dataset.Source, panels []survey.WavePanel, invited map[string]int) (*Plan, error) {
	p := planner{Plan: &Plan{Power: power, Level: stats.Level, Assumed: []string{}, Expected: map[string]int{},
		Returning: map[string]int{}, Gaps: []DetectableGap{}, Changes: []DetectableChange{}}, retention: map[string]float64{}}
	if err := p.open(source); err != nil {
		return nil, err
	}
	p.spread()
	p.returns()
	wave := survey.Wave{Panels: panels}
	wave.Panels = survey.PanelsOf(&survey.Instrument{Wave: wave})
	for _, panel := range wave.PanelCodes() {
		p.expect(panel, invited[panel])
	}
	for _, pair := range wave.Compared() {
		a, b := wave.Panels[pair[0]].Code, wave.Panels[pair[1]].Code
		p.Gaps = append(p.Gaps, DetectableGap{A: a, B: b, Diff: p.detectable(p.expected(a), p.expected(b), 0)})
	}
	return p.Plan, nil
}

// open prepares the two latest closed waves.
func (p *planner) open(source *dataset.Source) error {
	history, err := source.History()
	if err != nil || len(history) == 0 {
		return err
	}
	p.Basis = history[len(history)-1].Wave.Code
	if p.last, err = source.Prepare(p.Basis, "", nil); err != nil || len(history) == 1 {
		return err
	}
	before, err := source.Prepare(history[len(history)-2].Wave.Code, "", nil)
	if err != nil {
		return err
	}
	pairs, err := dataset.Pairs(before, p.last)
	p.pairs = slices.DeleteFunc(pairs, func(pair *dataset.Pair) bool { return !pair.Paired })
	return err
}

// spread takes the standard deviation of the parameters of the latest wave, averaged over parameters and panels.
func (p *planner) spread() {
	sum, n := 0.0, 0
	if p.last != nil {
		for panel := range p.last.Panels {
			for _, v := range p.last.IdentityParameters(panel) {
				if sd := v.Sizes.Mean(v.Scale, stats.Level, v.Tables[panel]).SD; sd > 0 {
					sum, n = sum+sd, n+1
				}
			}
		}
	}
	p.SD = sum / float64(n)
	if n == 0 {
		p.SD = assumedSD
		p.assume("sd")
	}
}

// returns takes from the two latest waves how many members come back, and how alike they answer, averaged over parameters and
// panels.
func (p *planner) returns() {
	sum, n, returned := 0.0, 0, 0
	for _, pair := range p.pairs {
		members := len(pair.Returning.RowA)
		returned += members
		if before := pair.From.Sizes[pair.FromPanel]; before > 0 {
			p.retention[pair.Panel()] = float64(members) / float64(before)
		}
		for _, now := range p.last.IdentityParameters(pair.ToPanel) {
			then := pair.From.ByKey[now.Key]
			if then == nil || !then.SameQuestions(now) {
				continue
			}
			if r := pair.Correlation(then, now); !math.IsNaN(r) {
				sum, n = sum+r, n+1
			}
		}
	}
	p.Corr = min(max(sum/float64(n), 0), 0.99)
	if n == 0 {
		p.Corr = assumedCorr
		p.assume("corr")
	}
	if returned == 0 {
		p.retention = map[string]float64{}
		p.assume("retention")
	}
}

func (p *planner) assume(what string) {
	if !slices.Contains(p.Assumed, what) {
		p.Assumed = append(p.Assumed, what)
	}
}

// expect fills in what a panel will give, and the change that it could show.
func (p *planner) expect(panel string, invited int) {
	rate, known, before := assumedCompletion, false, 0
	if p.last != nil {
		for _, o := range p.last.Outcomes {
			if o.Panel == panel && o.Invited > 0 {
				rate, known = float64(o.Completed+o.Partial)/float64(o.Invited), true
			}
		}
		if i := slices.Index(p.last.Panels, panel); i >= 0 {
			before = p.last.Sizes[i]
		}
	}
	if !known {
		p.assume("completion")
	}
	p.Expected[panel] = int(rate*float64(invited) + 0.5)
	if before == 0 {
		return
	}
	retention, ok := p.retention[panel]
	if !ok {
		retention = assumedRetention
		p.assume("retention")
	}
	p.Returning[panel] = int(math.Min(retention*float64(before), float64(p.Expected[panel])) + 0.5)
	change := func(returning int) *float64 {
		return p.detectable(p.effective(panel, before), p.expected(panel), p.effective(panel, returning))
	}
	p.Changes = append(p.Changes, DetectableChange{panel, p.Basis, change(p.Returning[panel]), change(0)})
}

// effective is the effective size of so many members of a panel when they are weighted as last time (METHODS 1.6).
func (p *planner) effective(panel string, members int) float64 {
	if p.last != nil {
		if w := p.last.WeightedPanel(panel); w != nil && w.DEff > 0 {
			return float64(members) / w.DEff
		}
	}
	return float64(members)
}

func (p *planner) expected(panel string) float64 { return p.effective(panel, p.Expected[panel]) }

// detectable is the smallest difference between effective sizes a and b, of which so many are shared, that is found with the
// chance asked for (METHODS 4.8); nil with too few members.
func (p *planner) detectable(a, b, shared float64) *float64 {
	plan := stats.Plan{SD: p.SD, NA: a, NB: b, Shared: shared, Corr: p.Corr, Level: p.Level, Power: p.Power}
	return report.Figure(plan.Detectable())
}
