package fieldwork_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"realitycheck/panel"
	"realitycheck/panel/paneldb"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

// missing lists what keeps a wave from being opened, as "path key".
func (o *organisation) missing(code string) []string {
	o.t.Helper()
	ready, err := o.office.Check(context.Background(), code)
	o.must(err)
	var list []string
	for _, f := range ready.Missing {
		list = append(list, f.Path+" "+f.Key)
	}
	return list
}

func TestAWaveNeedsPanelsThatExistAndBothSides(t *testing.T) {
	o, ctx := newOrganisation(t, 5), context.Background()
	w := o.draft("2026")
	if got := o.missing("2026"); len(got) != 0 {
		t.Fatalf("got %q missing of a good wave", got)
	}
	w.Panels[1].Code = "inwoners"
	o.must(o.waves.Save(ctx, w))
	if got, want := o.missing("2026"), []string{"panels.inwoners panel_not_imported"}; !slices.Equal(got, want) {
		t.Errorf("a panel that does not exist: got %q, want %q", got, want)
	}
	o.must(o.office.SavePanel(ctx, panel.Panel{Code: "inwoners", Name: both("Inwoners"), Kind: survey.Staff}))
	if got, want := o.missing("2026"), []string{"panels.inwoners panel_without_members", "panels panels_one_kind"}; !slices.Equal(got, want) {
		t.Errorf("two panels of staff: got %q, want %q", got, want)
	}
	if err := o.office.Open(ctx, "2026", ""); fault.Of(err) != fault.Invalid {
		t.Errorf("it opened: %v", err)
	}
	o.must(o.office.SavePanel(ctx, panel.Panel{Code: "inwoners", Name: both("Inwoners"), Kind: survey.Public}))
	if got, want := o.missing("2026"), []string{"panels.inwoners panel_without_members"}; !slices.Equal(got, want) {
		t.Errorf("one of each: got %q, want %q", got, want)
	}
}

func TestTheKindOfAPanelIsFixedOnceAWaveOpened(t *testing.T) {
	o, ctx := newOrganisation(t, 5), context.Background()
	turned := panel.Panel{Code: "external", Name: both("Buiten"), Kind: survey.Staff}
	o.must(o.office.SavePanel(ctx, turned)) // nothing was opened
	turned.Kind = survey.Public
	o.draft("2026")
	o.must(o.office.SavePanel(ctx, turned)) // a draft fixes nothing
	if wave, err := o.office.OpenedWith(ctx, "external"); wave != "" || err != nil {
		t.Errorf("a draft: got %q, %v", wave, err)
	}
	o.must(o.office.Open(ctx, "2026", ""))
	turned.Kind = survey.Staff
	for name, save := range map[string]func(context.Context, panel.Panel) error{"check": o.office.CheckPanel, "save": o.office.SavePanel} {
		err := save(ctx, turned)
		var f *fault.Fault
		if !errors.As(err, &f) || f.Kind != fault.Conflict || f.Key != "panel_kind_fixed" || f.Args["wave"] != "2026" {
			t.Errorf("%s: got %v, want a Conflict that names the wave", name, err)
		}
	}
	o.must(o.office.SavePanel(ctx, panel.Panel{Code: "external", Name: both("Burgers"), Kind: survey.Public}))
	got, err := paneldb.NewPanels(o.people).ByCode(ctx, "external")
	if err != nil || got.Name.In(i18n.Dutch) != "Burgers" || got.Kind != survey.Public {
		t.Errorf("got %+v, %v; want the new name and the old kind", got, err)
	}
	o.must(o.office.SavePanel(ctx, panel.Panel{Code: "gasten", Name: both("Gasten"), Kind: survey.Public}))
	o.must(o.office.SavePanel(ctx, panel.Panel{Code: "gasten", Name: both("Gasten"), Kind: survey.Staff})) // took part in nothing
}

// TestTheKindAndTheTextsOfAKindAreFrozen opens a wave whose panels have codes that no text knows.
func TestTheKindAndTheTextsOfAKindAreFrozen(t *testing.T) {
	o, ctx := newOrganisation(t, 5), context.Background()
	questionnaires := surveydb.NewQuestionnaires(o.answers)
	q, err := questionnaires.ByRef(ctx, survey.VersionRef{Code: "check", Version: "2026"})
	o.must(err)
	q.Welcome = survey.Wording{Panels: map[string]i18n.Text{"staff": both("Dag collega"), "public": both("Dag buur")}}
	o.must(questionnaires.Save(ctx, q))
	w := o.draft("2026")
	for i, p := range []panel.Panel{{Code: "inwoners", Kind: survey.Public}, {Code: "medewerkers", Kind: survey.Staff}} {
		p.Name = both(p.Code)
		o.must(o.office.SavePanel(ctx, p))
		o.must(o.members.Save(ctx, []panel.Member{{UID: panel.NewUID(), Panel: p.Code, Lang: i18n.Dutch, Email: p.Code + "@x.example"}}, nil))
		w.Panels[i].Code = p.Code
	}
	o.must(o.waves.Save(ctx, w))
	o.must(o.office.Open(ctx, "2026", ""))
	in, err := o.waves.Instrument(ctx, "2026")
	o.must(err)
	if got := in.Questionnaire.Welcome; got.For("inwoners", i18n.Dutch) != "Dag buur" || got.For("medewerkers", i18n.Dutch) != "Dag collega" {
		t.Errorf("got %v", got)
	}
	o.close("2026")
	kept, err := archive.Instrument(o.office.ArchiveDir("2026"))
	o.must(err)
	for i, want := range []survey.PanelKind{survey.Public, survey.Staff} {
		if p := kept.Wave.Panels[i]; p.Kind != want || p.KindAssumed {
			t.Errorf("the archive holds %+v, want %s, declared", p, want)
		}
	}
	if got := kept.Wave.Compared(); len(got) != 1 || got[0] != [2]int{1, 0} {
		t.Errorf("got %v compared, want staff with the public", got)
	}
}

func TestAWaveThatWasOpenedBeforeTakesTheKindsOfItsPanels(t *testing.T) {
	o, ctx := newOrganisation(t, 1), context.Background()
	got, err := o.office.WithKinds(ctx, []survey.WavePanel{{Code: "external"}, {Code: "internal", Kind: survey.Public}, {Code: "nobody"}})
	o.must(err)
	for i, want := range []survey.PanelKind{survey.Public, survey.Public, ""} {
		if got[i].Kind != want {
			t.Errorf("%s: got %q, want %q", got[i].Code, got[i].Kind, want)
		}
	}
}
