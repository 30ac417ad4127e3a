package analysis_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"realitycheck/analysis"
	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Here the document is read as JSON, as everybody gets it, and walked by the list of figures.

// entriesAt gives the entries of a list of the document: "unweighted.estimates[]".
func entriesAt(document map[string]any, at string) []map[string]any {
	within := document
	names := strings.Split(strings.TrimSuffix(at, "[]"), ".")
	for _, name := range names[:len(names)-1] {
		within, _ = within[name].(map[string]any)
	}
	list, _ := within[names[len(names)-1]].([]any)
	var entries []map[string]any
	for _, entry := range list {
		entries = append(entries, entry.(map[string]any))
	}
	return entries
}

// tells reports whether an entry has something at a place: a number, analysistest.Even 0, or a list or map with one.
func tells(entry map[string]any, path string, zero bool) bool {
	name, key, keyed := strings.Cut(strings.TrimSuffix(strings.TrimSuffix(path, "}"), "[]"), "{")
	value := entry[name]
	if within, is := value.(map[string]any); is && keyed && key != "" {
		value = within[key]
	}
	switch x := value.(type) {
	case map[string]any:
		return len(x) > 0
	case []any:
		return len(x) > 0
	case string:
		return x != ""
	case float64:
		return x != 0 || !zero
	}
	return value != nil
}

// leaks lists what a document tells of entries that it withholds, and figures that it tells beside the limit in their place; seen
// counts the withheld entries and limits by kind of entry.
func leaks(entries []report.EntrySpec, document map[string]any) (found []string, seen map[string]int) {
	seen = map[string]int{}
	for _, e := range entries {
		for _, at := range e.At {
			for i, entry := range entriesAt(document, at) {
				withheld := e.Mark != "" && entry[e.Mark] == true
				for _, f := range e.Figures {
					limited := f.Limit != "" && tells(entry, f.Limit, false)
					switch {
					case withheld && (tells(entry, f.Path, e.Zero) || limited), limited && tells(entry, f.Path, false):
						found = append(found, fmt.Sprintf("%s[%d].%s", strings.TrimSuffix(at, "[]"), i, f.Path))
					case withheld:
						seen[e.Name]++
					case limited:
						seen[e.Name+" limit"]++
					}
				}
			}
		}
	}
	return found, seen
}

func documentOf(t *testing.T, source *dataset.Source) map[string]any {
	t.Helper()
	doc, err := analysis.Build(context.Background(), source, nil,
		analysis.Options{Tr: translator(t, i18n.Dutch), NMin: 10, Unweighted: true, WithoutFlagged: true})
	ok(t, err)
	var document map[string]any
	ok(t, json.Unmarshal(encoded(t, doc), &document))
	return document
}

// smallSource has two waves of a few colleagues and members of the public, too few for anything.
func smallSource(t *testing.T) *dataset.Source {
	t.Helper()
	dir := t.TempDir()
	for i, wave := range []string{"2025", "2026"} {
		openWave(t, dir, wave, 2025+i, 9)
	}
	analysistest.Pair(t, dir, "2025", "2026", 9, func(int) bool { return true })
	source := dataset.NewSource(dir)
	for _, wave := range []string{"2025", "2026"} {
		analysistest.Code(t, source, wave, analysistest.Codebook(t, "keep"), 0, byDigit)
		analysistest.Code(t, source, wave, analysistest.Codebook(t, "why"), 0, byDigit)
	}
	return source
}

// TestWhatIsWithheldTellsNothing: of every kind of entry, for every figure of the list.
func TestWhatIsWithheldTellsNothing(t *testing.T) {
	all := map[string]int{}
	sources := map[string]*dataset.Source{"figures": figuresSource(t), "attacked": attackedSource(t, 3), "small": smallSource(t)}
	for name, source := range sources {
		found, seen := leaks(report.Entries(), documentOf(t, source))
		for _, leak := range found[:min(10, len(found))] {
			t.Errorf("%s: %s is told of what is withheld", name, leak)
		}
		for kind, n := range seen {
			all[kind] += n
		}
	}
	for _, e := range report.Entries() {
		if e.Mark != "" && all[e.Name] == 0 {
			t.Errorf("no %s is withheld: the test sees nothing of it", e.Name)
		}
	}
	if all["estimate limit"] == 0 || all["choice limit"] == 0 {
		t.Errorf("limits are seen of %v only", all)
	}
}

// The control of the test above: whichever figure a withheld entry tells after all, it is found; and so is one told beside its
// limit.
func TestOneFigureOfWhatIsWithheldIsALeak(t *testing.T) {
	document := documentOf(t, smallSource(t))
	for _, e := range report.Entries() {
		if e.Mark == "" {
			continue
		}
		for _, f := range e.Figures {
			entry := entriesAt(document, e.At[0])[0]
			name, _, _ := strings.Cut(strings.TrimSuffix(f.Path, "[]"), "{")
			for _, forgotten := range []any{0.25, []any{0.25}, map[string]any{"a": 3.0}} {
				before := entry[name]
				entry[name] = forgotten
				if found, _ := leaks(report.Entries(), document); len(found) != 1 {
					t.Errorf("%s.%s = %v: got %d leaks, want 1", e.Name, f.Path, forgotten, len(found))
				}
				entry[name] = before
			}
		}
	}
	limited := map[string]any{"choices": []any{map[string]any{"limit": "below", "share": 0.0, "n": 12.0}}}
	if found, _ := leaks(report.Entries(), limited); len(found) != 1 || found[0] != "choices[0].share" {
		t.Errorf("a share beside its limit: got %q", found)
	}
}

// unexplained lists the figures that a document leaves empty without telling why: the entry is withheld, a limit or a remark
// stands in the place of the figure, nobody answered, or nothing was weighted.
func unexplained(entries []report.EntrySpec, document map[string]any) (found []string) {
	recode := map[string]bool{} // themes, of which samples have no verdict of their own
	theme := func(entry map[string]any) string { return fmt.Sprint(entry["wave"], entry["question"], entry["theme"]) }
	for _, entry := range entriesAt(document, "themes[]") {
		recode[theme(entry)] = entry["verdict"] == "recode"
	}
	for _, e := range entries {
		if e.Name == "response" || e.At[0] == "" {
			continue // a rate without a base has no wave or nobody to be a rate of
		}
		for _, at := range e.At {
			for i, entry := range entriesAt(document, at) {
				why := e.Mark != "" && entry[e.Mark] == true || entry["reason"] != nil || entry["comparable"] == false ||
					entry["note"] == report.NotPaired || entry["n"] == 0.0 || entry["answers"] == 0.0 || entry["method"] == "none" ||
					e.Name == "agreement of coders" && entry["verdict"] == "unknown" || recode[theme(entry)]
				for _, f := range e.Figures {
					why := why || f.Path == "effect" && (entry["basis"] == "anchors" || entry["basis"] == "all") // METHODS 4.5: of two means
					if !tells(entry, f.Path, false) && !why && (f.Limit == "" || !tells(entry, f.Limit, false)) {
						found = append(found, fmt.Sprintf("%s[%d].%s", strings.TrimSuffix(at, "[]"), i, f.Path))
					}
				}
			}
		}
	}
	return found
}

// TestAnEmptyPlaceHasItsReason: in the document, for every figure of the list.
func TestAnEmptyPlaceHasItsReason(t *testing.T) {
	marked := 0
	for name, source := range map[string]*dataset.Source{"figures": figuresSource(t), "small": smallSource(t)} {
		document := documentOf(t, source)
		found := unexplained(report.Entries(), document)
		for _, figure := range found[:min(10, len(found))] {
			t.Errorf("%s: nothing says why %s is empty", name, figure)
		}
		for _, list := range []string{"estimates[]", "unweighted.estimates[]", "without_flagged.estimates[]"} {
			for _, entry := range entriesAt(document, list) {
				limits, _ := entry["limits"].(map[string]any)
				for figure, limit := range limits {
					if limit != "withheld" {
						continue
					}
					marked++
					delete(limits, figure) // the control: without its mark the place is found
					if left := unexplained(report.Entries(), document); len(left) == len(found) {
						t.Errorf("%s: %s of %v without a mark is not found", name, figure, entry)
					}
					limits[figure] = limit
				}
			}
		}
	}
	if marked == 0 {
		t.Error("no figure is withheld for another: the test sees nothing of it")
	}
}
