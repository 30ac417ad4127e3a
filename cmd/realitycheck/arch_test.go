package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "realitycheck"

// mayImport lists which other parts of the program each part may import; a part is the first folder of a package.
var mayImport = map[string][]string{
	"survey":   {},
	"panel":    {"survey"},
	"analysis": {"survey"},
	"web":      {"survey", "panel", "analysis"},
	"cmd":      {"survey", "panel", "analysis", "web", "testdata"},
	"testdata": {},
}

// rooms lists which packages of analysis each of them may import. A figure goes down once, from dataset to estimate to
// disclosure to the report that Build makes, and up once, from exhibit to xlsx; what is made beside a report rests on dataset.
var rooms = map[string][]string{
	"analysis":                 {"dataset", "disclosure", "estimate", "quality", "report", "stats", "weighting"},
	"analysis/analysisdb":      {"coding"},
	"analysis/analysistest":    {"coding", "dataset"},
	"analysis/coding":          {"stats"},
	"analysis/dataset":         {"quality", "stats"},
	"analysis/disclosure":      {"dataset", "estimate", "report", "stats"},
	"analysis/estimate":        {"coding", "dataset", "quality", "report", "stats"},
	"analysis/exhibit":         {"coding", "quality", "report"},
	"analysis/export":          {},
	"analysis/planning":        {"dataset", "report", "stats"},
	"analysis/quality":         {},
	"analysis/report":          {"coding"},
	"analysis/stats":           {},
	"analysis/stats/reference": {"stats"},
	"analysis/verify":          {"", "coding", "dataset", "disclosure", "estimate", "quality", "report", "stats", "stats/reference", "weighting"},
	"analysis/weighting":       {"dataset", "disclosure", "report", "stats"},
	"analysis/xlsx":            {"exhibit", "export", "report"},
}

// owners lists, for each outside library with a single owner, the packages that may import it. The bare program is what
// the program is measured against, so it shares no code with it and has its own echo and its own SQLite.
var owners = map[string][]string{
	"github.com/labstack/echo":            {"web", "cmd/bench/bare"},
	"github.com/alexedwards/scs":          {"web"},
	"github.com/prometheus":               {"web"},
	"github.com/spf13":                    {"cmd/realitycheck"},
	"gorm.io":                             {"survey/database", "survey/surveydb", "panel/paneldb", "analysis/analysisdb"},
	"github.com/pressly/goose":            {"survey/database"},
	"modernc.org/sqlite":                  {"survey/database", "cmd/bench/bare"},
	"github.com/jackc/pgx":                {"survey/database"},
	"github.com/xuri/excelize":            {"analysis/xlsx", "panel/roster"},
	"github.com/parquet-go":               {"survey/archive"},
	"go.yaml.in/yaml":                     {"survey/definition"},
	"github.com/expr-lang/expr":           {"survey/logic"},
	"github.com/nicksnyder/go-i18n":       {"survey/i18n"},
	"github.com/wneessen/go-mail":         {"panel/mail"},
	"github.com/alexedwards/argon2id":     {"panel/auth"},
	"gonum.org":                           {"analysis/stats/reference"},
	"github.com/yuin/goldmark":            {"survey/media"},
	"golang.org/x/image":                  {"survey/media"},
	"github.com/gabriel-vasile":           {"survey/media"},
	"github.com/blevesearch/snowballstem": {"analysis/coding"},
}

// reference computes the statistics a second time.
const reference = "analysis/stats/reference"

// restsOn lists, for packages with one thought, all that they may import of the program.
var restsOn = map[string][]string{
	"survey":         {"survey/fault", "survey/i18n"},
	"survey/speeder": {},
	"analysis/stats": {},
	reference:        {"analysis/stats"},
	"web/chart":      {},
	"web/exhibit":    {"analysis/exhibit", "analysis/report", "survey/i18n", "web/chart"},
}

// source is one Go file of the program itself, tests left out.
type source struct {
	pkg     string // "survey/i18n"
	file    *ast.File
	imports []string
}

func TestArrowsRunOneWay(t *testing.T) {
	for _, s := range sources(t) {
		for _, imported := range s.imports {
			if fault := arrowFault(s.pkg, imported); fault != "" {
				t.Errorf("%s imports %s: %s", s.pkg, imported, fault)
			}
		}
	}
}

func TestArrowRulesCatchAWrongImport(t *testing.T) {
	for _, c := range [][2]string{
		{"analysis", module + "/panel"},
		{"survey", module + "/survey/surveydb"},
		{"survey/interview", module + "/panel/mail"},
		{"panel", module + "/web"},
		{"web", "gorm.io/gorm"},
		{"survey", "golang.org/x/text/language"},
		{"analysis/stats", module + "/survey/archive"},
		{"analysis", module + "/analysis/stats/reference"},
		{"analysis/stats", module + "/analysis/stats/reference"},
		{"web", module + "/analysis/stats/reference"},
		{"analysis/stats/reference", module + "/analysis/quality"},
		{"survey/speeder", module + "/survey"},
		{"analysis/report", module + "/analysis/exhibit"},
		{"analysis/exhibit", module + "/analysis/stats"},
		{"analysis/exhibit", module + "/analysis"},
		{"web/exhibit", module + "/web"},
		{"web/exhibit", "github.com/labstack/echo/v4"},
		{"analysis/dataset", module + "/analysis/report"},
		{"analysis/estimate", module + "/analysis/disclosure"},
		{"analysis/disclosure", module + "/analysis"},
		{"analysis/xlsx", module + "/analysis/estimate"},
		{"analysis/dataset", module + "/analysis/estimate"},
		{"analysis/quality", module + "/analysis/dataset"},
		{"analysis/estimate", module + "/analysis"},
		{"analysis/report", module + "/analysis/estimate"},
		{"analysis/exhibit", module + "/analysis/dataset"},
		{"analysis/exhibit", module + "/analysis/xlsx"},
		{"analysis/xlsx", module + "/analysis/stats"},
		{"analysis/planning", module + "/analysis/weighting"},
		{"analysis/unheard", module + "/analysis/stats"},
	} {
		if arrowFault(c[0], c[1]) == "" {
			t.Errorf("%s importing %s is not caught", c[0], c[1])
		}
	}
}

// arrowFault says why a package may not import another, or nothing.
func arrowFault(pkg, imported string) string {
	if !strings.HasPrefix(imported, module+"/") {
		if pkg == "survey" && strings.Contains(strings.Split(imported, "/")[0], ".") {
			return "survey itself uses the standard library only"
		}
		for library, packages := range owners {
			if strings.HasPrefix(imported, library) && !slices.Contains(packages, pkg) {
				return "the library belongs to " + strings.Join(packages, ", ")
			}
		}
		return ""
	}
	imported = strings.TrimPrefix(imported, module+"/")
	from, to := part(pkg), part(imported)
	switch {
	case to == "testdata" && strings.HasSuffix(pkg, "test"):
		return "" // packages that help tests show the demo's content
	case from != to && !slices.Contains(mayImport[from], to):
		return "the arrow runs the wrong way"
	case imported == reference && pkg != "analysis/verify":
		return "a second opinion is for tests and for verify, else it is the first"
	case from == "analysis" && to == "analysis" && !slices.Contains(rooms[pkg], strings.TrimPrefix(strings.TrimPrefix(imported, "analysis"), "/")):
		return "the arrow between rooms of analysis is not in the list"
	case restsOn[pkg] != nil && !slices.Contains(restsOn[pkg], imported):
		return "it rests on " + strings.Join(restsOn[pkg], ", ") + " only"
	case from == "testdata":
		return "testdata imports nothing of the program"
	}
	return ""
}

// TestRoomsOfAnalysisAreThoseOnTheList keeps the list short: each room is there, and each arrow is used.
func TestRoomsOfAnalysisAreThoseOnTheList(t *testing.T) {
	used := map[string]bool{}
	for _, s := range sources(t) {
		if _, listed := rooms[s.pkg]; part(s.pkg) == "analysis" && !listed {
			t.Errorf("%s is not on the list of rooms", s.pkg)
		}
		for _, imported := range s.imports {
			used[s.pkg+" "+strings.TrimPrefix(strings.TrimPrefix(imported, module+"/analysis"), "/")] = true
		}
	}
	for room, arrows := range rooms {
		for _, to := range arrows {
			if !used[room+" "+to] {
				t.Errorf("%s no longer imports %s", room, to)
			}
		}
	}
}

func TestEveryPackageHasOneDocComment(t *testing.T) {
	docs := map[string]int{}
	for _, s := range sources(t) {
		docs[s.pkg] += 0
		if s.file.Doc != nil {
			docs[s.pkg]++
		}
	}
	for pkg, n := range docs {
		if n != 1 {
			t.Errorf("%s has %d package comments, want 1", pkg, n)
		}
	}
}

func part(pkg string) string { return strings.Split(pkg, "/")[0] }

// sources parses every Go file of the module with go/parser, so that nothing is cached.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && file != root || d.Name() == "node_modules" {
			return fs.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		s := source{pkg: path.Dir(filepath.ToSlash(relative)), file: parsed}
		for _, imported := range parsed.Imports {
			s.imports = append(s.imports, strings.Trim(imported.Path.Value, `"`))
		}
		all = append(all, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no sources found")
	}
	return all
}

// knowsPanel lists the packages that may name a panel: where archives of before are read, and what helps tests.
var knowsPanel = []string{"survey/archive", "analysis/analysistest", "survey/surveytest", "web/webtest"}

func TestNoRuleKnowsTheCodeOfAPanel(t *testing.T) {
	caught := 0
	for _, s := range sources(t) {
		named := namesPanel(s.file)
		switch {
		case named && slices.Contains(knowsPanel, s.pkg):
			caught++
		case named:
			t.Errorf("%s names the panel of one organisation: ask for its kind", s.pkg)
		}
	}
	if caught == 0 {
		t.Error("the test finds no code of a panel, also not where there are some")
	}
}

// namesPanel reports whether a file holds the code of a panel of the demo.
func namesPanel(file *ast.File) bool {
	found := false
	ast.Inspect(file, func(n ast.Node) bool {
		literal, ok := n.(*ast.BasicLit)
		found = found || ok && (literal.Value == `"internal"` || literal.Value == `"external"`)
		return !found
	})
	return found
}
