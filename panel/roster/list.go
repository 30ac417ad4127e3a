package roster

import (
	"slices"
	"strings"
	"time"

	"realitycheck/panel"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// The columns that every list may have; only the first must be there. All others are attributes of the profile.
const (
	emailColumn    = "email"
	nameColumn     = "name"
	languageColumn = "language"
)

// List is a member list that was found to be right.
type List struct {
	Members []panel.Member // in the order of the file, without number and panel
	columns []string       // as the file has them
}

// reader collects members and faults while it goes through the rows.
type reader struct {
	columns []string
	members []panel.Member
	lines   map[string]int // e-mail to the row where it stood first
	faults  []fault.Field
}

func newList(rows []row) (List, error) {
	if len(rows) == 0 {
		return List{}, fault.New(fault.Invalid, "roster_empty")
	}
	r := reader{lines: map[string]int{}}
	r.header(rows[0])
	if len(r.faults) == 0 { // without its columns no row can be read
		for _, row := range rows[1:] {
			r.member(row)
		}
	}
	if err := fault.InFields("roster_wrong", r.faults); err != nil {
		return List{}, err
	}
	if len(r.members) == 0 {
		return List{}, fault.New(fault.Invalid, "roster_empty")
	}
	return List{Members: r.members, columns: r.columns}, nil
}

func (r *reader) add(line, column int, path, key string, args ...any) {
	r.faults = append(r.faults, fault.Field{Path: path, Line: line, Column: column, Key: key, Args: fault.Args(args...)})
}

// header reads the names of the columns. Empty ones at the end are nothing; an empty one in between is a mistake.
func (r *reader) header(first row) {
	cells := first.cells
	for len(cells) > 0 && panel.CleanLine(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	for i, cell := range cells {
		name := strings.ToLower(panel.CleanLine(cell))
		switch {
		case slices.Contains(r.columns, name):
			r.add(first.line, i+1, name, "roster_column_twice", "column", name)
		case !panel.IsAttribute(name):
			r.add(first.line, i+1, name, "roster_column_wrong", "column", name)
		}
		r.columns = append(r.columns, name)
	}
	if !slices.Contains(r.columns, emailColumn) {
		r.add(first.line, 1, emailColumn, "roster_column_missing", "column", emailColumn)
	}
}

// member reads one row.
func (r *reader) member(from row) {
	m := panel.Member{Lang: i18n.Default, Profile: map[string]string{}}
	for i, cell := range from.cells {
		switch cell = panel.CleanLine(cell); {
		case i >= len(r.columns):
			if cell != "" {
				r.add(from.line, i+1, "", "roster_row_long")
			}
		case r.columns[i] == emailColumn:
			m.Email = cell
		case r.columns[i] == nameColumn:
			m.Name = cell
		case r.columns[i] == languageColumn && cell != "":
			m.Lang = language(cell)
		case r.columns[i] != languageColumn:
			m.Profile[r.columns[i]] = cell
		}
	}
	m.Clean()
	for _, f := range m.Faults() {
		f.Line, f.Column = from.line, slices.Index(r.columns, f.Path)+1
		r.faults = append(r.faults, f)
	}
	if first, there := r.lines[m.Email]; there && m.Email != "" {
		r.add(from.line, slices.Index(r.columns, emailColumn)+1, emailColumn, "roster_email_twice", "row", first)
	} else {
		r.lines[m.Email] = from.line
	}
	r.members = append(r.members, m)
}

// language reads a tag; one that is not offered stays as it is, for the member to be refused.
func language(tag string) i18n.Lang {
	if lang, ok := i18n.ParseLang(tag); ok {
		return lang
	}
	return i18n.Lang(tag)
}

// Comparison is what a list would do to a panel.
type Comparison struct {
	Added   []panel.Member
	Changed []panel.Member
	Same    int
}

// Against compares the list with the members of a panel, by address. What the list has no column for stays as it is, and
// members whom it does not name stay too; an empty cell empties.
func (l List) Against(code string, members []panel.Member, now time.Time) Comparison {
	byEmail := make(map[string]panel.Member, len(members))
	for _, m := range members {
		byEmail[m.Email] = m
	}
	var c Comparison
	for _, m := range l.Members {
		old, there := byEmail[m.Email]
		if !there {
			m.UID, m.Panel, m.Created = panel.NewUID(), code, now
			c.Added = append(c.Added, m)
			continue
		}
		if old.Update(l.over(old, m)) {
			c.Changed = append(c.Changed, old)
		} else {
			c.Same++
		}
	}
	return c
}

// over completes a row with what its list has no column for.
func (l List) over(old, m panel.Member) panel.Member {
	if !slices.Contains(l.columns, nameColumn) {
		m.Name = old.Name
	}
	if !slices.Contains(l.columns, languageColumn) {
		m.Lang = old.Lang
	}
	profile := map[string]string{}
	for code, value := range old.Profile {
		if !slices.Contains(l.columns, code) {
			profile[code] = value
		}
	}
	for code, value := range m.Profile {
		profile[code] = value
	}
	m.Profile = profile
	return m
}
