package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/coding"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// quotesPage shows what people wrote, after somebody took out what could identify them. Answers stand in a random order
// and under their panel only: nothing says which two came from one person.
type quotesPage struct {
	staffFrame
	Waves     []string
	Wave      string
	Questions []quotedQuestion
}

type quotedQuestion struct {
	Asked  string
	Panels []quotedPanel
}

type quotedPanel struct {
	Code, Name string
	Quotes     []string
	All        int  // that may be read
	Few        bool // fewer answers than may be shown
}

// mostQuotes is how many answers of a panel stand on a page.
const mostQuotes = 40

func (s *Server) showQuotes(c echo.Context) error {
	codes, err := s.reports.codes(c.Request().Context())
	if err != nil {
		return err
	}
	page := quotesPage{staffFrame: s.staffFrame(c, "/resultaten", "coding.quotes"), Waves: codes}
	page.Crumbs = []crumb{{"/resultaten", page.T("staff.nav_results")}}
	if len(codes) > 0 {
		page.Wave = codes[len(codes)-1]
		if asked := c.QueryParam("meting"); slices.Contains(codes, asked) {
			page.Wave = asked
		}
		if err := s.fillQuotes(c, &page); err != nil {
			return err
		}
		if err := s.noted(c, "quotes.read", page.Wave, ""); err != nil {
			return err
		}
	}
	return s.render(c, http.StatusOK, "results/quotes", page)
}

func (s *Server) fillQuotes(c echo.Context, page *quotesPage) error {
	wave, err := s.closedWave(c, page.Wave)
	if err != nil {
		return err
	}
	texts, err := wave.Texts()
	if err != nil {
		return err
	}
	known := map[string]archive.Text{}
	for _, text := range texts {
		known[text.ID] = text
	}
	for _, q := range wave.Instrument.Questionnaire.Questions() {
		if q.Kind != survey.KindText {
			continue
		}
		redactions, err := s.coding.redactions.OfDesk(c.Request().Context(), page.Wave, q.Code)
		if err != nil {
			return err
		}
		if len(redactions) > 0 {
			page.Questions = append(page.Questions, s.quoted(page, wave.Instrument, q, redactions, known))
		}
	}
	return nil
}

// quoted lists the quotes of a question by panel. The order is that of the random ids of the answers.
func (s *Server) quoted(page *quotesPage, in *survey.Instrument, q *survey.Question, redactions []coding.Redaction, known map[string]archive.Text) quotedQuestion {
	list := quotedQuestion{Asked: asked(in, q, page.Lang())}
	for _, p := range in.Wave.Panels {
		of := quotedPanel{Code: p.Code, Name: p.Name.In(page.Lang())}
		for _, r := range redactions {
			text, there := known[r.Text] // an answer that was deleted is not quoted any more
			if !there || text.Panel != p.Code || r.Release != coding.Approved {
				continue
			}
			if of.All++; of.All <= mostQuotes {
				of.Quotes = append(of.Quotes, r.Quote)
			}
		}
		if of.Few = of.All < s.config.NMin; of.Few {
			of.Quotes = nil
		}
		if q.Asked(p.Code) {
			list.Panels = append(list.Panels, of)
		}
	}
	return list
}
