package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"realitycheck/web/webtest"
)

// resultScreensOf are the pages of results and what of the panels they tell: figures of each, or nothing without codings,
// groups and weights.
var resultScreensOf = map[string]bool{"": true, "/kloof": true, "/evolutie": true, "/uitingen": true, "/uitingen/letter": true,
	"/antwoorden": true, "/keuzes": true, "/respons": true, "/kwaliteit": true,
	"/themas": false, "/groepen": false, "/weging": false, "/methode": false}

// namesOf are the names of panels.
func namesOf(panels []string) []string {
	var names []string
	for _, code := range panels {
		names = append(names, panelNames[code])
	}
	return names
}

// inOrder reports whether each of some words first comes after the one before it.
func inOrder(text string, words []string) bool {
	last := -1
	for _, word := range words {
		at := strings.Index(text, word)
		if at <= last {
			return false
		}
		last = at
	}
	return true
}

// TestTheOrderOfPanelsIsSeen is the control of what the tests of panels ask.
func TestTheOrderOfPanelsIsSeen(t *testing.T) {
	for text, want := range map[string]bool{"Medewerkers 3, Inwoners 4": true, "Inwoners 4, Medewerkers 3": false, "Medewerkers 3": false} {
		if inOrder(text, []string{"Medewerkers", "Inwoners"}) != want {
			t.Errorf("%q: want %v", text, want)
		}
	}
}

// screensTell opens every page of results, signed in.
func (tr *trial) screensTell(panels []string) {
	t := tr.t
	const email, password = "els@proef.example", "een lang wachtwoord 26"
	add := exec.Command(tr.program, "account", "add", "--email", email, "--role", "analyst", "--password-stdin")
	add.Dir, add.Stdin = tr.dir, strings.NewReader(password)
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	defer tr.serve()()
	b := (&webtest.Site{TB: t, URL: "http://" + tr.addr}).Browser()
	b.Post("/aanmelden", url.Values{"email": {email}, "password": {password}})
	for path, figures := range resultScreensOf {
		page := b.Open("/resultaten" + path)
		if page.Status != 200 || page.URL.Path != "/resultaten"+path {
			t.Errorf("%s: status %d at %s", path, page.Status, page.URL)
		}
		for i := range page.All(".result-section") {
			section := page.Text(fmt.Sprintf(".result-section:nth-of-type(%d) table", i+1))
			for _, code := range panels {
				if strings.Contains(section, code) {
					t.Errorf("%s names a panel by its code: %s", path, section)
				}
			}
		}
		if table := page.Text(".result-section table"); figures && path != "/kloof" && !inOrder(table, namesOf(panels)) {
			t.Errorf("%s does not tell %v in this order: %s", path, namesOf(panels), table)
		}
	}
	tr.gapsStandApart(b.Open("/resultaten/kloof"), panels)
}

// gapsStandApart holds the page of gaps to one section a pair, whose words are of that pair alone.
func (tr *trial) gapsStandApart(page *webtest.Page, panels []string) {
	sections := page.All(".result-section")
	if len(sections) != len(panels)-1 {
		tr.t.Errorf("got %d gaps of %d panels", len(sections), len(panels))
	}
	for i, public := range panels[1:] {
		section := page.Text(fmt.Sprintf(".result-section:nth-of-type(%d)", i+1))
		if !inOrder(section, []string{panelNames[panels[0]], panelNames[public]}) {
			tr.t.Errorf("the gap with %s is %q", public, section)
		}
		for _, other := range panels[1:] {
			if other != public && strings.Contains(section, panelNames[other]) {
				tr.t.Errorf("the gap with %s tells of %s: %q", public, other, section)
			}
		}
	}
}

// workbookTells opens the workbook of the report: every sheet but that of the method names the panels in their order.
func (tr *trial) workbookTells(panels []string) {
	file := filepath.Join(tr.dir, "report.xlsx")
	tr.command("report", "--lang", "nl", "--format", "xlsx", "--out", file)
	book, err := excelize.OpenFile(file)
	tr.must(err)
	defer book.Close()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		tr.must(err)
		var words strings.Builder
		for _, row := range rows {
			words.WriteString(strings.Join(row, " ") + "\n")
		}
		want := namesOf(panels)
		switch sheet {
		case "Methode":
			continue
		case "Codeboek": // which lists codes by the alphabet
			want = slices.Sorted(slices.Values(panels))
		case "Data":
			want = panels
		}
		if !inOrder(words.String(), want) {
			tr.t.Errorf("the sheet %s does not tell %v in this order:\n%.600s", sheet, want, words.String())
		}
	}
}

// tablesHold reads the csv of the report and the export of the answers: each has every panel, the report in their order.
func (tr *trial) tablesHold(panels []string) {
	file := filepath.Join(tr.dir, "report.csv")
	tr.command("report", "--format", "csv", "--out", file)
	for kind, got := range panelsBy(tr.t, readFile(tr.t, file), "record") {
		want := panels
		if kind == "gap" || kind == "gap_change" {
			want = panels[:1]
		}
		if !slices.Equal(got, want) {
			tr.t.Errorf("csv, %s: got the panels %v, want %v", kind, got, want)
		}
	}
	file = filepath.Join(tr.dir, "answers.zip")
	tr.command("export", "--wave", "2026", "--format", "csv", "--out", file)
	archive, err := zip.OpenReader(file)
	tr.must(err)
	defer archive.Close()
	f, err := archive.Open("responses.csv")
	tr.must(err)
	defer f.Close()
	var responses bytes.Buffer
	_, err = responses.ReadFrom(f)
	tr.must(err)
	for _, got := range panelsBy(tr.t, responses.Bytes(), "outcome") {
		if !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(panels))) {
			tr.t.Errorf("the export has the panels %v, want %v", got, panels)
		}
	}
}

// panelsBy lists the panels of a table as they first come, by the words of another column.
func panelsBy(t *testing.T, table []byte, column string) map[string][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(table, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	by, panel := slices.Index(rows[0], column), slices.Index(rows[0], "panel")
	found := map[string][]string{}
	for _, row := range rows[1:] {
		if !slices.Contains(found[row[by]], row[panel]) {
			found[row[by]] = append(found[row[by]], row[panel])
		}
	}
	return found
}
