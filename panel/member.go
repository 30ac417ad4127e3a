package panel

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// Member is a person in one panel. Somebody who is in two panels is two members.
type Member struct {
	UID     UID
	Panel   string
	Email   string // lower case, unique in the panel
	Name    string // may be empty: letters then greet without a name
	Lang    i18n.Lang
	Profile map[string]string // attribute code to category code; an attribute that is not known is absent
	Created time.Time
}

// Limits of what a member holds, in characters.
const (
	MaxEmail = 254
	MaxName  = 120
	MaxTrait = 80
)

// address is a plain mailbox: no display name, no quotes, no comments, a domain with a dot. Stricter than the standard
// allows, so that nothing in it can mean something to a mail server.
var address = regexp.MustCompile(`^[a-z0-9!#$%&'*+/=?^_{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_{|}~-]+)*@` +
	`([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

var attributeCode = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// CleanEmail is an address as it is stored and looked up.
func CleanEmail(email string) string { return strings.ToLower(CleanLine(email)) }

// IsEmail says whether a cleaned address can be written to.
func IsEmail(email string) bool { return len(email) <= MaxEmail && address.MatchString(email) }

// IsAttribute says whether a code may name an attribute of a profile.
func IsAttribute(code string) bool { return attributeCode.MatchString(code) }

// Clean puts every field in its stored form.
func (m *Member) Clean() {
	m.Email, m.Name = CleanEmail(m.Email), CleanLine(m.Name)
	profile := make(map[string]string, len(m.Profile))
	for code, value := range m.Profile {
		if value = CleanLine(value); value != "" {
			profile[code] = value
		}
	}
	m.Profile = profile
}

// Faults lists what is wrong with a cleaned member; Path is the column of a member list.
func (m *Member) Faults() []fault.Field {
	var faults []fault.Field
	add := func(path, key string, args ...any) {
		faults = append(faults, fault.Field{Path: path, Key: key, Args: fault.Args(args...)})
	}
	switch {
	case m.Email == "":
		add("email", "member_email_missing")
	case !IsEmail(m.Email):
		add("email", "member_email_wrong", "value", short(m.Email))
	}
	if utf8.RuneCountInString(m.Name) > MaxName {
		add("name", "member_name_long", "max", MaxName)
	}
	if !slices.Contains(i18n.Langs(), m.Lang) {
		add("language", "member_language_unknown", "value", short(string(m.Lang)))
	}
	for _, code := range slices.Sorted(maps.Keys(m.Profile)) {
		if utf8.RuneCountInString(m.Profile[code]) > MaxTrait {
			add(code, "member_trait_long", "max", MaxTrait)
		}
	}
	return faults
}

// short keeps a message readable when somebody put a whole text in a small field.
func short(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// Update takes over what a newer list says about the same person and tells whether anything changed. A member keeps
// number, address and panel: they are who the member is.
func (m *Member) Update(from Member) bool {
	if m.Name == from.Name && m.Lang == from.Lang && maps.Equal(m.Profile, from.Profile) {
		return false
	}
	m.Name, m.Lang, m.Profile = from.Name, from.Lang, from.Profile
	return true
}
