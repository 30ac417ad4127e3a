package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/spf13/cobra"

	"realitycheck/panel/paneldb"
	"realitycheck/survey/database"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

func migrateCommand(catalogue *i18n.Catalogue) *cobra.Command {
	up := func(cmd *cobra.Command, _ []string) error {
		c, err := configOf(cmd)
		if err != nil {
			return err
		}
		a, err := openApp(cmd.Context(), c, catalogue, time.Now, upgrade)
		if err != nil {
			return err
		}
		return errors.Join(printStatus(cmd.Context(), cmd.OutOrStdout(), c), a.Close())
	}
	status := func(cmd *cobra.Command, _ []string) error {
		c, err := configOf(cmd)
		if err != nil {
			return err
		}
		return printStatus(cmd.Context(), cmd.OutOrStdout(), c)
	}
	cmd := &cobra.Command{Use: "migrate", Short: "Bring the tables of both stores up to date", Args: cobra.NoArgs, RunE: up}
	cmd.AddCommand(
		&cobra.Command{Use: "up", Short: "Migrate both stores to this program; make a backup first", Args: cobra.NoArgs, RunE: up},
		&cobra.Command{Use: "status", Short: "Say how the tables stand against this program", Args: cobra.NoArgs, RunE: status})
	return cmd
}

// printStatus prints a line for each store.
func printStatus(ctx context.Context, w io.Writer, c *Config) error {
	for _, store := range []struct {
		name, key, address string
		migrations         fs.FS
	}{
		{"people", "people_store", c.Stores.People, paneldb.Migrations()},
		{"answers", "answer_store", c.Stores.Answers, surveydb.Migrations()},
	} {
		db, err := database.Open(ctx, store.address)
		if err != nil {
			return at(store.key, err)
		}
		status, err := database.Version(ctx, db, store.migrations)
		if err = errors.Join(err, db.Close()); err != nil {
			return at(store.key, err)
		}
		fmt.Fprintf(w, "%-8s %s: version %d, program %d\n", store.name, db.Dialect(), status.Current, status.Target)
	}
	return nil
}
