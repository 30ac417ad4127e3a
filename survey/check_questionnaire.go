package survey

import (
	"slices"

	"realitycheck/survey/fault"
)

// questionnaire checks what is asked: its wordings, its codes, and its order.
func (c *checker) questionnaire() {
	const path = "questionnaire"
	q := &c.in.Questionnaire
	if want := c.in.Wave.Questionnaire; q.Code != want.Code || q.Version != want.Version {
		c.fault("wave.questionnaire", "questionnaire_unknown", "code", want.Code, "version", want.Version)
		return
	}
	c.wording(path+".title", q.Title, c.panels)
	c.wording(path+".welcome", q.Welcome, c.panels)
	c.wording(path+".thanks", q.Thanks, c.panels)
	if q.Minutes < 1 || q.Minutes > MaxMinutes {
		c.fault(path+".minutes", "number_range", "min", 1, "max", MaxMinutes)
	}
	codes := make([]string, len(q.Blocks))
	for i := range q.Blocks {
		codes[i] = q.Blocks[i].Code
		c.block(place(path+".blocks", i), &q.Blocks[i])
	}
	c.twice(path+".blocks", codes)
	c.order()
	c.questionCodes()
	for _, panel := range c.panels {
		if !c.asks(panel) {
			c.fault(path+".blocks", "panel_not_asked", "panel", panel)
		}
	}
}

func (c *checker) block(path string, b *Block) {
	panels := c.asked(path, b.Panels, c.panels)
	c.wording(path+".title", b.Title, panels)
	codes := make([]string, len(b.Pages))
	for i := range b.Pages {
		page, at := &b.Pages[i], place(path+".pages", i)
		codes[i] = page.Code
		c.wording(at+".title", page.Title, panels)
		if !page.Intro.IsZero() {
			c.wording(at+".intro", page.Intro, panels)
		}
		for j := range page.Questions {
			c.question(place(at+".questions", j), &page.Questions[j], panels)
		}
	}
	c.twice(path+".pages", codes)
}

// asked gives those of the panels that a part is for, and notes names of panels that the wave does not have.
func (c *checker) asked(path string, named, of []string) []string {
	for i, panel := range named {
		if !slices.Contains(c.panels, panel) {
			c.fault(place(path+".panels", i), "panel_unknown", "panel", panel)
		}
	}
	var panels []string
	for _, panel := range of {
		if forPanel(named, panel) {
			panels = append(panels, panel)
		}
	}
	return panels
}

func (c *checker) question(path string, q *Question, panels []string) {
	panels = c.asked(path, q.Panels, panels)
	c.wording(path+".text", q.Text, panels)
	for _, part := range []struct {
		name string
		w    Wording
	}{{"help", q.Help}, {"example", q.Example}} {
		if !part.w.IsZero() {
			c.wording(path+"."+part.name, part.w, panels)
		}
	}
	for i, point := range q.Points {
		c.wording(place(path+".points", i), point, panels)
	}
	for i, option := range q.Options {
		c.wording(place(path+".options", i)+".text", option.Text, panels)
	}
	if kind, ok := KindOf(q); !ok {
		c.fault(path+".kind", "kind_unknown", "kind", q.Kind)
	} else {
		for _, f := range kind.Faults(q) {
			c.faults = append(c.faults, fault.Field{Path: path + "." + f.Path, Key: f.Key, Args: f.Args})
		}
	}
	if q.Parameter == "" {
		return
	}
	if _, ok := c.in.Parameter(q.Framework, q.Parameter); !ok {
		c.fault(path+".parameter", "parameter_unknown", "parameter", q.Framework+"."+q.Parameter)
	}
}

// order checks that identity items come before any sample: behind the samples they would depend on which were shown,
// and the trend with them. A wave with samples also needs a block that shows them.
func (c *checker) order() {
	repeated := false
	for b := range c.in.Questionnaire.Blocks {
		block := &c.in.Questionnaire.Blocks[b]
		repeated = repeated || block.Repeat
		if block.Repeat || !repeated {
			continue
		}
		for p := range block.Pages {
			for i := range block.Pages[p].Questions {
				if q := &block.Pages[p].Questions[i]; q.IsItem() {
					at := place(place(place("questionnaire.blocks", b)+".pages", p)+".questions", i)
					c.fault(at, "item_behind_samples", "code", q.Code)
				}
			}
		}
	}
	if !repeated && len(c.in.Wave.Samples) > 0 {
		c.fault("questionnaire.blocks", "no_sample_block")
	}
}

// questionCodes checks that no two questions share a code, as it names the answers.
func (c *checker) questionCodes() {
	var codes []string
	for _, q := range c.in.Questionnaire.Questions() {
		if slices.Contains(codes, q.Code) {
			c.fault("questionnaire.blocks", "question_code_twice", "code", q.Code)
		}
		codes = append(codes, q.Code)
	}
}

// asks says whether members of a panel are asked anything that needs an answer.
func (c *checker) asks(panel string) bool {
	for _, step := range c.in.Steps(panel, nil) {
		if slices.ContainsFunc(step.Questions(panel), func(q *Question) bool { return q.NeedsAnswer() }) {
			return true
		}
	}
	return false
}
