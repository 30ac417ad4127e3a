package verify

import (
	"encoding/json"
	"math"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

func runAdjust(f *frame) ([]way, error) {
	results := []any{}
	for _, family := range f.spec.Families {
		p := make([]float64, len(family.P))
		for i, x := range family.P {
			p[i] = math.NaN()
			if x != nil {
				p[i] = *x
			}
		}
		results = append(results, record{"family": family.Label, "holm": numbers(stats.Holm(p)), "bh": numbers(stats.BenjaminiHochberg(p))})
	}
	return shipped("families of tests", results), nil
}

func numbers(values []float64) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = num(v)
	}
	return out
}

func runRaoScott(f *frame) ([]way, error) {
	var tables []crossTable
	if err := json.Unmarshal(f.spec.Tables, &tables); err != nil {
		return nil, &stats.Error{Code: codeBadSpec, Var: "tables", Detail: err.Error()}
	}
	for _, t := range tables {
		if err := f.need(t.Row, t.Col); err != nil {
			return nil, err
		}
	}
	design, err := f.design()
	if err != nil {
		return nil, err
	}
	results := []any{}
	for _, t := range tables {
		r, err := f.raoScott(design, t)
		if err != nil {
			return nil, err
		}
		results = append(results, r)
	}
	return referenceOnly(results), nil
}

func (f *frame) raoScott(design *reference.Design, t crossTable) (record, error) {
	dom, err := f.filter(t.Where)
	if err != nil {
		return nil, err
	}
	row, rowNames, err := f.categories(t.Row, t.Exclude)
	if err != nil {
		return nil, err
	}
	col, colNames, err := f.categories(t.Col, t.Exclude)
	if err != nil {
		return nil, err
	}
	r := design.RaoScott(row, col, len(rowNames), len(colNames), dom)
	return record{"table": t.Label, "n_rows": r.Rows, "n_members": r.Members, "x2": num(r.X2), "f": num(r.F),
		"ndf": num(r.NDF), "ddf": num(r.DDF), "p": num(r.P), "trace_delta": num(r.TraceDelta), "cells": cellShares(r, rowNames, colNames), "reason": text(r.Reason)}, nil
}

// categories numbers the codes of a column; excluded and missing ones are negative.
func (f *frame) categories(name string, exclude codes) ([]int32, []string, error) {
	c, err := f.column(name)
	if err != nil {
		return nil, nil, err
	}
	out := c.marked(exclude)
	values := make([]int32, len(c.codes))
	for i, code := range c.codes {
		values[i] = code
		if code == 0 || out[code] {
			values[i] = -1
		}
	}
	return values, c.dict, nil
}

// cellShares lists all combinations of the row and column categories that occur in the table, null without a test.
func cellShares(r reference.Distribution, rowNames, colNames []string) any {
	if r.Shares == nil {
		return nil
	}
	cells := []any{}
	row, col := make([]bool, len(rowNames)), make([]bool, len(colNames))
	for i := range r.Shares {
		for j, share := range r.Shares[i] {
			row[i], col[j] = row[i] || share > 0, col[j] || share > 0
		}
	}
	for i := range r.Shares {
		for j, share := range r.Shares[i] {
			if row[i] && col[j] {
				cells = append(cells, record{"row": rowNames[i], "col": colNames[j], "share": num(share)})
			}
		}
	}
	return cells
}
