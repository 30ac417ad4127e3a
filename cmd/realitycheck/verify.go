package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"realitycheck/analysis/verify"
)

func verifyCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "verify DIR",
		Short: "Run the statistics on a set of reference cases and compare",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			results, err := verify.Run(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if err := printVerdicts(cmd.OutOrStdout(), results, asJSON); err != nil {
				return err
			}
			return failedCases(results)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	return cmd
}

// printVerdicts prints one line for each case with its largest deviation and what it ran through, and how many were right; or all
// results as one document.
func printVerdicts(w io.Writer, results []verify.Result, asJSON bool) error {
	if asJSON {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		return encoder.Encode(results)
	}
	for _, r := range results {
		switch {
		case r.Later != "":
			fmt.Fprintf(w, "later %-28s not there yet: %s  %s\n", r.ID, r.Later, r.Title)
			continue
		case r.OK:
			fmt.Fprint(w, "ok    ")
		default:
			fmt.Fprint(w, "FAIL  ")
		}
		fmt.Fprintf(w, "%-28s largest deviation %.2g  %s  %s %s\n", r.ID, r.Deviation, r.Through, r.Title, r.Message)
	}
	fmt.Fprintln(w, verify.Sum(results))
	return nil
}

// failedCases refuses a set in which a case failed. An optional case that fails counts too: what is offered must be right. One that
// needs what is not there yet has not failed.
func failedCases(results []verify.Result) error {
	switch failed := verify.Sum(results).Failed; {
	case len(results) == 0:
		return errors.New("the set has no cases")
	case failed > 0:
		return fmt.Errorf("%d of %d cases failed", failed, len(results))
	}
	return nil
}
