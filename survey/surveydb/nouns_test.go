package surveydb_test

import (
	"encoding/base64"
	"reflect"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

func TestDefinitionsAreKeptByVersion(t *testing.T) {
	f := newFixture(t)
	frameworks, questionnaires := surveydb.NewFrameworks(f.db), surveydb.NewQuestionnaires(f.db)
	first := survey.Framework{Code: "dna", Version: "2018", Title: i18n.Text{"nl": "DNA"},
		Parameters: []survey.Parameter{{Code: "reliable", Name: i18n.Text{"nl": "Betrouwbaar"}}}}
	second := first
	second.Version = "2019"
	f.must(frameworks.Save(f.ctx(), second))
	f.must(frameworks.Save(f.ctx(), survey.Framework{Code: "dna", Version: "2018"}))
	f.must(frameworks.Save(f.ctx(), first))
	all, err := frameworks.All(f.ctx())
	f.must(err)
	if want := []survey.Framework{first, second}; !reflect.DeepEqual(all, want) {
		t.Errorf("got %+v, want %+v", all, want)
	}
	got, err := frameworks.ByRef(f.ctx(), survey.VersionRef{Code: "dna", Version: "2019"})
	f.must(err)
	if !reflect.DeepEqual(got, second) {
		t.Errorf("got %+v, want %+v", got, second)
	}
	if _, err := questionnaires.ByRef(f.ctx(), survey.VersionRef{Code: "dna", Version: "2019"}); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
}

func TestSamplesAndMedia(t *testing.T) {
	f := newFixture(t)
	samples, media := surveydb.NewSamples(f.db), surveydb.NewMedia(f.db)
	letter := survey.Sample{Code: "letter", Kind: survey.Communication, Media: []survey.Medium{{Type: "image", Blob: "ab"}}}
	f.must(samples.Save(f.ctx(), survey.Sample{Code: "letter"}, opens))
	f.must(samples.Save(f.ctx(), letter, opens))
	got, err := samples.ByCode(f.ctx(), "letter")
	f.must(err)
	all, err := samples.All(f.ctx())
	f.must(err)
	if !reflect.DeepEqual(got, letter) || !reflect.DeepEqual(all, []survey.Sample{letter}) {
		t.Errorf("got %+v and %+v, want %+v", got, all, letter)
	}
	if _, err := samples.ByCode(f.ctx(), "poster"); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
	png := surveydb.Medium{Hash: "ab", Mime: "image/png", Size: 1 << 40}
	f.must(media.Add(f.ctx(), png))
	f.must(media.Add(f.ctx(), surveydb.Medium{Hash: "ab", Mime: "text/html"}, surveydb.Medium{Hash: "cd"}))
	if medium, err := media.ByHash(f.ctx(), "ab"); err != nil || medium != png {
		t.Errorf("got %+v %v, want what was found first: %+v", medium, err, png)
	}
	if _, err := media.ByHash(f.ctx(), "ef"); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
}

func TestAWaveComesBackAsSaved(t *testing.T) {
	f := newFixture(t)
	begun := opens.Add(time.Hour + 7*time.Millisecond)
	f.must(f.waves.Update(f.ctx(), "2026", func(w *survey.Wave) error { return w.BeginClosing(begun, false) }))
	got, err := f.waves.ByCode(f.ctx(), "2026")
	f.must(err)
	want := wave()
	want.State, want.ClosingAt, want.Revision = survey.Closing, begun, 3
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if all, err := f.waves.All(f.ctx()); err != nil || !reflect.DeepEqual(all, []survey.Wave{want}) {
		t.Errorf("among all got %+v %v", all, err)
	}
}

func TestOnlyADraftIsReplacedOrFrozen(t *testing.T) {
	f := newFixture(t)
	if err := f.waves.Save(f.ctx(), wave()); fault.Of(err) != fault.Conflict {
		t.Errorf("saving over an open wave: got %v, want a Conflict", err)
	}
	if err := f.waves.Freeze(f.ctx(), "2026", survey.Instrument{}); fault.Of(err) != fault.Conflict {
		t.Errorf("freezing an open wave: got %v, want a Conflict", err)
	}
	if err := f.waves.SetClosingStep(f.ctx(), "2026", "", "x"); fault.Of(err) != fault.Conflict {
		t.Errorf("closing step of an open wave: got %v, want a Conflict", err)
	}
	if _, err := f.waves.Instrument(f.ctx(), "2026"); fault.Of(err) != fault.NotFound {
		t.Errorf("instrument that was not frozen: got %v, want NotFound", err)
	}
	if err := f.waves.Update(f.ctx(), "1999", (*survey.Wave).Start); fault.Of(err) != fault.NotFound {
		t.Errorf("wave that is not there: got %v, want NotFound", err)
	}
}

func TestAnInstrumentStaysAsFrozenWithTheWaveAsItIs(t *testing.T) {
	f := newFixture(t)
	draft := wave()
	draft.Code = "2027"
	f.must(f.waves.Save(f.ctx(), draft))
	in := survey.Instrument{Wave: draft, Questionnaire: survey.Questionnaire{Code: "rc", Version: "2018"},
		Samples: []survey.Sample{{Code: "letter"}}}
	f.must(f.waves.Freeze(f.ctx(), "2027", in))
	later := draft.Closes.AddDate(0, 0, 7)
	f.must(f.waves.Update(f.ctx(), "2027", func(w *survey.Wave) error {
		if err := w.Start(); err != nil {
			return err
		}
		return w.Extend(later, opens)
	}))
	f.must(f.waves.Amend(f.ctx(), "2027", func(in *survey.Instrument) error { in.Samples[0].Entity = "VMM"; return nil }))
	got, err := f.waves.Instrument(f.ctx(), "2027")
	f.must(err)
	want := in
	want.Wave.State, want.Wave.Closes, want.Wave.Revision = survey.Open, later, 3
	want.Samples = []survey.Sample{{Code: "letter", Entity: "VMM"}}
	if !reflect.DeepEqual(*got, want) {
		t.Errorf("got  %+v\nwant %+v", *got, want)
	}
}

func TestAnUpdateThatFailsLeavesTheWaveAlone(t *testing.T) {
	f := newFixture(t)
	err := f.waves.Update(f.ctx(), "2026", func(w *survey.Wave) error {
		w.Paused = true
		return fault.New(fault.Invalid, "no")
	})
	w, e := f.waves.ByCode(f.ctx(), "2026")
	f.must(e)
	if fault.Of(err) != fault.Invalid || w.Paused || w.Revision != 2 {
		t.Errorf("got %v and %+v", err, w)
	}
}

// Another instance changes the wave between loading and storing. SQLite lets only one do so at a time, so there the
// other's statement stands inside the same transaction.
func TestALostRaceIsAConflict(t *testing.T) {
	f := newFixture(t)
	err := f.db.Tx(f.ctx(), func(tx *gorm.DB) error {
		return surveydb.NewWaves(f.db.With(tx)).Update(f.ctx(), "2026", func(w *survey.Wave) error {
			return tx.Exec("UPDATE wave SET revision = revision + 1 WHERE code = '2026'").Error
		})
	})
	if fault.Of(err) != fault.Conflict {
		t.Errorf("got %v, want a Conflict", err)
	}
}

func TestTicketsKnowWhoStartedAndFinished(t *testing.T) {
	f := newFixture(t)
	lookups := f.invite("internal", 1200)
	f.invite("internal", 1200) // again: nothing changes
	_, err := f.responses.SavePage(f.ctx(), page(lookups[3], "a/1", 0, 1))
	f.must(err)
	last := page(lookups[1100], "a/1", 0, 1)
	last.Finish = true
	_, err = f.responses.SavePage(f.ctx(), last)
	f.must(err)
	marked := func(marks []bool, err error) (places []int) {
		f.must(err)
		for i, m := range marks {
			if m {
				places = append(places, i)
			}
		}
		return places
	}
	asked := append(lookups, hash("nobody"))
	if got := marked(f.tickets.Started(f.ctx(), asked)); !reflect.DeepEqual(got, []int{3, 1100}) {
		t.Errorf("started: got %v", got)
	}
	if got := marked(f.tickets.Finished(f.ctx(), asked)); !reflect.DeepEqual(got, []int{1100}) {
		t.Errorf("finished: got %v", got)
	}
	if counts, err := f.tickets.Count(f.ctx(), "2026"); err != nil || !reflect.DeepEqual(counts, map[string]int{"internal": 1200}) {
		t.Errorf("got %v %v", counts, err)
	}
	days, err := f.responses.Days(f.ctx(), "2026")
	f.must(err)
	if want := []surveydb.Day{{Day: "2026-09-14", Panel: "internal", Started: 2, Finished: 1}}; !reflect.DeepEqual(days, want) {
		t.Errorf("got %+v, want %+v", days, want)
	}
	ticket, err := f.tickets.ByLookup(f.ctx(), lookups[3])
	f.must(err)
	if want := (surveydb.Ticket{Lookup: lookups[3], Wave: "2026", Panel: "internal", Pseudonym: hash("pseudonyminternal3"),
		Strata: []string{"18-34", "(missing)"}}); !reflect.DeepEqual(ticket, want) {
		t.Errorf("got %+v, want %+v", ticket, want)
	}
}

func TestARemovedTicketLeavesNothing(t *testing.T) {
	f := newFixture(t)
	lookups := f.invite("internal", 2)
	for _, lookup := range lookups {
		_, err := f.responses.SavePage(f.ctx(), page(lookup, "a/1", 0, 1))
		f.must(err)
	}
	f.must(f.tickets.Remove(f.ctx(), lookups[0]))
	f.must(f.tickets.Remove(f.ctx(), lookups[0]))
	if _, err := f.tickets.ByLookup(f.ctx(), lookups[0]); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
	text := dump(t, f.db)
	if strings.Count(text, `a/1"`) != 1 {
		t.Errorf("want the page of the other alone:\n%s", text)
	}
	if _, err := f.responses.ByPseudonym(f.ctx(), hash("pseudonyminternal0")); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
}

func TestWhatClosingForgets(t *testing.T) {
	f := newFixture(t)
	lookups := f.invite("internal", 2)
	for _, lookup := range lookups {
		_, err := f.responses.SavePage(f.ctx(), page(lookup, "a/1", 0, 1))
		f.must(err)
	}
	links := surveydb.NewClosedLinks(f.db)
	f.must(links.Add(f.ctx(), "2026", [][]byte{hash("closed0"), hash("closed1")}))
	f.must(links.Add(f.ctx(), "2026", [][]byte{hash("closed0")}))
	ids, err := f.responses.IDs(f.ctx(), "2026")
	f.must(err)
	id := ids[string(hash("pseudonyminternal0"))]
	f.must(f.responses.SetStrata(f.ctx(), map[string][]string{id: {"(missing)", "(missing)"}}))
	f.must(f.tickets.Forget(f.ctx(), "2026"))
	f.must(f.responses.Forget(f.ctx(), "2026"))
	stored, err := f.responses.ByPseudonym(f.ctx(), hash("pseudonyminternal0"))
	f.must(err)
	if stored.ID != id || !reflect.DeepEqual(stored.Strata, []string{"(missing)", "(missing)"}) {
		t.Errorf("got %+v", stored)
	}
	text := dump(t, f.db)
	for what, secret := range map[string]string{"a lookup": base64of(lookups[0]), "a device": base64of(hash("device")),
		"a day": "2026-09-14\""} {
		if strings.Contains(text, secret) {
			t.Errorf("%s is still there", what)
		}
	}
	if has, err := links.Has(f.ctx(), hash("closed1")); err != nil || !has {
		t.Errorf("got %v %v, want a closed link", has, err)
	}
	if has, err := links.Has(f.ctx(), hash("lookupinternal1")); err != nil || has {
		t.Errorf("got %v %v, want no closed link", has, err)
	}
	f.must(f.responses.Clear(f.ctx(), "2026"))
	if again, err := f.responses.IDs(f.ctx(), "2026"); err != nil || !reflect.DeepEqual(again, ids) {
		t.Errorf("pairing needs %v, got %v %v", ids, again, err)
	}
	if text := dump(t, f.db); strings.Contains(text, `a/1"`) || strings.Contains(text, `[\"letter\"`) {
		t.Error("answers or samples of a cleared wave are still there")
	}
}

func TestOutcomesAndArchives(t *testing.T) {
	f := newFixture(t)
	outcomes, archives := surveydb.NewOutcomes(f.db), surveydb.NewArchives(f.db)
	want := []survey.Outcomes{{Panel: "external", Invited: 9, Started: 5, Completed: 3, Partial: 1, BreakOff: 1}, {Panel: "internal"}}
	f.must(outcomes.Save(f.ctx(), "2026", []survey.Outcomes{{Panel: "external", Invited: 1}}))
	f.must(outcomes.Save(f.ctx(), "2026", want))
	if got, err := outcomes.ByWave(f.ctx(), "2026"); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v %v, want %+v", got, err, want)
	}
	archive := surveydb.Archive{Wave: "2026", Dir: "2026", Hashes: map[string]string{"responses.parquet": "ab"}, WrittenAt: opens}
	f.must(archives.Save(f.ctx(), archive))
	f.must(archives.Save(f.ctx(), archive))
	got, err := archives.ByWave(f.ctx(), "2026")
	f.must(err)
	if !reflect.DeepEqual(got, archive) {
		t.Errorf("got %+v, want %+v", got, archive)
	}
	if _, err := archives.ByWave(f.ctx(), "2025"); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
}

func base64of(b []byte) string { return base64.StdEncoding.EncodeToString(b) }
