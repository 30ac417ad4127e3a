package analysis_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

var update = flag.Bool("update", false, "write the figures of before anew; their difference is to be reviewed")

const figuresFile = "../testdata/figures/report.nl.json.gz"

// added lists, by path without places in lists ("changes[].se"), the fields that came after the figures were written, or the one
// value that came to a field.
var added = slices.Concat([]string{"frameworks", "panels", "gap_changes", "findings[].Pair",
	// nothing said why these have no figure, or no test
	"theme_gaps[].reason=recode", "theme_gaps[].reason=zero_variance",
	"theme_changes[].reason=recode", "theme_changes[].reason=zero_variance"},
	marked("estimates"), marked("unweighted.estimates"), marked("without_flagged.estimates"))

// marked are the marks of figures that secondary suppression withholds; they had been null without one.
func marked(list string) (paths []string) {
	for _, figure := range []string{"top2", "dont_know", "distribution"} {
		paths = append(paths, list+"[].limits."+figure+"=withheld")
	}
	return paths
}

// TestFiguresStayAsTheyWere holds every figure and sentence of a report against those written down before, to the bit.
func TestFiguresStayAsTheyWere(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("other processors round sums of products elsewhere, so that last bits differ")
	}
	got := figuresNow(t)
	if *update {
		ok(t, os.WriteFile(figuresFile, zipped(t, got), 0o644))
	}
	different := differences(figuresBefore(t), decoded(t, got), added)
	for _, d := range different[:min(10, len(different))] {
		t.Error(d)
	}
	if len(different) > 10 {
		t.Errorf("and %d more", len(different)-10)
	}
}

// The control of the test above: one figure that moves by its last bit turns it red.
func TestOneLastBitIsADifference(t *testing.T) {
	before := figuresBefore(t)
	for _, c := range [][2]string{
		{"changes", "se"}, {"estimates", "mean"}, {"unweighted.gaps", "p"}, {"without_flagged.estimates", "top2"}} {
		now := figuresBefore(t)
		path, moved := moveOneBit(t, now, c[0], c[1])
		got := differences(before, now, added)
		if len(got) != 1 || got[0].path != path || got[0].got != moved {
			t.Errorf("%v: got %v, want one difference, at %s", c, got, path)
		}
	}
}

func TestOnlyListedFieldsMayCome(t *testing.T) {
	read := func(src string) (v any) {
		ok(t, json.Unmarshal([]byte(src), &v))
		return v
	}
	before := read(`{"list": [{"a": 1}, {"a": 2}], "gone": null}`)
	for _, c := range []struct {
		now   string
		added []string
		want  []string
	}{
		{`{"list": [{"a": 1}, {"a": 2}], "gone": null}`, nil, nil},
		{`{"list": [{"a": 1}, {"a": 2, "b": 0}], "gone": null}`, nil, []string{"list[1].b"}},
		{`{"list": [{"a": 1}, {"a": 2, "b": 0}], "gone": null}`, []string{"list[].b"}, nil},
		{`{"list": [{"a": 1}, {"a": 2, "b": {"c": "d"}}], "gone": null}`, []string{"list[].b.c=d"}, nil},
		{`{"list": [{"a": 1}, {"a": 2, "b": {"c": "e"}}], "gone": null}`, []string{"list[].b.c=d"}, []string{"list[1].b.c"}},
		{`{"list": [{"a": 1}, {"a": 2}]}`, []string{"gone"}, []string{"gone"}},
		{`{"list": [{"a": 1}], "gone": 0}`, nil, []string{"gone", "list[1]"}},
		{`{"list": [{"a": 2}, {"a": 1}], "gone": null}`, nil, []string{"list[0].a", "list[1].a"}},
		{`{"list": {"a": 1}, "gone": null}`, nil, []string{"list"}},
	} {
		var got []string
		for _, d := range differences(before, read(c.now), c.added) {
			got = append(got, d.path)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got differences at %v, want %v", c.now, got, c.want)
		}
	}
}

// The figures say something only as long as they hold what is rare: hidden figures, limits, broken trends, themes.
func TestFiguresOfBeforeHoldWhatIsRare(t *testing.T) {
	report := figuresBefore(t)
	text := string(encoded(t, report))
	for _, part := range []string{`"suppressed":true`, `"limits":{"`, `"limit":"below"`, `"comparable":false`, `"reworded":true`,
		`"reason":"no_valid"`, `"reason":"zero_variance"`, `"merged":["`, `"group":{"`, `"verdict":"good"`, `"verdict":"recode"`} {
		if !strings.Contains(text, part) {
			t.Errorf("no figure has %s", part)
		}
	}
	for name, list := range report {
		if list, is := list.([]any); is && len(list) == 0 {
			t.Errorf("no %s", name)
		}
	}
}

// difference is a place where two documents differ.
type difference struct{ path, want, got string }

func (d difference) String() string { return fmt.Sprintf("%s: got %s, want %s", d.path, d.got, d.want) }

// differences compares decoded JSON field by field, in the order of the paths. Numbers are compared as they are written:
// the shortest form that reads back to the same bits. Fields that are only in got must be among those added.
func differences(want, got any, added []string) []difference {
	c := comparison{added: added}
	c.compare("", want, got)
	return c.found
}

type comparison struct {
	added []string
	found []difference
}

// nothing stands for a field or place that is absent.
type nothing struct{}

var places = regexp.MustCompile(`\[\d+\]`)

func (c *comparison) compare(path string, want, got any) {
	wantFields, wantObject := want.(map[string]any)
	gotFields, gotObject := got.(map[string]any)
	wantList, wantArray := want.([]any)
	gotList, gotArray := got.([]any)
	switch {
	case wantObject && gotObject:
		names := maps.Clone(wantFields)
		maps.Copy(names, gotFields)
		for _, name := range slices.Sorted(maps.Keys(names)) {
			c.compare(strings.TrimPrefix(path+"."+name, "."), fieldOf(wantFields, name), fieldOf(gotFields, name))
		}
	case wantArray && gotArray:
		for i := range max(len(wantList), len(gotList)) {
			c.compare(fmt.Sprintf("%s[%d]", path, i), placeOf(wantList, i), placeOf(gotList, i))
		}
	case want == nothing{} && c.mayCome(places.ReplaceAllString(path, "[]"), got):
	case want == nothing{} && gotObject: // a value of it may be listed
		c.compare(path, map[string]any{}, got)
	case wantObject || gotObject || wantArray || gotArray || want != got:
		c.found = append(c.found, difference{path, Common(want), Common(got)})
	}
}

func (c *comparison) mayCome(path string, value any) bool {
	return slices.Contains(c.added, path) || slices.Contains(c.added, fmt.Sprintf("%s=%v", path, value))
}

func fieldOf(object map[string]any, name string) any {
	if value, there := object[name]; there {
		return value
	}
	return nothing{}
}

func placeOf(list []any, i int) any {
	if i < len(list) {
		return list[i]
	}
	return nothing{}
}

// shown is a value as it stands in JSON, cut where it is long.
func Common(value any) string {
	if value == (nothing{}) {
		return "nothing"
	}
	src, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return string(src[:min(len(src), 400)])
}

// moveOneBit changes the first number in the list that path names, from the place it gives on, by its last bit.
func moveOneBit(t *testing.T, figures map[string]any, list, field string) (path, now string) {
	t.Helper()
	within := figures
	names := strings.Split(list, ".")
	for _, name := range names[:len(names)-1] {
		within = within[name].(map[string]any)
	}
	for i, row := range within[names[len(names)-1]].([]any) {
		number, told := row.(map[string]any)[field].(json.Number)
		if i < 17 || !told {
			continue
		}
		x, err := number.Float64()
		ok(t, err)
		now = string(encoded(t, math.Nextafter(x, math.Inf(1))))
		row.(map[string]any)[field] = json.Number(now)
		return fmt.Sprintf("%s[%d].%s", list, i, field), now
	}
	t.Fatalf("no %s in %s", field, list)
	return "", ""
}

// figuresNow is the report of the made waves, with its findings, as it is written down.
func figuresNow(t *testing.T) []byte {
	t.Helper()
	tr := translator(t, i18n.Dutch)
	doc, err := analysis.Build(context.Background(), figuresSource(t), nil,
		analysis.Options{Tr: tr, NMin: 10, Synthetic: true, Unweighted: true, WithoutFlagged: true})
	ok(t, err)
	return encoded(t, map[string]any{"report": doc, "findings": report.Findings(report.NewIndex(doc), tr)})
}

func figuresBefore(t *testing.T) map[string]any {
	t.Helper()
	src, err := os.ReadFile(figuresFile)
	ok(t, err)
	r, err := gzip.NewReader(bytes.NewReader(src))
	ok(t, err)
	src, err = io.ReadAll(r)
	ok(t, err)
	return decoded(t, src)
}

// decoded reads the figures, those of the report beside the findings, with numbers as they are written.
func decoded(t *testing.T, src []byte) map[string]any {
	t.Helper()
	var read struct {
		Report   map[string]any `json:"report"`
		Findings []any          `json:"findings"`
	}
	d := json.NewDecoder(bytes.NewReader(src))
	d.UseNumber()
	ok(t, d.Decode(&read))
	read.Report["findings"] = read.Findings
	return read.Report
}

func encoded(t *testing.T, value any) []byte {
	t.Helper()
	src, err := json.Marshal(value)
	ok(t, err)
	return src
}

func zipped(t *testing.T, src []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	ok(t, err)
	_, err = w.Write(src)
	ok(t, errors.Join(err, w.Close()))
	return b.Bytes()
}
