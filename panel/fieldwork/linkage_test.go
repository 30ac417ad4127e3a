package fieldwork_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"realitycheck/panel/mail"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/database"
)

// loot is everything that somebody has who took both stores, the backups, the archives and a mailbox, but no key.
type loot struct {
	people  []map[string]string // rows of the people store, as dumped
	answers []map[string]string
	mails   []mail.Recorded
	archive *archive.Wave
	ids     []string          // of the archived responses, in their order
	truth   map[string]string // address of a member to response, which the thief does not have
	cells   map[string]string // response to its published attributes and panel
	order   []string          // addresses of those who answered, as the people store gives them
}

// plunder lets a wave run its whole life and takes what is left. With leaky set, responses are numbered in the order in
// which members are listed, as a program would that counts up.
func plunder(t *testing.T, leaky bool) loot {
	t.Helper()
	o, ctx := newOrganisation(t, 120), context.Background()
	recorder := mail.NewRecorder(func() time.Time { return o.clock })
	o.open("2026")
	_, err := o.office.Invite(ctx, "2026")
	o.must(err)
	o.sendAll(recorder)
	r := rand.New(rand.NewPCG(5, 5))
	o.answer("2026", func(int) int { return 4 * r.IntN(2) })
	l := loot{truth: o.responsesByAddress("2026"), cells: map[string]string{}}
	o.close("2026")
	l.people, l.answers = o.dump(o.people), o.dump(o.answers)
	l.mails = recorder.Newest("", 1000)
	if l.archive, err = archive.Open(o.office.ArchiveDir("2026")); err != nil {
		t.Fatal(err)
	}
	if l.ids, err = l.archive.IDs(); err != nil {
		t.Fatal(err)
	}
	for row, id := range l.ids {
		l.cells[id] = l.archive.Responses.Panel.At(row)
		for _, s := range l.archive.Responses.Strata {
			l.cells[id] += "|" + s.At(row)
		}
	}
	l.order = l.addresses()
	if leaky {
		byAddress := func(a, b string) int { return strings.Compare(l.addressOf(a), l.addressOf(b)) }
		slices.SortFunc(l.ids, byAddress)
	}
	return l
}

func (l *loot) addressOf(id string) string {
	for address, response := range l.truth {
		if response == id {
			return address
		}
	}
	return ""
}

// responsesByAddress notes, before closing, who gave which response.
func (o *organisation) responsesByAddress(wave string) map[string]string {
	o.t.Helper()
	links, err := o.office.Links(context.Background(), wave)
	o.must(err)
	truth := map[string]string{}
	for _, of := range links {
		for _, link := range of {
			stored, err := o.responses.ForTicket(context.Background(), link.Token.Lookup())
			o.must(err)
			if stored.Started() {
				truth[link.Member.Email] = stored.ID
			}
		}
	}
	return truth
}

// dump gives the rows of a store, each value as text, with the table's name under "".
func (o *organisation) dump(db *database.DB) []map[string]string {
	o.t.Helper()
	var out bytes.Buffer
	o.must(database.Dump(context.Background(), db, &out))
	return rowsOf(o.t, out.Bytes())
}

func rowsOf(t *testing.T, dump []byte) []map[string]string {
	t.Helper()
	var rows []map[string]string
	lines := bufio.NewScanner(bytes.NewReader(dump))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var value any
		if err := json.Unmarshal(lines.Bytes(), &value); err != nil {
			t.Fatal(err)
		}
		row := map[string]string{}
		flatten("", value, row)
		rows = append(rows, row)
	}
	if len(rows) < 10 {
		t.Fatalf("the dump has %d lines: nothing to attack", len(rows))
	}
	return rows
}

func flatten(path string, value any, into map[string]string) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			flatten(path+"."+key, inner, into)
		}
	case []any:
		for i, inner := range v {
			flatten(path+"."+string(rune('a'+i%26))+string(rune('a'+i/26)), inner, into)
		}
	case string:
		into[path] = v
	}
}

// secrets lists the values of a store that are long and random enough to identify a row: keys, hashes, numbers.
func secrets(rows []map[string]string) map[string]bool {
	found := map[string]bool{}
	for _, row := range rows {
		for _, value := range row {
			raw, err := hex.DecodeString(value)
			if err != nil {
				raw, err = base64.StdEncoding.DecodeString(value)
			}
			if err == nil && len(raw) >= 8 {
				found[string(raw)] = true
			}
			if _, err := time.Parse(time.RFC3339, value); err == nil {
				continue // moments: no row about a response has one, see attackByTime
			}
			if len(value) >= 16 && !strings.ContainsAny(value, " {[") {
				found[value] = true
			}
		}
	}
	return found
}

// TestLinkageAttack plays the thief who has everything but the keys.
func TestLinkageAttack(t *testing.T) {
	l := plunder(t, false)
	t.Run("the stores share no value that joins", func(t *testing.T) { attackByValue(t, l) })
	t.Run("order links nobody better than chance", func(t *testing.T) { attackByOrder(t, l) })
	t.Run("responses carry no moment", func(t *testing.T) { attackByTime(t, l) })
	t.Run("mailed links open nothing", func(t *testing.T) { attackByMail(t, l) })
	t.Run("combinations of attributes cover five", func(t *testing.T) { attackByAttributes(t, l) })
}

func attackByValue(t *testing.T, l loot) {
	answers := secrets(l.answers)
	if len(answers) < 100 {
		t.Fatalf("found %d values in the answer store: the attack does not see it", len(answers))
	}
	for value := range secrets(l.people) {
		if answers[value] {
			t.Errorf("%q stands in both stores", value)
		}
	}
	t.Run("control: a shared value is found", func(t *testing.T) {
		planted := append(slices.Clone(l.people), map[string]string{"x": l.ids[0]})
		shared := 0
		for value := range secrets(planted) {
			if answers[value] {
				shared++
			}
		}
		if shared == 0 {
			t.Error("a response id planted in the people store was not found")
		}
	})
}

// guess links the k-th member of each panel and attribute combination with the k-th response, in the orders in which the
// stores give them, and counts how often that is right.
func (l *loot) guess(ids []string) int {
	right := 0
	queues := map[string][]string{}
	for _, id := range ids {
		queues[l.cells[id]] = append(queues[l.cells[id]], id)
	}
	for _, address := range l.order {
		id, took := l.truth[address]
		if !took {
			continue
		}
		cell := l.cells[id]
		if queues[cell][0] == id {
			right++
		}
		queues[cell] = queues[cell][1:]
	}
	return right
}

// addresses lists the members as the people store gives them.
func (l *loot) addresses() []string {
	var list []string
	for _, row := range l.people {
		for _, value := range row {
			if strings.Contains(value, "@") && l.truth[value] != "" && !slices.Contains(list, value) {
				list = append(list, value)
			}
		}
	}
	slices.Sort(list)
	return list
}

// chance gives the number of right links that 95 of 100 random matchings inside the published attributes do not exceed.
func (l *loot) chance() int {
	r := rand.New(rand.NewPCG(1, 1))
	results := make([]int, 10_000)
	ids := slices.Clone(l.ids)
	for i := range results {
		r.Shuffle(len(ids), func(a, b int) { ids[a], ids[b] = ids[b], ids[a] })
		results[i] = l.guess(ids)
	}
	slices.Sort(results)
	return results[len(results)*95/100]
}

func attackByOrder(t *testing.T, l loot) {
	limit := l.chance()
	orders := map[string][]string{"archive": l.ids, "answer store": l.storedIDs()}
	for name, ids := range orders {
		if got := l.guess(ids); got > limit {
			t.Errorf("order of the %s: %d right links, chance gives up to %d", name, got, limit)
		}
	}
	t.Run("control: numbers that count up betray people", func(t *testing.T) {
		leaky := plunder(t, true)
		if got, limit := leaky.guess(leaky.ids), leaky.chance(); got <= limit {
			t.Errorf("got %d right links with counted numbers, want more than %d", got, limit)
		}
	})
}

// storedIDs lists the archived responses in the order of the dumped answer store.
func (l *loot) storedIDs() []string {
	var ids []string
	for _, row := range l.answers {
		for _, value := range row {
			if _, ok := l.cells[value]; ok && !slices.Contains(ids, value) {
				ids = append(ids, value)
			}
		}
	}
	return ids
}

// attackByTime looks for a moment or a day in any row about a response.
func attackByTime(t *testing.T, l loot) {
	rows := 0
	for _, row := range l.answers {
		about := false
		for _, value := range row {
			_, archived := l.cells[value]
			about = about || archived
		}
		if !about {
			continue
		}
		rows++
		for _, value := range row {
			if len(value) >= 10 && value[4] == '-' && value[7] == '-' {
				t.Errorf("a row about a response holds %q", value)
			}
		}
	}
	if rows == 0 {
		t.Fatal("no row about a response was found")
	}
}

func attackByMail(t *testing.T, l loot) {
	answers := secrets(l.answers)
	closed := 0
	for _, m := range l.mails {
		token := tokenIn(t, m.Text)
		if answers[string(token.Lookup())] || answers[string(token[:])] {
			t.Fatalf("the link of %s still leads to a ticket", m.To)
		}
		if answers[string(token.Closed())] {
			closed++
		}
	}
	if closed != len(l.mails) || closed == 0 {
		t.Errorf("%d of %d links are known as closed", closed, len(l.mails))
	}
}

func tokenIn(t *testing.T, text string) survey.Token {
	t.Helper()
	_, after, found := strings.Cut(text, "/d/")
	if !found {
		t.Fatalf("no link in %q", text)
	}
	token, ok := survey.ParseToken(strings.Fields(after)[0])
	if !ok {
		t.Fatal("the link in a letter is no link")
	}
	return token
}

func attackByAttributes(t *testing.T, l loot) {
	cells := map[string]int{}
	for _, id := range l.ids {
		cells[l.cells[id]]++
	}
	for cell, n := range cells {
		if n < 5 {
			t.Errorf("%s covers %d responses, want 5 or more", cell, n)
		}
	}
}

// TestClosedStoreFilesHoldNoLookup reads the raw bytes of the store: deleted rows must be gone from its file too.
func TestClosedStoreFilesHoldNoLookup(t *testing.T) {
	o, ctx := newOrganisation(t, 40), context.Background()
	if o.answers.Dialect() != database.SQLite {
		t.Skip("raw files are looked at on SQLite; PostgreSQL's own logs keep deleted rows for a while, as docs/privacy.md says")
	}
	o.open("2026")
	o.answer("2026", func(int) int { return 4 })
	links, err := o.office.Links(ctx, "2026")
	o.must(err)
	var lookups [][]byte
	for _, of := range links {
		for _, link := range of {
			lookups = append(lookups, link.Token.Lookup())
		}
	}
	if n := o.inFiles(lookups); n == 0 {
		t.Fatal("no lookup is found while the wave is open: the attack does not see the file")
	}
	o.close("2026")
	if n := o.inFiles(lookups); n > 0 {
		t.Errorf("%d of %d lookups are still in the bytes of the store", n, len(lookups))
	}
}

// inFiles counts the values that stand in the files of the answer store.
func (o *organisation) inFiles(values [][]byte) int {
	o.t.Helper()
	var content []byte
	for _, suffix := range []string{"", "-wal"} {
		part, err := os.ReadFile(o.answersFile + suffix)
		if err != nil && !os.IsNotExist(err) {
			o.t.Fatal(err)
		}
		content = append(content, part...)
	}
	n := 0
	for _, value := range values {
		if bytes.Contains(content, value) {
			n++
		}
	}
	return n
}
