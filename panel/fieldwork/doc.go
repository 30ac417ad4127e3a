// Package fieldwork is what touches both stores: opening a wave, inviting, reminding, sending, closing and pairing. It
// holds the keys. Every step that writes to both stores may be repeated and resumes after a crash, its state in the
// wave's row. It imports panel with its store and its letters, and of survey the store, the archive, names and
// the rule of speeders.
//
// The path through it: Keys make the token T and the pseudonym P of a member; Open writes tickets in random order under
// P, Sender puts T into letters at the moment they leave, Close ends a wave and destroys its key, Pair links its archive
// with those of earlier years.
package fieldwork
