package web

import (
	"context"
	"maps"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

func memberURL(uid panel.UID) string { return staffPath + "/leden/" + uid.String() }

// membersPage is a page of the members of a panel.
type membersPage struct {
	staffFrame
	Panel  string
	Sign   string
	Traits []string // attributes, the columns
	Rows   []memberRow
	filter
}

type memberRow struct {
	URL, Name, Email, Lang string
	Traits                 []string
}

func (s *Server) showMembers(c echo.Context) error {
	ctx := c.Request().Context()
	of, err := s.people.panels.ByCode(ctx, c.Param("panel"))
	if err != nil {
		return err
	}
	page := membersPage{staffFrame: s.staffFrame(c, panelsPath, "staff.nav_panels"), Panel: of.Code, Sign: string(of.Kind), filter: filterOf(c)}
	page.Title = of.Name.In(page.Lang())
	page.Crumbs = []crumb{{panelsPath, page.T("staff.nav_panels")}}
	found, total, err := s.people.members.Search(ctx, of.Code, page.Text, page.Offset(), page.Size)
	if err != nil {
		return err
	}
	page.All = int(total)
	held := map[string]bool{}
	for _, m := range found {
		for code := range m.Profile {
			held[code] = true
		}
	}
	named, err := s.traits(ctx, of.Code)
	if err != nil {
		return err
	}
	codes := slices.Sorted(maps.Keys(held))
	for _, code := range codes {
		page.Traits = append(page.Traits, named.name(code, page.Lang()))
	}
	for _, m := range found {
		row := memberRow{URL: memberURL(m.UID), Name: m.Name, Email: m.Email, Lang: langNames[m.Lang]}
		for _, code := range codes {
			row.Traits = append(row.Traits, named.value(code, m.Profile[code], page.Lang()))
		}
		page.Rows = append(page.Rows, row)
	}
	return s.render(c, http.StatusOK, "staff/members", page)
}

// traits are the attributes of a panel as its newest wave words them.
type traits []survey.Attribute

func (s *Server) traits(ctx context.Context, code string) (traits, error) {
	waves, err := s.deps.Waves.All(ctx)
	for _, w := range slices.Backward(waves) {
		if p, ok := w.Panel(code); ok {
			return p.Strata, err
		}
	}
	return nil, err
}

// name is the name of an attribute, or its code when no wave words it.
func (t traits) name(code string, l i18n.Lang) string {
	for _, a := range t {
		if a.Code == code {
			return a.Name.In(l)
		}
	}
	return code
}

// value is the name of a category, or what the profile holds.
func (t traits) value(attribute, category string, l i18n.Lang) string {
	for _, a := range t {
		for _, c := range a.Categories {
			if a.Code == attribute && c.Code == category {
				return c.Name.In(l)
			}
		}
	}
	return category
}

// memberPage is one member: who it is, what was sent, what can be done.
type memberPage struct {
	staffFrame
	Member  panel.Member
	Panel   string
	Sign    string
	Spoken  string // language of letters
	Traits  []trait
	Since   string
	Invites []inviteRow
	Remove  string
}

type trait struct{ Name, Value string }

// inviteRow is a wave that a member was invited to.
type inviteRow struct {
	Wave, Title    string
	Sent, Reminded string
	Participated   string
	Resend         string // address of sending again, for an open wave
}

// member finds the member of the address, and the waves it was invited to.
func (s *Server) member(c echo.Context) (panel.Member, []panel.Invite, error) {
	uid, err := panel.ParseUID(c.Param("uid"))
	if err != nil {
		return panel.Member{}, nil, err
	}
	m, err := s.people.members.ByUID(c.Request().Context(), uid)
	if err != nil {
		return m, nil, err
	}
	invites, err := s.people.invites.OfMember(c.Request().Context(), uid)
	return m, invites, err
}

func (s *Server) showMember(c echo.Context) error {
	m, invites, err := s.member(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	of, err := s.people.panels.ByCode(ctx, m.Panel)
	if err != nil {
		return err
	}
	page := memberPage{staffFrame: s.staffFrame(c, panelsPath, "staff.nav_panels"), Member: m, Remove: memberURL(m.UID) + "/verwijderen"}
	page.Panel, page.Title, page.Since = of.Name.In(page.Lang()), nameOf(m), page.Date(m.Created.In(s.config.TimeZone))
	page.Crumbs = []crumb{{panelsPath, page.T("staff.nav_panels")}, {panelsPath + "/" + of.Code, page.Panel}}
	page.Sign, page.Spoken = string(of.Kind), langNames[m.Lang]
	named, err := s.traits(ctx, m.Panel)
	if err != nil {
		return err
	}
	for _, code := range slices.Sorted(maps.Keys(m.Profile)) {
		page.Traits = append(page.Traits, trait{named.name(code, page.Lang()), named.value(code, m.Profile[code], page.Lang())})
	}
	for _, i := range slices.Backward(invites) {
		row, err := s.inviteRow(c, page.staffFrame, m, i)
		if err != nil {
			return err
		}
		page.Invites = append(page.Invites, row)
	}
	return s.render(c, http.StatusOK, "staff/member", page)
}

func (s *Server) inviteRow(c echo.Context, f staffFrame, m panel.Member, i panel.Invite) (inviteRow, error) {
	row := inviteRow{Wave: i.Wave, Title: i.Wave}
	wave, err := s.deps.Waves.ByCode(c.Request().Context(), i.Wave)
	if err != nil && fault.Of(err) != fault.NotFound {
		return row, err
	}
	if err == nil {
		row.Title = wave.Title.In(f.Lang())
	}
	row.Sent = "–"
	if i.SentAt != nil {
		row.Sent = f.DateTime(i.SentAt.In(s.config.TimeZone))
	} else if wave.State == survey.Open {
		row.Sent = f.T("staff.not_sent")
	}
	if i.RemindedAt != nil {
		row.Reminded = f.N("staff.reminded", i.Reminded, "at", f.Date(i.RemindedAt.In(s.config.TimeZone)))
	}
	switch {
	case i.Participated == nil:
		row.Participated = f.T("staff.participated_open")
	case *i.Participated:
		row.Participated = f.T("staff.participated_yes")
	default:
		row.Participated = f.T("staff.participated_no")
	}
	if wave.State == survey.Open {
		row.Resend = memberURL(m.UID) + "/opnieuw/" + i.Wave
	}
	return row, nil
}

func nameOf(m panel.Member) string {
	if m.Name != "" {
		return m.Name
	}
	return m.Email
}

// memberStep is a page that asks before something is done about a member.
type memberStep struct {
	staffFrame
	Member panel.Member
	Says   []string
	Undo   string
}

func (s *Server) memberStep(c echo.Context, m panel.Member, title string) memberStep {
	page := memberStep{staffFrame: s.staffFrame(c, panelsPath, title, "name", nameOf(m)), Member: m}
	page.Crumbs = []crumb{{panelsPath, page.T("staff.nav_panels")}, {memberURL(m.UID), nameOf(m)}}
	return page
}

func (s *Server) showResend(c echo.Context) error {
	m, _, err := s.member(c)
	if err != nil {
		return err
	}
	wave, err := s.deps.Waves.ByCode(c.Request().Context(), c.Param("wave"))
	if err != nil {
		return err
	}
	page := s.memberStep(c, m, "staff.resend")
	page.Says = []string{page.T("staff.resend_what", "email", m.Email, "wave", wave.Title.In(page.Lang())), page.T("staff.resend_same")}
	page.Undo = page.T("staff.resend_undo")
	return s.render(c, http.StatusOK, "staff/resend", page)
}

func (s *Server) resend(c echo.Context) error {
	m, _, err := s.member(c)
	if err != nil {
		return err
	}
	if err := s.deps.Office.Resend(c.Request().Context(), c.Param("wave"), m.UID); err != nil {
		return err
	}
	if err := s.noted(c, "member.resend", c.Param("wave"), m.Panel); err != nil {
		return err
	}
	s.flash(c, s.translator(c).T("staff.resend_done"))
	return c.Redirect(http.StatusSeeOther, memberURL(m.UID))
}

func (s *Server) showRemove(c echo.Context) error {
	m, invites, err := s.member(c)
	if err != nil {
		return err
	}
	running, closed := 0, 0
	for _, i := range invites {
		wave, err := s.deps.Waves.ByCode(c.Request().Context(), i.Wave)
		if err != nil && fault.Of(err) != fault.NotFound {
			return err
		}
		if err == nil && wave.State == survey.Closed {
			closed++
		} else {
			running++
		}
	}
	page := s.memberStep(c, m, "staff.remove")
	page.Says = []string{page.N("staff.remove_invites", len(invites)), page.N("staff.remove_running", running), page.N("staff.remove_closed", closed)}
	page.Undo = page.T("staff.remove_undo")
	return s.render(c, http.StatusOK, "staff/remove", page)
}

// removeMember removes a person. The audit trail says from which panel, not who: nothing of the person is left here.
func (s *Server) removeMember(c echo.Context) error {
	m, _, err := s.member(c)
	if err != nil {
		return err
	}
	if err := s.deps.Office.Remove(c.Request().Context(), m.UID); err != nil {
		return err
	}
	if err := s.noted(c, "member.remove", m.Panel, ""); err != nil {
		return err
	}
	s.flash(c, s.translator(c).T("staff.remove_done"))
	return c.Redirect(http.StatusSeeOther, panelsPath+"/"+m.Panel)
}
