package main

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"realitycheck/survey/fault"
)

func TestFaultsNameMomentsInTheConfiguredZone(t *testing.T) {
	zone := time.FixedZone("CET", 3600)
	at := time.Date(2026, 11, 3, 23, 30, 0, 0, time.UTC)
	err := inZone(fmt.Errorf("wave: %w", &fault.Fault{Kind: fault.Invalid, Key: "k", Args: fault.Args("closes", at, "n", 3),
		Fields: []fault.Field{{Path: "p", Key: "f", Args: fault.Args("opens", at)}}}), zone)
	var f *fault.Fault
	if !errors.As(err, &f) {
		t.Fatalf("got %v", err)
	}
	for _, got := range []any{f.Args["closes"], f.Fields[0].Args["opens"]} {
		if got := got.(time.Time).Format("2 15:04"); got != "4 00:30" {
			t.Errorf("got %s, want 4 00:30", got)
		}
	}
	if f.Args["n"] != 3 || inZone(nil, zone) != nil {
		t.Error("something else was changed")
	}
}
