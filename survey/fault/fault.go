package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what sort of failure an error is, in terms of the user's world.
type Kind int

// The kinds. Unknown is every error that is not a Fault: a defect or a broken machine.
const (
	Unknown     Kind = iota
	Invalid          // what was given cannot be accepted; Fields name the places
	NotFound         // what was asked for is not there
	Conflict         // somebody else changed it, or its state does not allow this
	Forbidden        // this role may not
	Gone             // it was there and is over, as a closed wave
	Unavailable      // it may work later: full disk, locked store
)

// Field names one faulty place of an input.
type Field struct {
	Path   string         // a form field, or a YAML path such as pages[2].questions[0].code
	Line   int            // 1-based line of a file; 0 when the input is not a file
	Column int            // 1-based column; 0 when unknown
	Key    string         // message key in the catalogue
	Args   map[string]any // values for the placeholders of the message
}

// Fault is an error meant for a reader: a message key and its arguments, translated at the edge.
type Fault struct {
	Kind   Kind
	Key    string
	Args   map[string]any
	Fields []Field
	Cause  error
}

// New makes a fault; args are pairs of a placeholder's name and its value.
func New(kind Kind, key string, args ...any) *Fault {
	return &Fault{Kind: kind, Key: key, Args: Args(args...)}
}

// Args turns pairs of name and value into the arguments of a message. It panics on a broken pair, a defect of the caller.
func Args(pairs ...any) map[string]any {
	if len(pairs) == 0 {
		return nil
	}
	args := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	return args
}

// InFields makes one Invalid fault of all faulty places, or nil when there are none.
func InFields(key string, fields []Field, args ...any) error {
	if len(fields) == 0 {
		return nil
	}
	f := New(Invalid, key, args...)
	f.Fields = fields
	return f
}

// Because adds the error that caused the fault.
func (f *Fault) Because(cause error) *Fault {
	f.Cause = cause
	return f
}

// Error is for logs: keys and arguments, not a sentence for a reader.
func (f *Fault) Error() string {
	var b strings.Builder
	b.WriteString(f.Key)
	if len(f.Args) > 0 {
		fmt.Fprintf(&b, " %v", f.Args)
	}
	for _, field := range f.Fields {
		fmt.Fprintf(&b, "; %s:%d:%d %s %v", field.Path, field.Line, field.Column, field.Key, field.Args)
	}
	if f.Cause != nil {
		fmt.Fprintf(&b, ": %v", f.Cause)
	}
	return b.String()
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// Of tells the kind of an error: that of the outermost Fault in its chain, else Unknown.
func Of(err error) Kind {
	var f *Fault
	if errors.As(err, &f) {
		return f.Kind
	}
	return Unknown
}
