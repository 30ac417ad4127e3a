// Package speeder tells who went through a survey too fast to have read it (METHODS 9; Greszki, Meyer and Schoen 2015; Leiner 2019).
//
// It imports the standard library only, so that what is decided when a wave closes and what is verified later are one rule.
package speeder
