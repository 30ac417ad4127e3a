package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/report"
	"realitycheck/web/visitor"
)

// panelNames are the names of the panels of the test, by their codes.
var panelNames = map[string]string{"medewerkers": "Medewerkers", "inwoners": "Inwoners", "bezoekers": "Bezoekers"}

// TestPanelsOfAnyCodeGoThroughEverything runs organisations whose panels no line of the program knows: two years from the
// files to everything that is read of them, answered over HTTP.
func TestPanelsOfAnyCodeGoThroughEverything(t *testing.T) {
	for name, panels := range map[string][]string{
		"two panels":   {"medewerkers", "inwoners"},
		"three panels": {"medewerkers", "inwoners", "bezoekers"}, // the wave lists the first last
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const members = 12
			tr := newTrial(t, "realitycheck") // this test binary, as in the scripts
			tr.defined(panels, members)
			for i, year := range []string{"2025", "2026"} {
				greetings := map[string]string{"medewerkers": "Dag collega"}
				for _, public := range panels[1:] {
					greetings[public] = "Dag buur"
				}
				tr.answered(year, uint64(i+1), len(panels)*members, greetings)
			}
			if said := tr.command("wave", "pair", "2026"); !strings.Contains(said, fmt.Sprint(len(panels)*members)) {
				t.Errorf("pairing says %q, want %d pairs", said, len(panels)*members)
			}
			tr.gapsAreStaffMinusPublic(panels)
			tr.screensTell(panels)
			tr.workbookTells(panels)
			tr.tablesHold(panels)
		})
	}
}

// defined brings in two waves of panels, those of the public before that of staff, with their members.
func (tr *trial) defined(panels []string, members int) {
	t := tr.t
	files, err := filepath.Abs(filepath.Join("testdata", "panels"))
	tr.must(err)
	for _, kind := range []string{"framework", "questionnaire"} {
		tr.command("import", kind, filepath.Join(files, kind+".yaml"))
	}
	tr.command("import", "sample", filepath.Join(files, "letter.yaml"))
	wave := string(readFile(t, filepath.Join(files, "wave.yaml")))
	if slices.Contains(panels, "bezoekers") {
		wave = strings.Replace(wave, "  - {code: medewerkers", "  - {code: bezoekers, name: {nl: Bezoekers, en: Visitors}}\n  - {code: medewerkers", 1)
	}
	for _, year := range []string{"2025", "2026"} {
		file := filepath.Join(tr.dir, year+".yaml")
		tr.must(os.WriteFile(file, []byte(strings.NewReplacer("2025\"\ntitle", year+"\"\ntitle", "year: 2025", "year: "+year).Replace(wave)), 0o600))
		tr.command("import", "wave", file)
	}
	if said := tr.refused("wave", "check", "2025"); strings.Count(said, "realitycheck import panel FILE") != len(panels) {
		t.Errorf("the check does not name the command for each panel:\n%s", said)
	}
	for _, code := range panels {
		tr.command("import", "panel", filepath.Join(files, code+".yaml"))
		list := filepath.Join(tr.dir, code+".csv")
		tr.must(os.WriteFile(list, memberList(code, members), 0o600))
		tr.command("import", "members", "--panel", code, list)
	}
	tr.command("wave", "check", "2025")
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// refused runs a command that must fail, and gives what it printed.
func (tr *trial) refused(args ...string) string {
	tr.t.Helper()
	cmd := exec.Command(tr.program, args...)
	cmd.Dir = tr.dir
	out, err := cmd.CombinedOutput()
	if err == nil {
		tr.t.Errorf("realitycheck %s was not refused:\n%s", strings.Join(args, " "), out)
	}
	return string(out)
}

// answered opens and invites a wave, lets all members answer over HTTP, and closes it. The start page of each panel holds
// its greeting.
func (tr *trial) answered(year string, seed uint64, members int, greetings map[string]string) {
	tr.t.Helper()
	tr.command("wave", "open", year)
	tr.command("wave", "invite", year)
	links := tr.links(year) // panel by panel, by code
	stop := tr.serve()
	for i, panel := range sortedKeys(greetings) {
		response, err := http.Get(links[i*members/len(greetings)])
		tr.must(err)
		page, err := io.ReadAll(response.Body)
		tr.must(err)
		tr.must(response.Body.Close())
		if !bytes.Contains(page, []byte(greetings[panel])) {
			tr.t.Errorf("%s do not read %q", panel, greetings[panel])
		}
	}
	var faults bytes.Buffer
	simulation := simulation{concurrency: 4, seed: seed, habits: visitor.Habits{Words: []string{"Goed"}}}
	if result := simulation.walkAll(tr.t.Context(), links, &faults, nil); result.Completed != members || result.Failed != 0 {
		tr.t.Errorf("%s: %d of %d completed: %s", year, result.Completed, members, faults.String())
	}
	stop()
	tr.command("wave", "close", "--now", year)
}

// serve runs the server of the organisation until it is stopped.
func (tr *trial) serve() (stop func()) {
	tr.t.Helper()
	server := exec.Command(tr.program, "serve")
	server.Dir, server.Stderr = tr.dir, io.Discard
	tr.must(server.Start())
	waitReady(tr.t, "http://"+tr.addr+"/readyz")
	return func() {
		tr.must(server.Process.Signal(os.Interrupt))
		tr.must(server.Wait())
	}
}

// gapsAreStaffMinusPublic holds the gaps of the report against the means that it shows.
func (tr *trial) gapsAreStaffMinusPublic(panels []string) {
	tr.t.Helper()
	file := filepath.Join(tr.dir, "report.json")
	tr.command("report", "--format", "json", "--out", file)
	var r report.Report
	tr.must(json.Unmarshal(readFile(tr.t, file), &r))
	mean := func(wave, panel string, s report.Subject) float64 {
		i := slices.IndexFunc(r.Estimates, func(e report.Estimate) bool {
			return e.Wave == wave && e.Panel == panel && e.Group == nil && e.Basis == s.Basis && e.Parameter == s.Parameter &&
				(e.Item == nil) == (s.Item == nil) && (e.Sample == nil) == (s.Sample == nil)
		})
		if i < 0 || r.Estimates[i].Mean == nil {
			tr.t.Fatalf("no mean of %s in %s for %+v", panel, wave, s)
		}
		return *r.Estimates[i].Mean
	}
	if len(r.Gaps) == 0 || r.Labels.Panels["inwoners"] != "Inwoners" || r.Labels.Items["near"] == "" {
		tr.t.Errorf("got %d gaps and the labels %v", len(r.Gaps), r.Labels)
	}
	for _, g := range r.Gaps {
		if g.A != panels[0] || !slices.Contains(panels[1:], g.B) || g.Diff == nil {
			tr.t.Fatalf("got the gap %s minus %s, %v", g.A, g.B, g.Diff)
		}
		if want := mean(g.Wave, g.A, g.Subject) - mean(g.Wave, g.B, g.Subject); math.Abs(*g.Diff-want) > 1e-9 {
			tr.t.Errorf("%s %s: got the gap %v, want %v", g.Wave, g.Parameter, *g.Diff, want)
		}
	}
}
