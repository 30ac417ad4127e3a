package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // time zones on machines that have none

	"github.com/spf13/cobra"

	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// Exit statuses.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// errUsage marks what was wrong about the command line itself.
var errUsage = errors.New("wrong usage")

// run executes one command line and gives its exit status. Data goes to stdout, everything said about the work to stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	catalogue, err := i18n.Load()
	if err != nil {
		fmt.Fprintln(stderr, err)
		return exitFailed
	}
	root := newRoot(catalogue)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err = root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errUsage):
		fmt.Fprintln(stderr, err)
		return exitUsage
	}
	sayFault(stderr, catalogue.For(i18n.English), err)
	return exitFailed
}

// sayFault prints one clear line, then a line for each faulty place of an input. An error that is no fault is printed as it is: whoever
// runs the command may see what the program sees.
func sayFault(w io.Writer, tr *i18n.Translator, err error) {
	var f *fault.Fault
	if !errors.As(err, &f) {
		fmt.Fprintln(w, err)
		return
	}
	fmt.Fprintln(w, tr.Fault(f))
	for _, field := range f.Fields {
		place := field.Path
		if field.Line > 0 {
			place = fmt.Sprintf("%d:%d %s", field.Line, field.Column, field.Path)
		}
		fmt.Fprintf(w, "  %s: %s\n", place, tr.Field(field))
	}
}

// newRoot lists every command.
func newRoot(catalogue *i18n.Catalogue) *cobra.Command {
	root := &cobra.Command{
		Use:           "realitycheck",
		Short:         "Panel surveys on the identity of an organisation: inside against outside, this year against the years before",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.PersistentFlags().String("config", "", "configuration file (default: config.yaml in the working folder, when it is there)")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w: %v\n%s", errUsage, err, cmd.UsageString())
	})
	root.AddCommand(demoCommand(catalogue), serveCommand(catalogue), migrateCommand(catalogue), importCommand(catalogue),
		waveCommand(catalogue), reportCommand(catalogue), simulateCommand(), backupCommand(catalogue), restoreCommand(catalogue),
		accountCommand(catalogue), exportCommand(catalogue), doctorCommand(catalogue), verifyCommand(), versionCommand())
	for _, cmd := range root.Commands() {
		strictArguments(cmd)
	}
	return root
}

// strictArguments makes wrong arguments of a command and its subcommands count as wrong usage.
func strictArguments(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			if err := check(cmd, args); err != nil {
				return fmt.Errorf("%w: %v\n%s", errUsage, err, cmd.UsageString())
			}
			return nil
		}
	}
	for _, sub := range cmd.Commands() {
		strictArguments(sub)
	}
}
