package web

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
)

// filter is what a list is narrowed to, and which page of it is shown. It stands in the address, so that a list works
// without scripts and can be bookmarked; with scripts it follows what is typed.
type filter struct {
	Text string
	Page int // from 1
	Size int
	All  int // rows in all pages
	path string
}

const pageSize = 50

func filterOf(c echo.Context) filter {
	page, err := strconv.Atoi(c.QueryParam("pagina"))
	if err != nil || page < 1 || page > 1_000_000 {
		page = 1
	}
	return filter{Text: panel.CleanLine(c.QueryParam("zoek")), Page: page, Size: pageSize, path: samePath(c)}
}

// Offset is the number of rows before the page.
func (f filter) Offset() int { return (f.Page - 1) * f.Size }

// From and To number the rows shown.
func (f filter) From() int { return min(f.Offset()+1, f.All) }

// To is the number of the last row shown.
func (f filter) To() int { return min(f.Page*f.Size, f.All) }

// Before is the address of the page before, or "".
func (f filter) Before() string {
	if f.Page == 1 {
		return ""
	}
	return f.at(f.Page - 1)
}

// After is the address of the next page, or "".
func (f filter) After() string {
	if f.Page*f.Size >= f.All {
		return ""
	}
	return f.at(f.Page + 1)
}

func (f filter) at(page int) string {
	query := url.Values{"pagina": {strconv.Itoa(page)}}
	if f.Text != "" {
		query.Set("zoek", f.Text)
	}
	return f.path + "?" + query.Encode()
}

// matches says whether one of the texts holds what is looked for.
func (f filter) matches(texts ...string) bool {
	return strings.Contains(strings.ToLower(strings.Join(texts, " ")), strings.ToLower(f.Text))
}
