// Package reference is the second opinion of the statistics: it computes means, shares and comparisons row by row, as
// METHODS 2 to 4 are written and as slowly, with moments, variances, degrees of freedom and intervals of its own. Package
// stats, which makes the reports, gets to the same figures from counts; where the two differ, one of them is wrong.
//
// It also holds what no report shows yet: Rao and Scott's test (4.6), means that know how their weights were made (2.7),
// Cronbach's alpha (5.1), outcome rates (6), the balance of a design (8.3) and the spread of a respondent's answers (9).
//
// Only tests and package verify import it. It shares with package stats the types of figures, the scales and the
// distribution functions, and beside these uses gonum's matrices.
package reference
