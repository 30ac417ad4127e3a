package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"realitycheck/analysis/planning"
	"realitycheck/panel/office"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

func waveCommand(catalogue *i18n.Catalogue) *cobra.Command {
	return group("wave", "The life of a wave",
		waveListCommand(catalogue),
		waveCheckCommand(catalogue),
		waveOpenCommand(catalogue),
		mailCommand(catalogue, "invite", "Put the invitations of those who have none yet into the outbox", (*office.Office).Invite),
		mailCommand(catalogue, "remind", "Put reminders into the outbox; who has finished is passed over", (*office.Office).Remind),
		mailCommand(catalogue, "thank", "Put letters of thanks to those who took part into the outbox", (*office.Office).Thank),
		waveExtendCommand(catalogue),
		waveCloseCommand(catalogue),
		wavePairCommand(catalogue),
		waveArchiveCommand(catalogue))
}

// readiness is what `wave check --json` prints.
type readiness struct {
	Ready      bool           `json:"ready"`
	Missing    []missing      `json:"missing"`
	Invited    map[string]int `json:"invited"`
	Detectable *planning.Plan `json:"detectable"`
}

type missing struct {
	Where string `json:"where"`
	What  string `json:"what"`
}

func waveCheckCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "check CODE", Short: "List everything that keeps a wave from being opened", Args: cobra.ExactArgs(1),
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			checked, err := a.office.Check(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			plan, err := planning.Of(a.reports(), checked.Panels, checked.Invited)
			if err != nil {
				return err
			}
			tr := reader(catalogue)
			found := readiness{Ready: checked.Ready(), Missing: []missing{}, Invited: checked.Invited, Detectable: plan}
			for _, f := range checked.Missing {
				found.Missing = append(found.Missing, missing{f.Path, tr.Field(f)})
			}
			if err := printReadiness(cmd.OutOrStdout(), args[0], found, asJSON, tr); err != nil {
				return err
			}
			if !found.Ready {
				return fault.New(fault.Conflict, "wave_not_ready", "wave", args[0])
			}
			return nil
		})}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	return cmd
}

func printReadiness(w io.Writer, code string, r readiness, asJSON bool, tr *i18n.Translator) error {
	if asJSON {
		return json.NewEncoder(w).Encode(r)
	}
	for _, m := range r.Missing {
		fmt.Fprintf(w, "%s: %s\n", m.Where, m.What)
	}
	if r.Ready {
		var invited []string
		for _, panel := range sortedKeys(r.Invited) {
			invited = append(invited, tr.Int(r.Invited[panel])+" "+panel)
		}
		fmt.Fprintln(w, tr.T("wave_ready", "wave", code, "invited", strings.Join(invited, ", ")))
	}
	printPlan(w, r.Detectable, tr)
	return nil
}

func waveOpenCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var keyFile string
	cmd := &cobra.Command{Use: "open CODE", Short: "Freeze a wave and make a ticket for every member", Args: cobra.ExactArgs(1),
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			if err := a.office.Open(cmd.Context(), commandActor(), args[0], keyFile); err != nil {
				return err
			}
			if err := a.refreshDemoFile(cmd.Context()); err != nil {
				return err
			}
			a.say(cmd, "did_open", "wave", args[0])
			return nil
		})}
	cmd.Flags().StringVar(&keyFile, "link-key", "", "file of the link key, when it does not lie in the key folder")
	return cmd
}

// officeMail puts letters of one kind into the outbox and says how many.
type officeMail func(*office.Office, context.Context, office.Actor, string) (int, error)

// mailCommand makes a command that fills the outbox; the server sends.
func mailCommand(catalogue *i18n.Catalogue, name, short string, enqueue officeMail) *cobra.Command {
	return &cobra.Command{Use: name + " CODE", Short: short, Args: cobra.ExactArgs(1),
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			n, err := enqueue(a.office, cmd.Context(), commandActor(), args[0])
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.ErrOrStderr(), reader(catalogue).N("did_enqueue", n))
			return nil
		})}
}

func waveExtendCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var until string
	cmd := &cobra.Command{Use: "extend CODE --until 2026-12-31T23:59", Short: "Move the end of an open wave", Args: cobra.ExactArgs(1),
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			closes, err := time.ParseInLocation("2006-01-02T15:04", until, a.config.location)
			if err != nil {
				return fmt.Errorf("%w: --until takes a time such as 2026-12-31T23:59, not %q", errUsage, until)
			}
			if err := a.office.Extend(cmd.Context(), commandActor(), args[0], closes); err != nil {
				return err
			}
			a.say(cmd, "did_extend", "wave", args[0], "closes", closes)
			return nil
		})}
	cmd.Flags().StringVar(&until, "until", "", "new end, in the time zone of the organisation (required)")
	cobra.CheckErr(cmd.MarkFlagRequired("until"))
	return cmd
}

func waveCloseCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var now bool
	cmd := &cobra.Command{Use: "close CODE", Short: "End a wave and write its archive", Args: cobra.ExactArgs(1),
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			closing, err := a.office.Close(cmd.Context(), commandActor(), args[0], now)
			if err != nil {
				return err
			}
			if closing.Done {
				a.say(cmd, "did_close", "wave", args[0], "archive", a.office.ArchiveDir(args[0]))
				if made, err := a.rakeIfTargets(args[0]); err != nil {
					return err
				} else if made {
					a.say(cmd, "did_rake_kept", "wave", args[0])
				}
			} else {
				a.say(cmd, "did_begin_closing", "wave", args[0], "until", closing.Until.In(a.config.location))
			}
			return nil
		})}
	cmd.Flags().BoolVar(&now, "now", false, "without the thirty minutes of grace")
	return cmd
}

func wavePairCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var keyFile string
	cmd := &cobra.Command{Use: "pair CODE", Args: cobra.ExactArgs(1),
		Short: "Link a closed wave with the earlier ones, member by member, without names",
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			paired, err := a.office.Pair(cmd.Context(), commandActor(), args[0], keyFile)
			for _, p := range paired {
				a.say(cmd, "did_pair", "wave", args[0], "earlier", p.Earlier, "pairs", p.Pairs)
			}
			return err
		})}
	cmd.Flags().StringVar(&keyFile, "link-key", "", "file of the link key, when it does not lie in the key folder")
	return cmd
}

func waveArchiveCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var backup string
	cmd := &cobra.Command{Use: "archive CODE --backup FILE", Args: cobra.ExactArgs(1),
		Short: "Delete the live answers of a closed wave, once a backup holds its archive",
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			if err := backupHolds(backup, a.office.ArchiveDir(args[0])); err != nil {
				return err
			}
			if err := a.office.Archive(cmd.Context(), commandActor(), args[0]); err != nil {
				return err
			}
			a.say(cmd, "did_archive", "wave", args[0])
			return nil
		})}
	cmd.Flags().StringVar(&backup, "backup", "", "backup file that holds the archive (required)")
	cobra.CheckErr(cmd.MarkFlagRequired("backup"))
	return cmd
}

// demoFolder is the folder of the demo that a configuration belongs to; ok is false for any other organisation.
func (a *app) demoFolder() (dir string, ok bool) {
	dir = filepath.Dir(a.config.Data.Dir)
	_, err := os.Stat(filepath.Join(dir, demoFileName))
	return dir, err == nil && a.config.Synthetic
}
