package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"realitycheck/panel"
	"realitycheck/panel/roster"
	"realitycheck/survey/blob"
	"realitycheck/survey/definition"
	"realitycheck/survey/i18n"
	"realitycheck/survey/media"
	"realitycheck/survey/surveydb"
)

// importer brings in one definition from a folder; with dryRun it only finds out whether it could.
type importer func(a *app, ctx context.Context, dir fs.FS, name string, dryRun bool) error

func importCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var dryRun bool
	cmd := group("import", "Bring in definitions and member lists; nothing is stored unless all is right",
		importDefinition(catalogue, "framework", "A version of a framework of parameters", (*app).importFramework, &dryRun),
		importDefinition(catalogue, "questionnaire", "A version of a questionnaire", (*app).importQuestionnaire, &dryRun),
		importDefinition(catalogue, "sample", "A communication sample or service, its media beside it", (*app).importSample, &dryRun),
		importDefinition(catalogue, "panel", "A panel: its code, its name, and whether it is of staff or of the public", (*app).importPanel, &dryRun),
		importDefinition(catalogue, "wave", "The definition of a wave, as a draft", (*app).importWave, &dryRun),
		importMembersCommand(catalogue, &dryRun))
	cmd.PersistentFlags().BoolVar(&dryRun, "dry-run", false, "print every problem, store nothing")
	return cmd
}

func importDefinition(catalogue *i18n.Catalogue, kind, short string, do importer, dryRun *bool) *cobra.Command {
	return &cobra.Command{Use: kind + " FILE", Short: short, Args: cobra.ExactArgs(1),
		Example: "  realitycheck import " + kind + " --dry-run " + kind + ".yaml\n  realitycheck import " + kind + " " + kind + ".yaml",
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			if _, err := os.Stat(args[0]); err != nil {
				return err
			}
			dir, name := filepath.Split(args[0])
			if dir == "" {
				dir = "."
			}
			if err := do(a, cmd.Context(), os.DirFS(dir), name, *dryRun); err != nil {
				return at(args[0], err)
			}
			a.say(cmd, imported(*dryRun), "file", args[0])
			return nil
		})}
}

// imported is the key of what an import says when all was right.
func imported(dryRun bool) string {
	if dryRun {
		return "did_dry_run"
	}
	return "did_import"
}

func importMembersCommand(catalogue *i18n.Catalogue, dryRun *bool) *cobra.Command {
	var code string
	cmd := &cobra.Command{Use: "members --panel CODE FILE", Short: "A member list as xlsx or csv", Args: cobra.ExactArgs(1),
		Long: "A member list as xlsx or csv. Columns: email, name, language, then one for each attribute by its code.\n" +
			"A member is known by the address: who is in the panel already is changed, who is not is added, nobody is removed.",
		Example: "  realitycheck import members --panel internal --dry-run staff.xlsx\n  realitycheck import members --panel internal staff.xlsx",
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			f, err := os.Open(args[0])
			if err != nil {
				return err
			}
			defer f.Close()
			changes, err := a.importMembers(cmd.Context(), code, f, *dryRun)
			if err != nil {
				return at(args[0], err)
			}
			a.say(cmd, imported(*dryRun), "file", args[0])
			a.say(cmd, "did_members", "added", len(changes.Added), "changed", len(changes.Changed), "same", changes.Same)
			return nil
		})}
	cmd.Flags().StringVar(&code, "panel", "", "panel that the members belong to (required)")
	cobra.CheckErr(cmd.MarkFlagRequired("panel"))
	return cmd
}

func (a *app) importFramework(ctx context.Context, dir fs.FS, name string, dryRun bool) error {
	src, err := fs.ReadFile(dir, name)
	if err != nil {
		return err
	}
	framework, err := definition.ReadFramework(name, src)
	if err != nil || dryRun {
		return err
	}
	return surveydb.NewFrameworks(a.answers).Save(ctx, framework)
}

func (a *app) importQuestionnaire(ctx context.Context, dir fs.FS, name string, dryRun bool) error {
	src, err := fs.ReadFile(dir, name)
	if err != nil {
		return err
	}
	questionnaire, err := definition.ReadQuestionnaire(name, src)
	if err != nil || dryRun {
		return err
	}
	return surveydb.NewQuestionnaires(a.answers).Save(ctx, questionnaire)
}

func (a *app) importSample(ctx context.Context, dir fs.FS, name string, dryRun bool) error {
	file, err := definition.ReadSample(dir, name)
	if err != nil {
		return err
	}
	store := a.blobs
	if dryRun {
		store = blob.Memory()
	}
	sample, records, err := media.Import(ctx, store, file)
	if err != nil || dryRun {
		return err
	}
	stored := make([]surveydb.Medium, len(records))
	for i, r := range records {
		stored[i] = surveydb.Medium{Hash: r.Hash, Mime: r.Mime, Size: r.Size}
	}
	if err := surveydb.NewMedia(a.answers).Add(ctx, stored...); err != nil {
		return err
	}
	return surveydb.NewSamples(a.answers).Save(ctx, sample, a.now())
}

func (a *app) importPanel(ctx context.Context, dir fs.FS, name string, dryRun bool) error {
	src, err := fs.ReadFile(dir, name)
	if err != nil {
		return err
	}
	read, err := definition.ReadPanel(name, src)
	if err != nil {
		return err
	}
	p := panel.Panel{Code: read.Code, Name: read.Name, Kind: read.Kind}
	if dryRun {
		return a.office.CheckPanel(ctx, p)
	}
	return a.office.SavePanel(ctx, p)
}

func (a *app) importWave(ctx context.Context, dir fs.FS, name string, dryRun bool) error {
	src, err := fs.ReadFile(dir, name)
	if err != nil {
		return err
	}
	wave, err := definition.ReadWave(name, src, a.config.location)
	if err != nil || dryRun {
		return err
	}
	if wave.KStrata == 0 {
		wave.KStrata = a.config.Privacy.KStrata
	}
	return surveydb.NewWaves(a.answers).Save(ctx, wave)
}

func (a *app) importMembers(ctx context.Context, code string, list io.Reader, dryRun bool) (roster.Comparison, error) {
	if _, err := a.panels().ByCode(ctx, code); err != nil {
		return roster.Comparison{}, err
	}
	read, err := roster.Read(ctx, list)
	if err != nil {
		return roster.Comparison{}, err
	}
	known, err := a.members().OfPanel(ctx, code)
	if err != nil {
		return roster.Comparison{}, err
	}
	changes := read.Against(code, known, a.now())
	if dryRun {
		return changes, nil
	}
	return changes, a.members().Save(ctx, changes.Added, changes.Changed)
}

// importFolder imports every definition of one kind in a folder, in the order of names.
func (a *app) importFolder(ctx context.Context, dir fs.FS, pattern string, do importer) error {
	names, err := fs.Glob(dir, pattern)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return fmt.Errorf("%s: nothing to import", pattern)
	}
	for _, name := range names {
		folder, err := fs.Sub(dir, path.Dir(name))
		if err != nil {
			return err
		}
		if err := do(a, ctx, folder, path.Base(name), false); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
