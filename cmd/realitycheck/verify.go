package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"realitycheck/analysis/verify"
)

func verifyCommand() *cobra.Command {
	var asJSON, coverage bool
	cmd := &cobra.Command{
		Use:   "verify DIR",
		Short: "Run the statistics on a set of reference cases and compare",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			results, err := verify.Run(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if coverage {
				all := verify.Coverage(results)
				return errors.Join(printCoverage(cmd.OutOrStdout(), all, asJSON), failedCases(results), openFigures(all))
			}
			if err := printVerdicts(cmd.OutOrStdout(), results, asJSON); err != nil {
				return err
			}
			return failedCases(results)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	cmd.Flags().BoolVar(&coverage, "coverage", false, "list every figure of a report with the cases that compare it")
	return cmd
}

// printCoverage prints one line for each figure of a report on each basis, of parameters and of items: where it stands, what it
// is, and through which cases it was compared; or all of them as one document.
func printCoverage(w io.Writer, all []verify.Covered, asJSON bool) error {
	if asJSON {
		return writeJSON(w, all)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "figure\twhat\tunit\tMETHODS\tcases")
	for _, c := range all {
		cases := c.Uncovered
		for _, road := range verify.Roads() {
			if ids := c.IDs(road); len(ids) > 0 {
				cases = strings.TrimPrefix(cases+"; "+road+": "+strings.Join(ids, " "), "; ")
			}
		}
		if c.Open() {
			cases = openMark
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", c.Cell, c.What, c.Unit, c.Methods, cases)
	}
	return table.Flush()
}

// openMark stands in the place of cases where there are none.
const openMark = "NONE"

// openFigures refuses a set that leaves a figure of a report unverified.
func openFigures(all []verify.Covered) error {
	open := 0
	for _, c := range all {
		if c.Open() {
			open++
		}
	}
	if open == 0 {
		return nil
	}
	return fmt.Errorf("%d of %d figures are compared by no case, those with %s", open, len(all), openMark)
}

func writeJSON(w io.Writer, document any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
}

// printVerdicts prints one line for each case with its largest deviation and what it ran through, and how many were right; or all
// results as one document.
func printVerdicts(w io.Writer, results []verify.Result, asJSON bool) error {
	if asJSON {
		return writeJSON(w, results)
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
