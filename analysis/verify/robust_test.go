package verify

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// Specs that somebody got wrong: every field of every case is dropped or replaced by something else. No case may end the
// run.
func TestBrokenSpecsEndInAnswers(t *testing.T) {
	s, err := openSet(ownSet)
	if err != nil {
		t.Fatal(err)
	}
	others := []string{`null`, `""`, `[]`, `{}`, `-1`, `1e9`, `"zz"`, `["zz"]`, `[1,2]`, `[{}]`, `true`, `{"zz":["1"]}`}
	ran := 0
	for _, c := range s.cases {
		data, err := s.read("cases/" + c.ID + ".spec.json")
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(data, &fields); err != nil {
			t.Fatal(err)
		}
		for name, value := range fields {
			if name == "id" || name == "title" || name == "data" {
				continue
			}
			for _, other := range others {
				fields[name] = json.RawMessage(other)
				broken, err := json.Marshal(fields)
				if err != nil {
					t.Fatal(err)
				}
				var question spec
				if json.Unmarshal(broken, &question) != nil {
					continue // refused before anything is computed
				}
				ran++
				r := Result{Status: "error"}
				s.compute(&question, &r)
				if r.Error != nil && r.Error.Code == codeBroken {
					t.Errorf("%s with %s = %s: %s", c.ID, name, other, r.Error.Detail)
				}
			}
			fields[name] = value
		}
	}
	if ran < 500 {
		t.Errorf("got %d specs that could be read, want many", ran)
	}
}

// The same with data: columns lose their values, and rows their end.
func TestBrokenDataEndsInAnswers(t *testing.T) {
	s, err := openSet(ownSet)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range s.cases {
		var question spec
		if err := s.readJSON("cases/"+c.ID+".spec.json", &question); err != nil {
			t.Fatal(err)
		}
		if question.Data == "" {
			continue
		}
		whole, err := s.table(question.Data)
		if err != nil {
			t.Fatal(err)
		}
		for name := range whole.columns {
			for _, text := range []string{"", "zz", "-1", "0", "1e308", "NaN"} {
				broken := &table{rows: whole.rows, columns: map[string]*column{}}
				for other, column := range whole.columns {
					broken.columns[other] = column
				}
				broken.columns[name] = constant(name, text, whole.rows)
				r := Result{Status: "error"}
				(&set{tables: map[string]*table{question.Data: broken}, methods: methods()}).compute(&question, &r)
				if r.Error != nil && r.Error.Code == codeBroken {
					t.Errorf("%s with %s all %q: %s", c.ID, name, text, r.Error.Detail)
				}
				if _, err := json.Marshal(r); err != nil {
					t.Errorf("%s with %s all %q: %v", c.ID, name, text, err)
				}
			}
		}
	}
}

func constant(name, text string, rows int) *column {
	c := &column{name: name, dict: []string{"", text}, codes: make([]int32, rows)}
	if text != "" {
		for i := range c.codes {
			c.codes[i] = 1
		}
	}
	return c
}

// The control of both: a method that does break is caught and named, and the cases after it run.
func TestABrokenMethodFailsItsCaseOnly(t *testing.T) {
	dir := t.TempDir()
	writeCase(t, dir, "a", `{"method":"breaks"}`, `{"status":"ok"}`)
	writeCase(t, dir, "b", `{"method":"special","calls":[]}`, `{"status":"ok","results":[]}`)
	s, err := openSet(filepath.Clean(dir))
	if err != nil {
		t.Fatal(err)
	}
	s.methods["breaks"] = func(*frame) ([]way, error) { panic("no such luck") }
	if r := s.run(context.Background(), s.cases[0]); r.OK || r.Error.Code != codeBroken || !strings.Contains(r.Message, "no such luck") {
		t.Errorf("got %+v", r)
	}
	if r := s.run(context.Background(), s.cases[1]); !r.OK {
		t.Errorf("the case after it: got %+v", r)
	}
}
