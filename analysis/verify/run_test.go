package verify

import (
	"context"
	"os"
	"testing"
)

func TestSharedSet(t *testing.T) {
	dir := "../../../shared/stats"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no")
	}
	results, err := Run(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if !r.OK {
			t.Errorf("%s: %s", r.ID, r.Message)
		} else {
			t.Logf("%s %g", r.ID, r.Deviation)
		}
	}
}
