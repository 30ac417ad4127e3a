package fieldwork

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"

	"realitycheck/survey"
	"realitycheck/survey/names"
)

// Answers sometimes name people. At closing the parts of the names of all members go to the answer store as hashes made
// with a key of the wave, so that redaction recognises them while no name reaches that side. The key lies among the key
// files, in no store and no backup, until redaction ends.

func (k Keys) namesFile(wave string) string { return filepath.Join(k.Dir, "names-"+wave+".key") }

// writeNames hashes the names of the panels of a wave that has open answers. Done again it makes the same hashes.
func (o *Organiser) writeNames(ctx context.Context, in *survey.Instrument) error {
	if !hasOpenAnswers(in) {
		return nil
	}
	key, err := readKey(o.config.Keys.namesFile(in.Wave.Code))
	if errors.Is(err, fs.ErrNotExist) {
		key, err = newKey(o.config.Keys.namesFile(in.Wave.Code))
	}
	if err != nil {
		return err
	}
	var hashes [][]byte
	for _, code := range in.Wave.PanelCodes() {
		people, err := o.members.OfPanel(ctx, code)
		if err != nil {
			return err
		}
		for _, m := range people {
			for _, part := range names.Parts(m.Name) {
				hashes = append(hashes, names.Hash(key, part))
			}
		}
	}
	slices.SortFunc(hashes, bytes.Compare)
	return o.nameHashes.Replace(ctx, in.Wave.Code, slices.CompactFunc(hashes, bytes.Equal))
}

func hasOpenAnswers(in *survey.Instrument) bool {
	for _, q := range in.Questionnaire.Questions() {
		if q.Kind == survey.KindText || slices.ContainsFunc(q.Options, func(o survey.Option) bool { return o.Other }) {
			return true
		}
	}
	return false
}

// NameSet recognises the names of the panels of a closed wave. After redaction ended it knows none.
func (o *Organiser) NameSet(ctx context.Context, wave string) (*names.Set, error) {
	key, err := readKey(o.config.Keys.namesFile(wave))
	if errors.Is(err, fs.ErrNotExist) {
		return names.NewSet(nil, nil), nil
	}
	if err != nil {
		return nil, err
	}
	hashes, err := o.nameHashes.OfWave(ctx, wave)
	if err != nil {
		return nil, err
	}
	return names.NewSet(key, hashes), nil
}

// EndRedaction destroys the key of the names of a wave, and then their hashes, which say nothing any more. Done again it
// changes nothing.
func (o *Organiser) EndRedaction(ctx context.Context, wave string) error {
	if err := destroy(o.config.Keys.namesFile(wave)); err != nil {
		return err
	}
	return o.nameHashes.Forget(ctx, wave)
}
