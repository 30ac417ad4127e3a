package surveydb

import (
	"context"
	"math/rand/v2"
	"slices"

	"gorm.io/gorm"

	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
)

// Ticket lets one respondent into one wave. Nothing in it leads to a person without the keys.
type Ticket struct {
	Lookup    []byte // SHA-256 over the token of the link
	Wave      string
	Panel     string
	Pseudonym []byte   // another one in every wave
	Strata    []string // category codes in the order of the wave's attributes, coarsened
}

// Tickets stores the tickets of waves that are not closed.
type Tickets struct{ db *database.DB }

// NewTickets makes the store.
func NewTickets(db *database.DB) Tickets { return Tickets{db} }

type ticketRow struct {
	Lookup    []byte `gorm:"primaryKey"`
	Wave      string
	Panel     string
	Pseudonym []byte
	Strata    string
}

func (ticketRow) TableName() string { return "ticket" }

// chunk is how many values go into one statement.
const chunk = 500

// Replace makes all tickets of a draft, in the place of those that an interrupted opening left. A wave that somebody
// else has opened in the meantime keeps its tickets: that is a Conflict.
func (s Tickets) Replace(ctx context.Context, wave string, tickets []Ticket) error {
	rows, err := ticketRows(tickets)
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		// Changes nothing but takes the row, so that the wave stays a draft until the tickets are there.
		taken := tx.Exec("UPDATE wave SET revision = revision WHERE code = ? AND state = ?", wave, survey.Draft)
		if taken.Error != nil {
			return taken.Error
		}
		if taken.RowsAffected == 0 {
			return fault.New(fault.Conflict, "wave_changed", "wave", wave)
		}
		if err := tx.Exec("DELETE FROM ticket WHERE wave = ?", wave).Error; err != nil || len(rows) == 0 {
			return err
		}
		return tx.CreateInBatches(rows, chunk).Error
	})
}

// ticketRows encodes tickets and shuffles them.
func ticketRows(tickets []Ticket) ([]ticketRow, error) {
	rows := make([]ticketRow, len(tickets))
	for i, t := range tickets {
		strata, err := encode(t.Strata)
		if err != nil {
			return nil, err
		}
		rows[i] = ticketRow{t.Lookup, t.Wave, t.Panel, t.Pseudonym, strata}
	}
	rand.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	return rows, nil
}

// OfWave gives the lookups of all tickets of a wave.
func (s Tickets) OfWave(ctx context.Context, wave string) ([][]byte, error) {
	var lookups [][]byte
	err := s.db.Read(ctx).Raw("SELECT lookup FROM ticket WHERE wave = ? ORDER BY lookup", wave).Scan(&lookups).Error
	return lookups, err
}

// Count tells how many tickets a wave has, by panel.
func (s Tickets) Count(ctx context.Context, wave string) (map[string]int, error) {
	var rows []struct {
		Panel string
		N     int
	}
	err := s.db.Read(ctx).Raw("SELECT panel, COUNT(*) AS n FROM ticket WHERE wave = ? GROUP BY panel", wave).Scan(&rows).Error
	counts := make(map[string]int, len(rows))
	for _, row := range rows {
		counts[row.Panel] = row.N
	}
	return counts, err
}

// Finished says for each lookup whether its questionnaire was finished.
func (s Tickets) Finished(ctx context.Context, lookups [][]byte) ([]bool, error) {
	return s.which(ctx, lookups, "SELECT t.lookup FROM ticket t JOIN response r ON r.pseudonym = t.pseudonym "+
		"WHERE t.lookup IN ? AND r.finished")
}

// which marks the lookups that a statement gives back.
func (s Tickets) which(ctx context.Context, lookups [][]byte, statement string) ([]bool, error) {
	marks := make([]bool, len(lookups))
	places := make(map[string]int, len(lookups))
	for i, lookup := range lookups {
		places[string(lookup)] = i
	}
	for part := range slices.Chunk(lookups, chunk) {
		var found [][]byte
		if err := s.db.Read(ctx).Raw(statement, part).Scan(&found).Error; err != nil {
			return nil, err
		}
		for _, lookup := range found {
			marks[places[string(lookup)]] = true
		}
	}
	return marks, nil
}

// Remove deletes a ticket with everything that was answered with it; one that is not there is no fault.
func (s Tickets) Remove(ctx context.Context, lookup []byte) error {
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		const response = "SELECT r.id FROM response r JOIN ticket t ON t.pseudonym = r.pseudonym WHERE t.lookup = ?"
		for _, statement := range []string{
			"DELETE FROM page WHERE response IN (" + response + ")",
			"DELETE FROM response WHERE pseudonym IN (SELECT pseudonym FROM ticket WHERE lookup = ?)",
			"DELETE FROM ticket WHERE lookup = ?",
		} {
			if err := tx.Exec(statement, lookup).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// Forget deletes all tickets of a wave that closes, and with them every way from a link to a pseudonym.
func (s Tickets) Forget(ctx context.Context, wave string) error {
	return s.db.Write(ctx).Exec("DELETE FROM ticket WHERE wave = ?", wave).Error
}
