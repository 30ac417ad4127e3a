// Package auth lets staff in: passwords and their rules, limits on failures, and the one path from an address and a
// password to an account. It knows no HTTP and keeps nothing on disk. It imports panel, survey/fault, argon2id
// and x/text.
package auth
