package archive

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// Open reads the tables of an archive into memory; texts, ids and pairs are read when asked for. A folder that is not
// there is NotFound, one that cannot be read as an archive a Conflict.
func Open(dir string) (*Wave, error) {
	in, err := Instrument(dir)
	if err != nil {
		return nil, err
	}
	w := emptyWave(in)
	w.dir = dir
	if err := readJSON(filepath.Join(dir, OutcomesFile), &w.Outcomes); err != nil {
		return nil, err
	}
	if err := w.read(ResponsesFile, w.readResponses); err != nil {
		return nil, err
	}
	if err := w.read(RatingsFile, w.readRatings); err != nil {
		return nil, err
	}
	return &w, nil
}

// Instrument reads what respondents of an archived wave met, without their answers.
func Instrument(dir string) (*survey.Instrument, error) {
	in := &survey.Instrument{}
	err := readJSON(filepath.Join(dir, InstrumentFile), in)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "archive_absent", "wave", filepath.Base(dir)).Because(err)
	}
	assumeKinds(in.Wave.Panels)
	return in, err
}

// assumeKinds fills in what panels of instruments from before panels had a kind were. No other line of the program knows
// the code of a panel. That the kind is assumed stays with the panel, as what is told of small groups rests on it.
func assumeKinds(panels []survey.WavePanel) {
	for i := range panels {
		p := &panels[i]
		if p.Kind != "" {
			continue
		}
		p.Kind, p.KindAssumed = survey.Staff, true
		if p.Code == "external" {
			p.Kind = survey.Public
		}
	}
}

// read opens one Parquet file of the folder; whatever is wrong inside is the same fault to a reader.
func (w *Wave) read(name string, take func(*columns) error) error {
	f, err := os.Open(filepath.Join(w.dir, name))
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	c, err := openColumns(f, info.Size())
	if err == nil {
		err = take(c)
	}
	if err != nil {
		return fault.New(fault.Conflict, "archive_damaged", "file", name).Because(err)
	}
	return nil
}

func (w *Wave) readResponses(c *columns) (err error) {
	r := &w.Responses
	if r.Panel, err = c.codes(columnPanel); err != nil {
		return err
	}
	if err := inOrder(&r.Panel, w.Instrument.Wave.PanelCodes()); err != nil {
		return err
	}
	if r.Outcome, err = c.codes(columnOutcome); err != nil {
		return err
	}
	if r.Seconds, err = c.numbers(columnSeconds); err != nil {
		return err
	}
	if r.Speeder, err = c.flags(columnSpeeder); err != nil {
		return err
	}
	for i := range r.Strata {
		if r.Strata[i].Codes, err = c.codes(columnStratum + r.Strata[i].Code); err != nil {
			return err
		}
	}
	return r.Table.read(c)
}

// known refuses a row without a word, and words that the wave does not have.
func known(codes *Codes, list []string) error {
	for _, name := range codes.Names {
		if !slices.Contains(list, name) {
			return fmt.Errorf("%q is not in the wave", name)
		}
	}
	if slices.Contains(codes.Index, -1) {
		return errors.New("a row has no code")
	}
	return nil
}

// inOrder refuses panels that do not stand one after another, as readers of Responses rely on.
func inOrder(panels *Codes, list []string) error {
	if err := known(panels, list); err != nil {
		return err
	}
	last := 0
	for row := range panels.Index {
		if row > 0 && panels.Index[row] == panels.Index[row-1] {
			continue
		}
		place := slices.Index(list, panels.At(row))
		if place < last {
			return fmt.Errorf("panel %q stands out of order", panels.At(row))
		}
		last = place
	}
	return nil
}

func (w *Wave) readRatings(c *columns) (err error) {
	r := &w.Ratings
	if r.Response, err = c.numbers(columnRow); err != nil {
		return err
	}
	for i, row := range r.Response {
		if row < 0 || int(row) >= w.Responses.rows || i > 0 && row < r.Response[i-1] {
			return fmt.Errorf("rating of response %d of %d", row, w.Responses.rows)
		}
	}
	if r.Sample, err = c.codes(columnSample); err != nil {
		return err
	}
	if err := known(&r.Sample, w.Instrument.Wave.SampleCodes()); err != nil {
		return err
	}
	positions, err := c.numbers(columnPosition)
	if err != nil {
		return err
	}
	r.Position = make([]int8, 0, len(positions))
	for _, p := range positions {
		r.Position = append(r.Position, int8(p))
	}
	return r.Table.read(c)
}

// read takes the cells of all columns, several at a time.
func (t *Table) read(c *columns) error {
	t.rows = int(c.file.NumRows())
	all := make([][]int8, len(t.names))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range t.names {
		group.Go(func() (err error) {
			all[i], err = c.cells(name)
			if err == nil && len(all[i]) != t.rows {
				err = fmt.Errorf("column %s has %d of %d rows", name, len(all[i]), t.rows)
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i, name := range t.names {
		t.cells[name] = all[i]
	}
	return nil
}

// IDs reads the random ids of the responses, in the order of Responses.
func (w *Wave) IDs() (ids []string, err error) {
	err = w.read(ResponsesFile, func(c *columns) error {
		ids, err = c.strings(columnID)
		return err
	})
	return ids, err
}

// Texts reads the open answers, in their shuffled order.
func (w *Wave) Texts() (texts []Text, err error) {
	err = w.read(TextsFile, func(c *columns) error {
		texts = make([]Text, c.file.NumRows())
		for name, field := range map[string]func(*Text) *string{
			columnTextID:  func(t *Text) *string { return &t.ID },
			columnTextPan: func(t *Text) *string { return &t.Panel },
			columnTextQ:   func(t *Text) *string { return &t.Question },
			columnTextSam: func(t *Text) *string { return &t.Sample },
			columnText:    func(t *Text) *string { return &t.Text },
		} {
			values, err := c.strings(name)
			if err != nil {
				return err
			}
			for i := range texts {
				*field(&texts[i]) = values[i]
			}
		}
		return nil
	})
	return texts, err
}

// Files lists the files of every archive that may leave the house, the manifest last. Pairs are not among them.
func Files() []string {
	return []string{ResponsesFile, RatingsFile, TextsFile, InstrumentFile, CodebookFile, OutcomesFile, ManifestFile}
}

// File opens one of Files as it is.
func (w *Wave) File(name string) (io.ReadCloser, error) {
	if !slices.Contains(Files(), name) {
		return nil, fault.New(fault.NotFound, "archive_absent", "wave", w.Code())
	}
	return os.Open(filepath.Join(w.dir, name))
}
