package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// reader gives the language of whoever reads the terminal: that of the first of LC_ALL, LC_MESSAGES and LANG that is
// set, English where it is none of ours.
func reader(catalogue *i18n.Catalogue) *i18n.Translator {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		tag := os.Getenv(name)
		if tag == "" {
			continue
		}
		tag, _, _ = strings.Cut(tag, ".") // nl_BE.UTF-8
		if lang, ok := i18n.ParseLang(tag); ok {
			return catalogue.For(lang)
		}
		break
	}
	return catalogue.For(i18n.English)
}

// say tells on standard error what was done.
func (a *app) say(cmd *cobra.Command, key string, args ...any) {
	fmt.Fprintln(cmd.ErrOrStderr(), reader(a.catalogue).T(key, args...))
}

// placedError is an error with the place it belongs to: a file as the user named it, or the key of a word such as
// people_store.
type placedError struct {
	place string
	err   error
}

// at adds the place to an error.
func at(place string, err error) error {
	if err == nil {
		return nil
	}
	return &placedError{place, err}
}

func (p *placedError) Error() string { return p.place + ": " + p.err.Error() }
func (p *placedError) Unwrap() error { return p.err }

// sayFault prints one clear line, then a line for each faulty place of an input, as file:line:column where it has them,
// which editors jump to. An error that has no sentence is printed as it is: whoever runs the command may see it.
func sayFault(w io.Writer, tr *i18n.Translator, err error) {
	place := ""
	var placed *placedError
	if errors.As(err, &placed) {
		place = tr.T(placed.place) + ": "
	}
	f := asFault(err)
	switch {
	case f == nil && placed != nil:
		fmt.Fprintln(w, place+placed.err.Error())
		return
	case f == nil:
		fmt.Fprintln(w, err)
		return
	case errors.Is(err, context.Canceled):
		place = "" // it was not the place
	}
	fmt.Fprintln(w, place+sentence(tr, f))
	for _, field := range f.Fields {
		fmt.Fprintln(w, positionOf(strings.TrimSuffix(place, " "), field)+tr.Field(field))
	}
}

// positionOf writes where a field of an input stands, up to the sentence about it.
func positionOf(place string, field fault.Field) string {
	position := "  "
	switch {
	case field.Line > 0 && field.Column > 0:
		position = fmt.Sprintf("%s%d:%d: ", place, field.Line, field.Column)
	case field.Line > 0:
		position = fmt.Sprintf("%s%d: ", place, field.Line)
	}
	if field.Path != "" {
		position += field.Path + ": "
	}
	return position
}

// sentence writes a fault for whoever runs the program. Some faults have other words for them than for a respondent.
func sentence(tr *i18n.Translator, f *fault.Fault) string {
	if own := "cli." + f.Key; tr.T(own) != own {
		return tr.T(own)
	}
	return tr.Fault(f)
}

// asFault gives the fault in an error; what the operating system says often has a sentence too. Nil for every other.
func asFault(err error) *fault.Fault {
	var f *fault.Fault
	if errors.As(err, &f) {
		return f
	}
	name := ""
	var inFile *fs.PathError
	if errors.As(err, &inFile) {
		name = inFile.Path
	}
	switch {
	case errors.Is(err, context.Canceled):
		return fault.New(fault.Unavailable, "interrupted")
	case errors.Is(err, syscall.ENOSPC):
		return fault.New(fault.Unavailable, "disk_full")
	case strings.Contains(err.Error(), "file is not a database"): // what SQLite says, in every language
		return fault.New(fault.Invalid, "store_foreign")
	case errors.Is(err, syscall.EADDRINUSE):
		return fault.New(fault.Conflict, "address_in_use")
	case name == "":
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.NotFound, "path_not_there", "file", name)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fault.New(fault.Forbidden, "path_forbidden", "file", name)
	case errors.Is(err, syscall.EISDIR):
		return fault.New(fault.Invalid, "path_is_folder", "file", name)
	}
	return nil
}
