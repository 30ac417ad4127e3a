// Package stats is the arithmetic behind every published figure: weights, means, shares,
// comparisons of overlapping waves, agreement between coders, fieldwork rates and the
// audits that keep small groups from being disclosed.
//
// It works on slices and returns values; it reads no file, no clock and no database, and the
// same input gives the same bits. It imports the standard library and gonum only.
//
// Two roads lead to the same figures:
//
//   - [Design] takes any rows: several ratings a member, several waves, floating point answers.
//     [Design.Mean], [Design.Proportion] and [Design.Contrast] work on it.
//   - [Tabulate] counts a column of int8 codes in which every member has one row, a few nanoseconds
//     a row; [Scope.Mean], [Scope.Proportion] and [Scope.Contrast] derive every estimate, gap and
//     change from those counts without touching the rows again.
//
// A figure that cannot be given is NaN, and its [Reason] says why. An input that makes the whole
// request meaningless is an [Error] with a code that users may script against.
package stats
