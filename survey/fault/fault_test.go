package fault_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"realitycheck/survey/fault"
)

func TestKindSurvivesWrapping(t *testing.T) {
	err := fmt.Errorf("wave 2026: %w", fault.New(fault.Gone, "wave_closed", "wave", "2026").Because(io.EOF))
	if got := fault.Of(err); got != fault.Gone {
		t.Errorf("got kind %d, want Gone", got)
	}
	if !errors.Is(err, io.EOF) {
		t.Error("the cause is lost")
	}
	if got := fault.Of(io.EOF); got != fault.Unknown {
		t.Errorf("got kind %d of a plain error, want Unknown", got)
	}
}

func TestInFieldsIsNilWithoutFields(t *testing.T) {
	if err := fault.InFields("invalid", nil); err != nil {
		t.Errorf("got %v, want nil", err)
	}
	err := fault.InFields("invalid", []fault.Field{{Path: "code", Line: 3, Column: 7, Key: "required"}})
	if want := "invalid; code:3:7 required map[]"; err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}
