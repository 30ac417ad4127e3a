package web_test

import (
	"fmt"
	"testing"

	"realitycheck/web/webtest"
)

// Two organisations run a wave of the same name. Did they show the samples in the same order, then whoever has the program
// could work out from an archive who began first.
func TestTheOrderOfSamplesDoesNotFollowFromNames(t *testing.T) {
	orders := map[string]bool{}
	for range 4 {
		site, all := webtest.New(t), ""
		for i := range webtest.Members {
			page := site.Browser().Start(site.Link("internal", i))
			page.Press("next", page.Complete())
			all += fmt.Sprint(site.Stored("internal", i).Order)
		}
		orders[all] = true
	}
	if len(orders) == 1 {
		t.Error("four sites draw the same samples in the same order")
	}
}
