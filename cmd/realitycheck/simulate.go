package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"realitycheck/survey/fault"
	"realitycheck/web/visitor"
)

// simulation is one run of made respondents over HTTP.
type simulation struct {
	demo        string // demo.json
	url         string // address of the server; empty for that of the demo
	wordsFile   string // open answers, one a line, or JSON lines with "value", "repeat" and "times", or "bytes_hex"
	respondents int    // 0: every invitation
	concurrency int
	seed        uint64
	asJSON      bool
	habits      visitor.Habits
}

// simulated is what `simulate --json` prints.
type simulated struct {
	Completed     int                `json:"completed"`
	Failed        int                `json:"failed"`
	Left          int                `json:"left"`    // broke off on purpose
	Refused       int                `json:"refused"` // pages that came back with a message, as for too long an answer
	Seconds       float64            `json:"seconds"`
	CompletionsPS float64            `json:"completions_per_s"`
	Requests      int                `json:"requests"`
	PageMS        map[string]float64 `json:"page_ms"` // p50, p95, p99 from sending a page to its acknowledgement
	AckedPages    int                `json:"acked_pages"`
}

func simulateCommand() *cobra.Command {
	var s simulation
	cmd := &cobra.Command{
		Use:   "simulate --demo DIR/demo.json",
		Short: "Let made respondents walk through the whole survey over HTTP",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&s.demo, "demo", "", "demo.json of a demo folder (required)")
	flags.StringVar(&s.url, "url", "", "address of the server, when it is not that of the demo")
	flags.StringVar(&s.wordsFile, "words", "", "file with open answers to mix in, one a line or as JSON lines")
	flags.IntVar(&s.respondents, "respondents", 0, "how many; 0 for every invitation")
	flags.IntVar(&s.concurrency, "concurrency", 16, "how many at the same time")
	flags.Uint64Var(&s.seed, "seed", 1, "the same seed walks the same way")
	flags.BoolVar(&s.asJSON, "json", false, "one JSON document")
	flags.Float64Var(&s.habits.DontKnow, "dont-know", 0.05, "share of don't know")
	flags.Float64Var(&s.habits.BreakOff, "break-off", 0, "share that leaves before the end")
	flags.Float64Var(&s.habits.Writes, "writes", 0.4, "share of open questions that gets words")
	cobra.CheckErr(cmd.MarkFlagRequired("demo"))
	return cmd
}

func (s *simulation) run(ctx context.Context, stdout, stderr io.Writer) error {
	if s.concurrency < 1 || s.respondents < 0 {
		return fmt.Errorf("%w: --concurrency takes 1 or more, --respondents 0 or more", errUsage)
	}
	links, err := s.links()
	if err != nil {
		return err
	}
	s.habits.Words = []string{"Duidelijk en vriendelijk.", "Ik moest te lang zoeken.", "Goed, maar de taal is moeilijk."}
	if s.wordsFile != "" {
		if s.habits.Words, err = readWords(s.wordsFile); err != nil {
			return err
		}
	}
	result := s.walkAll(ctx, links, stderr, nil)
	if err := printSimulated(stdout, result, s.asJSON); err != nil {
		return err
	}
	if result.Failed > 0 {
		return fault.New(fault.Conflict, "simulate_failed", "failed", result.Failed, "of", len(links))
	}
	return ctx.Err()
}

func printSimulated(stdout io.Writer, result simulated, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(stdout).Encode(result)
	}
	fmt.Fprintf(stdout, "%d completed, %d left, %d failed in %.1f s: %.1f completions/s, %d requests\n",
		result.Completed, result.Left, result.Failed, result.Seconds, result.CompletionsPS, result.Requests)
	fmt.Fprintf(stdout, "page save: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms over %d pages\n",
		result.PageMS["p50"], result.PageMS["p95"], result.PageMS["p99"], result.AckedPages)
	return nil
}

// links lists the invitations to walk, the panels alternating, at the server's address.
func (s *simulation) links() ([]string, error) {
	src, err := os.ReadFile(s.demo)
	if err != nil {
		return nil, err
	}
	var demo demoFile
	if err := json.Unmarshal(src, &demo); err != nil {
		return nil, fmt.Errorf("%s: %w", s.demo, err)
	}
	var links []string
	for i := 0; ; i++ {
		before := len(links)
		for _, panel := range sortedKeys(demo.Invitations) {
			if of := demo.Invitations[panel]; i < len(of) {
				links = append(links, of[i])
			}
		}
		if len(links) == before {
			break
		}
	}
	if s.respondents > 0 && s.respondents < len(links) {
		links = links[:s.respondents]
	}
	if s.url == "" {
		return links, nil
	}
	for i, link := range links {
		links[i] = strings.TrimRight(s.url, "/") + strings.TrimPrefix(link, demo.BaseURL)
	}
	return links, nil
}

// walkAll sends the respondents on their way and counts. When ctx ends nobody starts any more. Told, which may be nil,
// hears of each acknowledged page.
func (s *simulation) walkAll(ctx context.Context, links []string, stderr io.Writer, told func(link string, step int, sent url.Values)) simulated {
	t := &tally{result: simulated{PageMS: map[string]float64{}}, of: len(links), stderr: stderr, progress: newProgress(stderr)}
	v := &visitor.Visitor{Habits: s.habits, Transport: &http.Transport{MaxIdleConnsPerHost: s.concurrency},
		Acked: func(link string, step int, sent url.Values) {
			t.acked()
			if told != nil {
				told(link, step, sent)
			}
		}}
	next := make(chan int)
	var wg sync.WaitGroup
	began := time.Now()
	for range s.concurrency {
		wg.Go(func() {
			for i := range next {
				trip, err := v.Walk(ctx, links[i], rand.New(rand.NewPCG(s.seed, uint64(i))))
				if ctx.Err() == nil {
					t.count(i, trip, err)
				}
			}
		})
	}
	for i := range links {
		select {
		case next <- i:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	wg.Wait()
	return t.sum(time.Since(began))
}

// tally counts respondents as they come back.
type tally struct {
	mu       sync.Mutex
	result   simulated
	pages    []time.Duration
	of       int // respondents in all
	stderr   io.Writer
	progress *progress
}

func (t *tally) acked() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.result.AckedPages++
}

func (t *tally) count(i int, trip visitor.Trip, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.result.Requests += trip.Requests
	t.result.Refused += trip.Refused
	t.pages = append(t.pages, trip.Pages...)
	switch {
	case err != nil:
		t.result.Failed++
		t.progress.end()
		fmt.Fprintln(t.stderr, "respondent", i, err)
	case trip.Completed:
		t.result.Completed++
	default:
		t.result.Left++
	}
	t.progress.at(fmt.Sprintf("%d of %d respondents", t.result.Completed+t.result.Left+t.result.Failed, t.of))
}

// sum makes the figures of the whole run.
func (t *tally) sum(took time.Duration) simulated {
	t.progress.end()
	t.result.Seconds = took.Seconds()
	t.result.CompletionsPS = float64(t.result.Completed) / t.result.Seconds
	slices.Sort(t.pages)
	for name, share := range map[string]float64{"p50": .5, "p95": .95, "p99": .99} {
		if len(t.pages) > 0 {
			t.result.PageMS[name] = float64(t.pages[int(share*float64(len(t.pages)-1))].Microseconds()) / 1000
		}
	}
	return t.result
}

// readWords reads open answers: JSON lines as in a corpus of hostile strings, or plain lines.
func readWords(file string) ([]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var words []string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		var entry struct {
			Value    *string `json:"value"`
			Repeat   string  `json:"repeat"`
			Times    int     `json:"times"`
			BytesHex string  `json:"bytes_hex"`
		}
		line := lines.Text()
		if !strings.HasPrefix(line, "{") || json.Unmarshal([]byte(line), &entry) != nil {
			words = append(words, line)
			continue
		}
		switch raw, err := hex.DecodeString(entry.BytesHex); {
		case entry.Value != nil:
			words = append(words, *entry.Value)
		case entry.Repeat != "":
			words = append(words, strings.Repeat(entry.Repeat, entry.Times))
		case err == nil:
			words = append(words, string(raw))
		}
	}
	return words, lines.Err()
}
