package panel

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"realitycheck/survey/fault"
)

// Staff is an account of somebody who works with the program.
type Staff struct {
	Email    string // lower case
	Name     string
	Hash     string // of the password, in PHC form
	Roles    []Role
	Disabled bool
	Created  time.Time
}

// May says whether the account may do something now.
func (s *Staff) May(action Action) bool { return !s.Disabled && Allows(s.Roles, action) }

// Stamp changes with the password, the roles and the state of the account. A session that carries an older stamp is over.
func (s *Staff) Stamp() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%v|%t", s.Hash, s.Roles, s.Disabled))
	return hex.EncodeToString(sum[:12])
}

// Check refuses an account that cannot be.
func (s *Staff) Check() error {
	var faults []fault.Field
	if !IsEmail(s.Email) {
		faults = append(faults, fault.Field{Path: "email", Key: "member_email_wrong", Args: fault.Args("value", short(s.Email))})
	}
	if utf8.RuneCountInString(s.Name) > MaxName {
		faults = append(faults, fault.Field{Path: "name", Key: "member_name_long", Args: fault.Args("max", MaxName)})
	}
	if err := fault.InFields("account_wrong", faults); err != nil {
		return err
	}
	return CheckRoles(s.Roles)
}

// Grant gives the account these roles in the place of those it had.
func (s *Staff) Grant(roles []Role) error {
	if err := CheckRoles(roles); err != nil {
		return err
	}
	s.Roles = slices.Clone(roles)
	return nil
}
