// Package weighting makes the weights of an archived wave: population margins become raked weights within bounds (METHODS 1),
// with a proposal of categories to merge where margins cannot be met, and a preview of what the weights cost and which groups
// they would take from sight. Weights stand beside the archive, dated; a wave keeps all that it ever had.
//
// [Try] previews, [Rake] makes and stores. Of analysis it imports dataset, disclosure, report and stats.
package weighting
