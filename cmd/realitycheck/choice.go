package main

import (
	"fmt"
	"strings"
)

// choice is a flag that takes one of a few words; another word is wrong usage, before any work begins.
type choice struct {
	value string
	among []string
}

// String implements the value of a flag.
func (c *choice) String() string { return c.value }

// Type implements the value of a flag: the word for its value in the help.
func (c *choice) Type() string { return strings.Join(c.among, "|") }

// Set implements the value of a flag.
func (c *choice) Set(word string) error {
	if !oneOf(word, c.among...) {
		return fmt.Errorf("choose one of %s", strings.Join(c.among, ", "))
	}
	c.value = word
	return nil
}

// languages is the choice of a language, the default first.
func languages() *choice { return &choice{"nl", []string{"nl", "en"}} }
