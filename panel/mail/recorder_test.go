package mail_test

import (
	"fmt"
	"testing"
	"time"

	"realitycheck/panel/mail"
	"realitycheck/survey/fault"
)

var (
	_ mail.Sender = (*mail.Recorder)(nil)
	_ mail.Sender = (*mail.SMTP)(nil)
)

func TestRecorderKeepsTheNewest(t *testing.T) {
	r := mail.NewRecorder(func() time.Time { return wave.Closes })
	for i := range 2100 {
		if err := r.Send(t.Context(), mail.Letter{To: fmt.Sprintf("m%d@stad.be", i), Subject: "Dag", MessageID: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if got := r.Count(); got != 2000 {
		t.Errorf("got %d letters, want 2000", got)
	}
	newest := r.Newest("", 2)
	if len(newest) != 2 || newest[0].To != "m2099@stad.be" || newest[1].To != "m2098@stad.be" {
		t.Errorf("got %v, want the two newest", newest)
	}
	if found := r.Newest("M2050@", 10); len(found) != 1 {
		t.Errorf("got %d letters to one receiver, want 1", len(found))
	}
	if found := r.Newest("m99@stad", 10); len(found) != 0 {
		t.Error("an old letter is still there")
	}
	if got, err := r.ByID(newest[0].ID); err != nil || got.To != newest[0].To || !got.At.Equal(wave.Closes) {
		t.Errorf("got %v, %v, want the letter", got, err)
	}
	if _, err := r.ByID("nothing"); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
}

func TestRecorderKeepsOneCopyOfALetter(t *testing.T) {
	r := mail.NewRecorder(time.Now)
	for range 2 {
		if err := r.Send(t.Context(), mail.Letter{To: "an@stad.be", MessageID: "same"}); err != nil {
			t.Fatal(err)
		}
	}
	if got := r.Count(); got != 1 {
		t.Errorf("got %d copies, want 1", got)
	}
	if err := r.Send(t.Context(), mail.Letter{To: "nobody"}); err == nil {
		t.Error("a letter without address was taken")
	}
}
