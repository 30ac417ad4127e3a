package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTheGuideNamesCommandsThatExist reads every command of the administrator's guide as the program would.
func TestTheGuideNamesCommandsThatExist(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("..", "..", "docs", "admin.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for line := range strings.Lines(string(src)) {
		words := strings.Fields(line)
		if len(words) < 2 || words[0] != "realitycheck" {
			continue
		}
		found++
		if err := parses(t, words[1:]); err != nil {
			t.Errorf("%s: %v", strings.TrimSpace(line), err)
		}
	}
	if found < 30 {
		t.Errorf("found %d commands: the search does not see them", found)
	}
}

func TestAGuideThatNamesAnUnknownFlagIsCaught(t *testing.T) {
	for _, line := range []string{"wave list --wide", "wave freeze 2018", "wave check", "report --format pdf"} {
		if parses(t, strings.Fields(line)) == nil {
			t.Errorf("%s is taken for a command", line)
		}
	}
}

// parses reads a command line without running it.
func parses(t *testing.T, words []string) error {
	t.Helper()
	cmd, rest, err := newRoot(loadCatalogue(t)).Find(words)
	if err != nil {
		return err
	}
	rest = slices.DeleteFunc(rest, func(word string) bool { return word == `Peeters"` }) // the shell's quotes
	if err := cmd.ParseFlags(rest); err != nil {
		return err
	}
	if err := cmd.ValidateRequiredFlags(); err != nil {
		return err
	}
	return cmd.ValidateArgs(cmd.Flags().Args())
}

// TestDocumentsLinkToWhatIsThere follows the links between the documents.
func TestDocumentsLinkToWhatIsThere(t *testing.T) {
	root := filepath.Join("..", "..")
	documents, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, document := range append(documents, filepath.Join(root, "README.md"), filepath.Join(root, "CONTRIBUTING.md")) {
		src, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		for _, link := range regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(string(src), -1) {
			found++
			if _, err := os.Stat(filepath.Join(filepath.Dir(document), link[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", filepath.Base(document), link[1])
			}
		}
	}
	if found < 8 {
		t.Errorf("found %d links: the search does not see them", found)
	}
}

// TestTheGuideNamesEverySetting compares the table of the guide with the settings that there are.
func TestTheGuideNamesEverySetting(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("..", "..", "docs", "admin.md"))
	if err != nil {
		t.Fatal(err)
	}
	for key := range defaults() {
		short := key[strings.LastIndex(key, ".")+1:]
		if !strings.Contains(string(src), "`"+key+"`") && !strings.Contains(string(src), "`."+short+"`") {
			t.Errorf("%s is not in the guide", key)
		}
	}
}
