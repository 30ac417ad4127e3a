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
	"realitycheck/analysis/xlsx"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

func reportCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var years, lang, format, out string
	cmd := &cobra.Command{Use: "report --years all --out FILE", Short: "The yearly comparison as a workbook or as one JSON document", Args: cobra.NoArgs,
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, _ []string) error {
			language, ok := i18n.ParseLang(lang)
			if !ok {
				return fault.New(fault.Invalid, "language_unknown", "value", lang)
			}
			tr := catalogue.For(language)
			report, err := a.report(cmd.Context(), years, tr)
			if err != nil {
				return err
			}
			return writeFile(out, func(w io.Writer) error { return renderReport(w, report, format, tr) })
		})}
	flags := cmd.Flags()
	flags.StringVar(&years, "years", "all", "all, or codes of closed waves: 2024,2026")
	flags.StringVar(&lang, "lang", string(i18n.Default), "nl or en")
	flags.StringVar(&format, "format", "xlsx", "xlsx or json")
	flags.StringVar(&out, "out", "", "file to write; - for standard output (required)")
	cobra.CheckErr(cmd.MarkFlagRequired("out"))
	return cmd
}

// report builds the yearly comparison of closed waves.
func (a *app) report(ctx context.Context, years string, tr *i18n.Translator) (*analysis.Report, error) {
	var codes []string
	if years != "all" {
		codes = strings.Split(years, ",")
	}
	return analysis.Build(ctx, a.reports(), codes, analysis.Options{Tr: tr, NMin: a.config.Privacy.NMin, Synthetic: a.config.Synthetic})
}

func renderReport(w io.Writer, report *analysis.Report, format string, tr *i18n.Translator) error {
	switch format {
	case "json":
		return json.NewEncoder(w).Encode(report)
	case "xlsx":
		return xlsx.Write(w, report, tr)
	}
	return fault.New(fault.Invalid, "format_unknown", "value", format)
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
