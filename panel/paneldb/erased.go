package paneldb

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"realitycheck/panel"
)

// Erased is the list of members that were removed, a file of hashes beside the keys. It lies outside the store and its
// backups, so that a restored backup cannot bring anybody back. A hash of a random number tells nothing about a person.
type Erased struct{ path string }

// NewErased makes the list in a file, which appears with the first removal.
func NewErased(path string) *Erased { return &Erased{path} }

// ErasedSet is what the list held when it was read.
type ErasedSet map[string]bool

// Has says whether a member is on the list.
func (s ErasedSet) Has(uid panel.UID) bool { return s[erasedHash(uid)] }

// Add puts a member on the list and returns when that is on disk. A line is written in one piece, so several instances
// may share the file.
func (e *Erased) Add(uid panel.UID) (err error) {
	if err := os.MkdirAll(filepath.Dir(e.path), 0o700); err != nil {
		return fmt.Errorf("list of erased members: %w", err)
	}
	f, err := os.OpenFile(e.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("list of erased members: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.WriteString(erasedHash(uid) + "\n"); err != nil {
		return fmt.Errorf("list of erased members: %w", err)
	}
	return f.Sync()
}

// All reads the list; it is empty when nobody was removed.
func (e *Erased) All() (ErasedSet, error) {
	text, err := os.ReadFile(e.path)
	if errors.Is(err, fs.ErrNotExist) {
		return ErasedSet{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list of erased members: %w", err)
	}
	set := ErasedSet{}
	for line := range strings.Lines(string(text)) {
		set[strings.TrimSpace(line)] = true
	}
	return set, nil
}

func erasedHash(uid panel.UID) string {
	sum := sha256.Sum256(append([]byte("erased|"), uid[:]...))
	return hex.EncodeToString(sum[:])
}
