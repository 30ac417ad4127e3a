// Package verify runs the statistics of this program on reference cases that other software computed, so that
// anybody can check a figure without reading the code.
//
// A set is a folder with index.json, data/*.csv, cases/ID.spec.json and cases/ID.expected.json. [Run] reads every case,
// computes it by every way that can carry it, and compares each: numbers within the tolerance of the case, everything
// else exactly.
//
// The longest way is the report itself: rows become answers in temporary archives, with pairs, weights and codings beside them,
// analysis.Build reads them, and what the report tells is compared under the names of the list of figures (report.Entries). [Coverage]
// says which figures were compared by which case.
//
// Means, shares and comparisons also run through the code that makes the reports, on its own types: answers become codes with a
// scale, members and cells become numbers, and where a case allows they are counted as frequencies (stats.StratumSizes), as
// ratings (stats.ClusteredRatings), and as a change with a cross table. Beside it they run row by row through package
// reference, as a second opinion. Rates and flags run through packages quality and speeder. What no report shows yet runs
// through the second opinion only, and a result says so.
//
// It imports analysis and its rooms, survey and its archives, and never panel.
package verify
