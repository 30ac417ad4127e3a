// Package analysisdb holds the tables of analysis in the answer store: codebooks, the desks where open answers are coded
// with their judgements, and redactions. Their schema is part of survey/surveydb's migrations, since a store has one
// sequence. It imports analysis/coding, survey/fault and survey/database.
//
// The path through it: [Desks.Begin] starts the coding of a question of a closed wave; [Codebooks.Change] makes its
// themes; [Judgements.Add] and [Judgements.Undo] are a coder's steps; [Redactions.Save] is what a person decided on an
// answer.
package analysisdb
