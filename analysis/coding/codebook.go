package coding

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// Theme is one thing that answers to a question may be about. Its code is never used again for something else.
type Theme struct {
	Code    string    `json:"code"`
	Name    i18n.Text `json:"name"`
	Meaning i18n.Text `json:"meaning,omitempty"` // when it applies, and when it does not
	Since   int       `json:"since"`             // version of the codebook that added it
	Retired int       `json:"retired,omitempty"` // version from which it is not used any more; 0 while in use
	Into    []string  `json:"into,omitempty"`    // retired: the themes in its place; one after a merge, several after a split
}

// Step is one kind of change of a codebook.
type Step string

// The steps.
const (
	Added    Step = "added"
	Reworded Step = "reworded"
	Merged   Step = "merged"
	Split    Step = "split"
	Retired  Step = "retired"
)

// Change is one line of the history of a codebook: the step that led to a version.
type Change struct {
	Version int       `json:"version"`
	Step    Step      `json:"step"`
	From    []string  `json:"from,omitempty"` // codes before
	Into    []string  `json:"into,omitempty"` // codes after
	At      time.Time `json:"at"`
	By      string    `json:"by"` // account
	Why     string    `json:"why,omitempty"`
}

// Stamp says who changed a codebook, when and why.
type Stamp struct {
	At  time.Time
	By  string
	Why string
}

// Codebook is one version of the themes of a question. Versions follow one another over the years; a change makes the
// next one and leaves a line in the history, so that a code of any year can be read today.
type Codebook struct {
	Question string   `json:"question"`
	Version  int      `json:"version"` // 0 for one without themes
	Themes   []Theme  `json:"themes"`
	History  []Change `json:"history"`
}

var themeCode = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// Theme gives the theme with a code, retired or not.
func (c *Codebook) Theme(code string) (Theme, bool) {
	for _, t := range c.Themes {
		if t.Code == code {
			return t, true
		}
	}
	return Theme{}, false
}

// InUse lists the themes that answers may be given.
func (c *Codebook) InUse() []Theme {
	var list []Theme
	for _, t := range c.Themes {
		if t.Retired == 0 {
			list = append(list, t)
		}
	}
	return list
}

// Add takes up a new theme.
func (c *Codebook) Add(t Theme, s Stamp) error {
	if err := c.checkNew(t); err != nil {
		return err
	}
	c.next(Added, nil, []string{t.Code}, s)
	c.append(t)
	return nil
}

// Reword changes the words of a theme that keeps its meaning; another meaning is another theme.
func (c *Codebook) Reword(code string, name, meaning i18n.Text, s Stamp) error {
	i, err := c.inUse(code)
	if err != nil {
		return err
	}
	if err := checkName(code, name); err != nil {
		return err
	}
	c.next(Reworded, []string{code}, []string{code}, s)
	c.Themes[i].Name, c.Themes[i].Meaning = name, meaning
	return nil
}

// Merge puts one theme in the place of several. Answers that had any of them have the new one, without being read again.
// The theme in their place may be one of them, by its code.
func (c *Codebook) Merge(codes []string, into Theme, s Stamp) error {
	if len(codes) < 2 {
		return fault.New(fault.Invalid, "codebook_merge_few")
	}
	for _, code := range codes {
		if _, err := c.inUse(code); err != nil {
			return err
		}
	}
	stays := slices.Contains(codes, into.Code)
	if !stays {
		if err := c.checkNew(into); err != nil {
			return err
		}
	}
	c.next(Merged, codes, []string{into.Code}, s)
	for _, code := range codes {
		if code != into.Code {
			c.retire(code, []string{into.Code})
		}
	}
	if !stays {
		c.append(into)
	}
	return nil
}

// Split puts several themes in the place of one. Answers that had it must be read again: nobody knows which it is.
func (c *Codebook) Split(code string, into []Theme, s Stamp) error {
	if _, err := c.inUse(code); err != nil {
		return err
	}
	if len(into) < 2 {
		return fault.New(fault.Invalid, "codebook_split_few")
	}
	var codes []string
	for _, t := range into {
		if err := c.checkNew(t); err != nil {
			return err
		}
		if slices.Contains(codes, t.Code) {
			return fault.New(fault.Invalid, "theme_code_taken", "code", t.Code)
		}
		codes = append(codes, t.Code)
	}
	c.next(Split, []string{code}, codes, s)
	c.retire(code, codes)
	for _, t := range into {
		c.append(t)
	}
	return nil
}

// Retire ends the use of a theme without another in its place.
func (c *Codebook) Retire(code string, s Stamp) error {
	if _, err := c.inUse(code); err != nil {
		return err
	}
	c.next(Retired, []string{code}, nil, s)
	c.retire(code, nil)
	return nil
}

// Translate reads codes given under an earlier version in this one. Merged themes become the one in their place and
// retired ones go; again says that a theme was split since, so that the answer must be read again.
func (c *Codebook) Translate(codes []string) (now []string, again bool) {
	for _, code := range codes {
		for hops := 0; code != ""; hops++ {
			t, ok := c.Theme(code)
			switch {
			case !ok || hops > len(c.Themes):
				code, again = "", true
			case t.Retired == 0:
				now, code = append(now, code), ""
			case len(t.Into) == 1:
				code = t.Into[0]
			default:
				code, again = "", again || len(t.Into) > 1
			}
		}
	}
	slices.Sort(now)
	return slices.Compact(now), again
}

// Check refuses codes that are not in use.
func (c *Codebook) Check(codes []string) error {
	for _, code := range codes {
		if _, err := c.inUse(code); err != nil {
			return err
		}
	}
	return nil
}

func (c *Codebook) next(step Step, from, into []string, s Stamp) {
	c.Version++
	c.History = append(c.History, Change{c.Version, step, slices.Clone(from), slices.Clone(into), s.At, s.By, s.Why})
}

func (c *Codebook) append(t Theme) {
	t.Since, t.Retired, t.Into = c.Version, 0, nil
	c.Themes = append(c.Themes, t)
}

func (c *Codebook) retire(code string, into []string) {
	for i := range c.Themes {
		if c.Themes[i].Code == code {
			c.Themes[i].Retired, c.Themes[i].Into = c.Version, into
		}
	}
}

func (c *Codebook) inUse(code string) (int, error) {
	i := slices.IndexFunc(c.Themes, func(t Theme) bool { return t.Code == code && t.Retired == 0 })
	if i < 0 {
		return i, fault.New(fault.Invalid, "theme_unknown", "code", code)
	}
	return i, nil
}

func (c *Codebook) checkNew(t Theme) error {
	if !themeCode.MatchString(t.Code) {
		return fault.New(fault.Invalid, "theme_code_wrong", "code", t.Code)
	}
	if _, ok := c.Theme(t.Code); ok {
		return fault.New(fault.Invalid, "theme_code_taken", "code", t.Code)
	}
	return checkName(t.Code, t.Name)
}

func checkName(code string, name i18n.Text) error {
	for _, lang := range i18n.Langs() {
		if strings.TrimSpace(name.In(lang)) == "" {
			return fault.New(fault.Invalid, "theme_name_missing", "code", code, "lang", string(lang))
		}
	}
	return nil
}
