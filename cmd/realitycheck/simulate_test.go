package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWordsAreReadFromLinesAndFromACorpus(t *testing.T) {
	file := filepath.Join(t.TempDir(), "words")
	corpus := "Gewoon een zin.\n" + `{"category":"x","value":"<b>"}` + "\n" + `{"repeat":"ab","times":3}` + "\n" + `{"bytes_hex":"fffe"}` + "\n"
	if err := os.WriteFile(file, []byte(corpus), 0o600); err != nil {
		t.Fatal(err)
	}
	words, err := readWords(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(words, "|"), "Gewoon een zin.|<b>|ababab|\xff\xfe"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLinksAlternateBetweenPanelsAtTheAddressGiven(t *testing.T) {
	dir := t.TempDir()
	demo := demoFile{BaseURL: "http://a", Invitations: map[string][]string{
		"internal": {"http://a/d/1", "http://a/d/2"}, "external": {"http://a/d/3"}}}
	if err := demo.write(dir); err != nil {
		t.Fatal(err)
	}
	s := simulation{demo: filepath.Join(dir, demoFileName), url: "http://b/"}
	links, err := s.links()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(links, " "), "http://b/d/3 http://b/d/1 http://b/d/2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
