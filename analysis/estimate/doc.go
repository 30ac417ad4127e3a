// Package estimate computes every figure of a report from datasets: means with their distributions, shares, differences
// between panels and between waves, themes, groups and response, each exact and with the counts of those it rests on. Nothing
// is withheld here; what is computed goes to analysis/disclosure before anybody sees it.
//
// The path through it: [Of] goes through the waves and their comparisons; grounds lists what is measured on which basis, for
// means and gaps alike, pairGrounds what two waves share; analysis/stats does the arithmetic (METHODS 2 to 4). Of analysis it
// imports coding, dataset, quality, report and stats.
package estimate
