package verify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"realitycheck/analysis/stats"
	"realitycheck/survey/i18n"
)

// Result is the verdict on one case, with what was computed.
type Result struct {
	ID        string  `json:"id"`
	Title     string  `json:"title"`
	Method    string  `json:"method"`
	Optional  bool    `json:"optional"`
	OK        bool    `json:"ok"`
	Deviation float64 `json:"deviation"`         // largest difference of a number, relative above 1
	Message   string  `json:"message,omitempty"` // the first difference, why the case could not run, or what is odd about its data
	Through   string  `json:"through,omitempty"` // the report, the part of its engine, or that it was the second opinion only
	Covers    []Cover `json:"covers,omitempty"`  // the figures of a report that were compared and right
	Later     string  `json:"later,omitempty"`   // what the case needs that is not there yet; such a case is neither right nor wrong

	Status  string     `json:"status"` // "ok", or "error" when the input was refused
	Error   *CaseError `json:"error,omitempty"`
	Results any        `json:"results,omitempty"`

	ways []way
}

// CaseError is a refusal that belongs to the result of a case.
type CaseError struct {
	Code     string `json:"code"`
	Var      string `json:"var,omitempty"`
	Category string `json:"category,omitempty"`
	Detail   string `json:"detail,omitempty"`
}

// expected is the answer of the other software.
type expected struct {
	Tol      *tolerance     `json:"tol"`
	Optional bool           `json:"optional"`
	Status   string         `json:"status"`
	Error    map[string]any `json:"error"`
	Results  any            `json:"results"`
}

// Run computes and compares every case of the set in dir, in the order of its index. It fails only when the set cannot
// be read or ctx ends; a case that cannot be computed is a [Result] that is not OK.
func Run(ctx context.Context, dir string) ([]Result, error) {
	s, err := openSet(dir)
	if err != nil {
		return nil, err
	}
	results := make([]Result, 0, len(s.cases))
	for _, c := range s.cases {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("verify %s: %w", dir, err)
		}
		results = append(results, s.run(ctx, c))
	}
	return results, nil
}

// set is a folder of cases. Tables are kept, since cases share them.
type set struct {
	dir     string
	cases   []indexEntry
	tables  map[string]*table
	tr      *i18n.Translator // of reports; nil until there is one
	methods map[string]func(*frame) ([]way, error)
}

type indexEntry struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func openSet(dir string) (*set, error) {
	s := &set{dir: dir, tables: map[string]*table{}, methods: methods()}
	data, err := os.ReadFile(filepath.Join(dir, "index.json"))
	if errors.Is(err, os.ErrNotExist) {
		return s, s.listFolder()
	}
	if err != nil {
		return nil, err
	}
	var index struct {
		Cases []indexEntry `json:"cases"`
	}
	if err := json.Unmarshal(data, &index); err != nil {
		return nil, fmt.Errorf("index.json: %w", err)
	}
	s.cases = index.Cases
	if len(s.cases) == 0 {
		return nil, fmt.Errorf("no cases in %s", dir)
	}
	return s, nil
}

// listFolder finds the cases of a set without an index.
func (s *set) listFolder() error {
	names, err := filepath.Glob(filepath.Join(s.dir, "cases", "*.spec.json"))
	if err != nil {
		return err
	}
	sort.Strings(names)
	for _, name := range names {
		s.cases = append(s.cases, indexEntry{ID: strings.TrimSuffix(filepath.Base(name), ".spec.json")})
	}
	if len(s.cases) == 0 {
		return fmt.Errorf("neither index.json nor cases/*.spec.json in %s", s.dir)
	}
	return nil
}

func (s *set) run(ctx context.Context, c indexEntry) Result {
	r := Result{ID: c.ID, Title: c.Title, Status: "error"}
	var question spec
	if err := s.readJSON("cases/"+c.ID+".spec.json", &question); err != nil {
		r.Message = err.Error()
		return r
	}
	r.Method = question.Method
	if r.Title == "" {
		r.Title = question.Title
	}
	var want expected
	if err := s.readJSON("cases/"+c.ID+".expected.json", &want); err != nil {
		r.Message = err.Error()
		return r
	}
	r.Optional = want.Optional
	if r.Later = question.later(); r.Later != "" {
		return r
	}
	f := s.compute(&question, &r)
	r.judge(f, want)
	if r.OK && r.Status == "ok" {
		all, err := s.throughReport(ctx, f, want.Results)
		r.judgeReport(all, err, want)
	}
	if f != nil {
		r.Message = strings.TrimPrefix(strings.Join(append([]string{r.Message}, f.notes...), "; "), "; ")
	}
	return r
}

// compute fills status, error and results, and returns the rows on which they rest.
func (s *set) compute(question *spec, r *Result) *frame {
	f, ways, err := s.answer(question)
	if ways != nil {
		r.Through = through(ways)
	}
	var refused *stats.Error
	switch {
	case errors.As(err, &refused):
		r.Error = &CaseError{Code: refused.Code, Var: refused.Var, Category: refused.Category, Detail: refused.Detail}
	case err != nil:
		r.Error = &CaseError{Code: codeBadData, Detail: err.Error()}
	default:
		r.Status, r.Results, r.ways = "ok", complete(ways), ways
	}
	return f
}

// answer computes a case. What breaks in one case must not end the others, so that a panic becomes its refusal.
func (s *set) answer(question *spec) (f *frame, ways []way, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = &stats.Error{Code: codeBroken, Detail: fmt.Sprint(broken)}
		}
	}()
	method, ok := s.methods[question.Method]
	if !ok {
		return nil, nil, &stats.Error{Code: codeUnknownMethod, Var: question.Method}
	}
	t := &table{columns: map[string]*column{}}
	if question.Data != "" {
		if t, err = s.table(question.Data); err != nil {
			return nil, nil, err
		}
	}
	if f, err = newFrame(t, question); err != nil {
		return nil, nil, err
	}
	ways, err = method(f)
	return f, ways, err
}

func (s *set) table(path string) (*table, error) {
	if t, ok := s.tables[path]; ok {
		return t, nil
	}
	data, err := s.read(path)
	if err != nil {
		return nil, err
	}
	t, err := readTable(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	s.tables[path] = t
	return t, nil
}

// read opens files of the set only; an index comes from elsewhere and may name any path.
func (s *set) read(path string) ([]byte, error) {
	if !filepath.IsLocal(filepath.FromSlash(path)) {
		return nil, fmt.Errorf("%q is not inside the set", path)
	}
	return os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(path)))
}

func (s *set) readJSON(path string, into any) error {
	data, err := s.read(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// judge compares what was computed with what was expected.
func (r *Result) judge(f *frame, want expected) {
	c := want.comparison()
	defer r.conclude(c)
	if want.Status != r.Status {
		c.fault("status", "got %s, want %s", r.describe(), want.Status)
		return
	}
	if want.Status == "error" {
		r.judgeError(c, want.Error)
		return
	}
	for _, w := range r.ways {
		if c.way = w.name; len(r.ways) > 1 && w.name == "" {
			c.way = "reference"
		}
		plain, err := plainJSON(w.results)
		switch {
		case err != nil:
			c.fault("results", "%v", err)
		case r.Method == "suppress":
			f.judgeSuppression(c, want.Results, plain)
		case w.name != "":
			c.value("", want.Results, carried(want.Results, plain))
		default:
			c.value("", want.Results, plain)
		}
	}
}

// comparison compares with the tolerance of the case.
func (want *expected) comparison() *comparison {
	c := &comparison{tol: tolerance{Abs: 1e-9, Rel: 1e-7}}
	if want.Tol != nil {
		c.tol = *want.Tol
	}
	return c
}

// conclude is the verdict after a comparison.
func (r *Result) conclude(c *comparison) {
	r.OK, r.Deviation, r.Message = c.faults == 0, max(r.Deviation, c.deviation), c.message
	if c.faults > 1 {
		r.Message += fmt.Sprintf(" (and %d more)", c.faults-1)
	}
}

func (r *Result) describe() string {
	if r.Error == nil {
		return r.Status
	}
	words := []string{r.Status, r.Error.Code, r.Error.Var, r.Error.Category, r.Error.Detail}
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

// judgeError compares what was refused and why; the words of the detail are free.
func (r *Result) judgeError(c *comparison, want map[string]any) {
	if r.Error.Code != want["code"] {
		c.fault("error.code", "got %q, want %q", r.describe(), want["code"])
		return
	}
	got, err := plainJSON(r.Error)
	if err != nil {
		c.fault("error", "%v", err)
		return
	}
	c.value("error", want, got)
}

// plainJSON turns records into the maps and lists that expected files decode to.
func plainJSON(v any) (any, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var plain any
	return plain, json.Unmarshal(data, &plain)
}
