package verify

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"realitycheck/analysis"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey/i18n"
)

// The longest road is that of the report itself: the rows of a case become answers in archives, with pairs, weights and codings
// beside them, and analysis.Build reads them as it reads those of a real wave. What the report then tells is held against what
// the case expects, under the names that the list of figures has. A report tells less than a case asks: where it has no place for
// a figure, or withholds it, nothing is compared.

// told is one figure that a report tells, with what a case expects of it.
type told struct {
	Cell
	Of     string // what it measures, for a message
	Want   any    // a number, a word, or nil
	Got    any
	Second bool // Want is the second opinion's, not the case's
}

// roads are the ways through a report, by method of the case.
func roads() map[string]func(*shelf, *frame, any) ([]told, error) {
	return map[string]func(*shelf, *frame, any) ([]told, error){
		"mean":       estimateRoad,
		"proportion": estimateRoad,
		"contrast":   estimateRoad,
		"mean_raked": rakedRoad,
		"rake":       weightingRoad,
		"kappa":      agreementRoad,
		"kripp":      agreementRoad,
		"aapor":      responseRoad,
		"retention":  retentionRoad,
		"flags":      qualityRoad,
		"p_adjust":   adjustRoad,
	}
}

// throughReport is what a report tells of a case. Its archives are gone when it returns.
func (s *set) throughReport(ctx context.Context, f *frame, want any) (all []told, err error) {
	road, ok := roads()[f.spec.Method]
	if !ok || f.spec.level() != stats.Level {
		return nil, nil
	}
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("broken: %v", broken)
		}
	}()
	sh, err := s.newShelf(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, sh.clear()) }()
	return road(sh, f, want)
}

// judgeReport adds what the report tells to the verdict on a case.
func (r *Result) judgeReport(all []told, err error, want expected) {
	c := want.comparison()
	defer r.conclude(c)
	if c.way = "report"; err != nil {
		c.fault("", "%v", err)
	}
	for _, t := range all {
		if c.way = "report"; t.Second {
			c.way = "report and second opinion"
		}
		before := c.faults
		c.value(t.Cell.String()+" of "+t.Of, t.Want, t.Got)
		cover := Cover{t.Cell, t.Second}
		if c.faults == before && t.Want != nil && !slices.Contains(r.Covers, cover) {
			r.Covers = append(r.Covers, cover)
		}
	}
	slices.SortStableFunc(r.Covers, func(a, b Cover) int { return strings.Compare(a.String(), b.String()) })
	if len(all) > 0 {
		r.Through = "report, " + strings.TrimSuffix(r.Through, " only")
	}
}

// Cover is a figure of a report that a case compared and found right.
type Cover struct {
	Cell
	Second bool `json:"second,omitempty"` // with the second opinion on the rows of the case, not with other software
}

// shelf is a temporary folder of archives.
type shelf struct {
	ctx    context.Context
	dir    string
	source *dataset.Source
	tr     *i18n.Translator
}

func (s *set) newShelf(ctx context.Context) (*shelf, error) {
	if s.tr == nil {
		catalogue, err := i18n.Load()
		if err != nil {
			return nil, err
		}
		s.tr = catalogue.For(i18n.English)
	}
	dir, err := os.MkdirTemp("", "realitycheck-verify-")
	if err != nil {
		return nil, err
	}
	return &shelf{ctx, dir, dataset.NewSource(dir), s.tr}, nil
}

// newFolder is a shelf inside the shelf.
func (s *shelf) newFolder(n int) *shelf {
	dir := filepath.Join(s.dir, strconv.Itoa(n))
	return &shelf{s.ctx, dir, dataset.NewSource(dir), s.tr}
}

func (s *shelf) clear() error { return os.RemoveAll(s.dir) }

// build reads the archives as a report is made of them, with the least protection that there is unless told otherwise.
func (s *shelf) build(opts analysis.Options) (*report.Index, error) {
	opts.Tr = s.tr
	r, err := analysis.Build(s.ctx, s.source, nil, opts)
	if err != nil {
		return nil, err
	}
	return report.NewIndex(r), nil
}

// compared pairs the figures of an entry of the report itself with what is expected of them.
func compared(e report.EntrySpec, entry any, of string, want map[string]any) []told {
	return comparedIn(theReport, e, entry, of, want)
}

// comparedIn pairs the figures of an entry of a version with what is expected of them, by their place in the entry. What the
// entry withholds is left out.
func comparedIn(in version, e report.EntrySpec, entry any, of string, want map[string]any) []told {
	got, limited := map[string]any{}, map[string]bool{}
	for _, leaf := range report.Leaves(entry) {
		switch word, isWord := e.Word(leaf.Path); {
		case isWord && leaf.Path == e.Mark && leaf.Value == true:
			return nil
		case isWord && strings.HasPrefix(word.Path, "limit"):
			limited[leaf.Path] = leaf.Value != ""
		case !isWord:
			declared(e, leaf.Path)
		}
		if strings.HasSuffix(leaf.Path, "[]") {
			list, _ := got[leaf.Path].([]any)
			got[leaf.Path] = append(list, leaf.Value)
			continue
		}
		got[leaf.Path] = leaf.Value
	}
	var cell Cell
	if basis, based := got["basis"].(string); based && len(e.Bases) > 0 {
		cell.Basis, cell.Item = report.Basis(basis), got["item"] != nil
	}
	var all []told
	for _, path := range sortedKeys(want) {
		f := declared(e, path)
		if !limited[f.Limit] {
			cell.Figure = e.Paths(f.Path)[in]
			all = append(all, told{Cell: cell, Of: of, Want: want[path], Got: got[path]})
		}
	}
	return all
}

// declared is a figure of an entry in the list of figures. One that a report tells and the list has not breaks the road.
func declared(e report.EntrySpec, path string) report.FigureSpec {
	f, ok := e.Figure(path)
	if !ok {
		panic("not in the list of figures: " + e.Name + "." + path)
	}
	return f
}

// version is one of the ways in which a document tells of the same, in the order of the list of figures.
type version int

const (
	theReport version = iota
	unweighted
	withoutFlagged
)

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// entry is a kind of entry in the list of figures.
func entry(name string) report.EntrySpec {
	all := report.Entries()
	return all[slices.IndexFunc(all, func(e report.EntrySpec) bool { return e.Name == name })]
}
