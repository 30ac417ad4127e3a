package main

import (
	"io"

	"github.com/spf13/cobra"

	"realitycheck/analysis/export"
	"realitycheck/analysis/xlsx"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
)

func exportCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var wave, out string
	lang, format := languages(), &choice{"csv", []string{"csv", "csv-excel", "xlsx", "parquet"}}
	cmd := &cobra.Command{Use: "export --wave CODE --out FILE", Args: cobra.NoArgs,
		Short: "The answers of a closed wave with their codebook, pseudonymous; open answers apart and shuffled",
		Example: "  realitycheck export --wave 2026 --out answers.zip\n" +
			"  realitycheck export --wave 2026 --format xlsx --lang en --out answers.xlsx",
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, _ []string) error {
			opened, err := a.reports().Open(wave)
			if err != nil {
				return err
			}
			return writeFile(out, func(w io.Writer) error {
				return a.export(w, opened, format.value, catalogue.For(i18n.Lang(lang.value)))
			})
		})}
	flags := cmd.Flags()
	flags.StringVar(&wave, "wave", "", "code of a closed wave (required)")
	flags.Var(lang, "lang", "language of the codebook")
	flags.Var(format, "format", "csv, csv-excel and parquet give a zip file")
	flags.StringVar(&out, "out", "", "file to write; - for standard output (required)")
	cobra.CheckErr(cmd.MarkFlagRequired("wave"))
	cobra.CheckErr(cmd.MarkFlagRequired("out"))
	return cmd
}

// export writes the answers of a wave in one of the formats.
func (a *app) export(w io.Writer, wave *archive.Wave, format string, tr *i18n.Translator) error {
	if format != "xlsx" {
		return export.Write(w, wave, export.Format(format), tr.Lang())
	}
	tables, err := export.Data(wave, tr.Lang())
	if err != nil {
		return err
	}
	data := xlsx.Data{Wave: wave.Instrument.Wave.Title.In(tr.Lang()), Synthetic: a.config.Synthetic, Tables: tables}
	return xlsx.WriteData(w, data, tr)
}
