// Package stats is the arithmetic behind every published figure: weights, means, shares,
// comparisons of overlapping waves, agreement between coders and the audits that keep small
// groups from being disclosed. Rates of fieldwork are shares of counts, in analysis/quality.
//
// It works on slices and returns values; it reads no file, no clock and no database, and the
// same input gives the same bits. It imports the standard library only.
//
// An estimate rests on counted codes. [Tabulate] counts a column of int8 codes in a few nanoseconds
// a row, and two roads lead on from there:
//
//   - [StratumSizes] is for members who have one row in a domain. Every mean, share, gap and change follows
//     from the counts, a change with a cross table of those who answered twice.
//   - [ClusteredRatings] is for members who have several rows, such as ratings of samples. Domains are sets of
//     cells in which a member has one row; averages over many samples take one pass over the rows.
//
// Package reference computes the same figures row by row, as a second opinion.
//
// A figure that cannot be given is NaN, and its [Reason] says why. An input that makes the whole
// request meaningless is an [Error] with a code that users may script against.
package stats
