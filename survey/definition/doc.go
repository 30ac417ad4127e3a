// Package definition reads the files that authors make: frameworks, questionnaires, samples, panels, waves and margins as
// YAML; and it writes margins. One description of each file, its shape, is used for everything: decoding with all faults at
// once, each with line and column; and the JSON Schema with which an editor helps while typing, which the tests write to
// testdata/schema. It imports survey, survey/fault, survey/i18n and the YAML library, which no other package does.
//
// The path through it: parse (document.go) walks the YAML tree along a shape (shape.go, object.go) and collects faults;
// a tree without faults is decoded into the file's struct and made a domain value, checked again for what a shape
// cannot say, such as a code used twice.
package definition
