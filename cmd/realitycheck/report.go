package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"realitycheck/analysis"
	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/analysis/xlsx"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

func reportCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var years, out, weights string
	var unweighted, without bool
	lang, format := languages(), &choice{"xlsx", []string{"xlsx", "json", "csv"}}
	cmd := &cobra.Command{Use: "report --out FILE", Args: cobra.NoArgs,
		Short:   "The yearly comparison as a workbook, as one JSON document, or as one table of its figures",
		Example: "  realitycheck report --years all --out years.xlsx\n  realitycheck report --years 2024,2026 --lang en --format json --out -",
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, _ []string) error {
			tr := catalogue.For(i18n.Lang(lang.value))
			book := format.value == "xlsx" // which has a sheet for the figures both ways
			doc, err := a.report(cmd.Context(), years, analysis.Options{Tr: tr, Weights: weights, Unweighted: unweighted || book, WithoutFlagged: without || book})
			if err != nil {
				return err
			}
			return writeFile(out, func(w io.Writer) error { return renderReport(w, doc, format.value, tr) })
		})}
	flags := cmd.Flags()
	flags.StringVar(&years, "years", "all", "all, or codes of closed waves: 2024,2026")
	flags.Var(lang, "lang", "language of the report")
	flags.Var(format, "format", "workbook, JSON document, or table of its figures")
	flags.StringVar(&weights, "weights", "", "name of a weighting, or none (default: the latest of each wave)")
	flags.BoolVar(&unweighted, "unweighted", false, "in JSON and csv, also the figures without weights; a workbook always has them")
	flags.BoolVar(&without, "without-flagged", false, "in JSON and csv, also the figures without responses that have a quality flag; a workbook always has them")
	flags.StringVar(&out, "out", "", "file to write; - for standard output (required)")
	cobra.CheckErr(cmd.MarkFlagRequired("out"))
	return cmd
}

// report builds the yearly comparison of closed waves.
func (a *app) report(ctx context.Context, years string, opts analysis.Options) (*report.Report, error) {
	var codes []string
	if years != "all" {
		codes = strings.Split(years, ",")
	}
	opts.NMin, opts.Synthetic = a.config.Privacy.NMin, a.config.Synthetic
	doc, err := analysis.Build(ctx, a.reports(), codes, opts)
	if err == nil && len(doc.Years) == 0 {
		return nil, fault.New(fault.NotFound, "report_no_waves")
	}
	return doc, err
}

func renderReport(w io.Writer, doc *report.Report, format string, tr *i18n.Translator) error {
	switch format {
	case "json":
		return json.NewEncoder(w).Encode(doc)
	case "csv":
		return exhibit.WriteCSV(w, report.NewIndex(doc), tr)
	}
	return xlsx.Write(w, doc, tr)
}

// writeFile fills a file that appears whole or not at all; "-" is standard output.
func writeFile(name string, fill func(io.Writer) error) error {
	if name == "-" {
		return fill(os.Stdout)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".realitycheck-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	buffered := bufio.NewWriterSize(f, 1<<16)
	err = fill(buffered)
	if err = errors.Join(err, buffered.Flush(), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
