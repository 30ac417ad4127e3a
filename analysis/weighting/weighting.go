package weighting

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"realitycheck/analysis/dataset"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/definition"
	"realitycheck/survey/fault"
)

// Options say how weights are made.
type Options struct {
	NMin        int       // fewest members of a category: privacy.n_min
	Now         time.Time // becomes the name of the weighting
	Role        string    // of who asks for it, dataset.ByClosing for the program itself
	AcceptMerge bool      // take over the merges that the preview proposes
}

// Rake makes weights for an archived wave, by raking within bounds (METHODS 1.4, METHODS 1.5; Deming and Stephan 1940, Deville and
// Särndal 1992), and stores them beside its archive. Margins that cannot be met are an Invalid fault that says what to do for
// each; nothing is merged unless it was asked for.
func Rake(source *dataset.Source, margins survey.Margins, opts Options) (archive.Weighting, error) {
	wave, err := source.Open(margins.Wave)
	if err != nil {
		return archive.Weighting{}, err
	}
	preview, err := try(wave, margins, opts.NMin)
	if err != nil {
		return archive.Weighting{}, err
	}
	w := archive.Weighting{Made: opts.Now.UTC(), Role: opts.Role, Margins: margins}
	var faults []fault.Field
	for _, p := range preview.Panels {
		if len(p.Problems) > 0 && (!opts.AcceptMerge || p.weights == nil) {
			faults = append(faults, p.Problems...)
		}
		w.Panels = append(w.Panels, p.WeightedPanel)
	}
	if err := fault.InFields("weights_impossible", faults, "wave", margins.Wave); err != nil {
		return archive.Weighting{}, err
	}
	w.Name, err = archive.WriteWeighting(source.Dir(margins.Wave), w, preview.weights(wave.Responses.Len()))
	return w, err
}

// RakeIfTargets makes weights when a wave closes, if its margins are in the folder given as CODE.yaml. made is false
// when there are none, or when the wave has a weighting already, so that closing may be done again.
func RakeIfTargets(source *dataset.Source, folder, wave string, opts Options) (made bool, err error) {
	margins, err := StoredMargins(folder, wave)
	if fault.Of(err) == fault.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if known, err := archive.Weightings(source.Dir(wave)); err != nil || len(known) > 0 {
		return false, err
	}
	_, err = Rake(source, margins, opts)
	return err == nil, err
}

// Unweighted lists the archived waves that have margins in a folder and no weighting yet.
func Unweighted(source *dataset.Source, folder string) ([]string, error) {
	codes, err := source.Codes()
	if err != nil {
		return nil, err
	}
	var waiting []string
	for _, wave := range codes {
		if _, err := os.Stat(filepath.Join(folder, wave+".yaml")); err != nil {
			continue
		}
		if known, err := archive.Weightings(source.Dir(wave)); err != nil {
			return nil, err
		} else if len(known) == 0 {
			waiting = append(waiting, wave)
		}
	}
	return waiting, nil
}

// StoredMargins reads the margins kept for a wave; without them it is a NotFound fault.
func StoredMargins(folder, wave string) (survey.Margins, error) {
	name := filepath.Join(folder, wave+".yaml")
	src, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) || wave != filepath.Base(wave) {
		return survey.Margins{}, fault.New(fault.NotFound, "margins_absent", "wave", wave)
	}
	if err != nil {
		return survey.Margins{}, err
	}
	return definition.ReadMargins(wave+".yaml", src)
}

// StoreMargins keeps margins until their wave closes.
func StoreMargins(folder string, margins survey.Margins) error {
	src, err := definition.WriteMargins(margins)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return err
	}
	beside := filepath.Join(folder, "."+margins.Wave+".new")
	if err := os.WriteFile(beside, src, 0o640); err != nil {
		return err
	}
	return os.Rename(beside, filepath.Join(folder, margins.Wave+".yaml"))
}

// DiscardMargins forgets the margins kept for a wave, if there are any.
func DiscardMargins(folder, wave string) error {
	if wave != filepath.Base(wave) {
		return fault.New(fault.NotFound, "margins_absent", "wave", wave)
	}
	if err := os.Remove(filepath.Join(folder, wave+".yaml")); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// MarginsTemplate gives margins for a wave to be filled in: every attribute of every panel, its targets 0, which are
// refused until they are filled in.
func MarginsTemplate(wave *survey.Wave) survey.Margins {
	m := survey.Margins{Wave: wave.Code, Bounds: survey.DefaultBounds}
	for _, panel := range wave.Panels {
		p := survey.PanelMargins{Panel: panel.Code}
		for _, a := range panel.Strata {
			g := survey.Margin{Attribute: a.Code, Targets: map[string]float64{}}
			for _, c := range a.Categories {
				g.Targets[c.Code] = 0
			}
			p.Margins = append(p.Margins, g)
		}
		if len(p.Margins) > 0 {
			m.Panels = append(m.Panels, p)
		}
	}
	return m
}
