package web

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

const questionnairesPath = staffPath + "/vragenlijsten"

// questionnairesPage lists the questionnaires with their versions.
type questionnairesPage struct {
	staffFrame
	Rows []questionnaireRow
}

type questionnaireRow struct {
	URL, Title, Version string
	Questions, Minutes  int
	Langs               string
}

func (s *Server) showQuestionnaires(c echo.Context) error {
	all, err := s.library.questionnaires.All(c.Request().Context())
	if err != nil {
		return err
	}
	page := questionnairesPage{staffFrame: s.staffFrame(c, questionnairesPath, "staff.nav_questionnaires")}
	for _, q := range slices.Backward(all) {
		row := questionnaireRow{URL: questionnairesPath + "/" + q.Code + "/" + q.Version, Version: q.Version, Minutes: q.Minutes,
			Title: plainWord(q.Title, page.Lang()), Langs: langList(q.Langs)}
		for range q.Questions() {
			row.Questions++
		}
		page.Rows = append(page.Rows, row)
	}
	return s.render(c, http.StatusOK, "staff/questionnaires", page)
}

func langList(langs []i18n.Lang) string {
	names := make([]string, len(langs))
	for i, l := range langs {
		names[i] = langNames[l]
	}
	return strings.Join(names, ", ")
}

// questionnairePage shows all that is asked, in the words of every panel.
type questionnairePage struct {
	staffFrame
	Version  string
	Minutes  int
	Spoken   string // its languages
	Frozen   bool   // what a wave froze
	Previews []previewLink
	Blocks   []blockView
	marks    map[string]panelMark // by what texts are keyed by
}

// panelMark is a panel, or all panels of a kind, as a page shows it.
type panelMark struct{ Sign, Name string }

type previewLink struct{ URL, Name string }

type blockView struct {
	Title  string
	Repeat bool
	Panels []panelMark // empty for all
	Pages  []pageOutline
}

type pageOutline struct {
	Title, Intro string
	Questions    []questionOutline
}

// questionOutline is a question as somebody who checks the questionnaire reads it.
type questionOutline struct {
	Code, Kind, Parameter string
	Texts                 []markedWords
	Help                  string
	Answers               []string
	Optional, DontKnow    bool
	Panels                []panelMark
	Correct               string // address of the page that corrects it, or ""
}

// panelWords is a text with the code or kind of the panel that reads it; "" for all.
type panelWords struct{ Panel, Text string }

// markedWords is a text with the mark of who reads it; none for all.
type markedWords struct {
	Mark *panelMark
	Text string
}

func (s *Server) showQuestionnaire(c echo.Context) error {
	q, err := s.library.questionnaires.ByRef(c.Request().Context(), survey.VersionRef{Code: c.Param("code"), Version: c.Param("version")})
	if err != nil {
		return err
	}
	page := questionnairePage{staffFrame: s.staffFrame(c, questionnairesPath, "staff.nav_questionnaires")}
	page.Crumbs = []crumb{{questionnairesPath, page.T("staff.nav_questionnaires")}}
	panels, err := s.people.panels.All(c.Request().Context())
	if err != nil {
		return err
	}
	page.marks = kindMarks(page.Translator)
	for _, p := range panels {
		page.marks[p.Code] = panelMark{string(p.Kind), p.Name.In(page.Lang())}
	}
	page.fill(&q, nil, "")
	return s.render(c, http.StatusOK, "staff/questionnaire", page)
}

// showWaveQuestionnaire shows what a wave asks: frozen once it was opened.
func (s *Server) showWaveQuestionnaire(c echo.Context) error {
	in, err := s.deps.Office.Instrument(c.Request().Context(), c.Param("wave"))
	if err != nil {
		return err
	}
	page := questionnairePage{staffFrame: s.staffFrame(c, wavesPath, "staff.waves"), Frozen: in.Wave.State != survey.Draft}
	page.Crumbs = []crumb{{wavesPath, page.T("staff.waves")}, {waveURL(in.Wave.Code), in.Wave.Title.In(page.Lang())}}
	correct := ""
	if in.Wave.State == survey.Open && page.Account.May(panel.EditInstruments) {
		correct = waveURL(in.Wave.Code) + "/vragenlijst/"
	}
	panels, err := s.deps.Office.WithKinds(c.Request().Context(), in.Wave.Panels)
	if err != nil {
		return err
	}
	signs := panelSigns(panels)
	page.marks = kindMarks(page.Translator)
	for i, p := range panels {
		page.marks[p.Code] = panelMark{signs[i], p.Name.In(page.Lang())}
		page.Previews = append(page.Previews, previewLink{previewURL(in.Wave.Code, p.Code, ""), p.Name.In(page.Lang())})
	}
	page.fill(&in.Questionnaire, in, correct)
	return s.render(c, http.StatusOK, "staff/questionnaire", page)
}

func (p *questionnairePage) fill(q *survey.Questionnaire, in *survey.Instrument, correct string) {
	p.Title, p.Version, p.Minutes, p.Spoken = plainWord(q.Title, p.Lang()), q.Version, q.Minutes, langList(q.Langs)
	for b := range q.Blocks {
		block := &q.Blocks[b]
		view := blockView{Title: plainWord(block.Title, p.Lang()), Repeat: block.Repeat, Panels: p.marked(block.Panels)}
		for i := range block.Pages {
			page := &block.Pages[i]
			outline := pageOutline{Title: plainWord(page.Title, p.Lang()), Intro: plainWord(page.Intro, p.Lang())}
			for j := range page.Questions {
				outline.Questions = append(outline.Questions, p.outline(&page.Questions[j], in, correct))
			}
			view.Pages = append(view.Pages, outline)
		}
		p.Blocks = append(p.Blocks, view)
	}
}

func (p *questionnairePage) outline(q *survey.Question, in *survey.Instrument, correct string) questionOutline {
	view := questionOutline{Code: q.Code, Kind: p.T("staff.kind_" + q.Kind), Help: plainWord(q.Help, p.Lang()), Optional: q.Optional, DontKnow: q.DontKnow, Panels: p.marked(q.Panels)}
	for _, w := range words(q.Text, p.Lang()) {
		marked := markedWords{Text: w.Text}
		if w.Panel != "" {
			marked.Mark = &p.marked([]string{w.Panel})[0]
		}
		view.Texts = append(view.Texts, marked)
	}
	if q.Parameter != "" {
		view.Parameter = q.Framework + "." + q.Parameter
		if in != nil {
			if known, ok := in.Parameter(q.Framework, q.Parameter); ok {
				view.Parameter = known.Name.In(p.Lang())
			}
		}
	}
	for i, point := range q.Points {
		text := plainWord(point, p.Lang())
		if q.Kind == survey.KindRating {
			text = strconv.Itoa(i+1) + " " + text
		}
		view.Answers = append(view.Answers, text)
	}
	for _, o := range q.Options {
		view.Answers = append(view.Answers, plainWord(o.Text, p.Lang()))
	}
	if correct != "" {
		view.Correct = correct + q.Code
	}
	return view
}

// kindMarks are the marks of all panels of a kind.
func kindMarks(tr *i18n.Translator) map[string]panelMark {
	marks := map[string]panelMark{}
	for _, kind := range survey.PanelKinds() {
		marks[string(kind)] = panelMark{string(kind), tr.T(kindKey(kind))}
	}
	return marks
}

// marked gives the marks of panels; one that is not known is named by its code.
func (p *questionnairePage) marked(codes []string) []panelMark {
	var marks []panelMark
	for _, code := range codes {
		mark, ok := p.marks[code]
		if !ok {
			mark.Name = code
		}
		marks = append(marks, mark)
	}
	return marks
}

// words lists a text panel by panel where panels read different words.
func words(w survey.Wording, lang i18n.Lang) []panelWords {
	var list []panelWords
	if len(w.Common) > 0 {
		list = append(list, panelWords{"", w.Common.In(lang)})
	}
	for _, code := range slices.Backward(slices.Sorted(maps.Keys(w.Panels))) {
		list = append(list, panelWords{code, w.Panels[code].In(lang)})
	}
	return list
}

// plainWord is a text where the panel makes no difference, or the words of all panels beside each other.
func plainWord(w survey.Wording, lang i18n.Lang) string {
	var texts []string
	for _, p := range words(w, lang) {
		if !slices.Contains(texts, p.Text) {
			texts = append(texts, p.Text)
		}
	}
	return strings.Join(texts, " / ")
}
