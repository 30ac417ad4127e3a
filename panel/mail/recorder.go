package mail

import (
	"context"
	"crypto/rand"
	"strings"
	"sync"
	"time"

	"realitycheck/panel"
	"realitycheck/survey/fault"
)

// maxRecorded is how many letters the recorder holds; older ones go.
const maxRecorded = 2000

// Recorder keeps letters in memory in the place of sending them, for a demo and for tests. They are never written to disk,
// since they hold links.
type Recorder struct {
	now func() time.Time

	mu      sync.Mutex
	letters []Recorded // oldest first
}

// Recorded is a letter that was not sent.
type Recorded struct {
	ID string
	At time.Time
	Letter
}

// NewRecorder makes an empty recorder with a clock.
func NewRecorder(now func() time.Time) *Recorder { return &Recorder{now: now} }

// Send keeps the letter. Like a mail server it takes a letter with the same Message-ID again; unlike a mailbox it keeps
// one copy.
func (r *Recorder) Send(_ context.Context, letter Letter) error {
	if !panel.IsEmail(letter.To) {
		return &Failure{Reason: panel.Unsendable}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if letter.MessageID != "" {
		for _, l := range r.letters {
			if l.MessageID == letter.MessageID {
				return nil
			}
		}
	}
	if len(r.letters) >= maxRecorded {
		r.letters = append(r.letters[:0], r.letters[len(r.letters)-maxRecorded+1:]...)
	}
	r.letters = append(r.letters, Recorded{ID: rand.Text(), At: r.now(), Letter: letter})
	return nil
}

// Newest gives the letters whose receiver or subject holds a text, newest first, at most n of them.
func (r *Recorder) Newest(text string, n int) []Recorded {
	r.mu.Lock()
	defer r.mu.Unlock()
	text = strings.ToLower(text)
	var found []Recorded
	for i := len(r.letters) - 1; i >= 0 && len(found) < n; i-- {
		l := r.letters[i]
		if strings.Contains(strings.ToLower(l.To+" "+l.Name+" "+l.Subject), text) {
			found = append(found, l)
		}
	}
	return found
}

// ByID gives one letter.
func (r *Recorder) ByID(id string) (Recorded, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range r.letters {
		if l.ID == id {
			return l, nil
		}
	}
	return Recorded{}, fault.New(fault.NotFound, "letter_not_found")
}

// Count is how many letters are held.
func (r *Recorder) Count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.letters)
}
