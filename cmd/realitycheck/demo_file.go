package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// demoFile is demo.json: what a script needs to know of a demo organisation.
type demoFile struct {
	BaseURL     string              `json:"base_url"`
	Staff       []demoStaff         `json:"staff"`
	Waves       []demoWave          `json:"waves"`
	Invitations map[string][]string `json:"invitations"` // by panel: every link of the open wave
	Recruitment map[string]string   `json:"recruitment"`
	Mailbox     string              `json:"mailbox"`
}

type demoStaff struct {
	Role     string `json:"role"`
	Email    string `json:"email"`
	Password string `json:"password"`
}

type demoWave struct {
	Code  string `json:"code"`
	State string `json:"state"`
}

const demoFileName = "demo.json"

// write puts the file into a demo folder. It holds links and passwords of made people only.
func (d demoFile) write(dir string) error {
	src, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, demoFileName), append(src, '\n'), 0o600)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// readDemoFile reads the file of a demo folder.
func readDemoFile(dir string) (demoFile, error) {
	var d demoFile
	src, err := os.ReadFile(filepath.Join(dir, demoFileName))
	if err == nil {
		err = json.Unmarshal(src, &d)
	}
	return d, err
}
