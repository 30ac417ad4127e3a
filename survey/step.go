package survey

import "strconv"

// Step is one page as one respondent meets it: a page of the questionnaire, with the sample that it is about when its
// block repeats.
type Step struct {
	Key      string // "block/page", or "block/page/2" for the second assigned sample
	Block    *Block
	Page     *Page
	Sample   *Sample // nil outside a repeated block
	Position int     // 1-based place of the sample in the realised order; 0 outside a repeated block
}

// Steps lays out the way through the instrument for a member of a panel who was assigned samples, in that order. Before
// the draw order is nil, and a repeated block stands for K samples not known yet (Sample is nil, Position is set).
func (in *Instrument) Steps(panel string, order []string) []Step {
	var steps []Step
	for b := range in.Questionnaire.Blocks {
		block := &in.Questionnaire.Blocks[b]
		switch {
		case !block.Asked(panel):
		case block.Repeat:
			for position := 1; position <= in.Wave.K; position++ {
				var sample *Sample
				if position <= len(order) {
					sample, _ = in.Sample(order[position-1])
				}
				steps = appendPages(steps, block, panel, sample, position)
			}
		default:
			steps = appendPages(steps, block, panel, nil, 0)
		}
	}
	return steps
}

// appendPages adds the pages of a block that ask a panel something.
func appendPages(steps []Step, block *Block, panel string, sample *Sample, position int) []Step {
	for p := range block.Pages {
		page := &block.Pages[p]
		step := Step{Key: block.Code + "/" + page.Code, Block: block, Page: page, Sample: sample, Position: position}
		if position > 0 {
			step.Key += "/" + strconv.Itoa(position)
		}
		if len(step.Questions(panel)) > 0 {
			steps = append(steps, step)
		}
	}
	return steps
}

// Questions lists what a member of a panel is asked on the page.
func (s Step) Questions(panel string) []*Question {
	var questions []*Question
	for i := range s.Page.Questions {
		if q := &s.Page.Questions[i]; q.Asked(panel) {
			questions = append(questions, q)
		}
	}
	return questions
}
