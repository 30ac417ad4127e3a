package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

const (
	panelsPath   = staffPath + "/panels"
	newPanelPath = staffPath + "/nieuw-panel"
)

// kindKey is the key of a kind of panel in words.
func kindKey(kind survey.PanelKind) string {
	if kind == survey.Public {
		return "staff.panel_kind_public"
	}
	return "staff.panel_kind_staff"
}

// panelSigns gives the sign of each panel of a wave: that of its kind, another one for further panels of the kind.
func panelSigns(panels []survey.WavePanel) []string {
	signs, seen := make([]string, len(panels)), map[survey.PanelKind]bool{}
	for i, p := range panels {
		signs[i] = string(p.Kind)
		if seen[p.Kind] {
			signs[i] += "-next"
		}
		seen[p.Kind] = true
	}
	return signs
}

// panelsPage lists the panels.
type panelsPage struct {
	staffFrame
	Rows []panelRow
	Add  string // address of adding one
}

type panelRow struct {
	Sign, Name, URL string
	Kind            string // in words
	Members         int
	Change          string // address of changing it
}

func (s *Server) showPanels(c echo.Context) error {
	ctx := c.Request().Context()
	panels, err := s.people.panels.All(ctx)
	if err != nil {
		return err
	}
	counts, err := s.people.members.Counts(ctx)
	if err != nil {
		return err
	}
	page := panelsPage{staffFrame: s.staffFrame(c, panelsPath, "staff.nav_panels"), Add: newPanelPath}
	for _, p := range panels {
		at := panelsPath + "/" + p.Code
		page.Rows = append(page.Rows, panelRow{string(p.Kind), p.Name.In(page.Lang()), at, page.T(kindKey(p.Kind)), counts[p.Code], at + "/wijzigen"})
	}
	return s.render(c, http.StatusOK, "staff/panels", page)
}

// panelPage is the form of a panel, new or known.
type panelPage struct {
	staffFrame
	New      bool
	Panel    string // its code
	Names    []nameField
	Kinds    []kindChoice
	KindSays string // why the kind cannot change; empty while it can
	Error    string
	Wrong    map[string]string // what is wrong, by field
}

// nameField is the name of a panel in one language.
type nameField struct {
	Field, Label, Value string
	Lang                i18n.Lang
}

type kindChoice struct {
	Value   survey.PanelKind
	Name    string
	Checked bool
}

// panelForm reads the form of a panel over what the panel was.
func panelForm(c echo.Context, p panel.Panel) panel.Panel {
	if p.Code == "" {
		p.Code = panel.CleanLine(c.FormValue("code"))
	}
	p.Name = i18n.Text{}
	for _, lang := range i18n.Langs() {
		p.Name[lang] = panel.CleanLine(c.FormValue("name." + string(lang)))
	}
	if kind := c.FormValue("kind"); kind != "" { // a form in which it is fixed has none
		p.Kind = survey.PanelKind(kind)
	}
	return p
}

func (s *Server) showNewPanel(c echo.Context) error {
	return s.panelPage(c, http.StatusOK, panel.Panel{}, true, nil)
}

// addPanel makes a panel; one that is there is never replaced.
func (s *Server) addPanel(c echo.Context) error {
	p := panelForm(c, panel.Panel{})
	_, err := s.people.panels.ByCode(c.Request().Context(), p.Code)
	if err == nil {
		return s.panelPage(c, http.StatusUnprocessableEntity, p, true, fault.New(fault.Conflict, "panel_exists", "panel", p.Code))
	}
	if fault.Of(err) != fault.NotFound {
		return err
	}
	return s.savePanel(c, p, true)
}

func (s *Server) showPanel(c echo.Context) error {
	p, err := s.people.panels.ByCode(c.Request().Context(), c.Param("panel"))
	if err != nil {
		return err
	}
	return s.panelPage(c, http.StatusOK, p, false, nil)
}

func (s *Server) changePanel(c echo.Context) error {
	p, err := s.people.panels.ByCode(c.Request().Context(), c.Param("panel"))
	if err != nil {
		return err
	}
	return s.savePanel(c, panelForm(c, p), false)
}

// savePanel stores a panel, or shows the form with what is wrong.
func (s *Server) savePanel(c echo.Context, p panel.Panel, isNew bool) error {
	err := s.deps.Office.SavePanel(c.Request().Context(), p)
	if kind := fault.Of(err); kind == fault.Invalid || kind == fault.Conflict {
		return s.panelPage(c, http.StatusUnprocessableEntity, p, isNew, err)
	}
	if err != nil {
		return err
	}
	action := "panel.change"
	if isNew {
		action = "panel.add"
	}
	if err := s.noted(c, action, p.Code, string(p.Kind)); err != nil {
		return err
	}
	s.flash(c, s.translator(c).T("staff.panel_saved"))
	return c.Redirect(http.StatusSeeOther, panelsPath)
}

func (s *Server) panelPage(c echo.Context, status int, p panel.Panel, isNew bool, wrong error) error {
	page := panelPage{New: isNew, Panel: p.Code, Wrong: map[string]string{}}
	title := "staff.panel_change"
	if isNew {
		title = "staff.panel_new"
	}
	page.staffFrame = s.staffFrame(c, panelsPath, title, "panel", p.Code)
	page.Crumbs = []crumb{{panelsPath, page.T("staff.nav_panels")}}
	for _, lang := range i18n.Langs() {
		page.Names = append(page.Names, nameField{"name." + string(lang), page.T("staff.panel_name", "lang", langNames[lang]), p.Name[lang], lang})
	}
	for _, kind := range survey.PanelKinds() {
		page.Kinds = append(page.Kinds, kindChoice{kind, page.T(kindKey(kind)), kind == p.Kind})
	}
	if !isNew {
		wave, err := s.deps.Office.OpenedWith(c.Request().Context(), p.Code)
		if err != nil {
			return err
		}
		if wave != "" {
			page.KindSays = page.T("staff.panel_kind_fixed", "kind", page.T(kindKey(p.Kind)), "wave", wave)
		}
	}
	if wrong != nil {
		page.Error = page.Fault(wrong)
	}
	var f *fault.Fault
	if errors.As(wrong, &f) {
		for _, field := range f.Fields {
			page.Wrong[field.Path] = page.Field(field)
		}
	}
	return s.render(c, status, "staff/panel", page)
}
