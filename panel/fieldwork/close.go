package fieldwork

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/surveydb"
)

// step is one part of closing. Each may be done again: the next one begins only when it is marked as done.
type step struct {
	name string
	do   func(*Organiser, context.Context, *survey.Instrument) error
}

// Names of the steps, as the wave's row holds the last that was done.
const (
	stepRefuse        = "refuse" // from this mark on the answer store takes no page
	stepParticipation = "participation"
	stepOutcomes      = "outcomes"
	stepArchive       = "archive"
	stepNames         = "names"
	stepLinks         = "links"
	stepKey           = "key"
)

// closingSteps are in the order in which a crash between any two leaves nothing that cannot be mended by going on.
var closingSteps = []step{
	{stepRefuse, nothing},
	{stepParticipation, (*Organiser).writeParticipation},
	{stepOutcomes, (*Organiser).writeOutcomes},
	{stepArchive, (*Organiser).writeArchive},
	{stepNames, (*Organiser).writeNames},
	{stepLinks, (*Organiser).forgetLinks},
	{stepKey, (*Organiser).destroyKey},
}

func nothing(*Organiser, context.Context, *survey.Instrument) error { return nil }

// Closing says where closing stands.
type Closing struct {
	Done  bool
	Until time.Time // end of the grace, while pages that were begun are still taken
}

// Close ends a wave: no new starts at once, no pages after the grace (at once when now is true), then the steps. Called
// again it goes on where it was, so that the server can finish what a command or a crash left.
func (o *Organiser) Close(ctx context.Context, code string, now bool) (Closing, error) {
	wave, err := o.waves.ByCode(ctx, code)
	if err != nil {
		return Closing{}, err
	}
	if wave.State == survey.Closed {
		return Closing{Done: true}, nil
	}
	if wave.State != survey.Closing || now {
		err := o.waves.Update(ctx, code, func(w *survey.Wave) error {
			wave = *w
			if err := wave.BeginClosing(o.now(), now); err != nil {
				return err
			}
			*w = wave
			return nil
		})
		if err != nil {
			return Closing{}, err
		}
	}
	if until := wave.ClosingAt.Add(survey.Grace); o.now().Before(until) {
		return Closing{Until: until}, nil
	}
	if err := o.finishClosing(ctx, code); err != nil {
		return Closing{}, fmt.Errorf("close wave %s: %w", code, err)
	}
	return Closing{Done: true}, nil
}

// finishClosing does the steps that are not done yet.
func (o *Organiser) finishClosing(ctx context.Context, code string) error {
	in, err := o.waves.Instrument(ctx, code)
	if err != nil {
		return err
	}
	last, err := o.waves.ClosingStep(ctx, code)
	if err != nil {
		return err
	}
	done := last != ""
	for _, step := range closingSteps {
		if done {
			done = step.name != last
			continue
		}
		if err := step.do(o, ctx, in); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		if err := o.waves.SetClosingStep(ctx, code, last, step.name); err != nil {
			return err
		}
		last = step.name
	}
	return o.waves.Update(ctx, code, (*survey.Wave).FinishClosing)
}

// stillAfter says that closing has gone no further than a step. What a step read from the tickets is written only after
// this: a command and a server may close the same wave, and whoever is behind would read what the other has forgotten.
func (o *Organiser) stillAfter(ctx context.Context, wave, step string) error {
	last, err := o.waves.ClosingStep(ctx, wave)
	if err == nil && last != step {
		err = fault.New(fault.Conflict, "wave_changed", "wave", wave)
	}
	return err
}

// CloseDue begins closing of waves whose time is over and goes on with those that are closing. The server calls it every
// minute.
func (o *Organiser) CloseDue(ctx context.Context) error {
	waves, err := o.waves.All(ctx)
	if err != nil {
		return err
	}
	for _, w := range waves {
		if w.State == survey.Closing || w.State == survey.Open && !o.now().Before(w.Closes) {
			if _, err := o.Close(ctx, w.Code, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeParticipation tells the people store who took part, for everybody at once: the last thing that it learns of a wave.
func (o *Organiser) writeParticipation(ctx context.Context, in *survey.Instrument) error {
	people, lookups, err := o.lookups(ctx, in.Wave.Code)
	if err != nil {
		return err
	}
	finished, err := o.tickets.Finished(ctx, lookups)
	if err != nil {
		return err
	}
	participated := make(map[panel.UID]bool, len(people))
	for i, m := range people {
		participated[m.UID] = finished[i]
	}
	if err := o.stillAfter(ctx, in.Wave.Code, stepRefuse); err != nil {
		return err
	}
	return o.invites.SetParticipation(ctx, in.Wave.Code, participated)
}

// lookups lists the members invited to a wave with the lookups of their tickets.
func (o *Organiser) lookups(ctx context.Context, wave string) ([]panel.Member, [][]byte, error) {
	people, err := o.invited(ctx, wave)
	if err != nil {
		return nil, nil, err
	}
	key, err := o.config.Keys.inviteKey(wave)
	if err != nil {
		return nil, nil, err
	}
	lookups := make([][]byte, len(people))
	for i, m := range people {
		lookups[i] = tokenOf(key, m.UID).Lookup()
	}
	return people, lookups, nil
}

func (o *Organiser) writeOutcomes(ctx context.Context, in *survey.Instrument) error {
	invited, err := o.tickets.Count(ctx, in.Wave.Code)
	if err != nil {
		return err
	}
	responses, err := o.allResponses(ctx, in.Wave.Code)
	if err != nil {
		return err
	}
	if err := o.stillAfter(ctx, in.Wave.Code, stepParticipation); err != nil {
		return err
	}
	return o.outcomes.Save(ctx, in.Wave.Code, outcomesOf(in, responses, invited))
}

func (o *Organiser) allResponses(ctx context.Context, wave string) ([]survey.Response, error) {
	var all []survey.Response
	for stored, err := range o.responses.All(ctx, wave) {
		if err != nil {
			return nil, err
		}
		all = append(all, stored.Response)
	}
	return all, nil
}

// writeArchive writes the archive, reads it back and notes it; the live rows keep the blanked attributes only.
func (o *Organiser) writeArchive(ctx context.Context, in *survey.Instrument) error {
	wave := in.Wave.Code
	responses, err := o.allResponses(ctx, wave)
	if err != nil {
		return err
	}
	outcomes, err := o.outcomes.ByWave(ctx, wave)
	if err != nil {
		return err
	}
	if err := o.stillAfter(ctx, wave, stepOutcomes); err != nil {
		return err
	}
	records := recordsOf(in, responses, in.Wave.KStrata)
	var seed [32]byte
	rand.Read(seed[:])
	if err := archive.Write(o.ArchiveDir(wave), in, records, outcomes, seed); err != nil {
		return err
	}
	if err := archive.Verify(o.ArchiveDir(wave)); err != nil {
		return err
	}
	if err := o.responses.SetStrata(ctx, keptStrata(responses, records)); err != nil {
		return err
	}
	return o.archives.Save(ctx, surveydb.Archive{Wave: wave, Dir: wave, WrittenAt: o.now()})
}

// keptStrata gives the attributes that each response keeps: those in its record, and none where it broke off, since the
// few who did are no group that anybody counted.
func keptStrata(responses []survey.Response, records []archive.Record) map[string][]string {
	strata := make(map[string][]string, len(responses))
	for i := range responses {
		strata[responses[i].ID] = slices.Repeat([]string{survey.MissingCategory}, len(responses[i].Strata))
	}
	for _, r := range records {
		strata[r.ID] = r.Strata
	}
	return strata
}

// forgetLinks leaves of the links a set of hashes that is joined with nothing.
func (o *Organiser) forgetLinks(ctx context.Context, in *survey.Instrument) error {
	wave := in.Wave.Code
	people, err := o.invited(ctx, wave)
	if err != nil {
		return err
	}
	key, err := o.config.Keys.inviteKey(wave)
	if err != nil {
		return err
	}
	hashes := make([][]byte, len(people))
	for i, m := range people {
		hashes[i] = tokenOf(key, m.UID).Closed()
	}
	if err := o.closedLinks.Add(ctx, wave, hashes); err != nil {
		return err
	}
	return o.forgetRows(ctx, wave)
}

// forgetRows deletes the tickets of a wave, and of its responses what closing drops, also from the files.
func (o *Organiser) forgetRows(ctx context.Context, wave string) error {
	if err := o.tickets.Forget(ctx, wave); err != nil {
		return err
	}
	if err := o.responses.Forget(ctx, wave); err != nil {
		return err
	}
	if err := o.responses.Rewrite(ctx); err != nil {
		return err
	}
	return o.answers.Sweep(ctx)
}

func (o *Organiser) destroyKey(_ context.Context, in *survey.Instrument) error {
	return o.config.Keys.destroyInviteKey(in.Wave.Code)
}

// Archive deletes the live answers of a closed wave. The archive must be whole; whether a backup holds it too is for the
// caller to have verified.
func (o *Organiser) Archive(ctx context.Context, code string) error {
	wave, err := o.waves.ByCode(ctx, code)
	if err != nil {
		return err
	}
	if wave.State != survey.Closed {
		return fault.New(fault.Conflict, "wave_archive_needs_closed", "wave", code)
	}
	if err := archive.Verify(o.ArchiveDir(code)); err != nil {
		return err
	}
	return o.responses.Clear(ctx, code)
}
