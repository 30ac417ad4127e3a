package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"realitycheck/survey/interview"
	"realitycheck/web/visitor"
)

// TestTrial is the trial of docs/trial.md: two waves on the source documents, 2 x 500 members, answered over HTTP with
// hostile strings mixed in, closed, paired, reported and exported.
func TestTrial(t *testing.T) {
	shared := filepath.Join("..", "..", "..", "shared")
	seeds, err := filepath.Glob(filepath.Join(shared, "seeds", "*.txt"))
	if err != nil || len(seeds) == 0 {
		t.Skip("left out: the source documents are not beside this checkout")
	}
	if testing.Short() {
		t.Skip("left out by -short: the trial answers 2,000 questionnaires over HTTP")
	}
	tr := newTrial(t, buildProgram(t))
	tr.define(seeds)
	hostile, err := readWords(filepath.Join(shared, "hostile_inputs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, year := range []string{"2018", "2019"} {
		tr.wave(year, append(hostile, tr.openAnswers()...))
	}
	tr.command("wave", "pair", "2019")
	tr.report()
	t.Log(strings.Join(tr.said, "\n"))
}

// trial is an organisation that is run by commands alone.
type trial struct {
	t       *testing.T
	program string
	dir     string
	addr    string
	said    []string // the figures of docs/trial.md
}

// newTrial makes an organisation that is run by a program.
func newTrial(t *testing.T, program string) *trial {
	t.Helper()
	tr := &trial{t: t, program: program, dir: t.TempDir(), addr: freeAddress(t)}
	config := fmt.Sprintf("server: {addr: %q, base_url: %q}\nsynthetic: true\nlog: {level: warn}\n", tr.addr, "http://"+tr.addr)
	tr.must(os.WriteFile(filepath.Join(tr.dir, "config.yaml"), []byte(config), 0o600))
	return tr
}

func (tr *trial) must(err error) {
	tr.t.Helper()
	if err != nil {
		tr.t.Fatal(err)
	}
}

func (tr *trial) note(format string, args ...any) {
	tr.said = append(tr.said, fmt.Sprintf(format, args...))
}

// command runs one command of the program in the folder of the organisation and gives what it printed.
func (tr *trial) command(args ...string) string {
	tr.t.Helper()
	cmd := exec.Command(tr.program, args...)
	cmd.Dir = tr.dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		tr.t.Fatalf("realitycheck %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// define brings in everything but the waves: the source documents become text samples.
func (tr *trial) define(seeds []string) {
	tr.t.Helper()
	content := filepath.Join("..", "..", "testdata")
	absolute, err := filepath.Abs(content)
	tr.must(err)
	for _, file := range []string{"dna-2018", "values-2018", "image-2018"} {
		tr.command("import", "framework", filepath.Join(absolute, "frameworks", file+".yaml"))
	}
	tr.command("import", "questionnaire", filepath.Join(absolute, "questionnaires", "realitycheck-2018.yaml"))
	for _, seed := range seeds {
		code := "seed_" + filepath.Base(seed)[:3]
		text, err := os.ReadFile(seed)
		tr.must(err)
		tr.must(os.WriteFile(filepath.Join(tr.dir, code+".md"), text, 0o600))
		sample := fmt.Sprintf("code: %s\ntitle: {nl: Webpagina %s, en: Web page %s}\nkind: communication\nchannel: web_page\nentity: Vlaamse overheid\nyear: 2018\nlang: nl\nmedia:\n  - {type: text, file: %s.md}\n", code, code, code, code)
		file := filepath.Join(tr.dir, code+".yaml")
		tr.must(os.WriteFile(file, []byte(sample), 0o600))
		tr.command("import", "sample", file)
	}
	for _, panel := range []string{"internal", "external"} {
		list := filepath.Join(tr.dir, panel+".csv")
		tr.must(os.WriteFile(list, memberList(panel, 500), 0o600))
		tr.note("%s", strings.TrimSpace(filepath.Base(tr.command("import", "members", "--panel", panel, list))))
	}
	for _, year := range []string{"2018", "2019"} {
		tr.command("import", "wave", filepath.Join(absolute, "trial", "wave-"+year+".yaml"))
	}
}

// memberList writes a member list with the attributes that the waves of the trial name.
func memberList(panel string, n int) []byte {
	attributes := map[string][]string{"age": {"18-34", "35-49", "50-67"}, "level": {"ab", "cd"}, "domain": {"people", "place", "central"}, "seniority": {"0-9", "10+"}}
	if panel == "external" {
		attributes = map[string][]string{"age": {"18-34", "35-54", "55+"}, "gender": {"f", "m", "x"}, "education": {"low", "middle", "high"}, "type": {"citizen", "company", "organisation"}}
	}
	codes := sortedKeys(attributes)
	var b bytes.Buffer
	fmt.Fprintln(&b, "email,name,language,"+strings.Join(codes, ","))
	r := rand.New(rand.NewPCG(3, uint64(len(panel))))
	for i := range n {
		fmt.Fprintf(&b, "%s.%d@proef.example,Proef Persoon %d,nl", panel, i, i)
		for _, code := range codes {
			of := attributes[code]
			fmt.Fprint(&b, ",", of[min(r.IntN(len(of)), r.IntN(len(of)))])
		}
		fmt.Fprintln(&b)
	}
	return b.Bytes()
}

// openAnswers lists the invented Dutch answers.
func (tr *trial) openAnswers() []string {
	tr.t.Helper()
	src, err := os.ReadFile(filepath.Join("..", "..", "testdata", "answers", "open.nl.json"))
	tr.must(err)
	var file struct {
		Why     map[string]map[string][]string `json:"why"`
		Closing []string                       `json:"closing"`
	}
	tr.must(json.Unmarshal(src, &file))
	words := file.Closing
	for _, parameter := range sortedKeys(file.Why) {
		for _, mood := range sortedKeys(file.Why[parameter]) {
			words = append(words, file.Why[parameter][mood]...)
		}
	}
	return words
}

// wave opens a wave, lets everybody answer over HTTP, closes it, and compares what was acknowledged with the export.
func (tr *trial) wave(year string, words []string) {
	tr.t.Helper()
	tr.command("wave", "open", year)
	links := tr.links(year)
	server := exec.Command(tr.program, "serve")
	server.Dir, server.Stderr = tr.dir, io.Discard
	tr.must(server.Start())
	waitReady(tr.t, "http://"+tr.addr+"/readyz")

	var mu sync.Mutex
	var ledger []acked
	simulation := simulation{concurrency: 16, seed: uint64(year[3]), habits: visitor.Habits{DontKnow: 0.15, BreakOff: 0.2, Writes: 0.5, Words: words}}
	var faults bytes.Buffer
	result := simulation.walkAll(tr.t.Context(), links, &faults, func(link string, step int, sent url.Values) {
		mu.Lock()
		defer mu.Unlock()
		ledger = append(ledger, acked{link, step, sent})
	})
	tr.must(server.Process.Signal(os.Interrupt))
	tr.must(server.Wait())
	if result.Failed > 0 {
		tr.t.Errorf("%d respondents failed: %s", result.Failed, firstLine(faults.String()))
	}
	tr.note("%s: %d completed, %d broke off, %d failed, %d pages refused with a message, %.1f completions/s", year, result.Completed, result.Left, result.Failed, result.Refused, result.CompletionsPS)
	tr.command("wave", "close", "--now", year)
	tr.compareTexts(year, ledger, result.Completed)
}

// links reads the personal links as the letters hold them; the test has the keys.
func (tr *trial) links(year string) []string {
	tr.t.Helper()
	c, err := loadConfig(filepath.Join(tr.dir, "config.yaml"))
	tr.must(err)
	a := openForTest(tr.t, c)
	byPanel, err := a.office.Links(tr.t.Context(), year)
	tr.must(err)
	var links []string
	for _, panel := range sortedKeys(byPanel) {
		for _, link := range byPanel[panel] {
			links = append(links, link.URL)
		}
	}
	tr.must(a.Close())
	return links
}

// compareTexts looks for the open answers in the csv export and in the workbook of answers, after the cleaning that the
// edge does: every one of those who finished is there as often as it was acknowledged, and none that nobody gave.
func (tr *trial) compareTexts(year string, ledger []acked, completed int) {
	tr.t.Helper()
	given, last := openTexts(ledger)
	if last != completed {
		tr.t.Errorf("%s: the last page of %d respondents was acknowledged, %d completed", year, last, completed)
	}
	exported, total := tr.exportedTexts(year), 0
	for text, n := range exported {
		total += n
		if given[text].all < n {
			tr.t.Errorf("%s: the export holds %d times an answer that was given %d times: %.60q", year, n, given[text].all, text)
		}
	}
	lost, broken := 0, 0
	for text, n := range given {
		switch {
		case exported[text] < n.finished:
			lost++
			tr.t.Errorf("%s: given %d times by who finished, exported %d times: %.60q", year, n.finished, exported[text], text)
		case exported[text] == 0:
			broken++
		}
	}
	tr.note("%s: %d different open answers acknowledged, %d in the archive, %d lost, %d only from break-offs, which are not archived",
		year, len(given), len(exported), lost, broken)
	if total < 500 {
		tr.t.Errorf("%s: only %d answers exported", year, total)
	}
}

// times is how often an answer was given.
type times struct{ all, finished int }

// openTexts counts the open answers that were acknowledged, and who saved the last page. Of a page that was saved twice
// only the last counts.
func openTexts(ledger []acked) (given map[string]times, finished int) {
	type page struct {
		link string
		step int
	}
	pages, last := map[page]url.Values{}, 0
	for _, a := range ledger {
		pages[page{a.link, a.step}] = a.sent
		last = max(last, a.step)
	}
	given = map[string]times{}
	for at, sent := range pages {
		_, done := pages[page{at.link, last}]
		if done && at.step == last {
			finished++
		}
		for text, beside := range wordsOf(sent) {
			n := given[text]
			n.all++
			if done && !beside {
				n.finished++
			}
			given[text] = n
		}
	}
	return given, finished
}

// wordsOf gives the open answers of a form, cleaned, and of each whether it stands beside a choice: such words count only
// when their option was chosen.
func wordsOf(sent url.Values) iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		for name, values := range sent {
			beside := strings.HasPrefix(name, interview.OtherField)
			if !beside && !strings.HasPrefix(name, interview.AnswerField) {
				continue
			}
			for _, value := range values {
				if text := interview.Clean(value); text != "" && !isCode(value) && !yield(text, beside) {
					return
				}
			}
		}
	}
}

func isCode(value string) bool { return len(value) <= 2 && strings.Trim(value, "0123456789") == "" }

// exportedTexts counts the open answers in the csv export and checks that the workbook holds the same.
func (tr *trial) exportedTexts(year string) map[string]int {
	tr.t.Helper()
	file := filepath.Join(tr.dir, year+".zip")
	tr.command("export", "--wave", year, "--format", "csv", "--out", file)
	archive, err := zip.OpenReader(file)
	tr.must(err)
	defer archive.Close()
	texts := map[string]int{}
	for _, f := range archive.File {
		if !strings.HasPrefix(f.Name, "texts") {
			continue
		}
		r, err := f.Open()
		tr.must(err)
		rows, err := csv.NewReader(r).ReadAll()
		tr.must(err)
		column := len(rows[0]) - 1
		for _, row := range rows[1:] {
			texts[row[column]]++
		}
	}
	book := filepath.Join(tr.dir, year+".xlsx")
	tr.command("export", "--wave", year, "--format", "xlsx", "--out", book)
	tr.checkWorkbook(book)
	return texts
}

// checkWorkbook refuses any cell that a spreadsheet would calculate.
func (tr *trial) checkWorkbook(file string) {
	tr.t.Helper()
	book, err := excelize.OpenFile(file)
	tr.must(err)
	defer book.Close()
	cells := 0
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		tr.must(err)
		for y, row := range rows {
			for x := range row {
				name, err := excelize.CoordinatesToCellName(x+1, y+1)
				tr.must(err)
				cells++
				if formula, err := book.GetCellFormula(sheet, name); err != nil || formula != "" {
					tr.t.Fatalf("%s %s!%s is calculated: %q %v", file, sheet, name, formula, err)
				}
			}
		}
	}
	tr.note("%s: %d cells, none calculated", filepath.Base(file), cells)
}

// report makes the yearly comparison in both formats; set REALITYCHECK_TEST_TRIAL_OUT to keep them.
func (tr *trial) report() {
	tr.t.Helper()
	out := tr.dir
	if keep := os.Getenv("REALITYCHECK_TEST_TRIAL_OUT"); keep != "" {
		out = keep
	}
	document, book := filepath.Join(out, "report.json"), filepath.Join(out, "report.xlsx")
	tr.command("report", "--years", "all", "--format", "json", "--out", document)
	tr.command("report", "--years", "all", "--format", "xlsx", "--out", book)
	tr.checkWorkbook(book)
	src, err := os.ReadFile(document)
	tr.must(err)
	var report struct {
		Years    []string
		Changes  []struct{ Overlap *int }
		Response []struct{ Invited, Started, Completed, Partial int }
	}
	tr.must(json.Unmarshal(src, &report))
	if !slices.Equal(report.Years, []string{"2018", "2019"}) {
		tr.t.Errorf("got years %v", report.Years)
	}
	paired := false
	for _, c := range report.Changes {
		paired = paired || c.Overlap != nil && *c.Overlap > 0
	}
	if !paired {
		tr.t.Error("no change rests on returning members: the waves are not paired")
	}
	for _, r := range report.Response {
		tr.note("response: %d invited, %d started, %d completed, %d partial", r.Invited, r.Started, r.Completed, r.Partial)
	}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
