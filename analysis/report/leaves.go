package report

import (
	"encoding"
	"reflect"
	"slices"
	"strings"
)

// Leaf is one value of the document or of an entry, at the end of its path. A number is a float64; what is null is nil.
type Leaf struct {
	Path  string // "gaps[].n{internal}"
	Value any
}

// Leaves lists every value that a document, or an entry of it, tells, by the names that JSON has. What is absent has none.
func Leaves(value any) []Leaf { return leavesOf(nil, "", reflect.ValueOf(value)) }

func leavesOf(all []Leaf, path string, v reflect.Value) []Leaf {
	if v.IsValid() {
		if words, ok := v.Interface().(encoding.TextMarshaler); ok && v.Kind() == reflect.Struct {
			text, _ := words.MarshalText() // those of a report have no error
			return append(all, Leaf{path, string(text)})
		}
	}
	switch v.Kind() {
	case reflect.Invalid:
		return all
	case reflect.Pointer:
		if !v.IsNil() {
			return leavesOf(all, path, v.Elem())
		}
		if v.Type().Elem().Kind() == reflect.Struct {
			return all
		}
		return append(all, Leaf{path, nil})
	case reflect.Slice:
		for i := range v.Len() {
			all = leavesOf(all, path+"[]", v.Index(i))
		}
		return all
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			all = leavesOf(all, path+"{"+key.String()+"}", v.MapIndex(key))
		}
		return all
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			all = leavesOf(all, memberPath(path, field), v.Field(i))
		}
		return all
	case reflect.Int:
		return append(all, Leaf{path, float64(v.Int())})
	case reflect.String:
		return append(all, Leaf{path, v.String()})
	}
	return append(all, Leaf{path, v.Interface()})
}

// memberPath is that of a field as JSON names it; what is embedded has no name of its own.
func memberPath(path string, field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	if field.Anonymous && name == "" {
		return path
	}
	return strings.TrimPrefix(path+"."+name, ".")
}
