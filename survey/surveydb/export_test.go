package surveydb

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Ways in that tests alone use: the program opens waves with Replace, and finds a response by its ticket.

// Add makes tickets, all or none, in random order, whatever the order given says about persons. Those that are there
// already stay as they are.
func (s Tickets) Add(ctx context.Context, tickets []Ticket) error {
	rows, err := ticketRows(tickets)
	if err != nil || len(rows) == 0 {
		return err
	}
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		return tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(rows, chunk).Error
	})
}

// ByLookup gives a ticket; NotFound when the link was never made, or is no longer valid.
func (s Tickets) ByLookup(ctx context.Context, lookup []byte) (Ticket, error) {
	var row ticketRow
	if err := s.db.Read(ctx).Where("lookup = ?", lookup).Take(&row).Error; err != nil {
		return Ticket{}, fmt.Errorf("ticket: %w", absent(err, "ticket", ""))
	}
	ticket := Ticket{Lookup: row.Lookup, Wave: row.Wave, Panel: row.Panel, Pseudonym: row.Pseudonym}
	return ticket, decode(row.Strata, &ticket.Strata)
}

// Started says for each lookup whether a page was saved.
func (s Tickets) Started(ctx context.Context, lookups [][]byte) ([]bool, error) {
	return s.which(ctx, lookups, "SELECT t.lookup FROM ticket t JOIN response r ON r.pseudonym = t.pseudonym WHERE t.lookup IN ?")
}

// ByPseudonym gives the response of a pseudonym; NotFound when no page of it was saved.
func (s Responses) ByPseudonym(ctx context.Context, pseudonym []byte) (Stored, error) {
	return s.one(ctx, "SELECT r.wave, r.panel, r.strata, "+columns+` FROM response r
		LEFT JOIN page p ON p.response = r.id WHERE r.pseudonym = ?`, "response_not_found", pseudonym)
}

// ByWave gives the archive of a wave; NotFound when there is none.
func (s Archives) ByWave(ctx context.Context, wave string) (Archive, error) {
	var row archiveRow
	if err := s.db.Read(ctx).Where("wave = ?", wave).Take(&row).Error; err != nil {
		return Archive{}, fmt.Errorf("archive of wave %s: %w", wave, absent(err, "archive", wave))
	}
	archive := Archive{Wave: row.Wave, Dir: row.Dir, WrittenAt: row.WrittenAt.UTC()}
	return archive, decode(row.Hashes, &archive.Hashes)
}
