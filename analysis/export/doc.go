// Package export hands out the raw answers of one closed wave, pseudonymous, with their codebook: [Data] lays them out as
// tables, [Write] as a zip of csv or Parquet files. Open answers stand in a file of their own, shuffled, and nothing joins them
// to a response. It imports no other room of analysis.
package export
