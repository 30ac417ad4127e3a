package survey

import (
	"slices"
	"strconv"

	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// Check lists everything that keeps the instrument from being opened: what its documents lack by themselves, and what
// one asks of another. Paths begin with the document: "wave.k", "questionnaire.blocks[0]", "dna.parameters[1]",
// "tax_letter.media[0].alt".
func (in *Instrument) Check() []fault.Field {
	c := checker{in: in, langs: in.Wave.Langs, panels: in.Wave.PanelCodes()}
	c.wave()
	c.waveSamples()
	c.frameworks()
	c.questionnaire()
	for i := range in.Samples {
		c.sample(&in.Samples[i])
	}
	return c.faults
}

// checker collects what is wrong with an instrument.
type checker struct {
	in     *Instrument
	langs  []i18n.Lang
	panels []string
	faults []fault.Field
}

func (c *checker) fault(path, key string, args ...any) {
	c.faults = append(c.faults, fault.Field{Path: path, Key: key, Args: fault.Args(args...)})
}

// text asks for every language of the wave.
func (c *checker) text(path string, text i18n.Text) {
	for _, lang := range text.Missing(c.langs) {
		c.fault(path, "language_missing", "lang", string(lang))
	}
}

// optional asks for every language of the wave once there is any text.
func (c *checker) optional(path string, text i18n.Text) {
	if len(text) > 0 {
		c.text(path, text)
	}
}

// wording asks for a text for each of panels in every language of the wave.
func (c *checker) wording(path string, w Wording, panels []string) {
	for _, panel := range panels {
		for _, lang := range c.langs {
			if w.For(panel, lang) == "" {
				c.fault(path, "wording_missing", "panel", panel, "lang", string(lang))
			}
		}
	}
}

// twice notes codes that stand in a list a second time.
func (c *checker) twice(path string, codes []string) {
	for i, code := range codes {
		if slices.Index(codes, code) < i {
			c.fault(place(path, i)+".code", "code_twice", "code", code)
		}
	}
}

func (c *checker) wave() {
	w := &c.in.Wave
	if len(c.langs) == 0 {
		c.fault("wave.langs", "langs_missing")
	}
	for i, lang := range c.langs {
		if !slices.Contains(i18n.Langs(), lang) {
			c.fault(place("wave.langs", i), "lang_unknown", "lang", string(lang))
		}
	}
	c.text("wave.title", w.Title)
	if !w.Opens.Before(w.Closes) {
		c.fault("wave.closes", "closes_before_opens")
	}
	if len(w.Panels) < 2 {
		c.fault("wave.panels", "panels_too_few", "min", 2)
	}
	c.twice("wave.panels", c.panels)
	for i, panel := range w.Panels {
		c.wavePanel(place("wave.panels", i), panel)
	}
	if w.KStrata < 2 {
		c.fault("wave.k_strata", "number_range", "min", 2, "max", 100)
	}
}

func (c *checker) wavePanel(path string, panel WavePanel) {
	c.text(path+".name", panel.Name)
	if len(panel.Strata) > MaxStrata {
		c.fault(path+".strata", "list_length", "min", 0, "max", MaxStrata, "got", len(panel.Strata))
	}
	codes := make([]string, len(panel.Strata))
	for i, attribute := range panel.Strata {
		at := place(path+".strata", i)
		codes[i] = attribute.Code
		c.text(at+".name", attribute.Name)
		if n := len(attribute.Categories); n < MinCategories || n > MaxCategories {
			c.fault(at+".categories", "list_length", "min", MinCategories, "max", MaxCategories, "got", n)
		}
		categories := make([]string, len(attribute.Categories))
		for j, category := range attribute.Categories {
			categories[j] = category.Code
			c.text(place(at+".categories", j)+".name", category.Name)
			if category.Code == MissingCategory {
				c.fault(place(at+".categories", j)+".code", "category_reserved", "code", MissingCategory)
			}
		}
		c.twice(at+".categories", categories)
	}
	c.twice(path+".strata", codes)
}

// waveSamples checks that each respondent can be shown K of the wave's samples.
func (c *checker) waveSamples() {
	w, codes := &c.in.Wave, c.in.Wave.SampleCodes()
	if w.K < 1 || w.K > len(codes) {
		c.fault("wave.k", "k_over_samples", "k", w.K, "samples", len(codes))
	}
	c.twice("wave.samples", codes)
	for i, code := range codes {
		if _, ok := c.in.Sample(code); !ok {
			c.fault(place("wave.samples", i), "sample_unknown", "code", code)
		}
	}
	if slices.ContainsFunc(c.in.Samples, func(s Sample) bool { return !slices.Contains(codes, s.Code) }) ||
		len(c.in.Samples) > len(codes) {
		c.fault("wave.samples", "samples_differ")
	}
}

// frameworks checks that the wave's frameworks are there, complete, and measured.
func (c *checker) frameworks() {
	for i, ref := range c.in.Wave.Frameworks {
		at := slices.IndexFunc(c.in.Frameworks, func(f Framework) bool { return f.Code == ref.Code && f.Version == ref.Version })
		if at < 0 {
			c.fault(place("wave.frameworks", i), "framework_unknown", "code", ref.Code, "version", ref.Version)
			continue
		}
		c.framework(&c.in.Frameworks[at])
	}
	for i, ref := range c.in.Wave.Frameworks {
		if slices.ContainsFunc(c.in.Wave.Frameworks[:i], func(r VersionRef) bool { return r.Code == ref.Code }) {
			c.fault(place("wave.frameworks", i), "code_twice", "code", ref.Code)
		}
	}
}

func (c *checker) framework(f *Framework) {
	c.text(f.Code+".title", f.Title)
	codes := make([]string, len(f.Parameters))
	for i, p := range f.Parameters {
		at := place(f.Code+".parameters", i)
		codes[i] = p.Code
		c.text(at+".name", p.Name)
		c.text(at+".meaning", p.Meaning)
	}
	c.twice(f.Code+".parameters", codes)
	for _, q := range c.in.Questionnaire.Questions() {
		if q.IsItem() && q.Framework == f.Code {
			return
		}
	}
	c.fault(f.Code, "framework_unmeasured", "code", f.Code)
}

// sample checks that a sample can be shown to everybody, also to who cannot see or hear it.
func (c *checker) sample(s *Sample) {
	c.text(s.Code+".title", s.Title)
	c.optional(s.Code+".intro", s.Intro)
	if !slices.Contains(Channels(), s.Channel) {
		c.fault(s.Code+".channel", "channel_unknown", "channel", s.Channel)
	}
	if len(s.Media) == 0 {
		c.fault(s.Code+".media", "media_missing")
	}
	for i, m := range s.Media {
		at := place(s.Code+".media", i)
		for _, lacking := range m.Missing(s.Lang, c.langs) {
			c.fault(at+"."+lacking, "medium_lacks_"+lacking)
		}
		if m.Type != MediumImage {
			c.optional(at+".alt", m.Alt)
		}
		if m.Type != MediumPDF {
			c.optional(at+".description", m.Description)
		}
	}
}

func place(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
