// Package paneldb keeps people: panels, members, invitations, outgoing letters, staff, their sessions and the audit trail.
// It is the people store of the two, and holds no answer and nothing that leads to one. One type a noun, over
// survey/database, so the same on SQLite and PostgreSQL; each works in a transaction too (database.DB.With).
package paneldb
