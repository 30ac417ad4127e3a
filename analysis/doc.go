// Package analysis goes from answers to findings: columns of closed waves, estimates, gap, change, and the one Report
// that every screen, workbook and export renders. It reads archives only, never the live stores, and never imports
// panel: nothing here can know who said what.
package analysis
