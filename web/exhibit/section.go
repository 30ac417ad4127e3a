package exhibit

import (
	"fmt"
	"html/template"
	"strings"

	"realitycheck/analysis/exhibit"
	"realitycheck/survey/i18n"
	"realitycheck/web/chart"
)

// Renderer renders exhibits for one reader. Without an address there is no link.
type Renderer struct {
	*i18n.Translator
	SampleURL func(code string) string      // the page of a sample
	OrderURL  func(parameter string) string // the same page, ordered by a parameter
}

// Section is an exhibit as a part of a page. Empty parts are left out.
type Section struct {
	Code     string // unique on its page
	Heading  string
	Lead     []string
	Points   []string
	Text     []string // paragraphs
	Terms    []exhibit.Term
	Pictures []Picture
	Facets   bool // small pictures beside each other
	Caption  string
	Table    *Table
}

// Empty reports whether there is nothing below its sentences.
func (s *Section) Empty() bool {
	return s.Pictures == nil && s.Table == nil && s.Text == nil && s.Terms == nil
}

// Picture is one drawing: twice, for wide and narrow windows, or once where it fits everywhere.
type Picture struct {
	Heading string
	Wide    template.HTML
	Narrow  template.HTML
	Any     template.HTML
}

// Sections renders the exhibits of a page. Bars around a middle have one scale on all of them.
func (r *Renderer) Sections(exhibits []exhibit.Exhibit) []Section {
	reach := 0.0
	for _, e := range exhibits {
		for _, f := range e.Figures {
			for _, spread := range f.Spread {
				reach = max(reach, chart.SideReach(spread.Shares))
			}
		}
	}
	sections := make([]Section, len(exhibits))
	for i := range exhibits {
		sections[i] = r.section(&exhibits[i], reach)
	}
	return sections
}

func (r *Renderer) section(e *exhibit.Exhibit, reach float64) Section {
	s := Section{Code: e.Code, Heading: e.Title, Lead: Texts(e.Lead), Points: Texts(e.Points), Text: e.Notes, Terms: e.Terms,
		Caption: strings.Join(e.Caption, " ")}
	for i := range e.Figures {
		f := &e.Figures[i]
		s.Pictures = append(s.Pictures, r.picture(f, fmt.Sprintf("%s-%d", e.Code, i), reach))
		s.Facets = s.Facets || f.Small
	}
	if e.Table != nil {
		s.Table = r.Table(e.Table)
		if s.Table.Ordered {
			s.Caption += " " + r.T("results.samples.order")
		}
	}
	return s
}

// Texts are sentences without their proof.
func Texts(said []exhibit.Sentence) []string {
	var texts []string
	for _, s := range said {
		texts = append(texts, s.Text)
	}
	return texts
}
