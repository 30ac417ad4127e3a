package surveydb

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"gorm.io/gorm"

	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
)

// Responses stores what was answered in waves whose live rows were not cleared yet.
type Responses struct {
	db     *database.DB
	writer *database.Writer
}

// NewResponses makes the store. A nil writer is enough for those who save no page.
func NewResponses(db *database.DB, writer *database.Writer) Responses { return Responses{db, writer} }

// Stored is a response as it lies in the store. Before its first page was saved only Wave, Panel and Strata are set.
type Stored struct {
	survey.Response
	Meta map[string]PageMeta // by step
}

// PageMeta is what the store keeps of a page beside its answers.
type PageMeta struct {
	Revision int
	Device   []byte // hash; of no device when the page holds answers of two, or after Forget
}

// Started says that a page was saved.
func (s *Stored) Started() bool { return s.ID != "" }

const columns = `r.id, r.sample_order, r.finished, p.step, p.revision, p.device, p.answers, p.seconds`

// ForTicket gives the response that belongs to a ticket, in one statement; NotFound for an unknown ticket.
func (s Responses) ForTicket(ctx context.Context, lookup []byte) (Stored, error) {
	return s.one(ctx, "SELECT t.wave, t.panel, t.strata, "+columns+` FROM ticket t
		LEFT JOIN response r ON r.pseudonym = t.pseudonym LEFT JOIN page p ON p.response = r.id WHERE t.lookup = ?`,
		"ticket_not_found", lookup)
}

func (s Responses) one(ctx context.Context, query, missing string, key []byte) (Stored, error) {
	rows, err := s.db.Query(ctx, query, key)
	if err != nil {
		return Stored{}, err
	}
	for stored, err := range responses(rows) {
		return stored, err
	}
	return Stored{}, fault.New(fault.NotFound, missing)
}

// All gives every response of a wave, in the order of their random ids, from one statement.
func (s Responses) All(ctx context.Context, wave string) iter.Seq2[Stored, error] {
	return func(yield func(Stored, error) bool) {
		rows, err := s.db.Query(ctx, "SELECT r.wave, r.panel, r.strata, "+columns+` FROM response r
			LEFT JOIN page p ON p.response = r.id WHERE r.wave = ? ORDER BY r.id, p.step`, wave)
		if err != nil {
			yield(Stored{}, err)
			return
		}
		for stored, err := range responses(rows) {
			if !yield(stored, err) {
				return
			}
		}
	}
}

// responses gathers rows, one a page, into responses, and closes them.
func responses(rows *sql.Rows) iter.Seq2[Stored, error] {
	return func(yield func(Stored, error) bool) {
		defer rows.Close()
		var current *Stored
		for rows.Next() {
			var row pageRow
			if err := row.scan(rows); err != nil {
				yield(Stored{}, err)
				return
			}
			if current != nil && current.ID != row.id.String {
				if !yield(*current, nil) {
					return
				}
				current = nil
			}
			if current == nil {
				var err error
				if current, err = row.response(); err != nil {
					yield(Stored{}, err)
					return
				}
			}
			if err := row.addTo(current); err != nil {
				yield(Stored{}, err)
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Stored{}, database.Fault(err))
		} else if current != nil {
			yield(*current, nil)
		}
	}
}

// pageRow is one row of a response joined with its pages.
type pageRow struct {
	wave, panel, strata string
	id, order           sql.NullString
	finished            sql.NullBool
	step                sql.NullString
	revision, seconds   sql.NullInt64
	device, answers     []byte
}

func (r *pageRow) scan(rows *sql.Rows) error {
	return database.Fault(rows.Scan(&r.wave, &r.panel, &r.strata, &r.id, &r.order, &r.finished,
		&r.step, &r.revision, &r.device, &r.answers, &r.seconds))
}

// response begins a response without its pages.
func (r *pageRow) response() (*Stored, error) {
	stored := &Stored{Meta: map[string]PageMeta{}}
	stored.Wave, stored.Panel, stored.ID, stored.Finished = r.wave, r.panel, r.id.String, r.finished.Bool
	stored.Pages, stored.Seconds = map[string]survey.Answers{}, map[string]int{}
	if err := decode(r.strata, &stored.Strata); err != nil {
		return nil, fmt.Errorf("strata: %w", err)
	}
	if r.order.Valid {
		if err := decode(r.order.String, &stored.Order); err != nil {
			return nil, fmt.Errorf("order: %w", err)
		}
	}
	return stored, nil
}

func (r *pageRow) addTo(stored *Stored) error {
	if !r.step.Valid {
		return nil
	}
	answers, err := decodeAnswers(r.answers)
	if err != nil {
		return fmt.Errorf("page %s: %w", r.step.String, err)
	}
	stored.Pages[r.step.String] = answers
	stored.Seconds[r.step.String] = int(r.seconds.Int64)
	stored.Meta[r.step.String] = PageMeta{Revision: int(r.revision.Int64), Device: r.device}
	return nil
}

// Counts tells for each panel of a wave how many were invited, started and finished. Partial and BreakOff are known
// only when the wave closes.
func (s Responses) Counts(ctx context.Context, wave string) ([]survey.Outcomes, error) {
	var counts []survey.Outcomes
	err := s.db.Read(ctx).Raw(`SELECT panel, SUM(invited) AS invited, SUM(started) AS started, SUM(completed) AS completed
		FROM (SELECT panel, COUNT(*) AS invited, 0 AS started, 0 AS completed FROM ticket WHERE wave = ? GROUP BY panel
			UNION ALL SELECT panel, 0, COUNT(*), SUM(CASE WHEN finished THEN 1 ELSE 0 END)
			FROM response WHERE wave = ? GROUP BY panel) counted
		GROUP BY panel ORDER BY panel`, wave, wave).Scan(&counts).Error
	return counts, err
}

// Day counts the responses of a panel that began on one day.
type Day struct {
	Day      string // 2006-01-02
	Panel    string
	Started  int
	Finished int
}

// Days gives the progress of a wave, by day and panel; nothing after Forget.
func (s Responses) Days(ctx context.Context, wave string) ([]Day, error) {
	var days []Day
	err := s.db.Read(ctx).Raw(`SELECT day, panel, COUNT(*) AS started, SUM(CASE WHEN finished THEN 1 ELSE 0 END) AS finished
		FROM response WHERE wave = ? AND day <> '' GROUP BY day, panel ORDER BY day, panel`, wave).Scan(&days).Error
	return days, err
}

// SetStrata replaces the strata of responses, by id, when combinations are blanked at closing.
func (s Responses) SetStrata(ctx context.Context, strata map[string][]string) error {
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		for id, categories := range strata {
			body, err := encode(categories)
			if err != nil {
				return err
			}
			if err := tx.Exec("UPDATE response SET strata = ? WHERE id = ?", body, id).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// Forget drops what a closed wave has no use for: devices, times and days, and what the samples were drawn with.
func (s Responses) Forget(ctx context.Context, wave string) error {
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		err := tx.Exec("UPDATE page SET device = ?, seconds = 0 WHERE response IN (SELECT id FROM response WHERE wave = ?)",
			mixed, wave).Error
		if err != nil {
			return err
		}
		if err := tx.Exec("DELETE FROM draw WHERE wave = ?", wave).Error; err != nil {
			return err
		}
		return tx.Exec("UPDATE response SET day = '' WHERE wave = ?", wave).Error
	})
}

// Rewrite lays the rows of the tables about respondents in the order of their random keys, and leaves of what was deleted
// nothing in their files. PostgreSQL keeps rows as they came, which would tell who came first; on SQLite they lie in that
// order from the beginning. Saves of other waves wait for a moment.
func (s Responses) Rewrite(ctx context.Context) error {
	if s.db.Dialect() != database.Postgres {
		return nil
	}
	for _, table := range []string{"ticket", "draw", "response", "page", "closed_link"} {
		if err := s.db.Write(ctx).Exec("CLUSTER " + table + " USING " + table + "_pkey").Error; err != nil {
			return err
		}
	}
	return nil
}

// IDs gives the response of each pseudonym of a wave, for pairing; the keys are the bytes of the pseudonyms.
func (s Responses) IDs(ctx context.Context, wave string) (map[string]string, error) {
	var rows []struct {
		ID        string
		Pseudonym []byte
	}
	err := s.db.Read(ctx).Raw("SELECT id, pseudonym FROM response WHERE wave = ?", wave).Scan(&rows).Error
	ids := make(map[string]string, len(rows))
	for _, row := range rows {
		ids[string(row.Pseudonym)] = row.ID
	}
	return ids, err
}

// Clear deletes the answers of a wave, whose archive holds them. What pairs later waves with it stays: id and pseudonym.
func (s Responses) Clear(ctx context.Context, wave string) error {
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		err := tx.Exec("DELETE FROM page WHERE response IN (SELECT id FROM response WHERE wave = ?)", wave).Error
		if err != nil {
			return err
		}
		return tx.Exec("UPDATE response SET strata = '[]', sample_order = '[]' WHERE wave = ?", wave).Error
	})
}
