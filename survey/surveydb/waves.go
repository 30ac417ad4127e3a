package surveydb

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
)

// Waves stores waves and the instruments that they froze.
type Waves struct{ db *database.DB }

// NewWaves makes the store.
func NewWaves(db *database.DB) Waves { return Waves{db} }

// waveRow is a wave as stored. Body is its definition; the other columns are what statements compare, and its state.
type waveRow struct {
	Code        string `gorm:"primaryKey"`
	Year        int
	State       survey.State
	Paused      bool
	Opens       int64 // milliseconds since 1970, as Closes and ClosingAt
	Closes      int64
	ClosingAt   int64 // 0 before closing
	ClosingStep string
	Revision    int
	Body        string
}

func (waveRow) TableName() string { return "wave" }

func (r *waveRow) wave() (survey.Wave, error) {
	var w survey.Wave
	if err := decode(r.Body, &w); err != nil {
		return w, fmt.Errorf("wave %s: %w", r.Code, err)
	}
	w.State, w.Paused, w.Revision = r.State, r.Paused, r.Revision
	if r.ClosingAt != 0 {
		w.ClosingAt = time.UnixMilli(r.ClosingAt).UTC()
	}
	return w, nil
}

// fill takes over everything but revision and closing step.
func (r *waveRow) fill(w *survey.Wave) error {
	body, err := encode(w)
	r.Code, r.Year, r.State, r.Paused, r.Body = w.Code, w.Year, w.State, w.Paused, body
	r.Opens, r.Closes, r.ClosingAt = w.Opens.UnixMilli(), w.Closes.UnixMilli(), 0
	if !w.ClosingAt.IsZero() {
		r.ClosingAt = w.ClosingAt.UnixMilli()
	}
	return err
}

// ByCode gives a wave; NotFound when it is not there.
func (s Waves) ByCode(ctx context.Context, code string) (survey.Wave, error) {
	row, err := waveByCode(s.db.Read(ctx), code)
	if err != nil {
		return survey.Wave{}, err
	}
	return row.wave()
}

func waveByCode(db *gorm.DB, code string) (*waveRow, error) {
	row := &waveRow{}
	if err := db.Where("code = ?", code).Take(row).Error; err != nil {
		return nil, fmt.Errorf("wave %s: %w", code, absent(err, "wave", code))
	}
	return row, nil
}

// All gives every wave, by year and code.
func (s Waves) All(ctx context.Context) ([]survey.Wave, error) {
	var rows []waveRow
	if err := s.db.Read(ctx).Order("year, code").Find(&rows).Error; err != nil {
		return nil, err
	}
	waves := make([]survey.Wave, len(rows))
	for i := range rows {
		var err error
		if waves[i], err = rows[i].wave(); err != nil {
			return nil, err
		}
	}
	return waves, nil
}

// Save adds a draft or replaces one. A wave that was opened is changed by Update only.
func (s Waves) Save(ctx context.Context, draft survey.Wave) error {
	draft.State, draft.Paused, draft.ClosingAt = survey.Draft, false, time.Time{}
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		row, err := waveByCode(tx, draft.Code)
		if fault.Of(err) == fault.NotFound {
			row = &waveRow{Revision: 1}
			if err := row.fill(&draft); err != nil {
				return err
			}
			return tx.Create(row).Error
		}
		if err != nil {
			return err
		}
		if row.State != survey.Draft {
			return fault.New(fault.Conflict, "wave_save_needs_draft", "wave", draft.Code, "state", string(row.State))
		}
		return update(tx, row, &draft)
	})
}

// Update loads a wave, lets change alter it, and stores it, in one transaction. Somebody else's change in between is a
// Conflict; an error of change leaves the wave alone.
func (s Waves) Update(ctx context.Context, code string, change func(*survey.Wave) error) error {
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		row, err := waveByCode(tx, code)
		if err != nil {
			return err
		}
		wave, err := row.wave()
		if err != nil {
			return err
		}
		if err := change(&wave); err != nil {
			return err
		}
		return update(tx, row, &wave)
	})
}

// update stores a wave over the row that it was loaded from, when that is still as it was.
func update(tx *gorm.DB, row *waveRow, wave *survey.Wave) error {
	if err := row.fill(wave); err != nil {
		return err
	}
	was := row.Revision
	row.Revision++
	result := tx.Model(&waveRow{}).Where("code = ? AND revision = ?", row.Code, was).Select("*").Updates(row)
	if result.Error == nil && result.RowsAffected == 0 {
		return fault.New(fault.Conflict, "wave_changed", "wave", row.Code)
	}
	return result.Error
}

// ClosingStep gives the last step of closing that was done, "" before the first.
func (s Waves) ClosingStep(ctx context.Context, code string) (string, error) {
	row, err := waveByCode(s.db.Read(ctx), code)
	if err != nil {
		return "", err
	}
	return row.ClosingStep, nil
}

// SetClosingStep marks the step of closing that follows on the step before as done; when somebody else has gone further,
// that is a Conflict. From the first step on no page is saved any more, whatever the clocks of instances say: the row is
// locked against the saves that read it, so what is read afterwards is all there is.
func (s Waves) SetClosingStep(ctx context.Context, code, before, step string) error {
	result := s.db.Write(ctx).Model(&waveRow{}).Where("code = ? AND state = ? AND closing_step = ?", code, survey.Closing, before).
		Updates(map[string]any{"closing_step": step, "revision": gorm.Expr("revision + 1")})
	if result.Error == nil && result.RowsAffected == 0 {
		return fault.New(fault.Conflict, "wave_not_closing", "wave", code)
	}
	return result.Error
}

type instrumentRow struct {
	Wave string `gorm:"primaryKey"`
	Body string
}

func (instrumentRow) TableName() string { return "instrument" }

// Freeze keeps the instrument that a draft opens with; while it is a draft, freezing again replaces it.
func (s Waves) Freeze(ctx context.Context, code string, in survey.Instrument) error {
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		row, err := waveByCode(tx, code)
		if err != nil {
			return err
		}
		if row.State != survey.Draft {
			return fault.New(fault.Conflict, "wave_open_needs_draft", "wave", code, "state", string(row.State))
		}
		return saveInstrument(tx, code, &in)
	})
}

// Amend corrects the frozen instrument of a wave that is not closed, such as a typing error, and raises the revision of
// the wave, so that nobody shows the old text.
func (s Waves) Amend(ctx context.Context, code string, change func(*survey.Instrument) error) error {
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		row, err := waveByCode(tx, code)
		if err != nil {
			return err
		}
		if row.State == survey.Closed {
			return fault.New(fault.Gone, "wave_closed")
		}
		in, err := instrument(tx, row)
		if err != nil {
			return err
		}
		if err := change(in); err != nil {
			return err
		}
		if err := saveInstrument(tx, code, in); err != nil {
			return err
		}
		wave, err := row.wave()
		if err != nil {
			return err
		}
		return update(tx, row, &wave)
	})
}

func saveInstrument(tx *gorm.DB, code string, in *survey.Instrument) error {
	body, err := encode(in)
	if err != nil {
		return err
	}
	return tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&instrumentRow{Wave: code, Body: body}).Error
}

// Instrument gives what a wave froze, with the wave as it is now. It is large: those who need it for every page keep it
// as long as Wave.Revision stays the same.
func (s Waves) Instrument(ctx context.Context, code string) (*survey.Instrument, error) {
	row, err := waveByCode(s.db.Read(ctx), code)
	if err != nil {
		return nil, err
	}
	return instrument(s.db.Read(ctx), row)
}

func instrument(db *gorm.DB, row *waveRow) (*survey.Instrument, error) {
	var frozen instrumentRow
	if err := db.Where("wave = ?", row.Code).Take(&frozen).Error; err != nil {
		return nil, fmt.Errorf("instrument of wave %s: %w", row.Code, absent(err, "instrument", row.Code))
	}
	in := &survey.Instrument{}
	if err := decode(frozen.Body, in); err != nil {
		return nil, fmt.Errorf("instrument of wave %s: %w", row.Code, err)
	}
	var err error
	in.Wave, err = row.wave()
	return in, err
}
