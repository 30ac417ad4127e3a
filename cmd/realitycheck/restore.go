package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"realitycheck/panel/paneldb"
	"realitycheck/survey/database"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

func restoreCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var from string
	var check bool
	cmd := &cobra.Command{Use: "restore --from FILE", Args: cobra.NoArgs,
		Short: "Verify a backup, then replace both stores by it and add its media and archives. Stop the server first",
		Long: "Verify a backup, then replace both stores by it and add its media and archives. Stop the server first.\n" +
			"A backup that is damaged or of a newer program changes nothing. Keys stay as they are, members who were erased since\n" +
			"are removed again, and a wave that was closed since stays closed. A backup of one kind of store fits the other.",
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, _ []string) error {
			if check {
				manifest, err := readBackup(from, func(string, io.Reader) error { return nil })
				if err == nil {
					a.say(cmd, "backup_whole", "file", from, "files", len(manifest.Files), "made", manifest.Made.In(a.config.location))
				}
				return err
			}
			erased, err := a.restore(cmd.Context(), from, newProgress(cmd.ErrOrStderr()))
			if err == nil {
				a.say(cmd, "did_restore", "file", from, "erased", erased)
			}
			return err
		})}
	cmd.Flags().StringVar(&from, "from", "", "backup file (required)")
	cmd.Flags().BoolVar(&check, "check", false, "only verify")
	cobra.CheckErr(cmd.MarkFlagRequired("from"))
	return cmd
}

// restore unpacks a backup beside the data and verifies it whole before anything is replaced. Members erased since are
// removed again, and a wave that was closed here stays closed whatever the backup says.
func (a *app) restore(ctx context.Context, from string, shown *progress) (erased int, err error) {
	defer shown.end()
	if err := os.MkdirAll(a.config.Data.Dir, 0o750); err != nil {
		return 0, err
	}
	beside, err := os.MkdirTemp(a.config.Data.Dir, ".restore-*")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(beside)
	manifest, err := readBackup(from, func(name string, r io.Reader) error {
		shown.at(name)
		return unpack(filepath.Join(beside, filepath.FromSlash(name)), r)
	})
	if err != nil {
		return 0, err
	}
	if err := rehearse(ctx, beside, manifest); err != nil {
		return 0, err
	}
	if _, ok := manifest.Files[answersDump]; ok {
		if err := a.restoreAnswers(ctx, beside); err != nil {
			return 0, err
		}
	}
	if _, ok := manifest.Files[peopleDump]; ok {
		if err := at("people_store", restoreStore(ctx, a.people, filepath.Join(beside, peopleDump))); err != nil {
			return 0, err
		}
		if erased, err = a.eraseAgain(ctx); err != nil {
			return erased, err
		}
	}
	if _, ok := manifest.Files[answersDump]; ok {
		pruned, err := a.office.Prune(ctx)
		return erased + pruned, err
	}
	return erased, nil
}

// restoreAnswers replaces the answer store and adds the files that belong to it.
func (a *app) restoreAnswers(ctx context.Context, beside string) error {
	if err := at("answer_store", restoreStore(ctx, a.answers, filepath.Join(beside, answersDump))); err != nil {
		return err
	}
	err := errors.Join(merge(filepath.Join(beside, mediaFolder), a.config.mediaDir()),
		merge(filepath.Join(beside, archFolder), a.config.archiveDir()),
		merge(filepath.Join(beside, margFolder), a.config.marginsDir()))
	if err != nil {
		return err
	}
	return a.office.CloseAgain(ctx)
}

// eraseAgain removes whoever was erased since the backup was made, with their tickets and drafts, and tells how many.
func (a *app) eraseAgain(ctx context.Context) (n int, err error) {
	erased, err := a.erased.All()
	if err != nil || len(erased) == 0 {
		return 0, err
	}
	panels, err := a.panels().All(ctx)
	if err != nil {
		return 0, err
	}
	for _, p := range panels {
		members, err := a.members().OfPanel(ctx, p.Code)
		if err != nil {
			return n, err
		}
		for _, m := range members {
			if !erased.Has(m.UID) {
				continue
			}
			if err := a.office.Remove(ctx, m.UID); err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

// rehearse restores every dump of a backup into a store that nobody uses: the stores are replaced one after the other,
// and none may be before both are known to fit this program.
func rehearse(ctx context.Context, beside string, manifest backupManifest) error {
	for dump, migrations := range map[string]fs.FS{peopleDump: paneldb.Migrations(), answersDump: surveydb.Migrations()} {
		if _, ok := manifest.Files[dump]; !ok {
			continue
		}
		db, err := database.Open(ctx, filepath.Join(beside, "rehearsal", dump+".db"))
		if err != nil {
			return err
		}
		err = database.Migrate(ctx, db, migrations)
		if err == nil {
			err = restoreStore(ctx, db, filepath.Join(beside, dump))
		}
		if err = errors.Join(err, db.Close()); err != nil {
			return err
		}
	}
	return nil
}

func unpack(file string, r io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Sync(), f.Close())
}

func restoreStore(ctx context.Context, db *database.DB, dump string) error {
	f, err := os.Open(dump)
	if err != nil {
		return err
	}
	defer f.Close()
	return database.Restore(ctx, db, f)
}

// merge moves unpacked files to their place. What is there already stays: media and archives are never changed, and
// later additions to an archive are newer than the backup.
func merge(from, to string) error {
	return filepath.WalkDir(from, func(file string, d os.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) && file == from {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		target := filepath.Join(to, strings.TrimPrefix(file, from))
		if _, err := os.Stat(target); err == nil {
			return nil
		}
		if err := os.MkdirAll(filepath.Dir(target), 0o750); err != nil {
			return err
		}
		return os.Rename(file, target)
	})
}
