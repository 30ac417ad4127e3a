package fieldwork

import (
	"context"
	"slices"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/surveydb"
)

// Open freezes what a wave asks and makes a ticket for every member of its panels. It may be repeated after a crash:
// until its last step the wave is a draft, and a draft takes no answers. The first opening of all makes the link key, and
// no later one: with another key a wave could never be paired with those before. keyFile names another place for it, ""
// the configured one.
func (o *Organiser) Open(ctx context.Context, code, keyFile string) error {
	ready, err := o.Check(ctx, code)
	if err != nil {
		return err
	}
	if err := fault.InFields("wave_not_ready", ready.Missing, "wave", code); err != nil {
		return err
	}
	in, err := o.Instrument(ctx, code)
	if err != nil {
		return err
	}
	first, err := o.nothingOpened(ctx)
	if err != nil {
		return err
	}
	pseudonyms, err := o.pseudonymKey(code, keyFile, first)
	if err != nil {
		return err
	}
	inviteKey, err := o.config.Keys.makeInviteKey(code)
	if err != nil {
		return err
	}
	var tickets []surveydb.Ticket
	for i := range in.Wave.Panels {
		of, err := o.invite(ctx, in, in.Wave.Panels[i], inviteKey, pseudonyms)
		if err != nil {
			return err
		}
		tickets = append(tickets, of...)
	}
	if err := o.tickets.Replace(ctx, code, tickets); err != nil {
		return err
	}
	if err := o.waves.Freeze(ctx, code, *in); err != nil {
		return err
	}
	return o.waves.Update(ctx, code, func(w *survey.Wave) error {
		w.Panels = in.Wave.Panels // with their kinds, which are frozen as well
		return w.Start()
	})
}

// nothingOpened says that no wave was ever opened here.
func (o *Organiser) nothingOpened(ctx context.Context) (bool, error) {
	waves, err := o.waves.All(ctx)
	opened := slices.ContainsFunc(waves, func(w survey.Wave) bool { return w.State != survey.Draft })
	return !opened, err
}

// invite notes the members of a panel as invited and makes their tickets.
func (o *Organiser) invite(ctx context.Context, in *survey.Instrument, p survey.WavePanel, inviteKey, pseudonyms []byte) ([]surveydb.Ticket, error) {
	people, err := o.members.OfPanel(ctx, p.Code)
	if err != nil {
		return nil, err
	}
	uids := make([]panel.UID, len(people))
	rows := make([][]string, len(people))
	for i, m := range people {
		uids[i], rows[i] = m.UID, strataOf(m, p)
	}
	if err := o.invites.Add(ctx, in.Wave.Code, uids); err != nil {
		return nil, err
	}
	rows = survey.Coarsen(rows, in.Wave.KStrata)
	tickets := make([]surveydb.Ticket, len(people))
	for i, m := range people {
		tickets[i] = surveydb.Ticket{Lookup: tokenOf(inviteKey, m.UID).Lookup(), Wave: in.Wave.Code, Panel: p.Code,
			Pseudonym: pseudonymOf(pseudonyms, m.UID), Strata: rows[i]}
	}
	return tickets, nil
}

// pseudonymKey derives the key of a wave's pseudonyms from the link key.
func (o *Organiser) pseudonymKey(wave, keyFile string, create bool) ([]byte, error) {
	keys := o.config.Keys
	if keyFile != "" {
		keys.Link = keyFile
	}
	link, err := keys.linkKey(create)
	if err != nil {
		return nil, err
	}
	return pseudonymKey(link, wave)
}

// strataOf gives a member's category of each attribute of the panel; what is not one of its categories is missing.
func strataOf(m panel.Member, p survey.WavePanel) []string {
	row := make([]string, len(p.Strata))
	for i, attribute := range p.Strata {
		row[i] = survey.MissingCategory
		for _, category := range attribute.Categories {
			if m.Profile[attribute.Code] == category.Code {
				row[i] = category.Code
			}
		}
	}
	return row
}
