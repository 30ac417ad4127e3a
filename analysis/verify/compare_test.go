package verify

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

func decoded(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestComparison(t *testing.T) {
	cases := []struct {
		name, want, got string
		ok              bool
	}{
		{"equal", `{"a":1.5,"b":"x","c":null,"d":true}`, `{"a":1.5,"b":"x","c":null,"d":true}`, true},
		{"inside the tolerance", `{"a":2}`, `{"a":2.0000001}`, true},
		{"outside the tolerance", `{"a":2}`, `{"a":2.000001}`, false},
		{"whole numbers must be equal", `{"n":20000000}`, `{"n":20000001}`, false},
		{"more fields than asked", `{"a":1}`, `{"a":1,"b":2}`, true},
		{"a field that is not there", `{"a":1}`, `{}`, false},
		{"null for a number", `{"a":1}`, `{"a":null}`, false},
		{"a number for null", `{"a":null}`, `{"a":1}`, false},
		{"null and not there are one", `{"a":null}`, `{}`, true},
		{"a word for a number", `{"a":1}`, `{"a":"1"}`, false},
		{"lists keep their order", `{"p":[1,2]}`, `{"p":[2,1]}`, false},
		{"lists keep their length", `{"p":[1,2]}`, `{"p":[1,2,3]}`, false},
		{"an object for a list", `{"p":[1]}`, `{"p":{"a":1}}`, false},
		{"a list for an object", `{"p":{"a":1}}`, `{"p":[1]}`, false},
		{"margins are a set", `{"margins":[{"var":"a","n":1},{"var":"b","n":2}]}`, `{"margins":[{"var":"b","n":2},{"var":"a","n":1}]}`, true},
		{"but every margin counts", `{"margins":[{"var":"a","n":1},{"var":"b","n":2}]}`, `{"margins":[{"var":"b","n":1},{"var":"a","n":2}]}`, false},
		{"what is subtracted is a set", `{"unsafe":[{"minuend":"x","subtract":["a","b"],"n_rest":3}]}`, `{"unsafe":[{"minuend":"x","subtract":["b","a"],"n_rest":3}]}`, true},
		{"notes are not compared", `{"note":"a","anchor":"b","a":1}`, `{"a":1}`, true},
		{"the type of no effect", `{"effect":null,"effect_type":"cohen_d"}`, `{"effect":null,"effect_type":null}`, true},
		{"the type of an effect", `{"effect":1,"effect_type":"cohen_d"}`, `{"effect":1,"effect_type":"cohen_h"}`, false},
		{"no degree of freedom as 0 for null", `{"reason":"no_df","df":null,"se":1}`, `{"reason":"no_df","df":0,"se":1}`, false},
		{"the words of a refusal", `{"code":"bad_weight","detail":"a"}`, `{"code":"bad_weight","detail":"b"}`, true},
	}
	for _, c := range cases {
		compared := comparison{tol: tolerance{Abs: 1e-9, Rel: 1e-7}}
		compared.value("", decoded(t, c.want), decoded(t, c.got))
		if ok := compared.faults == 0; ok != c.ok {
			t.Errorf("%s: got ok %t, %s", c.name, ok, compared.message)
		}
	}
}

func TestTheMessageNamesTheFirstDifference(t *testing.T) {
	compared := comparison{}
	compared.value("", decoded(t, `{"a":[{"x":1,"y":2}],"b":1}`), decoded(t, `{"a":[{"x":1,"y":2.5}],"b":3}`))
	if want := "a[0].y: got 2.5, want 2, off by 0.5"; compared.message != want || compared.faults != 2 || compared.deviation != 2 {
		t.Errorf("got %q, %d faults, deviation %g", compared.message, compared.faults, compared.deviation)
	}
	compared = comparison{}
	compared.value("", decoded(t, `"x"`), strings.Repeat("long ", 100))
	if len(compared.message) > 300 {
		t.Errorf("got a message of %d bytes", len(compared.message))
	}
}

func TestCodesAreText(t *testing.T) {
	for source, want := range map[string]codes{`["a",1,2.50,true]`: {"a", "1", "2.50", "true"}, `98`: {"98"}, `"x"`: {"x"}, `null`: {}, `[]`: {}} {
		var got codes
		if err := json.Unmarshal([]byte(source), &got); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %v, %v; want %v", source, got, err, want)
		}
	}
	var got codes
	if err := json.Unmarshal([]byte(`[{"a":1}]`), &got); err == nil {
		t.Errorf("an object: got %v, want an error", got)
	}
}

func TestTablesAreReadAsCodes(t *testing.T) {
	table, err := readTable([]byte("\ufeffa b,c\r\n1,x\r\n,x\r\nInf,\"q\"\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := table.column("a b")
	if err != nil || table.rows != 3 || c.text(0) != "1" || c.text(1) != "" {
		t.Fatalf("got %+v, %v", c, err)
	}
	numbers := c.numbers()
	if numbers[c.codes[0]] != 1 || numbers[c.codes[1]] == numbers[c.codes[1]] || numbers[c.codes[2]] == numbers[c.codes[2]] {
		t.Errorf("got %v: a missing field and infinity are no numbers", numbers)
	}
	if marks := c.marked(codes{"", "1"}); marks[0] || !marks[c.codes[0]] {
		t.Error("a missing field matches a code")
	}
	if _, err := readTable(nil); err == nil {
		t.Error("an empty file: got no error")
	}
}

func TestFiltersJoinColumnsWithAnd(t *testing.T) {
	table, err := readTable([]byte("a,b\n1,x\n1,y\n2,x\n,x\n"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := newFrame(table, &spec{Scope: where{"b": {"x"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		filter where
		want   []int32
	}{{where{"a": {"1", "2"}}, []int32{0, 1}}, {where{"a": {"2"}, "b": {"x"}}, []int32{1}}, {where{"a": {"", "9"}}, []int32{}}, {nil, []int32{0, 1, 2}}} {
		rows, err := f.filter(c.filter)
		if err != nil || !slices.Equal(f.all(rows), c.want) {
			t.Errorf("%v: got %v, %v; want %v", c.filter, rows, err, c.want)
		}
	}
	if _, err := newFrame(table, &spec{Scope: where{"z": {"x"}}}); err == nil {
		t.Error("a scope over an unknown column: got no error")
	}
}
