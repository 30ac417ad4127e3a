package main

import (
	"database/sql"
	"errors"

	_ "modernc.org/sqlite" // the driver
)

// store commits pages in groups: while one transaction reaches the disk, the next gathers.
type store struct {
	db      *sql.DB
	insert  *sql.Stmt
	queue   chan *change
	stopped chan struct{}
}

// change is one page on its way to the disk.
type change struct {
	token   string
	page    int
	answers string
	done    chan error
}

// mostTogether bounds a group.
const mostTogether = 512

func openStore(file string) (*store, error) {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE IF NOT EXISTS page (token TEXT, page INTEGER, answers TEXT, PRIMARY KEY (token, page)) WITHOUT ROWID`); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	insert, err := db.Prepare("INSERT INTO page VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET answers = excluded.answers")
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s := &store{db: db, insert: insert, queue: make(chan *change, mostTogether), stopped: make(chan struct{})}
	go s.run()
	return s, nil
}

// save returns when the page is on disk.
func (s *store) save(token string, page int, answers string) error {
	c := &change{token, page, answers, make(chan error, 1)}
	s.queue <- c
	return <-c.done
}

// close commits what waits. Nobody may save any more.
func (s *store) close() error {
	close(s.queue)
	<-s.stopped
	return s.db.Close()
}

func (s *store) run() {
	defer close(s.stopped)
	for first := range s.queue {
		group := []*change{first}
		for len(group) < mostTogether && len(s.queue) > 0 {
			group = append(group, <-s.queue)
		}
		err := s.commit(group)
		for _, c := range group {
			c.done <- err
		}
	}
}

func (s *store) commit(group []*change) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	insert := tx.Stmt(s.insert)
	for _, c := range group {
		if _, err := insert.Exec(c.token, c.page, c.answers); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}
