package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"realitycheck/panel"
	"realitycheck/panel/office"
	"realitycheck/panel/paneldb"
	"realitycheck/survey/i18n"
)

func accountCommand(catalogue *i18n.Catalogue) *cobra.Command {
	return group("account", "Staff accounts", accountAddCommand(catalogue), accountPasswordCommand(catalogue),
		&cobra.Command{Use: "list", Short: "All accounts with their roles", Args: cobra.NoArgs, RunE: withApp(catalogue, accountList)},
		accountSwitch(catalogue, "disable", "Keep an account from signing in; who is signed in is signed out", (*office.Office).DisableAccount),
		accountSwitch(catalogue, "enable", "Let a disabled account sign in again", (*office.Office).EnableAccount))
}

// accountSwitch makes the command that disables accounts, or the one that enables them.
func accountSwitch(catalogue *i18n.Catalogue, name, short string,
	turn func(*office.Office, context.Context, office.Actor, string) error) *cobra.Command {
	return &cobra.Command{Use: name + " EMAIL", Short: short, Args: cobra.ExactArgs(1),
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			email := panel.CleanEmail(args[0])
			if err := turn(a.office, cmd.Context(), commandActor(), email); err != nil {
				return err
			}
			a.say(cmd, "did_account_"+name, "email", email)
			return nil
		})}
}

func accountAddCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var email, name string
	var roles []string
	var fromStdin bool
	cmd := &cobra.Command{Use: "add --email E --role R[,R]", Args: cobra.NoArgs,
		Short: "Add an account; without --password-stdin a password is drawn and printed once",
		Example: "  realitycheck account add --email els@organisation.example --role admin\n" +
			"  realitycheck account add --email jan@organisation.example --role analyst,ambassade --password-stdin < file",
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, _ []string) error {
			password, err := passwordFor(cmd, fromStdin)
			if err != nil {
				return err
			}
			account := panel.Staff{Email: panel.CleanEmail(email), Name: panel.CleanLine(name)}
			for _, r := range roles {
				account.Roles = append(account.Roles, panel.Role(r))
			}
			if err := a.office.AddAccount(cmd.Context(), commandActor(), account, password); err != nil {
				return err
			}
			a.say(cmd, "did_account_add", "email", account.Email)
			return showPassword(cmd, password, fromStdin)
		})}
	flags := cmd.Flags()
	flags.StringVar(&email, "email", "", "address to sign in with (required)")
	flags.StringVar(&name, "name", "", "name on screen")
	flags.StringSliceVar(&roles, "role", nil, "admin, analyst, coder, ambassade (required)")
	flags.BoolVar(&fromStdin, "password-stdin", false, "read the password from standard input")
	cobra.CheckErr(cmd.MarkFlagRequired("email"))
	cobra.CheckErr(cmd.MarkFlagRequired("role"))
	return cmd
}

func accountPasswordCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var fromStdin bool
	cmd := &cobra.Command{Use: "password EMAIL", Short: "Give an account another password", Args: cobra.ExactArgs(1),
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			email := panel.CleanEmail(args[0])
			password, err := passwordFor(cmd, fromStdin)
			if err != nil {
				return err
			}
			if err := a.office.SetPassword(cmd.Context(), commandActor(), email, password); err != nil {
				return err
			}
			a.say(cmd, "did_account_password", "email", email)
			return showPassword(cmd, password, fromStdin)
		})}
	cmd.Flags().BoolVar(&fromStdin, "password-stdin", false, "read the password from standard input")
	return cmd
}

func accountList(cmd *cobra.Command, a *app, _ []string) error {
	accounts, err := paneldb.NewStaff(a.people).All(cmd.Context())
	if err != nil {
		return err
	}
	for _, s := range accounts {
		state := ""
		if s.Disabled {
			state = "disabled"
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%-40s %-24s %s\n", s.Email, panel.RoleNames(s.Roles), state)
	}
	return nil
}

// passwordFor reads the password, or draws one.
func passwordFor(cmd *cobra.Command, fromStdin bool) (string, error) {
	if !fromStdin {
		return rand.Text(), nil
	}
	line, err := bufio.NewReader(cmd.InOrStdin()).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// showPassword prints a drawn password to standard output, once: it is stored nowhere as it is.
func showPassword(cmd *cobra.Command, password string, fromStdin bool) error {
	if fromStdin {
		return nil
	}
	_, err := fmt.Fprintln(cmd.OutOrStdout(), password)
	return err
}
