package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"testing"
	"time"

	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

func loadCatalogue(t *testing.T) *i18n.Catalogue {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

func TestTheTerminalSetsTheLanguage(t *testing.T) {
	for _, c := range []struct {
		name, all, messages, lang string
		want                      i18n.Lang
	}{
		{"nothing set", "", "", "", i18n.English},
		{"Dutch of Belgium", "", "", "nl_BE.UTF-8", i18n.Dutch},
		{"LC_ALL stands above", "en_GB.UTF-8", "nl_BE", "nl_BE", i18n.English},
		{"LC_MESSAGES stands above LANG", "", "nl_NL.UTF-8", "en_US", i18n.Dutch},
		{"a language that is not ours", "", "", "fr_BE.UTF-8", i18n.English},
		{"none of ours above one of ours", "C.UTF-8", "", "nl_BE", i18n.English},
	} {
		t.Setenv("LC_ALL", c.all)
		t.Setenv("LC_MESSAGES", c.messages)
		t.Setenv("LANG", c.lang)
		if got := reader(loadCatalogue(t)).Lang(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestWhatIsSaidOfAnError(t *testing.T) {
	fields := fault.InFields("config_invalid", []fault.Field{
		{Path: "log.level", Key: "config_one_of", Args: fault.Args("values", "info")},
		{Line: 3, Column: 7, Path: "code", Key: "config_addr"},
		{Line: 9, Key: "config_addr"},
	})
	address := "must be a host and a port, such as 127.0.0.1:8080\n"
	missing := &fs.PathError{Op: "open", Path: "x.yaml", Err: syscall.ENOENT}
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"every field at its place", at("w.yaml", fields), "w.yaml: The configuration is wrong:\n" +
			"  log.level: must be one of: info\nw.yaml:3:7: code: " + address + "w.yaml:9: " + address},
		{"a file that is not there", fmt.Errorf("read: %w", missing), "x.yaml does not exist.\n"},
		{"a file of somebody else", &fs.PathError{Path: "x", Err: syscall.EACCES}, "x may not be read or written here.\n"},
		{"a folder", &fs.PathError{Path: "x", Err: syscall.EISDIR}, "x is a folder. Name a file.\n"},
		{"a full disk", &fs.PathError{Path: "x", Err: syscall.ENOSPC}, "The disk is full. Make room and try again.\n"},
		{"Ctrl-C wherever it comes", at("people_store", context.Canceled), "Interrupted. What was not finished did not happen.\n"},
		{"a store in other words than a respondent's", at("answer_store", fault.New(fault.Unavailable, "store_locked")),
			"answer store: Another program holds this store. Nothing was changed. Try again later.\n"},
		{"what has no sentence", errors.New("odd"), "odd\n"},
		{"what has no sentence, at its place", at("people_store", errors.New("odd")), "people store: odd\n"},
	} {
		var got bytes.Buffer
		sayFault(&got, loadCatalogue(t).For(i18n.English), c.err)
		if got.String() != c.want {
			t.Errorf("%s:\ngot  %q\nwant %q", c.name, got.String(), c.want)
		}
	}
}

func TestNoErrorHasNoPlace(t *testing.T) {
	if err := at("people_store", nil); err != nil {
		t.Errorf("got %v", err)
	}
}

func TestProgressOnATerminalIsOneLine(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out)
	p.terminal = true
	p.at("1 of 2")
	p.step("2 of 2")
	p.end()
	p.end()
	if got, want := out.String(), "\r\x1b[K1 of 2\r\x1b[K2 of 2\r\x1b[K"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestProgressElsewhereIsAPlainLineNowAndThen(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out)
	now := time.Now()
	p.now = func() time.Time { return now }
	p.at("left out: too soon")
	now = now.Add(progressEvery)
	p.at("1 of 3")
	p.at("left out: just said")
	p.step("a part is done")
	p.end()
	if got, want := out.String(), "1 of 3\na part is done\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAChoiceTakesItsWordsOnly(t *testing.T) {
	c := languages()
	if err := c.Set("en"); err != nil || c.String() != "en" || c.Type() != "nl|en" {
		t.Errorf("got %v, %s, %s", err, c, c.Type())
	}
	if err := c.Set("fr"); err == nil || c.String() != "en" {
		t.Errorf("got %v and %s, want a refusal that changes nothing", err, c)
	}
}
