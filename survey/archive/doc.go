// Package archive keeps a closed wave as columns in a folder of its own, and reads it back. The archive is what every
// result is computed from; the live store is not asked again. It imports survey, survey/fault and parquet-go,
// and knows no person.
//
// A folder holds responses.parquet (a row a response), ratings.parquet (a row a response and sample), texts.parquet
// (open answers, shuffled, joined to nothing), instrument.json, codebook.json, outcomes.json and manifest.json with the
// SHA-256 of each. Later additions, such as pairs-2018.parquet and weights-2026-11-23.parquet, stand beside them and leave
// them alone.
//
// The path through it: [Write] collects Records into Tables, writes a temporary folder, reads it back and renames it;
// [Open] gives the tables of a folder as a [Wave].
package archive
