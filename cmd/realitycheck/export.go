package main

import (
	"io"

	"github.com/spf13/cobra"

	"realitycheck/analysis"
	"realitycheck/analysis/xlsx"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

func exportCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var wave, lang, format, out string
	cmd := &cobra.Command{Use: "export --wave CODE --out FILE", Short: "The answers of a closed wave with their codebook, pseudonymous; open answers apart and shuffled", Args: cobra.NoArgs,
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, _ []string) error {
			language, ok := i18n.ParseLang(lang)
			if !ok {
				return fault.New(fault.Invalid, "language_unknown", "value", lang)
			}
			opened, err := a.reports().Open(wave)
			if err != nil {
				return err
			}
			return writeFile(out, func(w io.Writer) error { return a.export(w, opened, format, catalogue.For(language)) })
		})}
	flags := cmd.Flags()
	flags.StringVar(&wave, "wave", "", "code of a closed wave (required)")
	flags.StringVar(&lang, "lang", string(i18n.Default), "language of the codebook: nl or en")
	flags.StringVar(&format, "format", "csv", "csv, csv-excel or parquet (zip files), or xlsx")
	flags.StringVar(&out, "out", "", "file to write; - for standard output (required)")
	cobra.CheckErr(cmd.MarkFlagRequired("wave"))
	cobra.CheckErr(cmd.MarkFlagRequired("out"))
	return cmd
}

// export writes the answers of a wave in one of the formats.
func (a *app) export(w io.Writer, wave *archive.Wave, format string, tr *i18n.Translator) error {
	if format != "xlsx" {
		return analysis.Export(w, wave, analysis.Format(format), tr.Lang())
	}
	tables, err := analysis.Data(wave, tr.Lang())
	if err != nil {
		return err
	}
	data := xlsx.Data{Wave: wave.Instrument.Wave.Title.In(tr.Lang()), Synthetic: a.config.Synthetic, Tables: tables}
	return xlsx.WriteData(w, data, tr)
}
