package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// progressEvery is how often long work says where it is when nobody watches a terminal.
const progressEvery = 5 * time.Second

// progress tells how far long work is: on a terminal one line that is written over, elsewhere a plain line now and then.
type progress struct {
	w        io.Writer
	terminal bool
	now      func() time.Time
	last     time.Time // of the newest plain line
	open     bool      // a line on the terminal waits to be written over
}

func newProgress(w io.Writer) *progress {
	return &progress{w: w, terminal: isTerminal(w), now: time.Now, last: time.Now()}
}

// isTerminal says whether somebody watches what is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// at says where the work is.
func (p *progress) at(line string) {
	switch {
	case p.terminal:
		fmt.Fprint(p.w, "\r\x1b[K"+line)
		p.open = true
	case p.now().Sub(p.last) >= progressEvery:
		fmt.Fprintln(p.w, line)
		p.last = p.now()
	}
}

// step says that a part of the work is done: never left out.
func (p *progress) step(line string) {
	if p.terminal {
		p.at(line)
		return
	}
	fmt.Fprintln(p.w, line)
	p.last = p.now()
}

// end clears the line on the terminal.
func (p *progress) end() {
	if p.open {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.open = false
	}
}
