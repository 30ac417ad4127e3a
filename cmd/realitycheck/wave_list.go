package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

// listedWave is one wave of `wave list --json`.
type listedWave struct {
	Code     string           `json:"code"`
	State    string           `json:"state"`
	Paused   bool             `json:"paused"`
	Opens    time.Time        `json:"opens"`
	Closes   time.Time        `json:"closes"`
	Response []listedResponse `json:"response"`
}

// listedResponse is how far one panel is. Of a closed wave, completed counts who finished.
type listedResponse struct {
	Panel     string `json:"panel"`
	Invited   int    `json:"invited"`
	Started   int    `json:"started"`
	Completed int    `json:"completed"`
}

func waveListCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "list", Short: "All waves with their state and response", Args: cobra.NoArgs,
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, _ []string) error {
			waves, err := a.listWaves(cmd.Context())
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(map[string]any{"waves": waves})
			}
			return printWaves(cmd.OutOrStdout(), waves, a.config.location)
		})}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	return cmd
}

func (a *app) listWaves(ctx context.Context) ([]listedWave, error) {
	waves, err := surveydb.NewWaves(a.answers).All(ctx)
	listed := make([]listedWave, 0, len(waves))
	for _, w := range waves {
		response, err := a.response(ctx, w)
		if err != nil {
			return nil, err
		}
		listed = append(listed, listedWave{Code: w.Code, State: string(w.State), Paused: w.Paused,
			Opens: w.Opens, Closes: w.Closes, Response: response})
	}
	return listed, err
}

// response counts who was invited, began and finished: in the live rows, or as they were counted at closing.
func (a *app) response(ctx context.Context, w survey.Wave) ([]listedResponse, error) {
	var counts []survey.Outcomes
	var err error
	if w.State == survey.Closed {
		counts, err = surveydb.NewOutcomes(a.answers).ByWave(ctx, w.Code)
	} else {
		counts, err = surveydb.NewResponses(a.answers, nil).Counts(ctx, w.Code)
	}
	response := make([]listedResponse, 0, len(counts))
	for _, c := range counts {
		response = append(response, listedResponse{c.Panel, c.Invited, c.Started, c.Completed})
	}
	return response, err
}

func printWaves(w io.Writer, waves []listedWave, location *time.Location) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "WAVE\tSTATE\tOPENS\tCLOSES\tPANEL\tINVITED\tSTARTED\tCOMPLETED")
	for _, wave := range waves {
		state := wave.State
		if wave.Paused {
			state += ", paused"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s", wave.Code, state,
			wave.Opens.In(location).Format(time.DateOnly), wave.Closes.In(location).Format(time.DateOnly))
		for i, r := range wave.Response {
			if i > 0 {
				fmt.Fprint(table, "\n\t\t\t")
			}
			fmt.Fprintf(table, "\t%s\t%d\t%d\t%d", r.Panel, r.Invited, r.Started, r.Completed)
		}
		fmt.Fprintln(table)
	}
	return table.Flush()
}
