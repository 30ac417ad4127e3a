package fieldwork

import (
	"context"
	"errors"
	"io/fs"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// Remove deletes a member at any time. The tickets and drafts of waves that are not closed go first; answers of closed
// waves stay, and with the member's number gone nobody can find them any more.
func (o *Organiser) Remove(ctx context.Context, uid panel.UID) error {
	invites, err := o.invites.OfMember(ctx, uid)
	if err != nil {
		return err
	}
	for _, invite := range invites {
		wave, err := o.waves.ByCode(ctx, invite.Wave)
		if err != nil && fault.Of(err) != fault.NotFound {
			return err
		}
		if err != nil || wave.State == survey.Closed {
			continue
		}
		key, err := o.config.Keys.inviteKey(invite.Wave)
		if errors.Is(err, fs.ErrNotExist) && wave.State != survey.Open {
			continue // closing has gone beyond the links already, or opening was broken off before them
		}
		if err != nil {
			return err
		}
		if err := o.tickets.Remove(ctx, tokenOf(key, uid).Lookup()); err != nil {
			return err
		}
	}
	return o.members.Remove(ctx, uid)
}
