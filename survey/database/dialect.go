package database

import (
	"strconv"
	"strings"
)

// Dialect is the kind of SQL that a store speaks.
type Dialect string

// The dialects.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Only keeps what one dialect alone understands. In SQL that both run, it stands in a comment that opens with the
// dialect's name: /*sqlite WITHOUT ROWID*/ becomes WITHOUT ROWID on SQLite and stays a comment on PostgreSQL.
func (d Dialect) Only(text string) string {
	opening := "/*" + string(d) + " "
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, opening)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		inside, rest, _ := strings.Cut(after, "*/")
		b.WriteString(inside)
		text = rest
	}
}

// Rebind makes a statement with ? for its arguments fit the dialect; texts of our statements hold no other question mark.
func (d Dialect) Rebind(text string) string {
	text = d.Only(text)
	if d != Postgres {
		return text
	}
	var b strings.Builder
	for n := 1; ; n++ {
		before, after, found := strings.Cut(text, "?")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteString("$" + strconv.Itoa(n))
		text = after
	}
}
