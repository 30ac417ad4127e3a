// Package coding turns open answers into themes that can be counted, and into quotes that can be read. It holds the rules
// only: no database, no clock, no HTTP. It imports survey/i18n, survey/fault, survey/names, analysis/stats and a Dutch
// stemmer, and it knows an answer by the random id that the archive gave its text; nothing leads from there to a person.
//
// The path through it: a [Codebook] holds the themes of a question over the years; a [Queue] hands answers to coders in
// random order, a share of them to two; [Decide] says what the judgements of one answer come to, and [Agree] how well two
// coders agree; a [Suggester] proposes themes from words; [Finish] makes the [Coding] that is kept beside the archive and
// that reports are computed from. A [Detector] marks what may identify somebody, with names known by their keyed hashes
// only, and [Redact] takes out what a person decided to take out.
package coding
