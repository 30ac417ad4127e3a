// Package office is what people do with the program: one method a use case, by an actor. A use case checks the right of the
// actor, does what it is about, and writes the line of the audit trail, whoever calls: a screen, a command, the API or a job. Callers
// only word what it returns. It knows both stores; nothing below imports it.
package office
