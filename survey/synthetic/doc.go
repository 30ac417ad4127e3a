// Package synthetic makes people who do not exist and lets them answer an instrument, for the demo, for the simulation
// over HTTP and for measurements. A Story says what the made answers should show; a Person answers the same way whenever
// the same seed is given, and keeps views from one wave to the next, as returning members do. It imports survey only.
package synthetic
