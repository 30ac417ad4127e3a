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

	"realitycheck/survey/i18n"
)

// Exit statuses.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() { os.Exit(start()) }

// start runs the command line of this process. The first Ctrl-C asks the work to end, the second one ends it.
func start() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return run(ctx, os.Args[1:], os.Stdout, os.Stderr)
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
	began := false // whether the command line was right, so that its command began
	root := newRoot(catalogue)
	watch(root, &began)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil:
		return exitDone
	case !began || errors.Is(err, errUsage):
		fmt.Fprintf(stderr, "%s: %v\n\n%s", cmd.CommandPath(), err, cmd.UsageString())
		return exitUsage
	}
	sayFault(stderr, reader(catalogue), err)
	return exitFailed
}

// watch tells when the work of a command begins. Whatever fails before is the fault of the command line: flags,
// arguments, names of commands.
func watch(cmd *cobra.Command, began *bool) {
	if do := cmd.RunE; do != nil {
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			*began = true
			return do(cmd, args)
		}
	}
	for _, sub := range cmd.Commands() {
		watch(sub, began)
	}
}

// newRoot lists every command.
func newRoot(catalogue *i18n.Catalogue) *cobra.Command {
	root := group("realitycheck",
		"Panel surveys on the identity of an organisation: inside against outside, this year against the years before",
		demoCommand(catalogue), serveCommand(catalogue), migrateCommand(catalogue), importCommand(catalogue),
		waveCommand(catalogue), reportCommand(catalogue), weightCommand(catalogue), exportCommand(catalogue), verifyCommand(), simulateCommand(),
		backupCommand(catalogue), restoreCommand(catalogue), accountCommand(catalogue), doctorCommand(catalogue), versionCommand())
	root.SilenceUsage, root.SilenceErrors = true, true
	root.PersistentFlags().String("config", "", "configuration file (default: config.yaml in the working folder, when it is there)")
	return root
}

// group makes a command that only holds others: without one of their names its usage is wrong.
func group(use, short string, commands ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return fmt.Errorf("%w: name one of the commands", errUsage) }}
	cmd.AddCommand(commands...)
	return cmd
}
