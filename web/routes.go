package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
)

// route is one address of the program: method, path, who may come, and what answers.
type route struct {
	method string // GET stands for HEAD as well: scanners and monitors send it
	path   string
	right  right
	handle echo.HandlerFunc
}

const get, post = http.MethodGet, http.MethodPost

// routes is every address of the program with the right that it asks. A test walks it, role by role.
func (s *Server) routes() []route {
	return slices.Concat(s.publicRoutes(), s.respondentRoutes(), s.staffRoutes(), s.resultRoutes(), s.codingRoutes())
}

// publicRoutes are open to everybody, but for the measures.
func (s *Server) publicRoutes() []route {
	return []route{
		{get, "/", public, s.showHome},
		{get, "/privacy", public, s.showText("privacy")},
		{get, "/toegankelijkheid", public, s.showText("accessibility")},
		{get, "/help", public, s.showText("help")},
		{get, "/static/:version/*", public, s.serveAsset},
		{get, "/healthz", public, s.alive},
		{get, "/readyz", public, s.ready},
		{get, "/metrics", may(panel.SeeSystem), s.serveMeasures},
	}
}

// respondentRoutes are the way of a panel member.
func (s *Server) respondentRoutes() []route {
	return []route{
		{get, "/d/:token", public, s.showStart},
		{post, "/d/:token", public, s.start},
		{get, "/deelname", withTicket, s.showWhere},
		{get, "/deelname/klaar", withTicket, s.showDone},
		{get, "/deelname/:n", withTicket, s.showPage},
		{post, "/deelname/:n", withTicket, s.savePage},
		{get, "/deelname/:n/uiting", withTicket, s.showLarge},
		{get, "/media/:hash", public, s.serveMedium}, // its handler asks for a visit or an account
	}
}

// staffRoutes are where waves, panels and accounts are managed.
func (s *Server) staffRoutes() []route {
	return []route{
		{get, "/aanmelden", public, s.showSignIn},
		{post, "/aanmelden", public, s.signIn},
		{post, "/afmelden", may(panel.OwnAccount), s.signOut},
		{get, "/beheer", may(panel.OwnAccount), s.showStaffHome},
		{get, "/beheer/wachtwoord", may(panel.OwnAccount), s.showPassword},
		{post, "/beheer/wachtwoord", may(panel.OwnAccount), s.savePassword},
		{get, "/beheer/metingen", may(panel.SeeWaves), s.showWaves},
		{get, "/beheer/metingen/:wave", may(panel.SeeWaves), s.showWave},
		{get, "/beheer/metingen/:wave/planning", may(panel.SeeWaves), s.showPlanning},
		{get, "/beheer/metingen/:wave/stap/:step", may(panel.RunWaves), s.showStep},
		{post, "/beheer/metingen/:wave/stap/:step", may(panel.RunWaves), s.doStep},
		{get, "/beheer/metingen/:wave/proefbrief", may(panel.RunWaves), s.showTrial},
		{post, "/beheer/metingen/:wave/proefbrief", may(panel.RunWaves), s.sendTrial},
		{get, "/beheer/metingen/:wave/vragenlijst", may(panel.SeeInstruments), s.showWaveQuestionnaire},
		{get, "/beheer/metingen/:wave/vragenlijst/:question", may(panel.EditInstruments), s.showCorrect},
		{post, "/beheer/metingen/:wave/vragenlijst/:question", may(panel.EditInstruments), s.correct},
		{get, "/beheer/metingen/:wave/voorbeeld/:panel/:page", may(panel.SeeInstruments), s.showPreview},
		{post, "/beheer/metingen/:wave/voorbeeld/:panel/:page", may(panel.SeeInstruments), s.movePreview},
		{get, "/beheer/vragenlijsten", may(panel.SeeInstruments), s.showQuestionnaires},
		{get, "/beheer/vragenlijsten/:code/:version", may(panel.SeeInstruments), s.showQuestionnaire},
		{get, "/beheer/uitingen", may(panel.SeeInstruments), s.showSamples},
		{get, "/beheer/uitingen/:code", may(panel.SeeInstruments), s.showSample},
		{get, "/beheer/panels", may(panel.ManageMembers), s.showPanels},
		{get, "/beheer/nieuw-panel", may(panel.ManageMembers), s.showNewPanel},
		{post, "/beheer/nieuw-panel", may(panel.ManageMembers), s.addPanel},
		{get, "/beheer/panels/:panel", may(panel.ManageMembers), s.showMembers},
		{get, "/beheer/panels/:panel/wijzigen", may(panel.ManageMembers), s.showPanel},
		{post, "/beheer/panels/:panel/wijzigen", may(panel.ManageMembers), s.changePanel},
		{get, "/beheer/leden/:uid", may(panel.ManageMembers), s.showMember},
		{get, "/beheer/leden/:uid/opnieuw/:wave", may(panel.ManageMembers), s.showResend},
		{post, "/beheer/leden/:uid/opnieuw/:wave", may(panel.ManageMembers), s.resend},
		{get, "/beheer/leden/:uid/verwijderen", may(panel.ManageMembers), s.showRemove},
		{post, "/beheer/leden/:uid/verwijderen", may(panel.ManageMembers), s.removeMember},
		{get, "/beheer/post", may(panel.SeePost), s.showPost},
		{get, "/beheer/post/:id", may(panel.SeePost), s.showLetter},
		{get, "/beheer/post/:id/brief", may(panel.SeePost), s.serveLetter},
		{get, "/beheer/accounts", may(panel.ManageAccounts), s.showAccounts},
		{get, "/beheer/logboek", may(panel.ManageAccounts), s.showAudit},
	}
}

// resultRoutes show and hand out what was found.
func (s *Server) resultRoutes() []route {
	return []route{
		{get, "/resultaten", may(panel.SeeResults), s.showResults("overview")},
		{get, "/resultaten/kloof", may(panel.SeeResults), s.showResults("gap")},
		{get, "/resultaten/evolutie", may(panel.SeeResults), s.showResults("trend")},
		{get, "/resultaten/uitingen", may(panel.SeeResults), s.showResults("samples")},
		{get, "/resultaten/uitingen/:sample", may(panel.SeeResults), s.showResultsSample},
		{get, "/resultaten/antwoorden", may(panel.SeeResults), s.showResults("answers")},
		{get, "/resultaten/keuzes", may(panel.SeeResults), s.showResults("choices")},
		{get, "/resultaten/themas", may(panel.SeeResults), s.showResults("themes")},
		{get, "/resultaten/groepen", may(panel.SeeResults), s.showResults("groups")},
		{get, "/resultaten/kwaliteit", may(panel.SeeResults), s.showResults("quality")},
		{get, "/resultaten/weging", may(panel.SeeResults), s.showResults("weighting")},
		{get, "/resultaten/weging/:wave", may(panel.MakeWeights), s.showWeights},
		{post, "/resultaten/weging/:wave", may(panel.MakeWeights), s.uploadMargins},
		{post, "/resultaten/weging/:wave/intrekken", may(panel.MakeWeights), s.discardMargins},
		{get, "/resultaten/weging/:wave/sjabloon/:form", may(panel.MakeWeights), s.sendMargins},
		{get, "/resultaten/weging/:wave/voorbeeld", may(panel.MakeWeights), s.showPreviewWeights},
		{get, "/resultaten/weging/:wave/toepassen", may(panel.MakeWeights), s.askWeights},
		{post, "/resultaten/weging/:wave/toepassen", may(panel.MakeWeights), s.makeWeights},
		{get, "/resultaten/respons", may(panel.SeeResults), s.showResults("response")},
		{get, "/resultaten/methode", may(panel.SeeResults), s.showResults("method")},
		{get, "/resultaten/werkboek", may(panel.TakeResults), s.takeWorkbook},
		{get, "/api/v1/report", may(panel.TakeResults), s.serveReport},
		{get, "/api/v1/openapi.yaml", public, s.serveAPI},
		{get, "/resultaten/citaten", may(panel.SeeResults), s.showQuotes},
	}
}

// codingRoutes are the desk where open answers are coded and redacted.
func (s *Server) codingRoutes() []route {
	return []route{
		{get, "/codering", may(panel.CodeAnswers), s.showCoding},
		{get, "/codering/:wave", may(panel.CodeAnswers), s.showEnd},
		{post, "/codering/:wave", may(panel.CodeAnswers), s.endRedaction},
		{get, "/codering/:wave/:question", may(panel.CodeAnswers), s.showDesk},
		{post, "/codering/:wave/:question", may(panel.CodeAnswers), s.changeDesk},
		{get, "/codering/:wave/:question/antwoord", may(panel.CodeAnswers), s.showAnswer},
		{post, "/codering/:wave/:question/antwoord", may(panel.CodeAnswers), s.saveAnswer},
		{get, "/codering/:wave/:question/verschil", may(panel.CodeAnswers), s.showDispute},
		{post, "/codering/:wave/:question/verschil", may(panel.CodeAnswers), s.saveDispute},
		{get, "/codering/:wave/:question/codeboek", may(panel.CodeAnswers), s.showBook},
		{post, "/codering/:wave/:question/codeboek", may(panel.CodeAnswers), s.saveBook},
		{get, "/codering/:wave/:question/redactie", may(panel.CodeAnswers), s.showRedaction},
		{post, "/codering/:wave/:question/redactie", may(panel.CodeAnswers), s.saveRedaction},
	}
}

// register hands the routes to echo.
func (s *Server) register() {
	for _, r := range s.routes() {
		methods := []string{r.method}
		if r.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		s.echo.Match(methods, r.path, s.guard(r.right, r.handle))
	}
}
