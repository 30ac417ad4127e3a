package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/analysisdb"
	"realitycheck/analysis/coding"
	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

const codingPath = "/codering"

// codingRoom is what the coding desks are stored in.
type codingRoom struct {
	books      analysisdb.Codebooks
	desks      analysisdb.Desks
	judgements analysisdb.Judgements
	redactions analysisdb.Redactions
}

func newCodingRoom(db *database.DB) codingRoom {
	return codingRoom{analysisdb.NewCodebooks(db), analysisdb.NewDesks(db), analysisdb.NewJudgements(db), analysisdb.NewRedactions(db)}
}

// coderOf is the code under which the answer store knows an account that codes: the same every time, and not the address.
func coderOf(account *panel.Staff) string {
	sum := sha256.Sum256([]byte("coder\x00" + account.Email))
	return hex.EncodeToString(sum[:6])
}

// desk is one open question of one closed wave, as one coder meets it in one request.
type desk struct {
	analysisdb.Desk
	Begun      bool
	URL        string
	in         *survey.Instrument
	question   *survey.Question
	coder      string
	texts      map[string]archive.Text
	queue      *coding.Queue
	book       *coding.Codebook
	judgements []coding.Judgement
}

// Asked is the words of the question, in those of the first panel that gets it.
func (d *desk) Asked(lang i18n.Lang) string { return asked(d.in, d.question, lang) }

func asked(in *survey.Instrument, q *survey.Question, lang i18n.Lang) string {
	for _, code := range in.Wave.PanelCodes() {
		if text := q.Text.For(code, lang); q.Asked(code) && text != "" {
			return text
		}
	}
	return q.Code
}

// Sample is the title of the communication that an answer is about, or nothing.
func (d *desk) Sample(text archive.Text, lang i18n.Lang) string {
	if sample, ok := d.in.Sample(text.Sample); ok {
		return sample.Title.In(lang)
	}
	return ""
}

// examples are the settled answers, for suggestions.
func (d *desk) examples() []coding.Example {
	const most = 2000
	by := map[string][]coding.Judgement{}
	for _, j := range d.judgements {
		by[j.Text] = append(by[j.Text], j)
	}
	var list []coding.Example
	for _, id := range d.queue.Shuffled("examples") {
		if given := coding.Decide(by[id], d.queue.Doubled(id), d.book); given.Standing == coding.Settled && given.Codable && len(list) < most {
			list = append(list, coding.Example{Text: d.texts[id].Text, Themes: given.Themes})
		}
	}
	return list
}

// closedWave opens the archive of a wave whose answers may be read: one that is closed all the way.
func (s *Server) closedWave(c echo.Context, code string) (*archive.Wave, error) {
	codes, err := s.reports.codes(c.Request().Context())
	if err != nil {
		return nil, err
	}
	if !slices.Contains(codes, code) {
		return nil, fault.New(fault.NotFound, "archive_absent", "wave", code)
	}
	return s.reports.source.Open(code)
}

// desk loads the desk of the address.
func (s *Server) desk(c echo.Context) (*desk, error) {
	wave, err := s.closedWave(c, c.Param("wave"))
	if err != nil {
		return nil, err
	}
	texts, err := wave.Texts()
	if err != nil {
		return nil, err
	}
	_, q, ok := wave.Instrument.Questionnaire.Question(c.Param("question"))
	if !ok || q.Kind != survey.KindText {
		return nil, fault.New(fault.NotFound, "no_such_page")
	}
	return s.openDesk(c, wave.Instrument, q, texts)
}

// openDesk loads what was done at a desk. One that nobody began is empty.
func (s *Server) openDesk(c echo.Context, in *survey.Instrument, q *survey.Question, texts []archive.Text) (*desk, error) {
	ctx, account := c.Request().Context(), c.Get(accountKey).(*panel.Staff)
	d := &desk{in: in, question: q, coder: coderOf(account), texts: map[string]archive.Text{}, URL: codingPath + "/" + in.Wave.Code + "/" + q.Code}
	var ids []string
	for _, text := range texts {
		if text.Question == q.Code {
			d.texts[text.ID] = text
			ids = append(ids, text.ID)
		}
	}
	var err error
	if d.Desk, err = s.coding.desks.ByQuestion(ctx, in.Wave.Code, q.Code); err != nil && fault.Of(err) != fault.NotFound {
		return nil, err
	}
	d.Begun = err == nil
	if !d.Begun {
		d.Desk = analysisdb.Desk{Wave: in.Wave.Code, Question: q.Code, Share: coding.DefaultShare}
	}
	d.queue = coding.NewQueue(ids, d.Share, d.Seed)
	if d.book, err = s.coding.books.Newest(ctx, q.Code); err != nil {
		return nil, err
	}
	d.judgements, err = s.coding.judgements.OfDesk(ctx, in.Wave.Code, q.Code)
	return d, err
}

// begunDesk is the desk of the address, where one is at work already.
func (s *Server) begunDesk(c echo.Context) (*desk, error) {
	d, err := s.desk(c)
	if err == nil && !d.Begun {
		err = fault.New(fault.NotFound, "desk_not_found", "wave", d.Wave, "question", d.Question)
	}
	return d, err
}

// codingPage lists the open questions of closed waves.
type codingPage struct {
	staffFrame
	Waves []codingWave
}

type codingWave struct {
	Title, URL string
	Desks      []deskRow
}

type deskRow struct {
	URL, Asked string
	Begun      bool
	Progress   coding.Progress
	Redacted   int
}

func (s *Server) showCoding(c echo.Context) error {
	codes, err := s.reports.codes(c.Request().Context())
	if err != nil {
		return err
	}
	page := codingPage{staffFrame: s.staffFrame(c, codingPath, "coding.nav")}
	for _, code := range slices.Backward(codes) {
		wave, err := s.codingWave(c, code)
		if err != nil {
			return err
		}
		if len(wave.Desks) > 0 {
			page.Waves = append(page.Waves, wave)
		}
	}
	return s.render(c, http.StatusOK, "coding/list", page)
}

// codingWave lists the open questions of a wave that have answers.
func (s *Server) codingWave(c echo.Context, code string) (codingWave, error) {
	lang := s.translator(c).Lang()
	wave, err := s.closedWave(c, code)
	if err != nil {
		return codingWave{}, err
	}
	texts, err := wave.Texts()
	if err != nil {
		return codingWave{}, err
	}
	list := codingWave{Title: wave.Instrument.Wave.Title.In(lang), URL: codingPath + "/" + code}
	for _, q := range wave.Instrument.Questionnaire.Questions() {
		if q.Kind != survey.KindText {
			continue
		}
		d, err := s.openDesk(c, wave.Instrument, q, texts)
		if err != nil {
			return list, err
		}
		if d.queue.Len() == 0 {
			continue
		}
		redactions, err := s.coding.redactions.OfDesk(c.Request().Context(), code, q.Code)
		if err != nil {
			return list, err
		}
		list.Desks = append(list.Desks, deskRow{d.URL, d.Asked(lang), d.Begun, d.queue.Progress(d.judgements, d.book), len(redactions)})
	}
	return list, nil
}
