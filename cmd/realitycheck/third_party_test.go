package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestThirdPartyListsEveryModuleOfTheBinary(t *testing.T) {
	list, err := os.ReadFile(filepath.Join("..", "..", "THIRD_PARTY.md"))
	if err != nil {
		t.Fatal(err)
	}
	deps := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", ".")
	deps.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := deps.Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := strings.Fields(string(out))
	if len(modules) < 20 {
		t.Fatalf("found %d modules: the list cannot be compared", len(modules))
	}
	for _, module := range modules {
		if !strings.Contains(string(list), "| "+module+" |") {
			t.Errorf("%s is not in THIRD_PARTY.md", module)
		}
	}
}
