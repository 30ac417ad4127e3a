// Package verify runs the statistics of this program on reference cases that other software computed, so that
// anybody can check a figure without reading the code.
//
// A set is a folder with index.json, data/*.csv, cases/ID.spec.json and cases/ID.expected.json. [Run] reads every case,
// computes it through package stats as the reports do, and compares: numbers within the tolerance of the case,
// everything else exactly. It imports the standard library and package stats only.
package verify
