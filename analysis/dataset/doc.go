// Package dataset prepares archived waves for estimates: archive columns as variables with a scale that gives their codes a
// value on 1 to 5, the members and ratings of each panel with their weights, and pairs of waves with the members who returned.
// It opens archives only, never the live stores, and never imports panel: nothing here can know who said what.
//
// The path through it: a [Source] opens archives; [Load] makes a [Wave] of each, looked at as a [Subset]; [Pairs] joins two
// waves panel by panel; [History] knows where the line of a variable is cut. Of analysis it imports quality and stats.
package dataset
