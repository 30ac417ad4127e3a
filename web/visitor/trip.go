package visitor

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"
)

// Trip is what became of one visit.
type Trip struct {
	Completed bool            // the last page was sent and thanked for
	Left      bool            // broke off on purpose
	Refused   int             // pages that came back with a message and were sent again without words
	Requests  int             // all, redirects included
	Pages     []time.Duration // from sending a page to its acknowledgement
}

// Visitor goes through surveys. It may be used for many trips at once.
type Visitor struct {
	Transport http.RoundTripper
	Habits    Habits
	Acked     func(link string, step int, sent url.Values) // called when the server has answered a sent page with a redirect; may be nil
}

// Limits that end a trip that goes nowhere.
const (
	maxSteps = 60
	maxHops  = 3
	maxPage  = 4 << 20
)

// Walk opens a personal link and goes on until the last page, the break-off, or an error.
func (v *Visitor) Walk(ctx context.Context, link string, r *rand.Rand) (Trip, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return Trip{}, err
	}
	walk := &walk{visitor: v, jar: jar, rand: r, link: link}
	err = walk.run(ctx)
	return walk.trip, err
}

// walk is a trip under way.
type walk struct {
	visitor *Visitor
	jar     http.CookieJar
	rand    *rand.Rand
	link    string
	trip    Trip

	acknowledged func() // called once when the page that is on its way was taken; nil when none is
}

func (w *walk) run(ctx context.Context) error {
	leaveAfter := maxSteps
	if w.rand.Float64() < w.visitor.Habits.BreakOff {
		leaveAfter = 1 + w.rand.IntN(6)
	}
	at, page, err := w.send(ctx, http.MethodGet, w.link, nil)
	for step := 0; err == nil && step < maxSteps; step++ {
		f, more, parseErr := parseForm(bytes.NewReader(page))
		switch {
		case parseErr != nil:
			return parseErr
		case !more && step == 0:
			return fmt.Errorf("%s: %w", at, errNoForm)
		case !more:
			w.trip.Completed = true
			return nil
		case step > leaveAfter:
			w.trip.Left = true
			return nil
		}
		at, page, err = w.post(ctx, at, f, step)
	}
	if err == nil {
		err = fmt.Errorf("%s: no end after %d pages", at, maxSteps)
	}
	return err
}

// post fills in and sends a form. The first form of a trip is Start, which saves nothing. A page that comes back, as with
// an answer that is too long, is sent once more without words, as somebody does who reads the message and gives up on it.
func (w *walk) post(ctx context.Context, at string, f form, step int) (string, []byte, error) {
	target, err := resolve(at, f.action)
	if err != nil {
		return at, nil, err
	}
	values := w.visitor.Habits.fill(f, w.rand)
	next, page, err := w.sendPage(ctx, target, values, step)
	if step == 0 || !errors.Is(err, errCameBack) {
		return next, page, err
	}
	w.trip.Refused++
	for _, name := range f.texts {
		values.Set(name, "")
	}
	if next, page, err = w.sendPage(ctx, target, values, step); errors.Is(err, errCameBack) {
		err = fmt.Errorf("%s: %w: %s", at, err, firstFault(page))
	}
	return next, page, err
}

// errCameBack says that a page was not taken.
var errCameBack = errors.New("the page came back")

// sendPage sends one filled-in form and says whether it was taken.
func (w *walk) sendPage(ctx context.Context, target string, values url.Values, step int) (string, []byte, error) {
	began := time.Now()
	if step > 0 {
		w.acknowledged = func() {
			w.trip.Pages = append(w.trip.Pages, time.Since(began))
			if w.visitor.Acked != nil {
				w.visitor.Acked(w.link, step, values)
			}
		}
	}
	return w.send(ctx, http.MethodPost, target, values)
}

// send makes one request, follows a few redirects and gives the page that is reached with its address.
func (w *walk) send(ctx context.Context, method, target string, values url.Values) (at string, page []byte, err error) {
	client := http.Client{Transport: w.visitor.Transport, Jar: w.jar,
		CheckRedirect: func(_ *http.Request, via []*http.Request) error {
			w.trip.Requests++
			if taken := w.acknowledged; taken != nil && via[0].Method == http.MethodPost {
				w.acknowledged = nil
				taken()
			}
			if len(via) > maxHops {
				return fmt.Errorf("more than %d redirects", maxHops)
			}
			return nil
		}}
	request, err := http.NewRequestWithContext(ctx, method, target, strings.NewReader(values.Encode()))
	if err != nil {
		return target, nil, err
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	w.trip.Requests++
	response, err := client.Do(request)
	if err != nil {
		return target, nil, err
	}
	defer response.Body.Close()
	page, err = io.ReadAll(io.LimitReader(response.Body, maxPage))
	at = response.Request.URL.String()
	if err == nil && (response.StatusCode == http.StatusUnprocessableEntity || response.StatusCode == http.StatusRequestEntityTooLarge) {
		return at, page, errCameBack
	}
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s %s: %s", method, response.Request.URL.Path, response.Status)
	}
	return at, page, err
}

func resolve(at, action string) (string, error) {
	base, err := url.Parse(at)
	if err != nil {
		return "", err
	}
	target, err := base.Parse(action)
	if err != nil {
		return "", err
	}
	return target.String(), nil
}

// firstFault gives the title of a page that came back, for the error message.
func firstFault(page []byte) string {
	_, after, _ := bytes.Cut(page, []byte("<title>"))
	title, _, _ := bytes.Cut(after, []byte("</title>"))
	return string(title)
}
