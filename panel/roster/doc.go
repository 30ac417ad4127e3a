// Package roster reads member lists from xlsx and csv files, and writes them as xlsx. A file is taken whole or not at all,
// and everything that is wrong with it is said at once, with row and column. Files come from outside: what is inside a
// workbook is looked at and limited before it is unpacked. It imports panel, survey/fault, survey/i18n,
// excelize and x/text.
//
// The path through it: Read gives a List, List.Against compares it with the panel, and the outcome goes to the store.
package roster
