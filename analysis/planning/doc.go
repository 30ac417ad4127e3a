// Package planning says before a wave opens which differences it will probably be able to show, from what the latest closed
// waves tell of completion, spread and returning members (METHODS 4.8), and where there are none from assumptions that it names.
//
// [Of] is the way in. Of analysis it imports dataset, report and stats.
package planning
