package analysisdb_test

import (
	"bytes"
	"context"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"realitycheck/analysis/analysisdb"
	"realitycheck/analysis/coding"
	"realitycheck/survey/database"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

func store(t *testing.T) (*database.DB, context.Context) {
	t.Helper()
	return databasetest.New(t, surveydb.Migrations()), t.Context()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func theme(code string) coding.Theme {
	return coding.Theme{Code: code, Name: i18n.Text{i18n.Dutch: code, i18n.English: code}}
}

var stamp = coding.Stamp{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), By: "c1", Why: "begin"}

func TestCodebookVersionsFollowEachOther(t *testing.T) {
	db, ctx := store(t)
	books := analysisdb.NewCodebooks(db)
	empty, err := books.Newest(ctx, "why")
	must(t, err)
	if empty.Version != 0 || empty.Question != "why" {
		t.Errorf("got %+v for a question without themes", empty)
	}
	must(t, books.Change(ctx, "why", func(b *coding.Codebook) error { return b.Add(theme("tone"), stamp) }))
	must(t, books.Change(ctx, "why", func(b *coding.Codebook) error { return b.Add(theme("speed"), stamp) }))
	must(t, books.Change(ctx, "keep", func(b *coding.Codebook) error { return b.Add(theme("desk"), stamp) }))
	if err := books.Change(ctx, "why", func(b *coding.Codebook) error {
		_ = b.Retire("tone", stamp)
		return b.Add(theme("speed"), stamp)
	}); fault.Of(err) != fault.Invalid {
		t.Errorf("got %v, want the refusal of the change", err)
	}
	got, err := books.Newest(ctx, "why")
	must(t, err)
	if got.Version != 2 || len(got.InUse()) != 2 || got.History[1].Into[0] != "speed" || !got.History[0].At.Equal(stamp.At) {
		t.Errorf("got %+v, want both themes of version 2 untouched", got)
	}
}

func TestCodebookChangesNeverOverwriteEachOther(t *testing.T) {
	db, ctx := store(t)
	books := analysisdb.NewCodebooks(db)
	codes := []string{"aa", "bb", "cc", "dd", "ee", "ff"}
	var wait sync.WaitGroup
	errs := make([]error, len(codes))
	for i, code := range codes {
		wait.Go(func() {
			errs[i] = books.Change(ctx, "why", func(b *coding.Codebook) error { return b.Add(theme(code), stamp) })
		})
	}
	wait.Wait()
	done := 0
	for _, err := range errs {
		if err == nil {
			done++
		} else if k := fault.Of(err); k != fault.Conflict && k != fault.Unavailable {
			t.Errorf("got %v, want a Conflict", err)
		}
	}
	got, err := books.Newest(ctx, "why")
	must(t, err)
	if len(got.Themes) != done || got.Version != done {
		t.Errorf("%d changes were acknowledged, the codebook has %d themes in version %d", done, len(got.Themes), got.Version)
	}
}

func TestDeskBeginsOnce(t *testing.T) {
	db, ctx := store(t)
	desks := analysisdb.NewDesks(db)
	if _, err := desks.ByQuestion(ctx, "2025", "why"); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
	first, err := desks.Begin(ctx, "2025", "why", 0.2)
	must(t, err)
	again, err := desks.Begin(ctx, "2025", "why", 0.9)
	must(t, err)
	if !reflect.DeepEqual(first, again) || len(first.Seed) != 32 || first.Share != 0.2 {
		t.Errorf("got %+v and then %+v, want one desk", first, again)
	}
	must(t, desks.SetShare(ctx, "2025", "why", 0.5))
	must(t, desks.SetFinished(ctx, "2025", "why", stamp.At))
	must(t, desks.SetRedacted(ctx, "2025", "why", stamp.At))
	all, err := desks.OfWave(ctx, "2025")
	must(t, err)
	want := analysisdb.Desk{Wave: "2025", Question: "why", Seed: first.Seed, Share: 0.5, FinishedAt: stamp.At, RedactedAt: stamp.At}
	if len(all) != 1 || !reflect.DeepEqual(all[0], want) {
		t.Errorf("got %+v, want %+v", all, want)
	}
	if err := desks.SetShare(ctx, "2025", "other", 0.5); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
}

func TestJudgementsCountTheNewestAndAreUndoneStepByStep(t *testing.T) {
	db, ctx := store(t)
	judgements := analysisdb.NewJudgements(db)
	add := func(text, coder string, final bool, themes ...string) {
		t.Helper()
		must(t, judgements.Add(ctx, "2025", "why", coding.Judgement{Text: text, Coder: coder, Themes: themes, Codable: true, Version: 3, Final: final}))
	}
	state := func() (list []string) {
		t.Helper()
		all, err := judgements.OfDesk(ctx, "2025", "why")
		must(t, err)
		for _, j := range all {
			list = append(list, strings.TrimSpace(j.Text+" "+j.Coder+" "+strings.Join(j.Themes, "+")+map[bool]string{true: " final"}[j.Final]))
		}
		return list
	}
	add("t1", "an", false, "tone", "speed", "tone")
	add("t2", "an", false)
	add("t1", "bo", false, "tone")
	add("t1", "an", false, "price")
	add("t1", "an", true, "speed")
	want := []string{"t1 an price", "t1 bo tone", "t1 an speed final", "t2 an"}
	if got := state(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, step := range []struct{ text, left string }{{"t1", "t1 an price"}, {"t1", "t1 an speed+tone"}, {"t2", "t1 an speed+tone"}} {
		text, err := judgements.Undo(ctx, "2025", "why", "an")
		must(t, err)
		if got := state(); text != step.text || got[0] != step.left {
			t.Errorf("undid %s, left %q, want %s and %s", text, got, step.text, step.left)
		}
	}
	if got := state(); !slices.Equal(got, []string{"t1 an speed+tone", "t1 bo tone"}) {
		t.Errorf("got %q", got)
	}
	_, err := judgements.Undo(ctx, "2025", "why", "an")
	must(t, err)
	if _, err := judgements.Undo(ctx, "2025", "why", "an"); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want nothing to undo", err)
	}
	if got := state(); !slices.Equal(got, []string{"t1 bo tone"}) {
		t.Errorf("undoing one coder's steps touched another's: %q", got)
	}
	if other, err := judgements.OfDesk(ctx, "2025", "keep"); err != nil || len(other) != 0 {
		t.Errorf("got %v, %v at another desk", other, err)
	}
}

func TestRedactionsAreDecidedAnew(t *testing.T) {
	db, ctx := store(t)
	redactions := analysisdb.NewRedactions(db)
	must(t, redactions.Save(ctx, "2025", "why", coding.Redaction{Text: "t1", Release: coding.Approved, Quote: "een [naam]", Coder: "an"}))
	must(t, redactions.Save(ctx, "2025", "why", coding.Redaction{Text: "t1", Release: coding.Blocked, Coder: "bo"}))
	got, err := redactions.OfDesk(ctx, "2025", "why")
	must(t, err)
	if want := []coding.Redaction{{Text: "t1", Release: coding.Blocked, Coder: "bo"}}; !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// Backups and the move to another dialect go through the dump: what coders decided must come back the same.
func TestTheDumpBringsEverythingBack(t *testing.T) {
	db, ctx := store(t)
	must(t, analysisdb.NewCodebooks(db).Change(ctx, "why", func(b *coding.Codebook) error { return b.Add(theme("tone"), stamp) }))
	desk, err := analysisdb.NewDesks(db).Begin(ctx, "2025", "why", 1.0/3)
	must(t, err)
	j := coding.Judgement{Text: "t1", Coder: "an", Themes: []string{"tone"}, Codable: true, Version: 1}
	must(t, analysisdb.NewJudgements(db).Add(ctx, "2025", "why", j))
	r := coding.Redaction{Text: "t1", Release: coding.Approved, Quote: "een [naam] \u2028 \"x\"", Coder: "an"}
	must(t, analysisdb.NewRedactions(db).Save(ctx, "2025", "why", r))
	var dump bytes.Buffer
	must(t, database.Dump(ctx, db, &dump))

	other, ctx := store(t)
	must(t, database.Restore(ctx, other, &dump))
	book, err := analysisdb.NewCodebooks(other).Newest(ctx, "why")
	must(t, err)
	desks, err := analysisdb.NewDesks(other).OfWave(ctx, "2025")
	must(t, err)
	judgements, err := analysisdb.NewJudgements(other).OfDesk(ctx, "2025", "why")
	must(t, err)
	redactions, err := analysisdb.NewRedactions(other).OfDesk(ctx, "2025", "why")
	must(t, err)
	if book.Version != 1 || len(desks) != 1 || !reflect.DeepEqual(desks[0], desk) || !reflect.DeepEqual(judgements, []coding.Judgement{j}) || !slices.Equal(redactions, []coding.Redaction{r}) {
		t.Errorf("got %+v, %+v, %+v, %+v", book, desks, judgements, redactions)
	}
}
