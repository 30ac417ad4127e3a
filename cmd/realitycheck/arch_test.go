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

// restsOn lists, for packages with one thought, all that they may import of the program: a figure goes down these rooms once and
// up once. What is shown computes nothing: exhibits know the report and no arithmetic, and their rendering knows no request.
var restsOn = map[string][]string{
	"survey":         {"survey/fault", "survey/i18n"},
	"survey/speeder": {},

	"analysis/stats":   {},
	reference:          {"analysis/stats"},
	"analysis/quality": {"survey", "survey/archive"},
	"analysis/coding":  {"analysis/stats", "survey/fault", "survey/i18n", "survey/names"},
	"analysis/report":  {"analysis/coding", "analysis/stats", "survey", "survey/i18n"},
	"analysis/dataset": {"analysis/quality", "analysis/stats", "survey", "survey/archive", "survey/fault"},
	"analysis/estimate": {"analysis/coding", "analysis/dataset", "analysis/quality", "analysis/report", "analysis/stats", "survey",
		"survey/archive", "survey/i18n"},
	"analysis/disclosure": {"analysis/dataset", "analysis/estimate", "analysis/report", "analysis/stats", "survey"},
	"analysis": {"analysis/dataset", "analysis/disclosure", "analysis/estimate", "analysis/quality", "analysis/report", "analysis/stats",
		"analysis/weighting", "survey", "survey/archive", "survey/i18n"},
	"analysis/weighting": {"analysis/dataset", "analysis/disclosure", "analysis/report", "analysis/stats", "survey", "survey/archive",
		"survey/definition", "survey/fault"},
	"analysis/planning":   {"analysis/dataset", "analysis/report", "analysis/stats", "survey"},
	"analysis/export":     {"survey", "survey/archive", "survey/fault", "survey/i18n"},
	"analysis/exhibit":    {"analysis/coding", "analysis/quality", "analysis/report", "survey", "survey/i18n"},
	"analysis/xlsx":       {"analysis/exhibit", "analysis/export", "analysis/report", "survey", "survey/fault", "survey/i18n"},
	"analysis/analysisdb": {"analysis/coding", "survey/database", "survey/fault"},
	"analysis/verify": {"analysis", "analysis/coding", "analysis/dataset", "analysis/disclosure", "analysis/estimate",
		"analysis/quality", "analysis/report", "analysis/stats", reference, "analysis/weighting", "survey", "survey/archive",
		"survey/i18n", "survey/speeder"},

	"web/chart":   {},
	"web/exhibit": {"analysis/exhibit", "analysis/report", "survey/i18n", "web/chart"},
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
		{"analysis/quality", module + "/analysis/dataset"},
		{"analysis/planning", module + "/analysis/weighting"},
		{"analysis/verify", module + "/analysis/xlsx"},
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
	case restsOn[pkg] != nil && !slices.Contains(restsOn[pkg], imported):
		return "it rests on " + strings.Join(restsOn[pkg], ", ") + " only"
	case from == "testdata":
		return "testdata imports nothing of the program"
	}
	return ""
}

// TestRoomsOfAnalysisAreListed keeps the lists whole and short: every room of analysis has one, and what a package may import it
// does. What helps tests needs none.
func TestRoomsOfAnalysisAreListed(t *testing.T) {
	used := map[string]bool{}
	for _, s := range sources(t) {
		if part(s.pkg) == "analysis" && !strings.HasSuffix(s.pkg, "test") && restsOn[s.pkg] == nil {
			t.Errorf("%s has no list of what it rests on", s.pkg)
		}
		for _, imported := range s.imports {
			used[s.pkg+" "+strings.TrimPrefix(imported, module+"/")] = true
		}
	}
	for pkg, list := range restsOn {
		for _, imported := range list {
			if !used[pkg+" "+imported] {
				t.Errorf("%s no longer imports %s", pkg, imported)
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
var knowsPanel = []string{"survey/archive", "survey/surveytest", "analysis/analysistest", "web/webtest"}

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
