package main

import (
	"net/http"
	"testing"
	"time"

	"realitycheck/survey/i18n"
)

// openForTest opens the stores of an organisation beside its commands.
func openForTest(t *testing.T, c *Config) *app {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	a, err := openApp(t.Context(), c, catalogue, time.Now, emptyOnly)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// waitReady waits until a server takes visitors.
func waitReady(t *testing.T, address string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		response, err := http.Get(address)
		if err != nil {
			continue
		}
		response.Body.Close()
		if response.StatusCode == http.StatusOK {
			return
		}
	}
	t.Fatalf("%s is not ready", address)
}
