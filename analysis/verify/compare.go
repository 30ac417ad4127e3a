package verify

import (
	"encoding/json"
	"fmt"
	"math"
	"sort"
	"strings"
)

// tolerance of a case: x is right when |x-y| <= Abs + Rel*|y|.
type tolerance struct {
	Abs float64 `json:"abs"`
	Rel float64 `json:"rel"`
}

// comparison walks an expected document and a computed one side by side.
type comparison struct {
	tol       tolerance
	deviation float64 // largest |x-y| / max(1, |y|) of all numbers compared
	way       string  // the part of the engine whose results are compared
	faults    int
	message   string // the first difference
}

func (c *comparison) fault(path, format string, args ...any) {
	c.faults++
	if c.message == "" {
		c.message = strings.TrimPrefix(path, ".") + ": " + fmt.Sprintf(format, args...)
		if c.way != "" {
			c.message = c.way + ": " + c.message
		}
	}
}

// value compares got with want; extra fields in got are allowed.
func (c *comparison) value(path string, want, got any) {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			c.fault(path, "got %s, want an object", short(got))
			return
		}
		c.object(path, w, g)
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			c.fault(path, "got %s, want a list of %d", short(got), len(w))
			return
		}
		for i := range w {
			c.value(fmt.Sprintf("%s[%d]", path, i), w[i], g[i])
		}
	case float64:
		g, ok := got.(float64)
		if !ok {
			c.fault(path, "got %s, want %.15g", short(got), w)
			return
		}
		c.number(path, w, g)
	default:
		if want != got {
			c.fault(path, "got %s, want %s", short(got), short(want))
		}
	}
}

func (c *comparison) number(path string, want, got float64) {
	off := math.Abs(got - want)
	c.deviation = math.Max(c.deviation, off/math.Max(1, math.Abs(want)))
	whole := want == math.Trunc(want) && got == math.Trunc(got)
	if off > c.tol.Abs+c.tol.Rel*math.Abs(want) || whole && want != got {
		c.fault(path, "got %.15g, want %.15g, off by %.3g", got, want, off)
	}
}

func (c *comparison) object(path string, want, got map[string]any) {
	keys := make([]string, 0, len(want))
	for key := range want {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		w, g := want[key], got[key]
		switch {
		case key == "note" || key == "anchor" || key == "detail":
		case key == "effect_type" && want["effect"] == nil:
		case unordered(key):
			c.value(path+"."+key, sorted(w), sorted(g))
		default:
			c.value(path+"."+key, w, g)
		}
	}
}

// unordered names the lists that compare as sets.
func unordered(key string) bool {
	switch key {
	case "margins", "weights_by_cell", "unsafe", "medians", "cells":
		return true
	}
	return false
}

// sorted orders a list of objects by their texts, which are their key.
func sorted(v any) any {
	list, ok := v.([]any)
	if !ok {
		return v
	}
	type entry struct {
		key   string
		value any
	}
	entries := make([]entry, len(list))
	for i, element := range list {
		entries[i] = entry{textKey(element), element}
	}
	sort.SliceStable(entries, func(i, j int) bool { return entries[i].key < entries[j].key })
	out := make([]any, len(list))
	for i, e := range entries {
		out[i] = e.value
	}
	return out
}

func textKey(v any) string {
	object, ok := v.(map[string]any)
	if !ok {
		return short(v)
	}
	texts := map[string]any{}
	for key, value := range object {
		switch x := value.(type) {
		case string:
			texts[key] = x
		case []any:
			sort.Slice(x, func(i, j int) bool { return short(x[i]) < short(x[j]) })
			texts[key] = x
		}
	}
	return short(texts)
}

func short(v any) string {
	if v == nil {
		return "null"
	}
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	if len(data) > 200 {
		return string(data[:200]) + "…"
	}
	return string(data)
}
