package office

import (
	"context"
	"strconv"
	"time"

	"realitycheck/panel"
	"realitycheck/panel/fieldwork"
	"realitycheck/survey"
)

// run is a step in the life of a wave.
func (o *Office) run(ctx context.Context, by Actor, action, wave string, do func() (string, error)) error {
	return o.change(ctx, by, panel.RunWaves, "wave."+action, wave, do)
}

// Open freezes a wave and makes its tickets, see [fieldwork.Organiser.Open].
func (o *Office) Open(ctx context.Context, by Actor, wave, keyFile string) error {
	return o.run(ctx, by, "open", wave, func() (string, error) { return "", o.Organiser.Open(ctx, wave, keyFile) })
}

// Invite puts the invitations that are missing into the outbox and says how many.
func (o *Office) Invite(ctx context.Context, by Actor, wave string) (int, error) {
	return o.enqueue(ctx, by, "invite", wave, o.Organiser.Invite)
}

// Remind puts reminders into the outbox and says how many; who has finished is passed over when they leave.
func (o *Office) Remind(ctx context.Context, by Actor, wave string) (int, error) {
	return o.enqueue(ctx, by, "remind", wave, o.Organiser.Remind)
}

// Thank puts letters of thanks into the outbox and says how many.
func (o *Office) Thank(ctx context.Context, by Actor, wave string) (int, error) {
	return o.enqueue(ctx, by, "thank", wave, o.Organiser.Thank)
}

func (o *Office) enqueue(ctx context.Context, by Actor, action, wave string, letters func(context.Context, string) (int, error)) (n int,
	err error) {
	err = o.run(ctx, by, action, wave, func() (string, error) {
		n, err = letters(ctx, wave)
		return strconv.Itoa(n), err
	})
	return n, err
}

// Pause stops a wave from taking answers.
func (o *Office) Pause(ctx context.Context, by Actor, wave string) error {
	return o.pause(ctx, by, "pause", wave, true)
}

// Resume lets a paused wave go on.
func (o *Office) Resume(ctx context.Context, by Actor, wave string) error {
	return o.pause(ctx, by, "resume", wave, false)
}

func (o *Office) pause(ctx context.Context, by Actor, action, wave string, paused bool) error {
	return o.run(ctx, by, action, wave, func() (string, error) {
		return "", o.waves.Update(ctx, wave, func(w *survey.Wave) error { return w.Pause(paused) })
	})
}

// Extend moves the end of an open wave; the audit trail has both ends in the time zone of until.
func (o *Office) Extend(ctx context.Context, by Actor, wave string, until time.Time) error {
	const minute = "2006-01-02T15:04"
	return o.run(ctx, by, "extend", wave, func() (detail string, err error) {
		err = o.waves.Update(ctx, wave, func(w *survey.Wave) error {
			detail = w.Closes.In(until.Location()).Format(minute) + " → " + until.Format(minute)
			return w.Extend(until.UTC(), o.now())
		})
		return detail, err
	})
}

// Close ends a wave, see [fieldwork.Organiser.Close].
func (o *Office) Close(ctx context.Context, by Actor, wave string, now bool) (closing fieldwork.Closing, err error) {
	err = o.run(ctx, by, "close", wave, func() (detail string, err error) {
		if now {
			detail = "now"
		}
		closing, err = o.Organiser.Close(ctx, wave, now)
		return detail, err
	})
	return closing, err
}

// Pair links a closed wave with those before, see [fieldwork.Organiser.Pair].
func (o *Office) Pair(ctx context.Context, by Actor, wave, keyFile string) (paired []fieldwork.Paired, err error) {
	err = o.run(ctx, by, "pair", wave, func() (string, error) {
		paired, err = o.Organiser.Pair(ctx, wave, keyFile)
		return strconv.Itoa(len(paired)), err
	})
	return paired, err
}

// Archive deletes the live answers of a closed wave. Whether a backup holds its archive is for the caller to know.
func (o *Office) Archive(ctx context.Context, by Actor, wave string) error {
	return o.run(ctx, by, "archive", wave, func() (string, error) { return "", o.Organiser.Archive(ctx, wave) })
}
