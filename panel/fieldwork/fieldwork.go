package fieldwork

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"realitycheck/panel"
	"realitycheck/panel/paneldb"
	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

// Config is what an organisation decides about its fieldwork.
type Config struct {
	Organisation string         // who asks, in every letter
	BaseURL      string         // public address, the start of every link
	Archives     string         // folder with one folder for each closed wave
	Keys         Keys           // folder of the key files
	TimeZone     *time.Location // of dates in letters
}

// Organiser runs the fieldwork of all waves over both stores.
type Organiser struct {
	config    Config
	catalogue *i18n.Catalogue
	now       func() time.Time

	panels  *paneldb.Panels
	members *paneldb.Members
	invites *paneldb.Invites
	outbox  *paneldb.Outbox

	answers        *database.DB
	frameworks     surveydb.Frameworks
	questionnaires surveydb.Questionnaires
	samples        surveydb.Samples
	waves          surveydb.Waves
	tickets        surveydb.Tickets
	responses      surveydb.Responses
	outcomes       surveydb.Outcomes
	closedLinks    surveydb.ClosedLinks
	archives       surveydb.Archives
	nameHashes     surveydb.NameHashes
}

// New makes an office over the people store and the answer store.
func New(config Config, catalogue *i18n.Catalogue, people, answers *database.DB, erased *paneldb.Erased, now func() time.Time) *Organiser {
	return &Organiser{config: config, catalogue: catalogue, now: now,
		panels: paneldb.NewPanels(people), members: paneldb.NewMembers(people, erased),
		invites: paneldb.NewInvites(people), outbox: paneldb.NewOutbox(people),
		answers: answers, frameworks: surveydb.NewFrameworks(answers), questionnaires: surveydb.NewQuestionnaires(answers),
		samples: surveydb.NewSamples(answers), waves: surveydb.NewWaves(answers), tickets: surveydb.NewTickets(answers),
		responses: surveydb.NewResponses(answers, nil), outcomes: surveydb.NewOutcomes(answers),
		closedLinks: surveydb.NewClosedLinks(answers), archives: surveydb.NewArchives(answers),
		nameHashes: surveydb.NewNameHashes(answers)}
}

// ArchiveDir is the folder of a wave's archive.
func (o *Organiser) ArchiveDir(wave string) string { return filepath.Join(o.config.Archives, wave) }

// link writes the personal link of a token, in a member's language.
func (o *Organiser) link(token survey.Token, lang i18n.Lang) string {
	link := strings.TrimRight(o.config.BaseURL, "/") + "/d/" + token.String()
	if lang != i18n.Default {
		link += "?lang=" + string(lang)
	}
	return link
}

// Link is the personal link of one member.
type Link struct {
	Member panel.Member
	Token  survey.Token
	URL    string
}

// Links lists the personal links of an open wave, by panel. They exist only while somebody looks: for letters, and for
// the made people of a demo.
func (o *Organiser) Links(ctx context.Context, wave string) (map[string][]Link, error) {
	key, err := o.config.Keys.inviteKey(wave)
	if err != nil {
		return nil, err
	}
	people, err := o.invited(ctx, wave)
	if err != nil {
		return nil, err
	}
	links := map[string][]Link{}
	for _, m := range people {
		token := tokenOf(key, m.UID)
		links[m.Panel] = append(links[m.Panel], Link{m, token, o.link(token, m.Lang)})
	}
	return links, nil
}

// invited lists the members that were invited to a wave and are still there, panel by panel.
func (o *Organiser) invited(ctx context.Context, wave string) ([]panel.Member, error) {
	invites, err := o.invites.OfWave(ctx, wave)
	if err != nil {
		return nil, err
	}
	asked := make(map[panel.UID]bool, len(invites))
	for _, i := range invites {
		asked[i.UID] = true
	}
	w, err := o.waves.ByCode(ctx, wave)
	if err != nil {
		return nil, err
	}
	var people []panel.Member
	for _, code := range w.PanelCodes() {
		of, err := o.members.OfPanel(ctx, code)
		if err != nil {
			return nil, err
		}
		for _, m := range of {
			if asked[m.UID] {
				people = append(people, m)
			}
		}
	}
	return people, nil
}

// Instrument joins a wave with what it refers to: what it froze once it was opened, what it would freeze now before.
func (o *Organiser) Instrument(ctx context.Context, code string) (*survey.Instrument, error) {
	wave, err := o.waves.ByCode(ctx, code)
	if err != nil {
		return nil, err
	}
	if wave.State != survey.Draft {
		return o.waves.Instrument(ctx, code)
	}
	in := &survey.Instrument{Wave: wave}
	if in.Wave.Panels, err = o.WithKinds(ctx, wave.Panels); err != nil {
		return nil, err
	}
	if in.Questionnaire, err = o.questionnaires.ByRef(ctx, wave.Questionnaire); err != nil {
		return nil, err
	}
	for _, ref := range wave.Frameworks {
		framework, err := o.frameworks.ByRef(ctx, ref)
		if err != nil {
			return nil, err
		}
		in.Frameworks = append(in.Frameworks, framework)
	}
	for _, sample := range wave.Samples {
		s, err := o.samples.ByCode(ctx, sample.Code)
		if err != nil {
			return nil, err
		}
		in.Samples = append(in.Samples, s)
	}
	in.WordPanels()
	return in, nil
}

// Readiness says whether a wave can be opened.
type Readiness struct {
	Missing []fault.Field      // what has to be mended before opening
	Panels  []survey.WavePanel // of the wave, with the kinds that they would be opened with
	Invited map[string]int     // members that would be invited, by panel
}

// Ready says that nothing is missing.
func (r Readiness) Ready() bool { return len(r.Missing) == 0 }

// Check lists everything that keeps a wave from being opened, all at once.
func (o *Organiser) Check(ctx context.Context, code string) (Readiness, error) {
	r := Readiness{Invited: map[string]int{}}
	wave, err := o.waves.ByCode(ctx, code)
	if err != nil {
		return r, err
	}
	missing := func(path, key string, args ...any) {
		r.Missing = append(r.Missing, fault.Field{Path: path, Key: key, Args: fault.Args(args...)})
	}
	if wave.State != survey.Draft {
		missing("state", "wave_open_needs_draft", "wave", code, "state", string(wave.State))
	}
	in, err := o.Instrument(ctx, code)
	switch {
	case fault.Of(err) == fault.NotFound:
		missing("wave", "wave_refers_to_missing", "what", err.Error())
	case err != nil:
		return r, err
	default:
		r.Missing = append(r.Missing, in.Check()...)
	}
	if !wave.Closes.After(o.now()) {
		missing("closes", "wave_closes_in_past", "closes", wave.Closes)
	}
	counts, err := o.members.Counts(ctx)
	if err != nil {
		return r, err
	}
	for _, code := range wave.PanelCodes() {
		r.Invited[code] = counts[code]
	}
	if wave.Panels, err = o.WithKinds(ctx, wave.Panels); err != nil {
		return r, err
	}
	r.Panels = wave.Panels
	r.Missing = append(r.Missing, panelFaults(&wave, counts)...)
	return r, nil
}

// panelFaults lists what is missing about the panels of a wave: a panel that does not exist, one without members, and a
// wave with nothing to compare.
func panelFaults(w *survey.Wave, members map[string]int) []fault.Field {
	var faults []fault.Field
	missing := func(path, key string, args ...any) {
		faults = append(faults, fault.Field{Path: path, Key: key, Args: fault.Args(args...)})
	}
	known := true
	for _, p := range w.Panels {
		switch {
		case p.Kind == "":
			missing("panels."+p.Code, "panel_not_imported", "panel", p.Code)
			known = false
		case members[p.Code] == 0:
			missing("panels."+p.Code, "panel_without_members", "panel", p.Code)
		}
	}
	if known && len(w.Compared()) == 0 {
		missing("panels", "panels_one_kind")
	}
	return faults
}
