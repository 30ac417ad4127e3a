// Package assign decides which k of n samples each respondent sees, and in which order, so that panels can be compared
// sample by sample: every sample as often as the others, every pair together as often (Yates 1936), every place in the
// order and every neighbour as often (Williams 1949), and all of it nearly so whenever fieldwork stops. It is pure
// arithmetic on indices and imports the standard library only.
//
// The path through it: Design finds the blocks; Sequence hands them out, block by block, to those who start.
package assign
