package archive

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// Weighting is one set of weights of a closed wave, with everything that is needed to make it again. It stands beside the
// archive, which stays as it is; later weightings stand beside earlier ones.
type Weighting struct {
	Name    string          `json:"name"` // the day it was made, with a number when it is not the first of that day
	Made    time.Time       `json:"made"`
	Role    string          `json:"role"` // of who made it: a role, never a person
	Margins survey.Margins  `json:"margins"`
	Panels  []WeightedPanel `json:"panels"`
}

// WeightedPanel is what a weighting made of one panel.
type WeightedPanel struct {
	Panel   string         `json:"panel"`
	N       int            `json:"n"`
	DEff    float64        `json:"deff"` // design effect of weighting (Kish 1965)
	NEff    float64        `json:"n_eff"`
	Low     float64        `json:"low"` // smallest weight
	High    float64        `json:"high"`
	Bounded bool           `json:"bounded"` // the bounds were active
	Fits    []MarginFit    `json:"fits"`
	Merged  []MergedMargin `json:"merged,omitempty"`
}

// MergedMargin names categories of an attribute that count as one.
type MergedMargin struct {
	Attribute  string   `json:"attribute"`
	Categories []string `json:"categories"`
}

// MarginFit is one category of a margin before and after. Shares are 0 to 1.
type MarginFit struct {
	Attribute string  `json:"attribute"`
	Category  string  `json:"category"`
	N         int     `json:"n"`
	Before    float64 `json:"before"` // share by base weights
	Target    float64 `json:"target"`
	After     float64 `json:"after"`
	Low       float64 `json:"low"` // smallest weight
	High      float64 `json:"high"`
}

const (
	columnWeight     = "response.weight"
	weightingPrefix  = "weights-"
	weightingDay     = "2006-01-02"
	weightsAsParquet = ".parquet"
	weightsAsJSON    = ".json"
)

// WriteWeighting stores weights by row of Responses beside the archive in dir, under the day of w.Made, and returns the
// name that they got. A weight that is not positive, or too few of them, is an Invalid fault.
func WriteWeighting(dir string, w Weighting, weights []float64) (string, error) {
	rows, err := rowsByID(dir)
	if err != nil {
		return "", err
	}
	if len(weights) != len(rows) || slices.ContainsFunc(weights, func(x float64) bool { return !(x > 0) || math.IsInf(x, 0) }) {
		return "", fault.New(fault.Invalid, "weights_wrong")
	}
	known, err := Weightings(dir)
	if err != nil {
		return "", err
	}
	w.Name = w.Made.Format(weightingDay)
	for n := 2; slices.ContainsFunc(known, func(k Weighting) bool { return k.Name == w.Name }); n++ {
		w.Name = w.Made.Format(weightingDay) + "-" + strconv.Itoa(n)
	}
	place := make([]int32, len(weights))
	for i := range place {
		place[i] = int32(i)
	}
	path := filepath.Join(dir, weightingPrefix+w.Name)
	err = replaceFile(path+weightsAsParquet, func(into io.Writer) error {
		return writeColumns(into, "weights", len(weights), []column{numberColumn(columnRow, 32, place), realColumn(columnWeight, weights)})
	})
	if err != nil {
		return "", err
	}
	return w.Name, replaceFile(path+weightsAsJSON, asJSON(w))
}

// Weightings lists the weightings beside the archive in dir, oldest first.
func Weightings(dir string) ([]Weighting, error) {
	names, err := filepath.Glob(filepath.Join(escaped(dir), weightingPrefix+"*"+weightsAsJSON))
	if err != nil {
		return nil, err
	}
	all := make([]Weighting, len(names))
	for i, name := range names {
		if err := readJSON(name, &all[i]); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b Weighting) int {
		if day := strings.Compare(dayOf(a.Name), dayOf(b.Name)); day != 0 {
			return day
		}
		return numberOf(a.Name) - numberOf(b.Name)
	})
	return all, nil
}

// escaped keeps a folder's name from being read as a pattern.
func escaped(dir string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(dir)
}

func dayOf(name string) string { return name[:min(len(name), len(weightingDay))] }

func numberOf(name string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(strings.TrimPrefix(name, dayOf(name)), "-"))
	if err != nil {
		return 1
	}
	return n
}

// Weightings lists the weightings of the wave, oldest first.
func (w *Wave) Weightings() ([]Weighting, error) { return Weightings(w.dir) }

// Weights reads the weights of one weighting, by row of Responses. One that is not there is a NotFound fault.
func (w *Wave) Weights(name string) (weights []float64, err error) {
	if name != filepath.Base(name) {
		return nil, fault.New(fault.NotFound, "weighting_absent", "wave", w.Code(), "name", name)
	}
	file := weightingPrefix + name + weightsAsParquet
	err = w.read(file, func(c *columns) error {
		if weights, err = c.reals(columnWeight); err == nil && len(weights) != w.Responses.rows {
			err = fmt.Errorf("%d weights for %d responses", len(weights), w.Responses.rows)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "weighting_absent", "wave", w.Code(), "name", name).Because(err)
	}
	return weights, err
}
