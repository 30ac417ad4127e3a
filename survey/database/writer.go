package database

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"

	"realitycheck/survey/fault"
)

// Writer commits many changes in one transaction: while one batch is being written to disk the next gathers, so that one
// wait for the disk serves all who wait. A change that fails leaves nothing behind and sinks no neighbour.
type Writer struct {
	db       *DB
	session  *session
	requests sync.Pool

	mu     sync.Mutex
	queue  []*request
	spare  []*request
	closed bool

	wake    chan struct{}
	stopped chan struct{}
	broken  chan struct{}
}

// request is one change that waits for its batch.
type request struct {
	change func(*Tx) error
	err    error
	done   chan struct{}
}

const (
	maxBatch     = 512
	batchTimeout = 5 * time.Second  // for a connection, and for one batch on PostgreSQL
	retryFor     = 10 * time.Second // how long a batch that has not been committed waits for a server that went away
)

// NewWriter starts a writer; Close ends it. One process needs one for each store.
func NewWriter(db *DB) *Writer {
	w := &Writer{db: db, wake: make(chan struct{}, 1), stopped: make(chan struct{}), broken: make(chan struct{})}
	w.requests.New = func() any { return &request{done: make(chan struct{}, 1)} }
	go w.run()
	return w
}

// Do runs a change and returns when the batch that holds it is on disk. The change may run more than once, when a
// neighbour failed or the server went away before the commit, so it does nothing but its statements. Do does not end
// early when the caller goes away: an answer that arrived is kept.
func (w *Writer) Do(ctx context.Context, change func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r := w.requests.Get().(*request)
	r.change, r.err = change, nil
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return fault.New(fault.Unavailable, "store_unavailable")
	}
	w.queue = append(w.queue, r)
	select {
	case w.wake <- struct{}{}: // under the lock, since Close closes it
	default:
	}
	w.mu.Unlock()
	if acknowledgeEarly {
		return nil
	}
	<-r.done
	err := r.err
	r.change = nil
	w.requests.Put(r)
	return err
}

// Broken is closed when the disk did not confirm a write. What the system still holds in memory can then no longer be
// trusted, so the writer refuses everything from there on, and the process does best to end and start anew.
func (w *Writer) Broken() <-chan struct{} { return w.broken }

// Close commits what waits and ends the writer; it comes before DB.Close.
func (w *Writer) Close() {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		<-w.stopped
		return
	}
	w.closed = true
	close(w.wake)
	w.mu.Unlock()
	<-w.stopped
}

func (w *Writer) run() {
	defer close(w.stopped)
	for range w.wake {
		w.gather()
		for batch := w.take(); len(batch) > 0; batch = w.take() {
			w.commit(batch)
			w.gather()
		}
	}
	w.commit(w.take())
	w.release()
}

// release closes the prepared statements: SQLite keeps a file open as long as one of its statements is.
func (w *Writer) release() {
	ctx, cancel := context.WithTimeout(context.Background(), batchTimeout)
	defer cancel()
	conn, err := w.db.group.Conn(ctx)
	if err != nil {
		return // closed already, with all that belonged to it
	}
	defer conn.Close()
	conn.Raw(func(raw any) error {
		if w.session != nil && w.session.raw == raw {
			w.session.close()
		}
		return nil
	})
}

// gather lets those who were just served come back with their next change before a batch begins: without it half of them
// would wait for the one after. It gives way to them as long as that makes the queue longer.
func (w *Writer) gather() {
	for last := -1; ; {
		w.mu.Lock()
		n := len(w.queue)
		w.mu.Unlock()
		if n == last || n >= maxBatch {
			return
		}
		last = n
		runtime.Gosched()
	}
}

// take gives the next batch and leaves room for the one after it.
func (w *Writer) take() []*request {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.queue) <= maxBatch {
		batch := w.queue
		w.queue, w.spare = w.spare[:0], batch
		return batch
	}
	batch := append([]*request(nil), w.queue[:maxBatch]...)
	w.queue = append(w.queue[:0], w.queue[maxBatch:]...)
	return batch
}

// commit settles a batch: every request in it is answered.
func (w *Writer) commit(batch []*request) {
	if len(batch) == 0 {
		return
	}
	delayCommit()
	err := w.settle(batch)
	if err != nil && troubleOf(err) == locked {
		// Those who came while the lock was waited for have waited long enough too.
		w.mu.Lock()
		batch = append(batch[:len(batch):len(batch)], w.queue...)
		w.queue = w.queue[:0]
		w.mu.Unlock()
	}
	for _, r := range batch {
		if err != nil {
			r.err = Fault(err)
		}
		r.done <- struct{}{}
	}
}

// settle commits a batch, if need be with a savepoint around each change, change by change, or on a new connection.
func (w *Writer) settle(batch []*request) error {
	select {
	case <-w.broken:
		return fault.New(fault.Unavailable, "store_unavailable")
	default:
	}
	guarded, wait := false, 50*time.Millisecond
	for deadline := time.Now().Add(retryFor); ; {
		err := w.attempt(batch, guarded)
		var lost *lostError
		switch {
		case err == nil:
			return nil
		case errors.Is(err, errUnguarded):
			guarded = true
		case troubleOf(err) == clash && len(batch) > 1:
			w.singly(batch)
			return nil
		case (errors.As(err, &lost) || troubleOf(err) == clash) && time.Now().Add(wait).Before(deadline):
			time.Sleep(wait)
			wait = min(2*wait, time.Second)
		case troubleOf(err) == broken:
			close(w.broken)
			return err
		default:
			return err
		}
	}
}

// singly commits each change in a transaction of its own: with one change each, two instances seldom wait for each
// other's rows.
func (w *Writer) singly(batch []*request) {
	for i, r := range batch {
		if err := w.settle(batch[i : i+1]); err != nil {
			r.err = Fault(err)
		}
	}
}

// attempt runs a batch once.
func (w *Writer) attempt(batch []*request, guarded bool) error {
	ctx, cancel := context.WithTimeout(context.Background(), batchTimeout)
	defer cancel()
	conn, err := w.db.group.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	var failed error
	err = conn.Raw(func(raw any) error {
		if w.session == nil || w.session.raw != raw {
			w.session = newSession(raw, w.db.dialect)
		}
		failed = w.session.run(ctx, batch, guarded)
		return nil
	})
	if err != nil {
		return err
	}
	return failed
}
