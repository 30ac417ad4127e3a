package fieldwork_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"realitycheck/panel"
	"realitycheck/survey/database"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

func TestNamesReachTheAnswerSideAsHashesOnly(t *testing.T) {
	o, ctx := newOrganisation(t, 10), context.Background()
	o.must(o.members.Save(ctx, []panel.Member{{UID: panel.NewUID(), Panel: "internal", Lang: i18n.Dutch, Name: "Wilhelmina Van den Kerckhove",
		Email: "wvdk@internal.example", Created: o.clock}}, nil))
	o.open("2026")
	o.answer("2026", func(int) int { return 4 })
	o.close("2026")

	set, err := o.office.NameSet(ctx, "2026")
	o.must(err)
	for word, want := range map[string]bool{"wilhelmina": true, "Kerckhove": true, "Persoon": true, "den": false, "Antwoord": false} {
		if got := set.Has(word); got != want {
			t.Errorf("Has(%q) got %v", word, got)
		}
	}
	var dump bytes.Buffer
	o.must(database.Dump(ctx, o.answers, &dump))
	if bytes.Contains(bytes.ToLower(dump.Bytes()), []byte("kerckhove")) {
		t.Error("a name stands in the answer store")
	}

	key := filepath.Join(o.dir, "keys", "names-2026.key")
	if _, err := os.Stat(key); err != nil {
		t.Fatalf("the key is not where it is destroyed: %v", err)
	}
	for range 2 { // the second time after a crash, or a second click
		o.must(o.office.EndRedaction(ctx, "2026"))
		if _, err := os.Stat(key); !os.IsNotExist(err) {
			t.Errorf("got %v, want the key gone", err)
		}
	}
	set, err = o.office.NameSet(ctx, "2026")
	o.must(err)
	if set.Len() != 0 || set.Has("Kerckhove") {
		t.Errorf("the set still knows %d parts of names after redaction", set.Len())
	}
	if left, err := surveydb.NewNameHashes(o.answers).OfWave(ctx, "2026"); err != nil || len(left) != 0 {
		t.Errorf("got %d hashes, %v, want none", len(left), err)
	}
}
