package webtest

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"realitycheck/panel"
	"realitycheck/panel/auth"
	"realitycheck/panel/fieldwork"
	"realitycheck/panel/mail"
	"realitycheck/panel/office"
	"realitycheck/panel/paneldb"
	"realitycheck/survey"
	"realitycheck/survey/blob"
	"realitycheck/survey/database"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
	"realitycheck/survey/surveytest"
	"realitycheck/web"
)

// Password opens every account of an office.
const Password = "vier losse woorden samen"

// Office is a site with its people side: members in both panels, an account for every role, and a draft wave 2026.
type Office struct {
	*Site
	People   *database.DB
	Members  *paneldb.Members
	Invites  *paneldb.Invites
	Staff    *paneldb.Staff
	Audit    *paneldb.Audit
	Work     *fieldwork.Organiser
	Recorder *mail.Recorder
	Archives string // folder of the archives
	Margins  string // folder of margins that are not used yet
	sender   *fieldwork.Sender
}

// NewOffice runs a server with both stores. Letters go to a recorder when Post is called.
func NewOffice(t testing.TB) *Office {
	t.Helper()
	answers, people := databasetest.New(t, surveydb.Migrations()), databasetest.New(t, paneldb.Migrations())
	writer := database.NewWriter(answers)
	t.Cleanup(writer.Close)
	dir := t.TempDir()
	erased := paneldb.NewErased(filepath.Join(dir, "keys", "erased"))
	site := &Site{TB: t, DB: answers, Waves: surveydb.NewWaves(answers), Answers: surveydb.NewResponses(answers, writer),
		Tickets: surveydb.NewTickets(answers), Media: surveydb.NewMedia(answers), Blobs: blob.Memory(), Log: &Log{},
		clock: &clock{now: surveytest.During}}
	o := &Office{Site: site, People: people, Members: paneldb.NewMembers(people, erased), Invites: paneldb.NewInvites(people),
		Staff: paneldb.NewStaff(people), Audit: paneldb.NewAudit(people), Recorder: mail.NewRecorder(site.Now),
		Archives: filepath.Join(dir, "archive"), Margins: filepath.Join(dir, "margins")}
	catalogue, err := i18n.Load()
	o.must(err)
	server := httptest.NewUnstartedServer(nil)
	o.URL = "http://" + server.Listener.Addr().String()
	o.Work = fieldwork.New(fieldwork.Config{Organisation: "Vlaamse overheid", BaseURL: o.URL, Archives: o.Archives,
		Keys: fieldwork.Keys{Dir: filepath.Join(dir, "keys")}, TimeZone: time.UTC}, catalogue, people, answers, erased, site.Now)
	log := slog.New(slog.NewTextHandler(o.Log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	o.sender = fieldwork.NewSender(o.Work, o.Recorder, log)
	o.Server, err = web.New(web.Config{BaseURL: o.URL, TimeZone: time.UTC, Archives: o.Archives, Margins: o.Margins, NMin: 10}, web.Deps{People: people, Erased: erased,
		Office: office.New(o.Work, people, answers, site.Now),
		Mail:   o.Recorder, Recorder: o.Recorder, Answers: answers, Waves: o.Waves, Responses: o.Answers,
		ClosedLinks: surveydb.NewClosedLinks(answers), Media: o.Media, Blobs: o.Blobs, Catalogue: catalogue, Now: site.Now, Log: log})
	o.must(err)
	o.fill()
	server.Config = o.Server.HTTPServer()
	server.Start()
	t.Cleanup(server.Close)
	return o
}

// fill stores the instrument of surveytest as a draft, the members and the accounts.
func (o *Office) fill() {
	o.Helper()
	ctx, in := context.Background(), surveytest.Instrument()
	slices.SortStableFunc(in.Questionnaire.Blocks, func(a, b survey.Block) int { // items before samples, or it may not open
		if a.Repeat == b.Repeat {
			return 0
		}
		return map[bool]int{false: -1, true: 1}[a.Repeat]
	})
	for _, f := range in.Frameworks {
		o.must(surveydb.NewFrameworks(o.DB).Save(ctx, f))
	}
	o.must(surveydb.NewQuestionnaires(o.DB).Save(ctx, in.Questionnaire))
	for _, s := range in.Samples {
		o.must(surveydb.NewSamples(o.DB).Save(ctx, s, o.Now()))
	}
	o.must(o.Waves.Save(ctx, in.Wave))
	var members []panel.Member
	for _, code := range in.Wave.PanelCodes() {
		for i := range Members {
			members = append(members, panel.Member{UID: panel.NewUID(), Panel: code, Email: fmt.Sprintf("%s.%d@panel.example", code, i),
				Name: fmt.Sprintf("Lid %d van %s", i, code), Lang: i18n.Dutch, Created: o.Now()})
		}
	}
	o.must(o.Members.Save(ctx, members, nil))
	hasher, err := auth.NewHasher()
	o.must(err)
	hash, err := hasher.Hash(ctx, Password)
	o.must(err)
	for _, role := range panel.Roles() {
		o.must(o.Staff.Add(ctx, panel.Staff{Email: string(role) + "@office.example", Hash: hash, Roles: []panel.Role{role}, Created: o.Now()}))
	}
}

// As opens a browser in which the account with a role is signed in.
func (o *Office) As(role panel.Role) *Browser {
	o.Helper()
	b := o.Browser()
	page := b.Post("/aanmelden", url.Values{"email": {string(role) + "@office.example"}, "password": {Password}})
	if page.URL.Path != "/beheer" {
		o.Fatalf("%s is not signed in: %d at %s", role, page.Status, page.URL)
	}
	return b
}

// Open opens the wave.
func (o *Office) Open() {
	o.Helper()
	o.must(o.Work.Open(context.Background(), "2026", ""))
}

// Post sends the letters that are due to the recorder.
func (o *Office) Post() {
	o.Helper()
	for {
		n, err := o.sender.SendDue(context.Background())
		o.must(err)
		if n == 0 {
			return
		}
	}
}

// Links gives the personal links of a panel in the open wave, by address.
func (o *Office) Links(code string) []string {
	o.Helper()
	links, err := o.Work.Links(context.Background(), "2026")
	o.must(err)
	var urls []string
	for _, l := range links[code] {
		urls = append(urls, l.URL)
	}
	return urls
}

// Member gives a member by address.
func (o *Office) Member(code, email string) panel.Member {
	o.Helper()
	members, err := o.Members.OfPanel(context.Background(), code)
	o.must(err)
	i := slices.IndexFunc(members, func(m panel.Member) bool { return m.Email == email })
	if i < 0 {
		o.Fatalf("no member of %s has the address %s", code, email)
	}
	return members[i]
}

// Wave reads the wave.
func (o *Office) Wave() survey.Wave {
	o.Helper()
	w, err := o.Waves.ByCode(context.Background(), "2026")
	o.must(err)
	return w
}
