package blob

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"sync"
)

// memory keeps blobs for the life of the process.
type memory struct {
	mu    sync.RWMutex
	bytes map[string][]byte
}

// Memory keeps blobs in memory: for a trial import that must leave nothing behind, and for tests.
func Memory() Store { return &memory{bytes: map[string][]byte{}} }

func (m *memory) Put(ctx context.Context, r io.Reader) (string, int64, error) {
	b, err := io.ReadAll(whileAlive{ctx, r})
	if err != nil {
		return "", 0, fmt.Errorf("store blob: %w", err)
	}
	hash := Hash(b)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.bytes[hash] = b
	return hash, int64(len(b)), nil
}

// inMemory reads bytes that need no closing.
type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

func (m *memory) Open(_ context.Context, hash string) (io.ReadSeekCloser, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	b, ok := m.bytes[hash]
	if !ok {
		return nil, notFound(hash)
	}
	return inMemory{bytes.NewReader(b)}, nil
}

func (m *memory) Has(_ context.Context, hash string) (bool, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	_, ok := m.bytes[hash]
	return ok, nil
}

func (m *memory) Walk(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		m.mu.RLock()
		hashes := slices.Sorted(maps.Keys(m.bytes))
		m.mu.RUnlock()
		for _, hash := range hashes {
			if err := ctx.Err(); err != nil {
				yield("", fmt.Errorf("list blobs: %w", err))
				return
			}
			if !yield(hash, nil) {
				return
			}
		}
	}
}

func (m *memory) Delete(_ context.Context, hash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.bytes, hash)
	return nil
}
