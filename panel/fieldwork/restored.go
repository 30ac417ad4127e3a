package fieldwork

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/surveydb"
)

// A restored backup knows nothing of what happened since it was made. What was forgotten since is forgotten again here.

// CloseAgain ends waves that the answer store holds open though their archive lies here, so that they were closed since:
// their keys are gone, and with them every link. What closing blanked and dropped goes again.
func (o *Organiser) CloseAgain(ctx context.Context) error {
	waves, err := o.waves.All(ctx)
	if err != nil {
		return err
	}
	for _, w := range waves {
		_, missing := os.Stat(filepath.Join(o.ArchiveDir(w.Code), archive.ManifestFile))
		if w.State == survey.Closed || w.State == survey.Draft || missing != nil {
			continue
		}
		if err := o.closeAgain(ctx, w.Code); err != nil {
			return err
		}
	}
	return nil
}

func (o *Organiser) closeAgain(ctx context.Context, code string) error {
	a, err := archive.Open(o.ArchiveDir(code))
	if err != nil {
		return err
	}
	records, err := archivedStrata(a)
	if err != nil {
		return err
	}
	responses, err := o.allResponses(ctx, code)
	if err != nil {
		return err
	}
	if err := o.responses.SetStrata(ctx, keptStrata(responses, records)); err != nil {
		return err
	}
	if err := o.outcomes.Save(ctx, code, a.Outcomes); err != nil {
		return err
	}
	if err := o.archives.Save(ctx, surveydb.Archive{Wave: code, Dir: code, WrittenAt: o.now()}); err != nil {
		return err
	}
	err = o.forgetLinks(ctx, a.Instrument)
	if errors.Is(err, fs.ErrNotExist) { // the key is gone, so nobody can tell any more which links there were
		err = o.forgetRows(ctx, code)
	}
	if err != nil {
		return err
	}
	if err := o.config.Keys.destroyInviteKey(code); err != nil {
		return err
	}
	return o.waves.Update(ctx, code, func(w *survey.Wave) error {
		if err := w.BeginClosing(o.now(), true); err != nil {
			return err
		}
		return w.FinishClosing()
	})
}

// archivedStrata gives the responses of an archive with their blanked attributes, and nothing else of them.
func archivedStrata(a *archive.Wave) ([]archive.Record, error) {
	ids, err := a.IDs()
	if err != nil {
		return nil, err
	}
	records := make([]archive.Record, len(ids))
	for row, id := range ids {
		records[row].ID = id
		of, _ := a.Instrument.Wave.Panel(a.Responses.Panel.At(row))
		for _, attribute := range of.Strata {
			for i := range a.Responses.Strata {
				if s := &a.Responses.Strata[i]; s.Code == attribute.Code {
					records[row].Strata = append(records[row].Strata, s.At(row))
				}
			}
		}
	}
	return records, nil
}

// Prune deletes tickets, with what was answered, that belong to no invited member: those of members who were removed
// after the backup was made that the answer store was restored from. It tells how many.
func (o *Organiser) Prune(ctx context.Context) (n int, err error) {
	waves, err := o.waves.All(ctx)
	if err != nil {
		return 0, err
	}
	for _, w := range waves {
		if w.State != survey.Open && w.State != survey.Closing {
			continue
		}
		of, err := o.prune(ctx, w.Code)
		if err != nil {
			return n, err
		}
		n += of
	}
	return n, nil
}

// prune does nothing where it cannot know: without the key, or with a people store from before the wave was opened.
func (o *Organiser) prune(ctx context.Context, wave string) (n int, err error) {
	_, invited, err := o.lookups(ctx, wave)
	if fault.Of(err) == fault.NotFound || err == nil && len(invited) == 0 {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	known := make(map[string]bool, len(invited))
	for _, lookup := range invited {
		known[string(lookup)] = true
	}
	lookups, err := o.tickets.OfWave(ctx, wave)
	if err != nil {
		return 0, err
	}
	for _, lookup := range lookups {
		if known[string(lookup)] {
			continue
		}
		if err := o.tickets.Remove(ctx, lookup); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
