package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/interview"
	"realitycheck/survey/surveydb"
	"realitycheck/web/visitor"
)

// TestNoAcknowledgedPageIsLostToSIGKILL kills the real server again and again while people answer, and then looks for
// every page that it had acknowledged. Its control is the same program built to answer before it writes.
func TestNoAcknowledgedPageIsLostToSIGKILL(t *testing.T) {
	if testing.Short() {
		t.Skip("left out by -short: kills the real server 50 times, which takes a minute")
	}
	k := newKillings(t, buildProgram(t))
	k.run(50)
	lost, wrong, twice := k.compare()
	t.Logf("50 kills, %d acknowledged pages of %d respondents", len(k.ledger), k.respondents())
	if len(k.ledger) < 500 {
		t.Errorf("only %d pages were acknowledged: too little load to show anything", len(k.ledger))
	}
	if lost+wrong+twice > 0 {
		t.Errorf("%d acknowledged pages lost, %d changed, %d tickets with several responses", lost, wrong, twice)
	}
}

func TestKillTestFindsAcknowledgingBeforeTheCommit(t *testing.T) {
	if testing.Short() {
		t.Skip("left out by -short: kills the real server")
	}
	k := newKillings(t, buildProgram(t, "-tags", "ackearly"))
	k.run(8)
	if lost, _, _ := k.compare(); lost == 0 {
		t.Errorf("nothing of %d pages lost by a program that acknowledges before the commit: the test cannot see it", len(k.ledger))
	}
}

// buildProgram builds the program as it is, or with a fault on purpose.
func buildProgram(t *testing.T, flags ...string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "realitycheck")
	build := exec.Command("go", append([]string{"build", "-o", program}, append(flags, ".")...)...)
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}

// killings is a server in a demo folder that is started and killed while visitors answer.
type killings struct {
	t       *testing.T
	program string
	dir     string
	addr    string
	links   []string
	rand    *rand.Rand

	mu     sync.Mutex
	ledger []acked
}

// acked is one page that the server acknowledged.
type acked struct {
	link string
	step int
	sent url.Values
}

func newKillings(t *testing.T, program string) *killings {
	t.Helper()
	k := &killings{t: t, program: program, dir: filepath.Join(t.TempDir(), "demo"), addr: freeAddress(t), rand: rand.New(rand.NewPCG(9, 9))}
	server := k.start() // makes the organisation
	file, err := readDemoFile(k.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, panel := range sortedKeys(file.Invitations) {
		k.links = append(k.links, file.Invitations[panel]...)
	}
	k.kill(server)
	return k
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// start runs the server and waits until it is ready.
func (k *killings) start() *exec.Cmd {
	k.t.Helper()
	server := exec.Command(k.program, "demo", "--dir", k.dir, "--addr", k.addr, "--members", "1500", "--years", "2026")
	stderr, err := server.StderrPipe()
	if err != nil {
		k.t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		k.t.Fatal(err)
	}
	said := bufio.NewScanner(stderr)
	for said.Scan() {
		if strings.HasPrefix(said.Text(), "ready in") {
			go func() {
				for said.Scan() {
				}
			}()
			return server
		}
	}
	k.t.Fatalf("the server did not start: %v", server.Wait())
	return nil
}

func (k *killings) kill(server *exec.Cmd) {
	k.t.Helper()
	if err := server.Process.Signal(syscall.SIGKILL); err != nil {
		k.t.Fatal(err)
	}
	server.Wait()
}

// run kills the server in the middle of the load, each time at another moment.
func (k *killings) run(cycles int) {
	k.t.Helper()
	for range cycles {
		server := k.start()
		ctx, cancel := context.WithCancel(context.Background())
		var visitors sync.WaitGroup
		for range 12 {
			visitors.Go(func() { k.visit(ctx) })
		}
		time.Sleep(time.Duration(20+k.rand.IntN(300)) * time.Millisecond)
		k.kill(server)
		cancel()
		visitors.Wait()
	}
}

// visit sends one respondent after the other until the server is gone.
func (k *killings) visit(ctx context.Context) {
	for ctx.Err() == nil {
		k.mu.Lock()
		if len(k.links) == 0 {
			k.mu.Unlock()
			return
		}
		link := k.links[0]
		k.links = k.links[1:]
		k.mu.Unlock()
		v := &visitor.Visitor{Habits: visitor.Habits{DontKnow: 0.1, Writes: 0.5, Words: []string{"Goed\nen wel", "  é versus e\u0301 ", "<b>nee</b>"}},
			Acked: func(link string, step int, sent url.Values) {
				k.mu.Lock()
				defer k.mu.Unlock()
				k.ledger = append(k.ledger, acked{link, step, sent})
			}}
		v.Walk(ctx, link, rand.New(rand.NewPCG(uint64(len(link)), k.seed())))
	}
}

func (k *killings) seed() uint64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.rand.Uint64()
}

func (k *killings) respondents() int {
	links := map[string]bool{}
	for _, a := range k.ledger {
		links[a.link] = true
	}
	return len(links)
}

// compare opens the store and looks for every acknowledged page.
func (k *killings) compare() (lost, wrong, twice int) {
	k.t.Helper()
	ctx := context.Background()
	db, err := database.Open(ctx, filepath.Join(k.dir, "data", "answers.db"))
	if err != nil {
		k.t.Fatal(err)
	}
	defer db.Close()
	in, err := surveydb.NewWaves(db).Instrument(ctx, "2026")
	if err != nil {
		k.t.Fatal(err)
	}
	responses := surveydb.NewResponses(db, nil)
	ids := map[string]string{}
	for _, a := range k.ledger {
		_, secret, _ := strings.Cut(a.link, "/d/")
		secret, _, _ = strings.Cut(secret, "?")
		token, ok := survey.ParseToken(secret)
		if !ok {
			k.t.Fatalf("no token in %s", a.link)
		}
		stored, err := responses.ForTicket(ctx, token.Lookup())
		if err != nil {
			k.t.Fatal(err)
		}
		steps := in.Steps(stored.Panel, stored.Order)
		if a.step > len(steps) { // the drawn samples were lost with the first page
			lost++
			continue
		}
		answers, saved := stored.Pages[steps[a.step-1].Key]
		if !saved {
			lost++
			continue
		}
		if want := k.expected(in, stored, a); asJSON(want) != asJSON(answers) {
			wrong++
			k.t.Logf("page %d: got %s, want %s", a.step, asJSON(answers), asJSON(want))
		}
		ids[stored.ID] = a.link
	}
	links := map[string]int{}
	for _, link := range ids {
		links[link]++
	}
	for _, n := range links {
		if n > 1 {
			twice++
		}
	}
	return lost, wrong, twice
}

// expected reads the form that was sent the way the interview does, on a page that nobody answered before.
func (k *killings) expected(in *survey.Instrument, stored surveydb.Stored, a acked) survey.Answers {
	way := interview.New(in, interview.State{Panel: stored.Panel, Order: stored.Order})
	return way.Read(a.step, a.sent).Page
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(b)
}
