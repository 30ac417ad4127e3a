package main

import (
	"go/ast"
	"go/token"
	"strings"
	"testing"

	"realitycheck/survey/i18n"
)

// TestEveryFaultHasASentence finds the keys of faults in the sources and asks the catalogue for each.
func TestEveryFaultHasASentence(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			for _, key := range faultKeys(n) {
				found++
				if catalogue.For(i18n.English).T(key) == key {
					t.Errorf("%s: no sentence for %q", s.pkg, key)
				}
			}
			return true
		})
	}
	if found < 50 {
		t.Errorf("found %d keys of faults: the search does not see them", found)
	}
}

// faultKeys gives the literal message keys in a call of the fault package, or in a fault.Field.
func faultKeys(n ast.Node) []string {
	var keys []string
	literal := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			keys = append(keys, strings.Trim(lit.Value, `"`))
		}
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		selector, ok := n.Fun.(*ast.SelectorExpr)
		if !ok || !isName(selector.X, "fault") {
			break
		}
		switch {
		case selector.Sel.Name == "New" && len(n.Args) > 1:
			literal(n.Args[1])
		case selector.Sel.Name == "InFields" && len(n.Args) > 0:
			literal(n.Args[0])
		}
	case *ast.CompositeLit:
		selector, ok := n.Type.(*ast.SelectorExpr)
		if !ok || !isName(selector.X, "fault") || selector.Sel.Name != "Field" {
			break
		}
		for _, element := range n.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok && isName(pair.Key, "Key") {
				literal(pair.Value)
			}
		}
	}
	return keys
}

func isName(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}
