package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/weighting"
	"realitycheck/analysis/xlsx"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/definition"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

func weightCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var out string
	template := &cobra.Command{Use: "template CODE --out FILE", Short: "Population margins of a wave to be filled in, as .yaml or .xlsx", Args: cobra.ExactArgs(1),
		Example: "  realitycheck weight template 2026 --out margins.xlsx",
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			wave, err := a.waveOf(cmd, args[0])
			if err != nil {
				return err
			}
			return writeFile(out, func(w io.Writer) error { return writeMargins(w, out, weighting.MarginsTemplate(wave)) })
		})}
	template.Flags().StringVar(&out, "out", "", "file to write (required)")
	cobra.CheckErr(template.MarkFlagRequired("out"))
	list := &cobra.Command{Use: "list CODE", Short: "The weightings of a closed wave", Args: cobra.ExactArgs(1),
		Example: "  realitycheck weight list 2026", RunE: withApp(catalogue, weightList)}
	return group("weight", "Weights that make each panel of a closed wave look like its population",
		template, weightPreviewCommand(catalogue), weightApplyCommand(catalogue), list)
}

func weightPreviewCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "preview FILE", Short: "What margins would make of a closed wave, without applying them", Args: cobra.ExactArgs(1),
		Example: "  realitycheck weight preview margins.yaml",
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			margins, err := readMargins(args[0])
			if err != nil {
				return at(args[0], err)
			}
			wave, err := a.reports().Open(margins.Wave)
			if err != nil {
				return err
			}
			preview, err := weighting.Try(wave, margins, a.config.Privacy.NMin)
			if err != nil {
				return at(args[0], err)
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(previewDocument(preview, reader(catalogue)))
			}
			printPreview(cmd.OutOrStdout(), preview, reader(catalogue))
			return nil
		})}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	return cmd
}

// weightPreview is what `weight preview --json` prints.
type weightPreview struct {
	*weighting.Preview
	Ready    bool      `json:"ready"`
	Problems []missing `json:"problems"`
}

func previewDocument(preview *weighting.Preview, tr *i18n.Translator) weightPreview {
	d := weightPreview{Preview: preview, Ready: preview.Ready(), Problems: []missing{}}
	for _, p := range preview.Panels {
		for _, problem := range p.Problems {
			d.Problems = append(d.Problems, missing{problem.Path, tr.Field(problem)})
		}
	}
	return d
}

func weightApplyCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var merge bool
	cmd := &cobra.Command{Use: "apply FILE", Short: "Make weights for a closed wave; for another they are made when it closes", Args: cobra.ExactArgs(1),
		Example: "  realitycheck weight apply margins.yaml",
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			margins, err := readMargins(args[0])
			if err != nil {
				return at(args[0], err)
			}
			wave, err := a.waveOf(cmd, margins.Wave)
			if err != nil {
				return err
			}
			if err := fault.InFields("margins_invalid", margins.Check(wave)); err != nil {
				return at(args[0], err)
			}
			if _, err := a.reports().Open(margins.Wave); fault.Of(err) == fault.NotFound {
				a.say(cmd, "did_keep_margins", "wave", margins.Wave)
				return weighting.StoreMargins(a.config.marginsDir(), margins)
			}
			made, err := weighting.Rake(a.reports(), margins, weighting.Options{NMin: a.config.Privacy.NMin, Now: a.now(), Role: "command", AcceptMerge: merge})
			if err != nil {
				return at(args[0], err)
			}
			a.say(cmd, "did_rake", "wave", margins.Wave, "name", made.Name)
			return nil
		})}
	cmd.Flags().BoolVar(&merge, "merge", false, "take over the merges that the preview proposes")
	return cmd
}

// rakeClosed makes the weights of closed waves that have margins and no weights yet. What margins cannot do is logged
// once: whoever made them mends them with `weight apply`.
func (a *app) rakeClosed(tried map[string]bool, log *slog.Logger) {
	waiting, err := weighting.Unweighted(a.reports(), a.config.marginsDir())
	if err != nil {
		log.Error("weights", "error", err)
		return
	}
	for _, wave := range waiting {
		if tried[wave] {
			continue
		}
		tried[wave] = true
		if _, err := a.rakeIfTargets(wave); err != nil {
			log.Warn("no weights made", "wave", wave, "error", err)
		}
	}
}

func (a *app) rakeIfTargets(wave string) (made bool, err error) {
	return weighting.RakeIfTargets(a.reports(), a.config.marginsDir(), wave,
		weighting.Options{NMin: a.config.Privacy.NMin, Now: a.now(), Role: dataset.ByClosing})
}

// marginsDir holds the margins of waves that are not closed yet.
func (c *Config) marginsDir() string { return filepath.Join(c.Data.Dir, "margins") }

// waveOf finds a wave in the store, else in its archive.
func (a *app) waveOf(cmd *cobra.Command, code string) (*survey.Wave, error) {
	wave, err := surveydb.NewWaves(a.answers).ByCode(cmd.Context(), code)
	if err == nil {
		return &wave, nil
	}
	opened, archived := a.reports().Open(code)
	if archived != nil {
		return nil, err
	}
	return &opened.Instrument.Wave, nil
}

// readMargins reads margins as a sheet or as YAML, told apart by the name of the file.
func readMargins(file string) (survey.Margins, error) {
	src, err := os.Open(file)
	if err != nil {
		return survey.Margins{}, err
	}
	defer src.Close()
	if isWorkbook(file) {
		return xlsx.ReadMargins(src)
	}
	text, err := io.ReadAll(src)
	if err != nil {
		return survey.Margins{}, err
	}
	return definition.ReadMargins(filepath.Base(file), text)
}

func isWorkbook(file string) bool { return strings.EqualFold(filepath.Ext(file), ".xlsx") }

func writeMargins(w io.Writer, file string, m survey.Margins) error {
	if isWorkbook(file) {
		return xlsx.WriteMargins(w, m)
	}
	src, err := definition.WriteMargins(m)
	if err != nil {
		return err
	}
	_, err = w.Write(src)
	return err
}

// printPreview prints a panel a table, then what cannot be met.
func printPreview(w io.Writer, preview *weighting.Preview, tr *i18n.Translator) {
	for _, p := range preview.Panels {
		fmt.Fprintf(w, "%s %s\n", preview.Wave, p.Panel)
		for _, problem := range p.Problems {
			fmt.Fprintf(w, "  %s\n", tr.Field(problem))
		}
		for _, m := range p.Merge {
			fmt.Fprintf(w, "  %s\n", tr.T("weight_merge", "attribute", m.Attribute, "categories", survey.MergedCategory(m.Categories)))
		}
		if len(p.Fits) == 0 {
			continue
		}
		fmt.Fprintf(w, "  %-28s %6s %8s %8s %s\n", "", "n", tr.T("weight_before"), tr.T("weight_target"), tr.T("weight_range"))
		for _, f := range p.Fits {
			fmt.Fprintf(w, "  %-28s %6d %8s %8s %s - %s\n", f.Attribute+" "+f.Category, f.N, tr.Decimal(100*f.Before, 1), tr.Decimal(100*f.Target, 1),
				tr.Decimal(f.Low, 2), tr.Decimal(f.High, 2))
		}
		fmt.Fprintf(w, "  %s\n", tr.T("weight_n_eff", "deff", tr.Decimal(p.DEff, 2), "n", tr.Int(p.N), "n_eff", tr.Int(int(p.NEff+0.5))))
		if p.Costly {
			fmt.Fprintf(w, "  %s\n", tr.T("weight_costly"))
		}
		if len(p.Withholds) > 0 {
			fmt.Fprintf(w, "  %s\n", tr.T("weight_withholds", "groups", groupCodes(p.Withholds)))
		}
	}
}

func groupCodes(groups []report.Group) string {
	var codes []string
	for _, g := range groups {
		codes = append(codes, g.By+" "+g.Value)
	}
	return strings.Join(codes, ", ")
}

func weightList(cmd *cobra.Command, a *app, args []string) error {
	wave, err := a.reports().Open(args[0])
	if err != nil {
		return err
	}
	all, err := wave.Weightings()
	if err != nil {
		return err
	}
	for _, w := range all {
		fmt.Fprintf(cmd.OutOrStdout(), "%-14s %s\n", w.Name, panelsOf(w))
	}
	return nil
}

func panelsOf(w archive.Weighting) string {
	var parts []string
	for _, p := range w.Panels {
		parts = append(parts, fmt.Sprintf("%s deff %.2f", p.Panel, p.DEff))
	}
	return strings.Join(parts, ", ")
}
