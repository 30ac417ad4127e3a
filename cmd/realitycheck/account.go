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
	"realitycheck/panel/auth"
	"realitycheck/panel/paneldb"
	"realitycheck/survey/i18n"
)

func accountCommand(catalogue *i18n.Catalogue) *cobra.Command {
	return group("account", "Staff accounts", accountAddCommand(catalogue), accountPasswordCommand(catalogue),
		&cobra.Command{Use: "list", Short: "All accounts with their roles", Args: cobra.NoArgs, RunE: withApp(catalogue, accountList)},
		accountSwitch(catalogue, "disable", "Keep an account from signing in; who is signed in is signed out", true),
		accountSwitch(catalogue, "enable", "Let a disabled account sign in again", false))
}

// accountSwitch makes the command that disables accounts, or the one that enables them.
func accountSwitch(catalogue *i18n.Catalogue, name, short string, disabled bool) *cobra.Command {
	return &cobra.Command{Use: name + " EMAIL", Short: short, Args: cobra.ExactArgs(1),
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, args []string) error {
			email := panel.CleanEmail(args[0])
			err := paneldb.NewStaff(a.people).Update(cmd.Context(), email, func(s *panel.Staff) error {
				s.Disabled = disabled
				return nil
			})
			if err == nil {
				a.say(cmd, "did_account_"+name, "email", email)
			}
			return err
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
			if err := a.addAccount(cmd.Context(), account, password); err != nil {
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
			hash, err := hashPassword(cmd.Context(), password, email)
			if err != nil {
				return err
			}
			if err := paneldb.NewStaff(a.people).SetHash(cmd.Context(), email, hash); err != nil {
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
		roles := make([]string, len(s.Roles))
		for i, r := range s.Roles {
			roles[i] = string(r)
		}
		state := ""
		if s.Disabled {
			state = "disabled"
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%-40s %-24s %s\n", s.Email, strings.Join(roles, ","), state)
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

func hashPassword(ctx context.Context, password, email string) (string, error) {
	if err := auth.CheckPassword(password, email); err != nil {
		return "", err
	}
	hasher, err := auth.NewHasher()
	if err != nil {
		return "", err
	}
	return hasher.Hash(ctx, password)
}

func (a *app) addAccount(ctx context.Context, account panel.Staff, password string) error {
	if err := account.Check(); err != nil {
		return err
	}
	var err error
	if account.Hash, err = hashPassword(ctx, password, account.Email); err != nil {
		return err
	}
	account.Created = a.now()
	return paneldb.NewStaff(a.people).Add(ctx, account)
}
