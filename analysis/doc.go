// Package analysis goes from answers to findings and never imports panel: nothing here can know who said what. [Build] is the
// way in; it reads like METHODS and leaves the work to its rooms, whose arrows run one way:
//
//	stats, quality ← dataset ← estimate ← disclosure ← analysis (Build)
//	report ← estimate, exhibit; exhibit ← xlsx and web; dataset ← planning; disclosure ← weighting; everything ← verify
//
// A figure goes down once and up once: archive column, variable (dataset), estimate with its evidence (estimate), protected
// report (disclosure), sentence, picture and table (exhibit), page or sheet. docs/architecture.md follows one figure that way.
package analysis
