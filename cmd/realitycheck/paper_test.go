package main

import (
	"fmt"
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"realitycheck/survey/i18n"
)

// papers tell how the code is laid out, in words that newcomers will search for.
var papers = []string{"docs/architecture.md", "CONTRIBUTING.md"}

// TestPapersNameWhatIsThere looks up every word that the papers set as code: files, packages, names in them, keys of texts and
// commands. In their drawings it looks up what has the form of a name.
func TestPapersNameWhatIsThere(t *testing.T) {
	l := newLookup(t)
	for _, paper := range papers {
		src, err := os.ReadFile(filepath.Join(top, filepath.FromSlash(paper)))
		if err != nil {
			t.Fatal(err)
		}
		words := wordsOfCode(string(src))
		if len(words) < 20 {
			t.Errorf("%s: found %d words of code: the search does not see them", paper, len(words))
		}
		for _, fault := range l.faults(words) {
			t.Errorf("%s: %s", paper, fault)
		}
	}
}

func TestAPaperThatNamesWhatIsGoneIsCaught(t *testing.T) {
	l := newLookup(t)
	paper := "`analysis/gate.go`, `analysis/lens`, `estimate.Lens`, `stats.StratumSizes.Guess`, `analysis/report.Gap.Lens`, `report.Gap.Lens`,\n" +
		"`exhibit.gap.never_said`, `report.never_*`, `make coffee`, `go test ./lens`, `realitycheck wave freeze`, `lens`\n" +
		"```\nanalysis/lens -> estimate.Lens\n```\n"
	words := wordsOfCode(paper)
	if len(words) != 14 {
		t.Errorf("found %d words of code, want 14: %q", len(words), words)
	}
	if faults := l.faults(words); len(faults) != len(words) {
		t.Errorf("of %d words that name nothing %d are caught: %q", len(words), len(faults), faults)
	}
	there := "`analysis/build.go`, `analysis/exhibit`, `estimate.Of`, `estimate.grounds`, `stats.StratumSizes.Mean`, `web/exhibit.Cell.Text`,\n" +
		"`exhibit.gap.title`, `report.finding_*`, `make quick`, `go test ./analysis/...`, `realitycheck wave list`, `survey`, `dataset`"
	if faults := l.faults(wordsOfCode(there)); len(faults) > 0 {
		t.Errorf("what is there is not found: %q", faults)
	}
}

// TestPackageCommentsLinkToWhatIsThere follows the links of package comments, such as [Load] or [Index.Gap].
func TestPackageCommentsLinkToWhatIsThere(t *testing.T) {
	l := newLookup(t)
	found := 0
	for _, s := range sources(t) {
		links := docLinks(s.file.Doc.Text())
		found += len(links)
		for _, link := range links {
			if !l.names[s.pkg][link] {
				t.Errorf("%s: its comment links to %s, which is not there", s.pkg, link)
			}
		}
	}
	if found < 30 {
		t.Errorf("found %d links: the search does not see them", found)
	}
	for _, link := range docLinks("as [Conclusions] did, see [Index.Guess]") {
		if l.names["analysis/report"][link] {
			t.Errorf("a link to %s is taken for one that leads somewhere", link)
		}
	}
}

func docLinks(comment string) []string {
	var links []string
	for _, found := range regexp.MustCompile(`\[([A-Z]\w*(?:\.\w+)?)\]`).FindAllStringSubmatch(comment, -1) {
		links = append(links, found[1])
	}
	return links
}

// top is the folder of the repository.
const top = "../.."

// wordsOfCode are the words between backticks of a Markdown text, and in its drawings those that have a slash or a dot.
func wordsOfCode(markdown string) []string {
	var words []string
	for i, part := range strings.Split(markdown, "```") {
		form := "`([^`\n]+)`"
		if i%2 == 1 {
			form = `([a-z]\w*(?:/\w+)*(?:\.\w+)+|[a-z]\w*(?:/\w+)+)`
		}
		for _, found := range regexp.MustCompile(form).FindAllStringSubmatch(part, -1) {
			words = append(words, found[1])
		}
	}
	return words
}

// lookup knows what a paper may name.
type lookup struct {
	t     *testing.T
	names map[string]map[string]bool // by package: "Gap", "Gap.Certainty", "gaps"
	keys  []string                   // of texts
	makes []string                   // targets of make
}

func newLookup(t *testing.T) *lookup {
	t.Helper()
	l := &lookup{t: t, names: map[string]map[string]bool{}, keys: textKeys(t)}
	for _, s := range sources(t) {
		if l.names[s.pkg] == nil {
			l.names[s.pkg] = map[string]bool{}
		}
		for _, decl := range s.file.Decls {
			for _, name := range declared(decl) {
				l.names[s.pkg][name] = true
			}
		}
	}
	src, err := os.ReadFile(filepath.Join(top, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range regexp.MustCompile(`(?m)^([a-z-]+):`).FindAllStringSubmatch(string(src), -1) {
		l.makes = append(l.makes, target[1])
	}
	return l
}

// declared lists the names that a declaration brings: those of functions, types, constants and variables, and with the name of
// their type before them those of methods and fields.
func declared(decl ast.Decl) []string {
	if f, ok := decl.(*ast.FuncDecl); ok {
		if f.Recv == nil {
			return []string{f.Name.Name}
		}
		receiver := f.Recv.List[0].Type
		if star, ok := receiver.(*ast.StarExpr); ok {
			receiver = star.X
		}
		return []string{fmt.Sprintf("%s.%s", receiver, f.Name)}
	}
	var names []string
	for _, spec := range decl.(*ast.GenDecl).Specs {
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				names = append(names, name.Name)
			}
		case *ast.TypeSpec:
			names = append(names, spec.Name.Name)
			if fields, ok := spec.Type.(*ast.StructType); ok {
				for _, field := range fields.Fields.List {
					for _, name := range field.Names {
						names = append(names, spec.Name.Name+"."+name.Name)
					}
				}
			}
		}
	}
	return names
}

// textKeys lists the keys of the texts of the program.
func textKeys(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(top, "survey", "i18n", "locales", "*."+string(i18n.Default)+".json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no texts found", err)
	}
	var keys []string
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range regexp.MustCompile(`(?m)^  "([^"]+)":`).FindAllStringSubmatch(string(src), -1) {
			keys = append(keys, key[1])
		}
	}
	return keys
}

// faults says of each word that names nothing so.
func (l *lookup) faults(words []string) []string {
	var faults []string
	for _, word := range words {
		if !l.isCommand(word) && !l.isFile(word) && !l.isName(word) && !l.isKey(word) {
			faults = append(faults, word+" names nothing that is there")
		}
	}
	return faults
}

// isCommand reports whether a line of words can be run: by make, by Go on packages that exist, or by the program itself.
func (l *lookup) isCommand(line string) bool {
	words := strings.Fields(line)
	switch words[0] {
	case "make":
		return len(words) == 2 && slices.Contains(l.makes, words[1])
	case "go", "git":
		return !slices.ContainsFunc(words, func(word string) bool {
			return strings.HasPrefix(word, "./") && !l.isFile(strings.TrimSuffix(word, "/..."))
		})
	case module:
		return len(words) > 1 && parses(l.t, words[1:]) == nil
	}
	return false
}

func (l *lookup) isFile(name string) bool {
	_, err := os.Stat(filepath.Join(top, filepath.FromSlash(name)))
	return err == nil
}

// isName reports whether a word is a package, by its path or its last part, or such a package with a name in it.
func (l *lookup) isName(word string) bool {
	folder, last := path.Split(word)
	last, name, _ := strings.Cut(last, ".")
	for pkg, names := range l.names {
		if (pkg == folder+last || folder == "" && path.Base(pkg) == last) && (name == "" || names[name]) {
			return true
		}
	}
	return false
}

// isKey reports whether a word is the key of a text, or with a star at its end how several begin.
func (l *lookup) isKey(word string) bool {
	begin, several := strings.CutSuffix(word, "*")
	return slices.ContainsFunc(l.keys, func(key string) bool { return key == word || several && strings.HasPrefix(key, begin) })
}
