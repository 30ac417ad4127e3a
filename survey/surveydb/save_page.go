package surveydb

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"maps"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
)

// SavePage is one page as a respondent leaves it.
type SavePage struct {
	Lookup   []byte         // of the ticket
	Step     string         // survey.Step.Key
	Revision int            // that the form was shown with; 0 for a page that was never saved
	Device   []byte         // hash of the random number of the device, not empty
	Answers  survey.Answers // a question left empty is absent
	Seconds  int            // on the page; kept in steps of 5
	Finish   bool           // the last page was left forwards
	Now      time.Time      // its zone gives the day of a start
	Draw     func(seed uint64, n int) []string
	// Draw gives the codes of the samples for the n-th of the panel who starts, from 0, in the order shown. It is asked
	// once, for the first saved page, and must give the same for the same seed and n. The seed is one for all who start
	// in a panel, random, and forgotten when the wave closes: with it, an order of samples would tell who came when.
}

// Saved is what came of a saved page.
type Saved struct {
	Revision int      // to show the page with next time
	Started  bool     // it was the first page of the response
	Order    []string // the samples drawn, when Started
}

// StaleError is the cause of the Conflict for a form that is older than what was saved since.
type StaleError struct {
	Revision  int            // stored
	Answers   survey.Answers // stored, when the same device gave them
	Elsewhere bool           // another device gave them, which this one must not see
}

// Error implements error.
func (e *StaleError) Error() string { return "page was saved since it was shown" }

// mixed stands for a device in a page that holds answers of two devices: it is like no other, so that the page is shown
// to neither.
var mixed = []byte{0}

// SavePage saves a page in a batch of the Writer and returns when it is on disk. It may be repeated: the same answers
// from the same device again are no conflict. Faults: NotFound for an unknown ticket; what survey.Wave.Takes gives for a
// wave that takes no answers; Conflict with a StaleError for a stale form. A page that another device saved is replaced
// where this form has an answer and kept where it has none, as the empty form promised; a form that was shown before the
// other device saved promised nothing, and is a Conflict where it would replace an answer.
func (s Responses) SavePage(ctx context.Context, page SavePage) (Saved, error) {
	if page.Answers == nil {
		page.Answers = survey.Answers{}
	}
	answers, err := json.Marshal(page.Answers)
	if err != nil {
		return Saved{}, err
	}
	change := &saving{SavePage: page, body: answers, now: page.Now.UnixMilli(), seconds: (page.Seconds + 2) / 5 * 5}
	err = s.writer.Do(ctx, change.run)
	return change.saved, err
}

// saving is a SavePage on its way.
type saving struct {
	SavePage
	body    []byte
	now     int64
	seconds int
	saved   Saved
}

// The wave is locked for sharing on PostgreSQL, so that who closes it waits for the saves that saw it open.
const again = `INSERT INTO page (response, step, revision, device, answers, seconds)
	SELECT r.id, ?, ?, ?, ?, ? FROM ticket t CROSS JOIN wave w CROSS JOIN response r
	WHERE t.lookup = ? AND w.code = t.wave AND r.pseudonym = t.pseudonym
		AND (w.state = 'open' AND NOT w.paused AND w.opens <= ? AND w.closes > ?
			OR w.state = 'closing' AND w.closing_step = '' AND w.closing_at > ?)
	/*postgres FOR SHARE OF w*/
	ON CONFLICT (response, step) DO UPDATE
	SET revision = excluded.revision, answers = excluded.answers, seconds = excluded.seconds
	WHERE page.revision = ? AND page.device = excluded.device`

// run saves in one statement whoever has started and shows no conflict, which are nearly all; the others go the long way.
func (s *saving) run(tx *database.Tx) error {
	graceFrom := s.now - survey.Grace.Milliseconds()
	n, err := tx.Exec(again, s.Step, s.Revision+1, s.Device, s.body, s.seconds, s.Lookup,
		s.now, graceFrom, graceFrom, s.Revision)
	if err != nil {
		return err
	}
	s.saved = Saved{Revision: s.Revision + 1}
	if n == 0 {
		if err := s.long(tx); err != nil {
			return err
		}
	}
	if s.Finish {
		_, err = tx.Exec("UPDATE response SET finished = TRUE WHERE NOT finished AND pseudonym = "+
			"(SELECT pseudonym FROM ticket WHERE lookup = ?)", s.Lookup)
	}
	return err
}

// long finds out why the page was not saved at once: it is the first one, it was changed elsewhere, or it may not be.
func (s *saving) long(tx *database.Tx) error {
	t, err := s.ticket(tx)
	if err != nil {
		return err
	}
	var id string
	started, err := tx.Get("SELECT id FROM response WHERE pseudonym = ?", []any{t.pseudonym}, &id)
	if err != nil {
		return err
	}
	if t.past {
		return fault.New(fault.Gone, "wave_closed")
	}
	if err := t.wave.Takes(s.Now, !started); err != nil {
		return err
	}
	if !started {
		if id, err = s.start(tx, t); err != nil {
			return err
		}
	}
	return s.page(tx, id)
}

// ticket is what the long way knows of a ticket; past says that closing has gone beyond the taking of answers.
type ticket struct {
	wave      survey.Wave
	panel     string
	pseudonym []byte
	strata    string
	past      bool
}

func (s *saving) ticket(tx *database.Tx) (ticket, error) {
	var t ticket
	var state, step string
	var opens, closes, closingAt int64
	found, err := tx.Get(`SELECT t.wave, t.panel, t.pseudonym, t.strata, w.state, w.paused, w.opens, w.closes,
			w.closing_at, w.closing_step
		FROM ticket t JOIN wave w ON w.code = t.wave WHERE t.lookup = ? /*postgres FOR SHARE OF w*/`, []any{s.Lookup},
		&t.wave.Code, &t.panel, &t.pseudonym, &t.strata, &state, &t.wave.Paused, &opens, &closes, &closingAt, &step)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "ticket_not_found")
	}
	t.wave.State, t.past = survey.State(state), step != ""
	t.wave.Opens, t.wave.Closes = time.UnixMilli(opens).UTC(), time.UnixMilli(closes).UTC()
	t.wave.ClosingAt = time.UnixMilli(closingAt).UTC()
	return t, err
}

// start makes the response and draws its samples. Of two first pages at once the unique pseudonym lets one start.
func (s *saving) start(tx *database.Tx, t ticket) (id string, err error) {
	if err := oneStarts(tx); err != nil {
		return "", err
	}
	random := make([]byte, 16)
	rand.Read(random)
	id = hex.EncodeToString(random)
	n, err := tx.Exec(`INSERT INTO response (id, wave, panel, pseudonym, strata, sample_order, finished, day)
		VALUES (?, ?, ?, ?, ?, '[]', FALSE, ?) ON CONFLICT (pseudonym) DO NOTHING`,
		id, t.wave.Code, t.panel, t.pseudonym, t.strata, s.Now.Format(time.DateOnly))
	if err != nil {
		return "", err
	}
	if n == 0 {
		_, err = tx.Get("SELECT id FROM response WHERE pseudonym = ?", []any{t.pseudonym}, &id)
		return id, err
	}
	rand.Read(random)
	var drawn, seed int64
	if _, err = tx.Get(`INSERT INTO draw (wave, panel, drawn, seed) VALUES (?, ?, 1, ?)
		ON CONFLICT (wave, panel) DO UPDATE SET drawn = draw.drawn + 1 RETURNING drawn, seed`,
		[]any{t.wave.Code, t.panel, int64(binary.BigEndian.Uint64(random))}, &drawn, &seed); err != nil {
		return "", err
	}
	order := s.Draw(uint64(seed), int(drawn-1))
	encoded, err := encode(order)
	if err != nil {
		return "", err
	}
	if _, err = tx.Exec("UPDATE response SET sample_order = ? WHERE id = ?", encoded, id); err != nil {
		return "", err
	}
	s.saved.Started, s.saved.Order = true, order
	return id, nil
}

// oneStarts lets one instance at a time start responses, until its batch is committed: batches of two instances that draw
// for several panels would else wait for each other. On SQLite one writes at a time anyhow.
func oneStarts(tx *database.Tx) error {
	if tx.Dialect() != database.Postgres {
		return nil
	}
	var nothing string
	_, err := tx.Get("SELECT CAST(pg_advisory_xact_lock(?) AS TEXT)", []any{startLock}, &nothing)
	return err
}

// startLock is the number of that lock; it has no other meaning.
const startLock = 20180914

// page saves the page of a response by its id, or says why not.
func (s *saving) page(tx *database.Tx, id string) error {
	n, err := tx.Exec(`INSERT INTO page (response, step, revision, device, answers, seconds) VALUES (?, ?, 1, ?, ?, ?)
		ON CONFLICT (response, step) DO NOTHING`, id, s.Step, s.Device, s.body, s.seconds)
	if err != nil {
		return err
	}
	if n > 0 {
		s.saved.Revision = 1
		return nil
	}
	var revision int64
	var device, body []byte
	if _, err := tx.Get(`SELECT revision, device, answers FROM page WHERE response = ? AND step = ?
		/*postgres FOR UPDATE*/`, []any{id, s.Step}, &revision, &device, &body); err != nil {
		return err
	}
	s.saved.Revision = int(revision)
	if string(body) == string(s.body) {
		return nil
	}
	var stored survey.Answers
	if err := json.Unmarshal(body, &stored); err != nil {
		return err
	}
	if string(device) == string(s.Device) && int(revision) != s.Revision {
		return fault.New(fault.Conflict, "page_changed").Because(&StaleError{Revision: int(revision), Answers: stored})
	}
	if string(device) == string(s.Device) { // PostgreSQL: another instance saved the same page between our statements
		return s.replace(tx, id, revision, s.Device, s.body)
	}
	if int(revision) != s.Revision && replaces(stored, s.Answers) {
		return fault.New(fault.Conflict, "page_changed").Because(&StaleError{Revision: int(revision), Elsewhere: true})
	}
	merged, device := merge(stored, s.Answers, s.Device)
	if body, err = json.Marshal(merged); err != nil {
		return err
	}
	return s.replace(tx, id, revision, device, body)
}

// replace stores what became of a page that was there.
func (s *saving) replace(tx *database.Tx, id string, revision int64, device, body []byte) error {
	s.saved.Revision = int(revision) + 1
	_, err := tx.Exec("UPDATE page SET revision = ?, device = ?, answers = ?, seconds = ? WHERE response = ? AND step = ?",
		revision+1, device, body, s.seconds, id, s.Step)
	return err
}

// replaces says that an answer given takes the place of another one.
func replaces(stored, given survey.Answers) bool {
	for question, answer := range given {
		if before, answered := stored[question]; answered && !before.Equal(answer) {
			return true
		}
	}
	return false
}

// merge lays the answers of a device over those of another. When some of the other's stay, the page belongs to neither.
func merge(stored, given survey.Answers, device []byte) (survey.Answers, []byte) {
	merged := survey.Answers{}
	maps.Copy(merged, stored)
	maps.Copy(merged, given)
	if len(merged) > len(given) {
		device = mixed
	}
	return merged, device
}
