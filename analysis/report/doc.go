// Package report is the yearly comparison as a document: every figure with its base, interval, test and suppression mark,
// and what may be concluded from it. It computes no figure from answers and decides nothing that is withheld; screens,
// workbook, csv and the programming interface render this one value.
//
// The path through it: [Report] is the document; [NewIndex] finds its figures by what they measure; [Certainty] says what a
// test allows to be said; [Index.Sensitivity] compares a report with the same figures computed another way;
// [Findings] tells it in sentences.
package report
