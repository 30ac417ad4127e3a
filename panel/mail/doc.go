// Package mail writes the letters to members and hands them to a mail server, or keeps them in memory where no mail may
// leave. A letter is a struct with what differs; its words are in the catalogue, and its text and its page are made of
// the same paragraphs. It imports panel, survey/fault, survey/i18n and go-mail.
package mail
