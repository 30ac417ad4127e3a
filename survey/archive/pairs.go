package archive

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"realitycheck/survey/fault"
)

// Pair says that two responses, of two waves, came from one member. Nothing else is known about the member.
type Pair struct {
	Earlier string // id of a response in the earlier wave
	Later   string // id of a response in this wave
}

// PairRows is a Pair as rows: places in Responses of the earlier wave and of this one.
type PairRows struct {
	Earlier int32
	Later   int32
}

const (
	columnEarlier = "pair.earlier"
	columnLater   = "pair.later"
)

// PairsFile names the file of the pairs with an earlier wave. It is restricted and part of no export.
func PairsFile(earlier string) string { return "pairs-" + earlier + ".parquet" }

// WritePairs stores, beside the archive in dir, which of its responses belong together with those of an earlier wave,
// whose archive is in earlierDir. Pairs with a response that is in neither archive, such as a break-off, are passed over;
// writing again replaces. It returns how many were kept.
func WritePairs(dir, earlierDir string, pairs []Pair) (kept int, err error) {
	later, err := rowsByID(dir)
	if err != nil {
		return 0, err
	}
	earlier, err := rowsByID(earlierDir)
	if err != nil {
		return 0, err
	}
	var rows []PairRows
	for _, p := range pairs {
		from, here := earlier[p.Earlier]
		to, there := later[p.Later]
		if here && there {
			rows = append(rows, PairRows{Earlier: from, Later: to})
		}
	}
	slices.SortFunc(rows, func(a, b PairRows) int { return int(a.Later - b.Later) })
	if err := uniquePairs(rows); err != nil {
		return 0, err
	}
	path := filepath.Join(dir, PairsFile(filepath.Base(earlierDir)))
	return len(rows), replaceFile(path, func(w io.Writer) error {
		return writeColumns(w, "pairs", len(rows), []column{
			numberColumn(columnEarlier, 32, each(rows, func(p PairRows) int32 { return p.Earlier })),
			numberColumn(columnLater, 32, each(rows, func(p PairRows) int32 { return p.Later })),
		})
	})
}

// uniquePairs refuses a response that belongs to two: members would melt together.
func uniquePairs(rows []PairRows) error {
	earlier := make(map[int32]bool, len(rows))
	for i, p := range rows {
		if earlier[p.Earlier] || i > 0 && rows[i-1].Later == p.Later {
			return fault.New(fault.Invalid, "archive_pair_twice")
		}
		earlier[p.Earlier] = true
	}
	return nil
}

func rowsByID(dir string) (map[string]int32, error) {
	w := &Wave{dir: dir}
	ids, err := w.IDs()
	if err != nil {
		return nil, err
	}
	rows := make(map[string]int32, len(ids))
	for i, id := range ids {
		rows[id] = int32(i)
	}
	return rows, nil
}

func each[T, U any](values []T, take func(T) U) []U {
	taken := make([]U, len(values))
	for i, v := range values {
		taken[i] = take(v)
	}
	return taken
}

// Paired says whether the wave of an archive was paired with an earlier one.
func Paired(dir, earlier string) (bool, error) { return exists(filepath.Join(dir, PairsFile(earlier))) }

// Pairs reads which responses belong together with those of an earlier wave, by ascending Later; ok is false when the
// two waves were not paired.
func (w *Wave) Pairs(earlier string) (pairs []PairRows, ok bool, err error) {
	name := PairsFile(earlier)
	if there, err := Paired(w.dir, earlier); err != nil || !there {
		return nil, false, err
	}
	err = w.read(name, func(c *columns) error {
		from, err := c.numbers(columnEarlier)
		if err != nil {
			return err
		}
		to, err := c.numbers(columnLater)
		if err != nil {
			return err
		}
		if len(from) != len(to) {
			return fmt.Errorf("%d earlier and %d later responses", len(from), len(to))
		}
		pairs = make([]PairRows, len(from))
		for i := range pairs {
			pairs[i] = PairRows{Earlier: from[i], Later: to[i]}
		}
		return nil
	})
	return pairs, err == nil, err
}
