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

// printVerdicts prints one line for each case with its largest deviation, or all results as one document.
func printVerdicts(w io.Writer, results []verify.Result, asJSON bool) error {
	if asJSON {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		return encoder.Encode(results)
	}
	for _, r := range results {
		verdict := "ok  "
		if !r.OK {
			verdict = "FAIL"
		}
		fmt.Fprintf(w, "%s %-28s largest deviation %.2g  %s %s\n", verdict, r.ID, r.Deviation, r.Title, r.Message)
	}
	return nil
}

// failedCases counts what failed. An optional case that fails counts too: what is offered must be right.
func failedCases(results []verify.Result) error {
	failed := 0
	for _, r := range results {
		if !r.OK {
			failed++
		}
	}
	switch {
	case len(results) == 0:
		return errors.New("the set has no cases")
	case failed > 0:
		return fmt.Errorf("%d of %d cases failed", failed, len(results))
	}
	return nil
}
