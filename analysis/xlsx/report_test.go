package xlsx_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// story is a report of nine years with everything that a workbook must bear: a gap that closes (people), one that opens
// (agility), a break (connecting in 2022), years that are not paired (2020 to 2021), a suppressed panel (openness in
// 2019), a suppressed sample, and a sample that splits inside and outside.
//
// Samples have figures in the last two years only, which keeps the tests quick.
func story() *report.Report { return tell(7) }

// tell tells the story with figures of samples from a year on, counted from 0.
func tell(sampled int) *report.Report {
	t := &teller{rand: rand.New(rand.NewPCG(1, 2)), r: &report.Report{Schema: 1, Lang: i18n.Dutch, Synthetic: true}}
	for year := 2018; year <= 2026; year++ {
		t.r.Years = append(t.r.Years, strconv.Itoa(year))
	}
	t.labels()
	for y := range t.r.Years {
		t.identity(y)
		if y >= sampled {
			t.sampled(y)
		}
		t.choices(y)
		t.response(y)
	}
	t.changes()
	t.r.Notes = []report.Note{
		{Code: "note.break", Text: "Verbindend is vanaf 2022 anders gevraagd. De lijn begint daar opnieuw."},
		{Code: "note.pairs", Text: "2020 en 2021 zijn niet gekoppeld: tussen die jaren staat geen verandering."},
	}
	return t.r
}

type teller struct {
	r    *report.Report
	rand *rand.Rand
}

var (
	panels     = []string{"internal", "external"}
	parameters = []string{"reliable", "longterm", "connecting", "people", "openness", "decisiveness", "trust", "agility"}
	rated      = parameters[:4]
)

func (t *teller) labels() {
	t.r.Labels = report.Labels{
		Panels: map[string]string{"internal": "Intern", "external": "Extern"},
		Waves:  map[string]string{},
		Parameters: map[string]string{"reliable": "Betrouwbaar", "longterm": "Langetermijnvisie", "connecting": "Verbindend",
			"people": "Voor en door mensen", "openness": "Openheid", "decisiveness": "Daadkracht", "trust": "Vertrouwen", "agility": "Wendbaarheid"},
		Items: map[string]string{"future": "Moet de Vlaamse overheid haar identiteit volgend jaar opnieuw toetsen?",
			"future.1": "Ja, elk jaar", "future.2": "Ja, maar minder vaak", "future.3": "Nee",
			"contact": "Hoe had u het laatste jaar contact? Kies alles wat past.", "contact.1": "Met een brief of e-mail",
			"contact.2": "Via een website", "contact.3": "Met de telefoon", "contact.4": "Aan een loket", "contact.5": "=HYPERLINK(\"http://x\")"},
		Samples: map[string]string{}, Groups: map[string]string{},
	}
	for _, year := range t.r.Years {
		t.r.Labels.Waves[year] = "Reality check " + year
	}
	for _, p := range parameters {
		t.r.Labels.Items["dna_"+p+"_1"] = "De Vlaamse overheid doet wat ze belooft, ook wanneer dat moeilijk is (" + p + ")."
		t.r.Labels.Items["dna_"+p+"_2"] = "Ik merk dat in mijn eigen contacten met de overheid, keer op keer (" + p + ")."
	}
	titles := []string{"Brief over uw belastingaangifte", "Webpagina over renovatiepremies", "Persbericht over het klimaatplan", "Affiche voor de donorweek",
		"Video over het nieuwe rijbewijs", "Telefoongesprek met 1700", "Vacature voor een ingenieur", "Antwoord op een klacht", "Bericht op sociale media over wegenwerken",
		"E-mail over kinderopvang", "Loket van de sociale huisvesting", "Brochure over ouder worden", "Intranetbericht over thuiswerk"}
	channels := []string{"letter", "web_page", "press_release", "poster", "video", "telephone", "vacancy", "complaint", "social_media", "email", "counter", "brochure", "intranet"}
	for i, title := range titles {
		code := fmt.Sprintf("sample_%02d", i+1)
		t.r.Labels.Samples[code] = title
		s := report.Sample{Code: code, Channel: channels[i], Kind: "communication", Entity: "Vlaamse overheid", Year: 2018, Anchor: i < 5, Waves: t.r.Years}
		if !s.Anchor {
			s.Waves = t.r.Years[i%4:]
		}
		t.r.Samples = append(t.r.Samples, s)
	}
}

// level is where a parameter stands in a panel in a year.
func level(panel, parameter string, y int) float64 {
	base := 3.1 + 0.13*float64(slices.Index(parameters, parameter)%5)
	if panel == "internal" {
		base += 0.12
	}
	progress := float64(y) / 8
	switch {
	case parameter == "people" && panel == "external":
		return base - 0.9 + 0.85*progress
	case parameter == "agility" && panel == "external":
		return base - 0.75*progress
	case parameter == "connecting" && y >= 4:
		return base - 0.5
	case parameter == "reliable" && y == 8:
		return base + 0.25
	}
	return base + 0.05*math.Sin(float64(y)*1.7+float64(len(parameter)))
}

func (t *teller) estimate(wave, panel string, s report.Subject, mean float64, n int) report.Estimate {
	mean += t.rand.NormFloat64() * 0.02
	if n < 10 {
		return report.Estimate{Wave: wave, Panel: panel, Subject: s, Suppressed: true}
	}
	se := 0.9 / math.Sqrt(float64(n))
	e := report.Estimate{Wave: wave, Panel: panel, Subject: s, N: &n, NEff: ptr(float64(n) * 0.9137), Mean: &mean, SE: &se,
		Low: ptr(mean - 1.9672*se), High: ptr(mean + 1.9672*se), DontKnow: ptr(0.03 + 0.1*t.rand.Float64())}
	total := 0.0
	for point := 1; point <= 5; point++ {
		share := math.Exp(-math.Pow(float64(point)-mean, 2) / 1.7)
		e.Distribution = append(e.Distribution, share)
		total += share
	}
	for i := range e.Distribution {
		e.Distribution[i] /= total
	}
	top := e.Distribution[3] + e.Distribution[4]
	e.Top2, e.Top2Low, e.Top2High = &top, ptr(top-0.05), ptr(top+0.05)
	return e
}

func ptr[T any](v T) *T { return &v }

func test(diff, se float64) report.Test {
	p := math.Erfc(math.Abs(diff/se) / math.Sqrt2)
	return report.Test{Diff: &diff, SE: &se, Low: ptr(diff - 1.9639*se), High: ptr(diff + 1.9639*se), DF: ptr(597.31), P: &p, PAdjusted: ptr(min(1, 8*p))}
}

// both adds the estimates of both panels and their gap.
func (t *teller) both(wave string, s report.Subject, means [2]float64, n [2]int) {
	var pair []report.Estimate
	for i, panel := range panels {
		pair = append(pair, t.estimate(wave, panel, s, means[i], n[i]))
	}
	g := report.Gap{Wave: wave, Subject: s, A: "internal", B: "external"}
	if pair[0].Suppressed || pair[1].Suppressed {
		g.Suppressed = true
	} else {
		g.N = map[string]int{"internal": n[0], "external": n[1]}
		g.Test = test(*pair[0].Mean-*pair[1].Mean, math.Hypot(*pair[0].SE, *pair[1].SE))
	}
	t.r.Estimates, t.r.Gaps = append(t.r.Estimates, pair...), append(t.r.Gaps, g)
}

func (t *teller) identity(y int) {
	for _, p := range parameters {
		n := [2]int{310 + 3*y, 290 - 5*y}
		if p == "openness" && y == 1 {
			n[1] = 7
		}
		means := [2]float64{level("internal", p, y), level("external", p, y)}
		t.both(t.r.Years[y], report.Subject{Basis: report.Identity, Parameter: p}, means, n)
		for i := 1; i <= 2; i++ {
			item := fmt.Sprintf("dna_%s_%d", p, i)
			t.both(t.r.Years[y], report.Subject{Basis: report.Identity, Parameter: p, Item: &item}, means, n)
		}
	}
}

func (t *teller) sampled(y int) {
	for i, s := range t.r.Samples {
		if !slices.Contains(s.Waves, t.r.Years[y]) {
			continue
		}
		for j, p := range rated {
			n := [2]int{92 + i, 85 - i}
			if i == 12 && j == 2 {
				n[1] = 8
			}
			means := [2]float64{level("internal", p, y) + 0.4*math.Sin(float64(i*3+j)), level("external", p, y) + 0.4*math.Sin(float64(i*3+j))}
			if i == 6 {
				means[0] += 0.6
				means[1] -= 0.5
			}
			t.both(t.r.Years[y], report.Subject{Basis: report.OfSample, Sample: &s.Code, Parameter: p}, means, n)
		}
	}
	for _, p := range rated {
		item := "sample_" + p
		t.r.Labels.Items[item] = "Deze uiting past bij een overheid die " + p + " is."
		for _, s := range []report.Subject{{Basis: report.All, Parameter: p}, {Basis: report.All, Parameter: p, Item: &item}} {
			t.both(t.r.Years[y], s, [2]float64{level("internal", p, y), level("external", p, y)}, [2]int{310, 280})
		}
	}
}

func (t *teller) choices(y int) {
	shares := map[string][]float64{"future": {0.52, 0.31, 0.11, 0.06}, "contact": {0.71, 0.64, 0.33, 0.21, 0.02}}
	for _, item := range []string{"future", "contact"} {
		for i, share := range shares[item] {
			option := strconv.Itoa(i + 1)
			if item == "future" && i == 3 {
				option = "99"
			}
			for k, panel := range panels {
				x := share * (1 - 0.13*float64(k))
				t.r.Choices = append(t.r.Choices, report.Choice{Wave: t.r.Years[y], Panel: panel, Item: item, Option: option,
					N: ptr(300 - y), Share: &x, Low: ptr(max(0, x-0.045)), High: ptr(x + 0.045)})
			}
		}
	}
}

func (t *teller) response(y int) {
	for i, panel := range panels {
		a := report.Response{Wave: t.r.Years[y], Panel: panel, Invited: 500, Started: 372 - 9*i, Completed: 330 - 12*i + 2*y, Partial: 9 + i,
			Rates: map[string]*float64{"completion": ptr(float64(330-12*i+2*y) / 500), "break_off": ptr(0.0712)}}
		if y > 0 && y != 3 {
			a.Rates["retention"] = ptr(0.7931)
		}
		t.r.Response = append(t.r.Response, a)
		t.r.Weighting = append(t.r.Weighting, report.Weighting{Wave: t.r.Years[y], Panel: panel, Method: "none"})
	}
}

func (t *teller) changes() {
	mean := map[string]*report.Estimate{}
	for i, e := range t.r.Estimates {
		if e.Basis == report.Identity && e.Item == nil {
			mean[e.Wave+e.Panel+e.Parameter] = &t.r.Estimates[i]
		}
	}
	years := t.r.Years
	for _, panel := range panels {
		for _, p := range parameters {
			for y := 1; y < len(years); y++ {
				t.r.Changes = append(t.r.Changes, change(panel, p, years[y-1], years[y], mean))
			}
			t.r.Changes = append(t.r.Changes, change(panel, p, years[0], years[8], mean))
		}
		for _, p := range rated {
			c := change(panel, p, years[7], years[8], mean)
			c.Basis = report.Anchors
			t.r.Changes = append(t.r.Changes, c)
		}
	}
}

func change(panel, p, from, to string, mean map[string]*report.Estimate) report.Change {
	c := report.Change{Panel: panel, From: from, To: to, Subject: report.Subject{Basis: report.Identity, Parameter: p}, Comparable: true}
	a, b := mean[from+panel+p], mean[to+panel+p]
	switch {
	case p == "connecting" && from < "2022" && to >= "2022":
		c.Comparable, c.Note = false, ptr("break")
	case from == "2020" && to == "2021":
		c.Note = ptr("not paired")
	case a.Suppressed || b.Suppressed:
		c.Suppressed = true
	default:
		c.N = map[string]int{from: *a.N, to: *b.N}
		c.Overlap = ptr(211)
		c.Test = test(*b.Mean-*a.Mean, math.Hypot(*a.SE, *b.SE)*0.6)
	}
	return c
}
