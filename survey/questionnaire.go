package survey

import (
	"iter"
	"slices"

	"realitycheck/survey/i18n"
)

// Questionnaire is one version of what is asked: blocks of pages of questions.
type Questionnaire struct {
	Code    string      `json:"code"`
	Version string      `json:"version"` // a year, "2018"
	Title   Wording     `json:"title"`
	Langs   []i18n.Lang `json:"langs"`   // the languages it is complete in, the default first
	Minutes int         `json:"minutes"` // announced length, at most MaxMinutes
	Welcome Wording     `json:"welcome"` // Markdown: why it matters, on the start page
	Thanks  Wording     `json:"thanks"`  // Markdown: what happens next, on the finish page
	Blocks  []Block     `json:"blocks"`
}

// MaxMinutes is the longest survey that is offered to a panel.
const MaxMinutes = 12

// Block is a run of pages about one thing. A block with Repeat is gone through once for each assigned sample.
type Block struct {
	Code   string   `json:"code"`
	Title  Wording  `json:"title"`
	Repeat bool     `json:"repeat,omitempty"` // once for each assigned sample, the sample in sight
	Panels []string `json:"panels,omitempty"` // only for these panels; empty for all
	Pages  []Page   `json:"pages"`
}

// Page is what a respondent sees and saves at once.
type Page struct {
	Code      string     `json:"code"`
	Title     Wording    `json:"title"`
	Intro     Wording    `json:"intro,omitzero"`
	Questions []Question `json:"questions"`
}

// Question is one question, or one piece of information. Its code is unique in the questionnaire and names it in the
// archive; the wording may differ by panel.
type Question struct {
	Code      string    `json:"code"`
	Kind      string    `json:"kind"` // one of KindCodes
	Text      Wording   `json:"text"`
	Help      Wording   `json:"help,omitzero"`
	Framework string    `json:"framework,omitempty"` // of Parameter
	Parameter string    `json:"parameter,omitempty"` // what the item measures
	Change    Change    `json:"change,omitempty"`    // against the version before
	Panels    []string  `json:"panels,omitempty"`    // only for these panels; empty for all
	Optional  bool      `json:"optional,omitempty"`  // closed questions are required unless optional; text never is
	DontKnow  bool      `json:"dont_know,omitempty"` // offers "don't know" outside the scale
	Reversed  bool      `json:"reversed,omitempty"`  // a high answer means little of the parameter
	Points    []Wording `json:"points,omitempty"`    // rating: the words of its 5 points; differential: the 2 ends
	Options   []Option  `json:"options,omitempty"`   // single and multiple
	Long      bool      `json:"long,omitempty"`      // text: a field of several lines
	Example   Wording   `json:"example,omitzero"`    // text: an example of a helpful answer
}

// Option is one answer of a choice. Codes are 1 to 90 and never change their meaning between years.
type Option struct {
	Code      int8    `json:"code"`
	Text      Wording `json:"text"`
	Exclusive bool    `json:"exclusive,omitempty"` // multiple: excludes every other option
	Other     bool    `json:"other,omitempty"`     // "other, namely": takes words as well
}

// Asked says whether members of a panel get the question.
func (q *Question) Asked(panel string) bool { return forPanel(q.Panels, panel) }

// Asked says whether members of a panel go through the block.
func (b *Block) Asked(panel string) bool { return forPanel(b.Panels, panel) }

func forPanel(panels []string, panel string) bool {
	return len(panels) == 0 || slices.Contains(panels, panel)
}

// IsItem says that the question measures a parameter, as a number.
func (q *Question) IsItem() bool {
	return q.Parameter != "" && (q.Kind == KindRating || q.Kind == KindDifferential)
}

// Option gives the option with a code.
func (q *Question) Option(code int8) (Option, bool) {
	for _, o := range q.Options {
		if o.Code == code {
			return o, true
		}
	}
	return Option{}, false
}

// Questions goes through all questions in the order of the file, with the block that each stands in.
func (q *Questionnaire) Questions() iter.Seq2[*Block, *Question] {
	return func(yield func(*Block, *Question) bool) {
		for b := range q.Blocks {
			for p := range q.Blocks[b].Pages {
				for i := range q.Blocks[b].Pages[p].Questions {
					if !yield(&q.Blocks[b], &q.Blocks[b].Pages[p].Questions[i]) {
						return
					}
				}
			}
		}
	}
}

// Question gives the question with a code.
func (q *Questionnaire) Question(code string) (*Block, *Question, bool) {
	for block, question := range q.Questions() {
		if question.Code == code {
			return block, question, true
		}
	}
	return nil, nil, false
}

// wordings goes through every text that respondents read.
func (q *Questionnaire) wordings() iter.Seq[*Wording] {
	return func(yield func(*Wording) bool) {
		each := func(wordings ...*Wording) bool {
			return !slices.ContainsFunc(wordings, func(w *Wording) bool { return !yield(w) })
		}
		if !each(&q.Title, &q.Welcome, &q.Thanks) {
			return
		}
		for b := range q.Blocks {
			if !each(&q.Blocks[b].Title) {
				return
			}
			for p := range q.Blocks[b].Pages {
				if page := &q.Blocks[b].Pages[p]; !each(&page.Title, &page.Intro) {
					return
				}
			}
		}
		for _, question := range q.Questions() {
			if !each(question.wordings()...) {
				return
			}
		}
	}
}

// wordings lists the texts of a question.
func (q *Question) wordings() []*Wording {
	list := []*Wording{&q.Text, &q.Help, &q.Example}
	for i := range q.Points {
		list = append(list, &q.Points[i])
	}
	for i := range q.Options {
		list = append(list, &q.Options[i].Text)
	}
	return list
}
