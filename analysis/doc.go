// Package analysis goes from answers to findings: columns of closed waves, estimates, gap, change, and the one Report
// that every screen, workbook and export renders. It reads archives only, never the live stores, and never imports
// panel: nothing here can know who said what.
//
// The path through it: a [Source] opens archives; [Build] prepares each wave as a dataset of measures (a parameter, or an
// item, as one column of codes with a scale), lets analysis/stats compute estimates, gaps and changes from counted codes,
// hides what rests on too few members, and gives a [Report]; [Findings] tells it in sentences. [Export] and [Data] hand
// out the raw answers of one wave.
package analysis
