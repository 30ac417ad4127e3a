package estimate_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// opinion is the second opinion on a variable: its rows in one wave, or in one panel of two, laid under each other.
type opinion struct {
	design                *reference.Design
	answers, top          reference.Answers
	member                []int32
	wave, panel, response []int // by row
	sample                []int // by row; -1 on the identity
	waves                 []*dataset.Wave
}

// secondOpinion takes the rows of waves; panel -1 is all panels, which are strata then. A member who returned is one cluster.
func secondOpinion(t testing.TB, panel string, variables []*dataset.Variable, waves ...*dataset.Wave) *opinion {
	o := &opinion{waves: waves}
	var codes []int8
	var strata []int32
	var weights []float64
	for k, w := range waves {
		member := make([]int32, w.Responses.Len())
		for row := range member {
			member[row] = int32(k*100_000 + row)
		}
		if k > 0 {
			pairs, _, err := w.Pairs(waves[0].Code())
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range pairs {
				member[p.Later] = p.Earlier
			}
		}
		for row, code := range variables[k].Codes {
			response, sample := variables[k], -1
			of := w.ResponseOf(response, row)
			if panel != "" && w.Responses.Panel.At(int(of)) != panel {
				continue
			}
			if variables[k].Key.Rated {
				sample = slices.Index(w.Samples, w.Ratings.Sample.At(row))
			}
			weight := 1.0
			if w.Weight != nil {
				weight = w.Weight[of]
			}
			codes, weights, o.member = append(codes, code), append(weights, weight), append(o.member, member[of])
			strata = append(strata, int32(slices.Index(w.Panels, w.Responses.Panel.At(int(of)))))
			o.wave, o.panel = append(o.wave, k), append(o.panel, int(strata[len(strata)-1]))
			o.sample, o.response = append(o.sample, sample), append(o.response, int(of))
		}
	}
	if panel != "" {
		strata = nil
	}
	var err error
	if o.design, err = reference.NewDesign(len(codes), strata, o.member, weights); err != nil {
		t.Fatal(err)
	}
	o.answers, o.top = reference.Coded(codes, variables[0].Scale), reference.Coded(codes, variables[0].Top)
	return o
}

// rows are those of a domain.
func (o *opinion) rows(in func(row int) bool) reference.Domain {
	domain := reference.Domain{}
	for row := range o.wave {
		if in(row) {
			domain = append(domain, int32(row))
		}
	}
	return domain
}

func (o *opinion) cell(wave, panel, sample int) reference.Domain {
	return o.rows(func(row int) bool { return o.wave[row] == wave && o.panel[row] == panel && o.sample[row] == sample })
}

// valid counts the members with a valid answer in any of the domains.
func (o *opinion) valid(domains ...reference.Domain) map[int32]bool {
	members := map[int32]bool{}
	for _, domain := range domains {
		for _, row := range domain {
			if o.answers.Status[row] == stats.Valid {
				members[o.member[row]] = true
			}
		}
	}
	return members
}

// average are the domains of the samples that a basis is about in a wave, as far as every panel answered there.
func (o *opinion) average(wave int, s report.Subject, of []int, panels ...int) (domains [][]reference.Domain) {
	domains = make([][]reference.Domain, len(panels))
	for _, sample := range of {
		all := true
		for _, panel := range panels {
			all = all && len(o.valid(o.cell(wave, panel, sample))) > 0
		}
		if !all || s.Basis == report.OfSample && o.waves[wave].Samples[sample] != *s.Sample {
			continue
		}
		for i, panel := range panels {
			domains[i] = append(domains[i], o.cell(wave, panel, sample))
		}
	}
	return domains
}

// samples are the places that a basis averages, of those of a wave.
func samples(w *dataset.Wave, s report.Subject) (places []int) {
	for i, code := range w.Samples {
		if s.Basis == report.All || s.Basis == report.Anchors && w.Anchors[i] || s.Sample != nil && *s.Sample == code {
			places = append(places, i)
		}
	}
	if s.Basis == report.Identity {
		return []int{-1}
	}
	return places
}

// TestFiguresAreThoseOfTheSecondOpinion holds every mean, gap and change of made waves, weighted or not, of few members or many,
// against a computation row by row.
func TestFiguresAreThoseOfTheSecondOpinion(t *testing.T) {
	type drawn struct {
		seed     uint64
		members  int
		weighted bool
	}
	known := map[drawn]bool{}
	checked := map[string]int{}
	rapid.Check(t, func(r *rapid.T) {
		d := drawn{rapid.Uint64Range(0, 3).Draw(r, "seed"), rapid.SampledFrom([]int{2, 6, 15, 40}).Draw(r, "members"),
			rapid.Bool().Draw(r, "weighted")}
		if known[d] {
			return
		}
		known[d] = true
		m := makeWaves(t, d.seed, d.members, d.weighted)
		for i := range m.figures.Estimates.List {
			e := &m.figures.Estimates.List[i]
			checked["estimate "+string(e.Basis)]++
			r.Logf("%s %s %+v %v", e.Wave, e.Panel, e.Subject, e.Group)
			m.checkEstimate(t, r, e)
		}
		for i := range m.figures.Gaps.List {
			checked["gap "+string(m.figures.Gaps.List[i].Basis)]++
			m.checkGap(t, r, &m.figures.Gaps.List[i])
		}
		for i := range m.figures.Changes.List {
			checked["change "+string(m.figures.Changes.List[i].Basis)]++
			m.checkChange(t, r, &m.figures.Changes.List[i])
		}
	})
	for _, kind := range []string{"estimate", "gap", "change"} {
		for _, basis := range []report.Basis{report.Identity, report.OfSample, report.Anchors, report.All} {
			if checked[kind+" "+string(basis)] == 0 {
				t.Errorf("no %s on %s: the test sees nothing of it", kind, basis)
			}
		}
	}
}

func (m made) checkEstimate(t *testing.T, r *rapid.T, e *report.Estimate) {
	w := m.wave(e.Wave)
	v, panel := of(w, e.Subject), slices.Index(w.Panels, e.Panel)
	o := secondOpinion(t, "", []*dataset.Variable{v}, w)
	what := fmt.Sprintf("%s %s %+v %v: ", e.Wave, e.Panel, e.Subject, e.Group)
	if e.Basis == report.Anchors || e.Basis == report.All {
		domains := o.average(0, e.Subject, samples(w, e.Subject), panel)[0]
		if len(domains) == 0 {
			same(r, what+"mean of nobody", e.Mean, math.NaN())
			return
		}
		coef := slices.Repeat([]float64{1 / float64(len(domains))}, len(domains))
		want, top := o.design.Contrast(o.answers, domains, coef, 0.95), o.design.Contrast(o.top, domains, coef, 0.95)
		members := o.valid(domains...)
		n := len(members)
		compare(r, what, e.Reason, want.Reason, map[string][2]any{"n": {e.N, n}, "mean": {e.Mean, want.Estimate}, "se": {e.SE, want.SE},
			"low": {e.Low, want.Low}, "high": {e.High, want.High}, "top2": {e.Top2, top.Estimate}, "n_eff": {e.NEff, o.kish(members)}})
		return
	}
	domain := o.cell(0, panel, samples(w, e.Subject)[0])
	if e.Group != nil {
		attribute := slices.IndexFunc(w.Responses.Strata, func(s archive.Stratum) bool { return s.Code == e.Group.By })
		domain = slices.DeleteFunc(domain, func(row int32) bool {
			return w.Responses.Strata[attribute].At(o.response[row]) != e.Group.Value
		})
	}
	want, top := o.design.Mean(o.answers, domain, 0.95), o.design.Proportion(o.top, domain, 0.95)
	if want.Members == 0 {
		compare(r, what, e.Reason, want.Reason, map[string][2]any{"n": {e.N, 0}, "don't know": {e.DontKnow, want.DKShare}})
		return
	}
	compare(r, what, e.Reason, want.Reason, map[string][2]any{"n": {e.N, want.Members}, "n_eff": {e.NEff, want.NEffKish},
		"mean": {e.Mean, want.Mean}, "se": {e.SE, want.SE}, "low": {e.Low, want.Low}, "high": {e.High, want.High},
		"don't know": {e.DontKnow, want.DKShare}, "top2": {e.Top2, top.P}, "top2 low": {e.Top2Low, top.Low}, "top2 high": {e.Top2High, top.High}})
	share := 0.0
	for _, s := range e.Distribution {
		share += s
	}
	same(r, what+"sum of the distribution", &share, 1)
	same(r, what+"share of 4 and 5", new(e.Distribution[3]+e.Distribution[4]), top.P)
}

// kish is the effective number of members, each with the weight of its response.
func (o *opinion) kish(members map[int32]bool) float64 {
	sum, squares := 0.0, 0.0
	for row, member := range o.member {
		if members[member] {
			weight := 1.0
			if w := o.waves[o.wave[row]]; w.Weight != nil {
				weight = w.Weight[o.response[row]]
			}
			sum, squares = sum+weight, squares+weight*weight
			delete(members, member)
		}
	}
	return sum * sum / squares
}

func (m made) checkGap(t *testing.T, r *rapid.T, g *report.Gap) {
	w := m.wave(g.Wave)
	v := of(w, g.Subject)
	o := secondOpinion(t, "", []*dataset.Variable{v}, w)
	panels := []int{slices.Index(w.Panels, g.A), slices.Index(w.Panels, g.B)}
	sides := [][]reference.Domain{{o.cell(0, panels[0], samples(w, g.Subject)[0])}, {o.cell(0, panels[1], samples(w, g.Subject)[0])}}
	if g.Basis == report.Anchors || g.Basis == report.All {
		sides = o.average(0, g.Subject, samples(w, g.Subject), panels...)
	}
	what := fmt.Sprintf("gap of %s %+v: ", g.Wave, g.Subject)
	o.checkTest(r, what, sides, &g.Test)
	if len(sides[0]) == 0 {
		return
	}
	if a, b := len(o.valid(sides[0]...)), len(o.valid(sides[1]...)); g.N[g.A] != a || g.N[g.B] != b {
		r.Fatalf("%sgot n %v, want %d and %d", what, g.N, a, b)
	}
}

func (m made) checkChange(t *testing.T, r *rapid.T, c *report.Change) {
	from, to := m.wave(c.From), m.wave(c.To)
	o := secondOpinion(t, c.Panel, []*dataset.Variable{of(from, c.Subject), of(to, c.Subject)}, from, to)
	panel := slices.Index(to.Panels, c.Panel)
	var sides [][]reference.Domain
	switch c.Basis {
	case report.All:
		sides = [][]reference.Domain{o.average(1, c.Subject, samples(to, c.Subject), panel)[0],
			o.average(0, c.Subject, samples(from, c.Subject), panel)[0]}
	case report.Anchors: // of both waves, here the first three, as far as both rated them
		sides = make([][]reference.Domain, 2)
		for s := range 3 {
			if before, after := o.cell(0, panel, s), o.cell(1, panel, s); len(o.valid(before)) > 0 && len(o.valid(after)) > 0 {
				sides[0], sides[1] = append(sides[0], after), append(sides[1], before)
			}
		}
	default:
		sides = [][]reference.Domain{{o.cell(1, panel, samples(to, c.Subject)[0])}, {o.cell(0, panel, samples(from, c.Subject)[0])}}
	}
	what := fmt.Sprintf("change of %s %+v: ", c.Panel, c.Subject)
	o.checkTest(r, what, sides, &c.Test)
	if len(sides[0]) == 0 || len(sides[1]) == 0 {
		return
	}
	before, after, both := o.valid(sides[1]...), o.valid(sides[0]...), 0
	for member := range before {
		if after[member] {
			both++
		}
	}
	if c.N[c.From] != len(before) || c.N[c.To] != len(after) || *c.Overlap != both {
		r.Fatalf("%sgot n %v and overlap %d, want %d, %d and %d", what, c.N, *c.Overlap, len(before), len(after), both)
	}
}

// checkTest holds a difference against the plain average of one side's domains less that of the other's.
func (o *opinion) checkTest(r *rapid.T, what string, sides [][]reference.Domain, got *report.Test) {
	var coef []float64
	for i, sign := range []float64{1, -1} {
		coef = append(coef, slices.Repeat([]float64{sign / float64(len(sides[i]))}, len(sides[i]))...)
	}
	if len(sides[0]) == 0 || len(sides[1]) == 0 {
		same(r, what+"difference of nobody", got.Diff, math.NaN())
		return
	}
	want := o.design.Contrast(o.answers, slices.Concat(sides...), coef, 0.95)
	compare(r, what, got.Reason, want.Reason, map[string][2]any{"diff": {got.Diff, want.Estimate}, "se": {got.SE, want.SE},
		"low": {got.Low, want.Low}, "high": {got.High, want.High}, "df": {got.DF, want.DF}, "p": {got.P, want.P}, "effect": {got.Effect, want.Effect}})
}

// compare holds figures against numbers; a figure that is nil must be NaN.
func compare(r *rapid.T, what, gotReason string, wantReason stats.Reason, figures map[string][2]any) {
	if gotReason != string(wantReason) {
		r.Fatalf("%sgot reason %q, want %q", what, gotReason, wantReason)
	}
	for name, pair := range figures {
		switch got := pair[0].(type) {
		case *int:
			if got == nil || *got != pair[1].(int) {
				r.Fatalf("%s%s: got %v, want %v", what, name, got, pair[1])
			}
		case *float64:
			same(r, what+name, got, pair[1].(float64))
		}
	}
}

func same(r *rapid.T, what string, got *float64, want float64) {
	x := math.NaN()
	if got != nil {
		x = *got
	}
	if math.IsNaN(x) != math.IsNaN(want) || math.Abs(x-want) > 1e-9+1e-9*math.Abs(want) {
		r.Fatalf("%s: got %v, want %v", what, x, want)
	}
}

// TestSharesOfOptionsAreThoseOfTheSecondOpinion, also of a question about samples, where a member has several rows.
func TestSharesOfOptionsAreThoseOfTheSecondOpinion(t *testing.T) {
	for _, weighted := range []bool{false, true} {
		m := makeWaves(t, 1, 25, weighted, ratedChoice)
		items := map[string]int{}
		for i := range m.figures.Choices.List {
			c := &m.figures.Choices.List[i]
			items[c.Item]++
			w := m.wave(c.Wave)
			column, chosen := c.Item, map[string]int8{"1": 1, "2": 2, "99": survey.DontKnow}[c.Option]
			if c.Item == "seen" && c.Option != "99" {
				column, chosen = "seen."+c.Option, 1
			} else if c.Item == "seen" {
				column = "seen.2"
			}
			v := &dataset.Variable{Key: dataset.Key{Rated: c.Item == "s_role"}, Codes: w.Cells(column), Scale: stats.NewScale(0, 2, 0)}
			v.Scale.Status[0] = stats.Missing
			if c.Item == "seen" {
				v.Scale.Status[0] = stats.Valid
			}
			v.Scale.Status[stats.Index(survey.DontKnow)] = stats.Valid
			v.Scale = v.Scale.Share(chosen)
			v.Top = v.Scale
			o := secondOpinion(t, "", []*dataset.Variable{v}, w)
			want := o.design.Proportion(o.answers, o.rows(func(row int) bool { return w.Panels[o.panel[row]] == c.Panel }), 0.95)
			for name, pair := range map[string][2]float64{"n": {float64(*c.N), float64(want.Members)}, "share": {*c.Share, want.P},
				"low": {*c.Low, want.Low}, "high": {*c.High, want.High}} {
				if math.Abs(pair[0]-pair[1]) > 1e-9 {
					t.Errorf("%s %s of %s: got %s %v, want %v", c.Panel, c.Option, c.Item, name, pair[0], pair[1])
				}
			}
		}
		if items["seen"] != 12 || items["role"] != 12 || items["s_role"] != 12 {
			t.Errorf("got shares of %v", items)
		}
	}
}

// ratedChoice asks for a choice about each sample.
func ratedChoice(in *survey.Instrument) {
	_, role, _ := in.Questionnaire.Question("role")
	rated := *role
	rated.Code = "s_role"
	page := &in.Questionnaire.Blocks[2].Pages[0]
	page.Questions = append(page.Questions, rated)
}
