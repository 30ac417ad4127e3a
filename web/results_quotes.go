package web

import (
	"net/http"
	"slices"
	"strings"

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
	Themes    []themeOption
	Theme     string // "question.theme" that was chosen, or nothing
	Questions []quotedQuestion

	coded map[string]*coding.Coding // finished codings by question
}

// themeOption is a theme that quotes can be chosen by.
type themeOption struct {
	Value, Name string
}

type quotedQuestion struct {
	Asked  string
	Panels []quotedPanel
}

type quotedPanel struct {
	Sign, Name string
	Quotes     []quote
	All        int  // that may be read
	Few        bool // fewer answers than may be shown
}

// quote is one answer. About is the communication, where enough answers of the panel are about it.
type quote struct {
	Text, About string
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
	if err := s.quoteThemes(c, page, wave.Instrument); err != nil {
		return err
	}
	for _, q := range wave.Instrument.Questionnaire.Questions() {
		if q.Kind != survey.KindText || page.Theme != "" && !strings.HasPrefix(page.Theme, q.Code+".") {
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

// quoteThemes lists the themes of the finished codings of a wave, and takes the one that was chosen.
func (s *Server) quoteThemes(c echo.Context, page *quotesPage, in *survey.Instrument) error {
	codings, err := coding.Read(s.reports.source.Dir(page.Wave))
	if err != nil {
		return err
	}
	page.coded = map[string]*coding.Coding{}
	for _, finished := range codings {
		page.coded[finished.Question] = finished
		_, q, ok := in.Questionnaire.Question(finished.Question)
		if !ok {
			continue
		}
		for _, theme := range finished.Codebook.InUse() {
			option := themeOption{q.Code + "." + theme.Code, theme.Name.In(page.Lang()) + " – " + asked(in, q, page.Lang())}
			page.Themes = append(page.Themes, option)
			if option.Value == c.QueryParam("thema") {
				page.Theme = option.Value
			}
		}
	}
	return nil
}

// chosen says whether an answer is about the theme that was chosen, if one was.
func (p *quotesPage) chosen(question, text string) bool {
	if p.Theme == "" {
		return true
	}
	texts := p.coded[question].Texts // by id
	i, found := slices.BinarySearchFunc(texts, text, func(x coding.Coded, id string) int { return strings.Compare(x.Text, id) })
	return found && slices.Contains(texts[i].Themes, strings.TrimPrefix(p.Theme, question+"."))
}

// quoted lists the quotes of a question by panel. The order is that of the random ids of the answers. Whether a panel has
// enough of them is asked of all that were released, before a theme was chosen.
func (s *Server) quoted(page *quotesPage, in *survey.Instrument, q *survey.Question, redactions []coding.Redaction, known map[string]archive.Text) quotedQuestion {
	list := quotedQuestion{Asked: asked(in, q, page.Lang())}
	signs := panelSigns(in.Wave.Panels)
	for i, p := range in.Wave.Panels {
		if !q.Asked(p.Code) {
			continue
		}
		of, released, about := quotedPanel{Sign: signs[i], Name: p.Name.In(page.Lang())}, 0, map[string]int{}
		for _, r := range redactions {
			// An answer that was deleted since is not in the archive, and is not quoted any more.
			if text, there := known[r.Text]; there && text.Panel == p.Code && r.Release == coding.Approved {
				released++
				about[text.Sample]++
			}
		}
		of.Few = released < s.config.NMin
		for _, r := range redactions {
			text, there := known[r.Text]
			if of.Few || !there || text.Panel != p.Code || r.Release != coding.Approved || !page.chosen(q.Code, r.Text) {
				continue
			}
			if of.All++; of.All <= mostQuotes {
				shown := quote{Text: r.Quote}
				if sample, ok := in.Sample(text.Sample); ok && about[text.Sample] >= s.config.NMin {
					shown.About = sample.Title.In(page.Lang())
				}
				of.Quotes = append(of.Quotes, shown)
			}
		}
		list.Panels = append(list.Panels, of)
	}
	return list
}
