package stats

import (
	"errors"
	"testing"
)

func TestErrorsSayWhatIsWrong(t *testing.T) {
	err := &Error{Code: CodeEmptyCategory, Var: "age", Category: "80+", Detail: "merge it"}
	if got, want := err.Error(), `empty_category: variable "age", category "80+": merge it`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if errors.Is(err, &Error{Code: CodeZeroTarget}) || errors.Is(err, errors.New("empty_category")) {
		t.Error("another code must not match")
	}
}
