package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"realitycheck/panel"
	"realitycheck/panel/fieldwork"
	"realitycheck/survey"
	"realitycheck/survey/assign"
	"realitycheck/survey/database"
	"realitycheck/survey/definition"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
	"realitycheck/survey/synthetic"
)

// demoBuilder makes a demo organisation the way an organisation comes to be: definitions and members are brought in,
// each year's wave is opened, answered, closed and paired by the code that does it in earnest.
type demoBuilder struct {
	*demo
	app      *app
	clock    *time.Time // what the program takes for now
	progress *progress

	story *synthetic.Story
	words *synthetic.Words
}

func (b *demoBuilder) build(ctx context.Context) error {
	if err := b.read(); err != nil {
		return err
	}
	for _, part := range []func(context.Context) error{b.definitions, b.people, b.staff} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	for year := b.first; year <= b.last; year++ {
		if err := b.wave(ctx, year); err != nil {
			return fmt.Errorf("wave %d: %w", year, err)
		}
		b.progress.step(fmt.Sprintf("wave %d made", year))
	}
	b.progress.end()
	return b.app.writeDemoFile(ctx, b.dir)
}

func (b *demoBuilder) read() error {
	src, err := fs.ReadFile(embedded, "demo/story.json")
	if err != nil {
		return err
	}
	if b.story, err = synthetic.ReadStory(src); err != nil {
		return err
	}
	if src, err = fs.ReadFile(embedded, "answers/open.nl.json"); err != nil {
		return err
	}
	b.words, err = synthetic.ReadWords(src)
	return err
}

func (b *demoBuilder) definitions(ctx context.Context) error {
	for _, kind := range []struct {
		pattern string
		do      importer
	}{
		{"frameworks/*.yaml", (*app).importFramework},
		{"questionnaires/*.yaml", (*app).importQuestionnaire},
		{"samples/*.yaml", (*app).importSample},
	} {
		if err := b.app.importFolder(ctx, embedded, kind.pattern, kind.do); err != nil {
			return err
		}
	}
	return nil
}

// people fills both panels. Some members join only in a later year, so that not everybody returns.
func (b *demoBuilder) people(ctx context.Context) error {
	first, err := lines("people/first_names.txt")
	if err != nil {
		return err
	}
	family, err := lines("people/family_names.txt")
	if err != nil {
		return err
	}
	wave, err := b.definition(b.last)
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(b.seed, 2))
	for _, p := range wave.Panels {
		var members []panel.Member
		for i := range b.members {
			members = append(members, b.member(r, p, i, first, family))
		}
		if err := b.app.members().Save(ctx, members, nil); err != nil {
			return err
		}
	}
	return nil
}

func lines(name string) ([]string, error) {
	src, err := fs.ReadFile(embedded, name)
	return strings.Fields(strings.ReplaceAll(string(src), " ", "\u00a0")), err
}

// member makes one person. The number comes from the seed, so that the same seed makes the same organisation.
func (b *demoBuilder) member(r *rand.Rand, p survey.WavePanel, i int, first, family []string) panel.Member {
	name := strings.ReplaceAll(first[r.IntN(len(first))]+" "+family[r.IntN(len(family))], "\u00a0", " ")
	m := panel.Member{Panel: p.Code, Name: name, Email: fmt.Sprintf("%s.%d@panel.example", p.Code, i+1), Lang: i18n.Dutch,
		Profile: map[string]string{}, Created: *b.clock}
	binary.BigEndian.PutUint64(m.UID[:8], r.Uint64())
	binary.BigEndian.PutUint64(m.UID[8:], r.Uint64())
	if r.Float64() < 0.05 {
		m.Lang = i18n.English
	}
	for _, attribute := range p.Strata {
		pick := min(r.IntN(len(attribute.Categories)), r.IntN(len(attribute.Categories)))
		m.Profile[attribute.Code] = attribute.Categories[pick].Code
	}
	if kind := m.Profile["type"]; kind != "" && kind != p.Strata[len(p.Strata)-1].Categories[0].Code {
		delete(m.Profile, "age") // who speaks for a company or organisation has no age or gender here
		delete(m.Profile, "gender")
	}
	return m
}

func (b *demoBuilder) staff(ctx context.Context) error {
	for _, s := range demoAccounts() {
		account := panel.Staff{Email: s.Email, Name: "Demo " + s.Role, Roles: []panel.Role{panel.Role(s.Role)}}
		if err := b.app.office.AddAccount(ctx, commandActor(), account, s.Password); err != nil {
			return err
		}
	}
	return nil
}

// definition reads the wave of a year; the last one is moved to run now, whenever now is.
func (b *demoBuilder) definition(year int) (survey.Wave, error) {
	name := fmt.Sprintf("waves/%d.yaml", year)
	src, err := fs.ReadFile(embedded, name)
	if err != nil {
		return survey.Wave{}, err
	}
	w, err := definition.ReadWave(name, src, b.app.config.location)
	if year == b.last {
		w.Opens, w.Closes = time.Now().Add(-time.Hour), time.Now().Add(demoOpenFor)
	}
	return w, err
}

// wave takes one year through its life. The last one stays open.
func (b *demoBuilder) wave(ctx context.Context, year int) error {
	w, err := b.definition(year)
	if err != nil {
		return err
	}
	if err := surveydb.NewWaves(b.app.answers).Save(ctx, w); err != nil {
		return err
	}
	*b.clock = w.Opens.Add(time.Minute)
	if err := b.app.office.Open(ctx, commandActor(), w.Code, ""); err != nil {
		return err
	}
	if year == b.last {
		return nil
	}
	*b.clock = w.Opens.Add(7 * 24 * time.Hour)
	if err := b.answer(ctx, w.Code); err != nil {
		return err
	}
	*b.clock = w.Closes
	if _, err := b.app.office.Close(ctx, commandActor(), w.Code, true); err != nil {
		return err
	}
	if _, err = b.app.office.Pair(ctx, commandActor(), w.Code, ""); err != nil {
		return err
	}
	return b.code(ctx, w.Code, year == b.last-1)
}

// answer lets the made people of a wave answer it, page by page, through the store that keeps real answers.
func (b *demoBuilder) answer(ctx context.Context, wave string) error {
	in, err := surveydb.NewWaves(b.app.answers).Instrument(ctx, wave)
	if err != nil {
		return err
	}
	links, err := b.app.office.Links(ctx, wave)
	if err != nil {
		return err
	}
	writer := database.NewWriter(b.app.answers)
	defer writer.Close()
	responses := surveydb.NewResponses(b.app.answers, writer)
	draw := drawer(in)
	people, ctx := errgroup.WithContext(ctx)
	people.SetLimit(64)
	for _, code := range sortedKeys(links) {
		for _, link := range links[code] {
			people.Go(func() error { return b.visit(ctx, in, responses, link, draw) })
		}
	}
	return people.Wait()
}

// drawer gives the samples of the n-th starter of a panel; every panel has the same design. Its seed is the year, not that
// of the store, so that the demo is the same every time: its people are made up.
func drawer(in *survey.Instrument) func(seed uint64, n int) []string {
	codes := in.Wave.SampleCodes()
	sequence := assign.Sequence(len(codes), in.Wave.K, uint64(in.Wave.Year))
	return func(_ uint64, n int) []string {
		var order []string
		for _, i := range sequence(n) {
			order = append(order, codes[i])
		}
		return order
	}
}

// visit lets one person go through the wave.
func (b *demoBuilder) visit(ctx context.Context, in *survey.Instrument, responses surveydb.Responses, link fieldwork.Link, draw func(uint64, int) []string) error {
	seed := binary.BigEndian.Uint64(link.Member.UID[:8]) ^ b.seed
	v := synthetic.NewPerson(b.story, b.words, link.Member.Panel, seed).Visit(in)
	if !v.Begins {
		return nil
	}
	steps := in.Steps(link.Member.Panel, nil)
	for i := range steps {
		if i == v.Leaves {
			return nil
		}
		answers, seconds := v.Page(steps[i])
		saved, err := responses.SavePage(ctx, surveydb.SavePage{Lookup: link.Token.Lookup(), Step: steps[i].Key, Device: link.Member.UID[:8],
			Answers: answers, Seconds: seconds, Finish: i == len(steps)-1, Now: b.app.now(), Draw: draw})
		if err != nil {
			return err
		}
		if saved.Started {
			steps = in.Steps(link.Member.Panel, saved.Order)
		}
	}
	return nil
}
