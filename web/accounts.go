package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
)

// accountsPage lists who works with the program.
type accountsPage struct {
	staffFrame
	Rows []panel.Staff
}

func (s *Server) showAccounts(c echo.Context) error {
	accounts, err := s.people.staff.All(c.Request().Context())
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "staff/accounts",
		accountsPage{staffFrame: s.staffFrame(c, staffPath+"/accounts", "staff.nav_accounts"), Rows: accounts})
}

// auditPage is a page of the audit trail, newest first.
type auditPage struct {
	staffFrame
	Rows []auditRow
	filter
}

type auditRow struct {
	At, Staff, Action, Object, Detail string
}

func (s *Server) showAudit(c echo.Context) error {
	page := auditPage{staffFrame: s.staffFrame(c, staffPath+"/logboek", "staff.nav_audit"), filter: filterOf(c)}
	events, err := s.people.audit.Newest(c.Request().Context(), page.Offset(), page.Size+1)
	if err != nil {
		return err
	}
	page.All = page.Offset() + len(events)
	for _, e := range events[:min(len(events), page.Size)] {
		row := auditRow{page.DateTime(e.At.In(s.config.TimeZone)), e.Staff, page.T("staff.audit_" + e.Action), e.Object, e.Detail}
		if row.Action == "staff.audit_"+e.Action {
			row.Action = e.Action // of another version or the command line
		}
		page.Rows = append(page.Rows, row)
	}
	return s.render(c, http.StatusOK, "staff/audit", page)
}
