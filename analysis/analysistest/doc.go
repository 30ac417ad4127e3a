// Package analysistest makes archived waves for tests of analysis: an instrument that has one of each thing, members who
// answer it at random, and beside the archive pairs, weights and codings.
//
// The path through it: [Instrument] and [Records] make a wave, [Store] archives it and [Pair] joins two; [Waves] does all that
// for two waves of members with attributes, and [Code] codes an open question. It may import whatever the rooms do.
package analysistest
