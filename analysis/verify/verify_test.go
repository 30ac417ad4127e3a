package verify

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const ownSet = "../../testdata/stats"

// ownResults are those of the own set, which most tests only read.
var ownResults = sync.OnceValues(func() ([]Result, error) { return Run(context.Background(), ownSet) })

func runSet(t *testing.T, dir string) []Result {
	t.Helper()
	results, err := ownResults()
	if dir != ownSet {
		results, err = Run(context.Background(), dir)
	}
	if err != nil {
		t.Fatal(err)
	}
	return results
}

func TestReferenceCasesPass(t *testing.T) {
	results := runSet(t, ownSet)
	for _, r := range results {
		if !r.OK && r.Later == "" {
			t.Errorf("%s: %s", r.ID, r.Message)
		}
		if (r.Through == "") != (r.Later != "") {
			t.Errorf("%s: ran through %q", r.ID, r.Through)
		}
	}
	const want = "38 passed, 19 not there yet: P41 P41b P41c P42 P42b P43 P43b P44 P45 P46 P47 P48 P49 P50 P51 P52 P52b P53 P54, 0 failed"
	if got := Sum(results).String(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// made writes a set of one case and runs it.
func made(t *testing.T, csv, spec, expected string) Result {
	t.Helper()
	dir := t.TempDir()
	writeCase(t, dir, "made", spec, expected)
	if csv != "" {
		write(t, filepath.Join(dir, "data", "made.csv"), csv)
	}
	results := runSet(t, dir)
	if len(results) != 1 {
		t.Fatalf("got %d results", len(results))
	}
	return results[0]
}

func writeCase(t *testing.T, dir, id, spec, expected string) {
	t.Helper()
	write(t, filepath.Join(dir, "cases", id+".spec.json"), spec)
	write(t, filepath.Join(dir, "cases", id+".expected.json"), expected)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// leaf is one value of an expected document that must matter.
type leaf struct {
	path string
	set  func(any)
	old  any
}

// leaves lists the values of a document, except those that the format tells programs to ignore or not to require.
func leaves(path string, v any, set func(any)) []leaf {
	switch x := v.(type) {
	case map[string]any:
		var out []leaf
		for key, child := range x {
			switch key {
			case "note", "anchor", "detail", "optimal_secondary", "optimal_cost":
				continue
			}
			out = append(out, leaves(path+"."+key, child, func(n any) { x[key] = n })...)
		}
		return out
	case []any:
		var out []leaf
		for i, child := range x {
			if i == 3 {
				break // a sample of long lists is enough
			}
			out = append(out, leaves(fmt.Sprintf("%s[%d]", path, i), child, func(n any) { x[i] = n })...)
		}
		return out
	}
	return []leaf{{path, set, v}}
}

// wrong is a value near the right one.
func wrong(v any) any {
	switch x := v.(type) {
	case float64:
		if x == math.Trunc(x) {
			return x + 1
		}
		return x*(1+1e-5) + math.Copysign(1e-6, x)
	case string:
		return x + "x"
	case bool:
		return !x
	}
	return 12345.0
}

// The control of the reference cases: whatever is changed in an expected answer, the case no longer passes.
func TestEveryExpectedValueMatters(t *testing.T) {
	s, err := openSet(ownSet)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range s.cases {
		var question spec
		if err := s.readJSON("cases/"+c.ID+".spec.json", &question); err != nil {
			t.Fatal(err)
		}
		data, err := s.read("cases/" + c.ID + ".expected.json")
		if err != nil {
			t.Fatal(err)
		}
		if question.later() != "" {
			continue
		}
		computed := Result{Status: "error", Method: question.Method}
		f := s.compute(&question, &computed)
		var document map[string]any
		if err := json.Unmarshal(data, &document); err != nil {
			t.Fatal(err)
		}
		for _, l := range leaves("", map[string]any{"status": document["status"], "error": document["error"], "results": document["results"]}, nil) {
			if l.old == nil && (l.path == ".error" || l.path == ".results" || strings.HasSuffix(l.path, ".effect_type")) {
				continue // says nothing, or has no meaning without the effect
			}
			tampered := reread(t, data)
			change(tampered, l.path, wrong(l.old))
			if r := judged(t, f, computed, tampered); r.OK {
				t.Errorf("%s: %s changed from %v to %v and still passes", c.ID, l.path, l.old, wrong(l.old))
			}
		}
	}
}

func reread(t *testing.T, data []byte) map[string]any {
	t.Helper()
	var document map[string]any
	if err := json.Unmarshal(data, &document); err != nil {
		t.Fatal(err)
	}
	return document
}

// change sets the value at a path of leaves.
func change(document any, path string, value any) {
	for _, l := range leaves("", document, nil) {
		if l.path == path {
			l.set(value)
		}
	}
}

func judged(t *testing.T, f *frame, computed Result, document map[string]any) Result {
	t.Helper()
	data, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	var want expected
	if err := json.Unmarshal(data, &want); err != nil {
		return Result{Message: err.Error()}
	}
	computed.judge(f, want)
	return computed
}

func TestMissingColumnsAreNamed(t *testing.T) {
	s, err := openSet(ownSet)
	if err != nil {
		t.Fatal(err)
	}
	noticed := map[string]int{}
	for _, c := range s.cases {
		var question spec
		if err := s.readJSON("cases/"+c.ID+".spec.json", &question); err != nil {
			t.Fatal(err)
		}
		if question.Data == "" || question.later() != "" {
			continue
		}
		whole, err := s.table(question.Data)
		if err != nil {
			t.Fatal(err)
		}
		for name := range whole.columns {
			short := &table{rows: whole.rows, columns: map[string]*column{}}
			for other, c := range whole.columns {
				if other != name {
					short.columns[other] = c
				}
			}
			computed := Result{Status: "error"}
			(&set{tables: map[string]*table{question.Data: short}, methods: methods()}).compute(&question, &computed)
			if computed.Error != nil && computed.Error.Code == codeUnknownColumn {
				noticed[question.Method]++
				if computed.Error.Var != name {
					t.Errorf("%s without %q: got %q", c.ID, name, computed.Error.Var)
				}
			}
		}
	}
	for _, method := range []string{"mean", "proportion", "contrast", "rake", "kish", "rao_scott", "alpha", "kappa", "kripp", "aapor", "retention",
		"suppress", "difference_audit", "design_balance", "flags", "mean_raked"} {
		if noticed[method] == 0 {
			t.Errorf("%s never noticed a missing column", method)
		}
	}
}

func TestMadeCases(t *testing.T) {
	const csv = "wie é,paneel \"A\",gewicht,vr. 1\r\n1,x,1,3\r\n2,x,1,5\r\n3,x,1,98\r\n4,x,1,\r\n5,x,1,zz\r\n"
	const spec = `{"method":"mean","data":"data/made.csv","cluster":"wie é","strata":"paneel \"A\"","weight":"gewicht","level":0.8,
		"items":[{"name":"q","var":"vr. 1","type":"mean","dk":[98]}],"domains":[{"label":"a","where":{}}]}`
	cases := []struct {
		name, csv, spec, expected string
		ok                        bool
		message                   string
	}{
		{"odd names and another level", csv, spec,
			`{"status":"ok","results":[{"item":"q","domain":"a","n_rows":2,"n_dk_rows":1,"n_missing_rows":2,"mean":4,"df":1,"ci_low":-0.13365,"reason":null}],"tol":{"abs":0.01,"rel":0}}`, false, "ci_low"},
		{"a byte order mark", "\ufeff" + csv, spec, `{"status":"ok","results":[{"mean":4}]}`, true, ""},
		{"a tolerance that is tight", csv, spec, `{"status":"ok","results":[{"mean":4.0001}],"tol":{"abs":1e-5,"rel":0}}`, false, "mean"},
		{"the same with a loose one", csv, spec, `{"status":"ok","results":[{"mean":4.0001}],"tol":{"abs":1e-3,"rel":0}}`, true, ""},
		{"an unknown column", csv, strings.Replace(spec, "vr. 1", "vr. 2", 1), `{"status":"error","error":{"code":"unknown_column","var":"vr. 2"},"results":{}}`, true, ""},
		{"another error than expected", csv, strings.Replace(spec, "vr. 1", "vr. 2", 1), `{"status":"error","error":{"code":"bad_weight"}}`, false, "unknown_column"},
		{"an error that did not happen", csv, spec, `{"status":"error","error":{"code":"bad_weight"}}`, false, "got ok, want error"},
		{"a weight of zero", strings.Replace(csv, "1,x,1,3", "1,x,0,3", 1), spec, `{"status":"error","error":{"code":"bad_weight"}}`, true, ""},
		{"an unknown method", csv, `{"method":"tarot"}`, `{"status":"error","error":{"code":"unknown_method"}}`, true, ""},
		{"a file that is not there", "", spec, `{"status":"ok"}`, false, "made.csv"},
		{"a file outside the set", csv, strings.Replace(spec, "data/made.csv", "../../made.csv", 1), `{"status":"ok"}`, false, "not inside the set"},
		{"rows of different lengths", csv + "1,2\n", spec, `{"status":"ok"}`, false, "fields"},
		{"an expected file that is broken", csv, spec, `{"status":`, false, "expected.json"},
		{"an unknown domain", csv, `{"method":"contrast","data":"data/made.csv","items":[],"domains":[],"contrasts":[{"label":"d","coef":{"nowhere":1}}]}`,
			`{"status":"error","error":{"code":"unknown_domain","var":"nowhere"}}`, true, ""},
		{"an unknown table", "table,row,col,n\nT,a,b,4\n", `{"method":"suppress","data":"data/made.csv","tables":["U"]}`,
			`{"status":"error","error":{"code":"unknown_table","var":"U"}}`, true, ""},
		{"counts that are none", "table,row,col,n\nT,a,b,4.5\n", `{"method":"suppress","data":"data/made.csv","tables":["T"]}`,
			`{"status":"error","error":{"code":"bad_count","var":"T"}}`, true, ""},
		{"a table that is too small", "table,row,col,n\nT,a,b,4\n", `{"method":"suppress","data":"data/made.csv","tables":["T"],"n_min":10}`,
			`{"status":"ok","results":[{"table":"T","total":4,"suppress_all":true,"primary":[],"secondary_needed":false}]}`, true, ""},
		{"targets that are no numbers", "a\nx\ny\n", `{"method":"rake","data":"data/made.csv","margins":[{"var":"a","targets":{"x":"half","y":0.5}}]}`,
			`{"status":"error","error":{"code":"bad_target","var":"a"}}`, true, ""},
		{"weights by cell", "a\nx\nx\ny\n", `{"method":"rake","data":"data/made.csv","cells_only":true,"margins":[{"var":"a","targets":{"x":0.5,"y":0.5}}]}`,
			`{"status":"ok","results":{"n":3,"weights_by_cell":[{"a":"y","weight":1.5},{"a":"x","weight":0.75}]}}`, true, ""},
		{"nobody to weight", "a,b\nx,1\n", `{"method":"rake","data":"data/made.csv","scope":{"b":["2"]},"margins":[{"var":"a","targets":{"x":1}}]}`,
			`{"status":"error","error":{"code":"no_respondents"}}`, true, ""},
		{"one bound", "a\nx\n", `{"method":"rake","data":"data/made.csv","bounds":[1],"margins":[]}`, `{"status":"error","error":{"code":"bad_spec"}}`, true, ""},
		{"an unknown disposition", "d\nI\nQQ\n", `{"method":"aapor","data":"data/made.csv","disp":"d","e":0.5,"domains":[{"label":"a","where":{"d":"I"}}]}`,
			`{"status":"error","error":{"code":"unknown_disposition","category":"QQ"}}`, true, ""},
		{"an unknown function", "", `{"method":"special","calls":[{"f":"cosine","args":[1]}]}`, `{"status":"error","error":{"code":"bad_spec"}}`, true, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if r := made(t, c.csv, c.spec, c.expected); r.OK != c.ok || !strings.Contains(r.Message, c.message) {
				t.Errorf("got ok %t, %q; want ok %t, %q", r.OK, r.Message, c.ok, c.message)
			}
		})
	}
}

// TestWordsForNumbersAreTold: an item of words has no valid answer, and the reason alone does not say why.
func TestWordsForNumbersAreTold(t *testing.T) {
	const spec = `{"method":"mean","data":"data/made.csv","items":[{"name":"q","var":"q","type":"mean","dk":["dk"],"missing":["-"]}],"domains":[{"label":"a","where":{}}]}`
	const none = `{"status":"ok","results":[{"item":"q","domain":"a","mean":null,"reason":"no_valid"}]}`
	for name, c := range map[string]struct{ csv, message string }{
		"words":               {"q\ndk\nagree\n-\nvery much\n", `no value of column "q" is a number, such as "agree"`},
		"don't knows only":    {"q\ndk\ndk\n", ""},
		"missing values only": {"q\n-\n\n", ""},
	} {
		r := made(t, c.csv, spec, none)
		if !r.OK || !strings.HasPrefix(r.Message, c.message) || (r.Message == "") != (c.message == "") {
			t.Errorf("%s: got ok %t, %q", name, r.OK, r.Message)
		}
	}
	if r := made(t, "q\nagree\n4\n", spec, `{"status":"ok","results":[{"mean":4}]}`); r.Message != "" {
		t.Errorf("with one number: got %q", r.Message)
	}
}

func TestSetsThatCannotBeRead(t *testing.T) {
	for name, prepare := range map[string]func(dir string){
		"nothing there":     func(string) {},
		"an index of none":  func(dir string) { write(t, filepath.Join(dir, "index.json"), `{"cases":[]}`) },
		"an index in prose": func(dir string) { write(t, filepath.Join(dir, "index.json"), `see below`) },
	} {
		dir := t.TempDir()
		prepare(dir)
		if _, err := Run(context.Background(), dir); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, ownSet); err == nil {
		t.Error("a cancelled run: got no error")
	}
}

func TestIndexNamesTheCases(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "index.json"), `{"cases":[{"id":"b b","title":"B"},{"id":"gone"}]}`)
	writeCase(t, dir, "a", `{"method":"special","calls":[]}`, `{"status":"ok","results":[]}`)
	writeCase(t, dir, "b b", `{"method":"special","calls":[{"f":"qt","args":[0.975,1]}]}`, `{"status":"ok","results":[{"value":12.7062047361747}],"optional":true}`)
	results := runSet(t, dir)
	if len(results) != 2 || results[0].ID != "b b" || !results[0].OK || !results[0].Optional || results[0].Title != "B" {
		t.Errorf("got %+v", results)
	}
	if results[1].OK || results[1].Message == "" {
		t.Errorf("a case without files: got %+v", results[1])
	}
}

func TestResultsAreJSON(t *testing.T) {
	for _, r := range runSet(t, ownSet) {
		if _, err := json.Marshal(r); err != nil {
			t.Errorf("%s: %v", r.ID, err)
		}
		if math.IsNaN(r.Deviation) || math.IsInf(r.Deviation, 0) {
			t.Errorf("%s: deviation %g", r.ID, r.Deviation)
		}
	}
}

func TestRunsAreEqualToTheBit(t *testing.T) {
	first, second := runSet(t, ownSet), runSet(t, ownSet+"/")
	for i := range first {
		a, errA := json.Marshal(first[i])
		b, errB := json.Marshal(second[i])
		if errA != nil || errB != nil || string(a) != string(b) {
			t.Errorf("%s: two runs differ", first[i].ID)
		}
	}
}

// BenchmarkLargeFile estimates from 200,000 rows, reading the file included.
func BenchmarkLargeFile(b *testing.B) {
	var text strings.Builder
	text.WriteString("member,panel,wave,w,q\n")
	for i := range 200_000 {
		fmt.Fprintf(&text, "m%d,%d,%d,%.5f,%d\n", i%70_000, i%2, i%3, 0.5+float64(i%977)/977, 1+i*i%5)
	}
	question := &spec{Method: "contrast", Data: "made", Cluster: "member", Strata: "panel", Weight: "w",
		Items:     []item{{Name: "q", Var: "q", Type: "mean"}},
		Domains:   []domain{{Label: "a", Where: where{"wave": {"0"}}}, {Label: "b", Where: where{"wave": {"1"}}}},
		Contrasts: []contrast{{Label: "d", Coef: map[string]float64{"a": 1, "b": -1}}}}
	for b.Loop() {
		t, err := readTable([]byte(text.String()))
		if err != nil {
			b.Fatal(err)
		}
		var r Result
		(&set{tables: map[string]*table{"made": t}, methods: methods()}).compute(question, &r)
		if r.Status != "ok" {
			b.Fatal(r.Error)
		}
	}
}
