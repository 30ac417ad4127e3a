package main

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/surveydb"
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

// demoPassword signs in every account of the demo, which holds made people only.
const demoPassword = "demo organisatie 2026"

// accounts are the staff of the demo, one for each role.
func demoAccounts() []demoStaff {
	var staff []demoStaff
	for _, role := range panel.Roles() {
		staff = append(staff, demoStaff{Role: string(role), Email: string(role) + "@demo.example", Password: demoPassword})
	}
	return staff
}

// yearSpan names the first and the last wave: "2018 to 2026".
func yearSpan(waves []demoWave) string {
	if len(waves) == 0 {
		return "no wave"
	}
	if len(waves) == 1 {
		return waves[0].Code
	}
	codes := make([]string, len(waves))
	for i, w := range waves {
		codes[i] = w.Code
	}
	return slices.Min(codes) + " to " + slices.Max(codes)
}

// refreshDemoFile writes demo.json anew in a demo folder; elsewhere links are in mails only.
func (a *app) refreshDemoFile(ctx context.Context) error {
	dir, ok := a.demoFolder()
	if !ok {
		return nil
	}
	return a.writeDemoFile(ctx, dir)
}

// writeDemoFile says what a script needs to know of a demo organisation.
func (a *app) writeDemoFile(ctx context.Context, dir string) error {
	file := demoFile{BaseURL: a.config.Server.BaseURL, Staff: demoAccounts(), Waves: []demoWave{},
		Invitations: map[string][]string{}, Recruitment: map[string]string{}, Mailbox: a.config.Server.BaseURL + "/beheer/post"}
	waves, err := surveydb.NewWaves(a.answers).All(ctx)
	if err != nil {
		return err
	}
	for _, w := range waves {
		file.Waves = append(file.Waves, demoWave{w.Code, string(w.State)})
		if w.State != survey.Open {
			continue
		}
		links, err := a.office.Links(ctx, w.Code)
		if err != nil {
			return err
		}
		for code, of := range links {
			file.Invitations[code] = nil
			for _, l := range of {
				file.Invitations[code] = append(file.Invitations[code], l.URL)
			}
		}
	}
	return file.write(dir)
}
