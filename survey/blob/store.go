package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"iter"
	"syscall"

	"realitycheck/survey/fault"
)

// Store keeps bytes by the hex SHA-256 of their content. Every method may be called from many goroutines.
type Store interface {
	// Put stores what r gives, to its end, and returns the hash and the number of bytes. When it returns without an
	// error the bytes survive a crash. Nothing is kept of a reader that fails.
	Put(ctx context.Context, r io.Reader) (hash string, size int64, err error)
	// Open gives the bytes; a hash that is not there is a NotFound fault.
	Open(ctx context.Context, hash string) (io.ReadSeekCloser, error)
	// Has says whether the bytes are there.
	Has(ctx context.Context, hash string) (bool, error)
	// Walk goes through all hashes in ascending order; it ends after the first error.
	Walk(ctx context.Context) iter.Seq2[string, error]
	// Delete removes the bytes; removing what is not there is no error.
	Delete(ctx context.Context, hash string) error
}

// Hash gives the name under which bytes are kept.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// IsHash says whether a string has the form of a hash: 64 lower-case hex digits.
func IsHash(s string) bool {
	if len(s) != 2*sha256.Size {
		return false
	}
	for _, c := range s {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func notFound(hash string) error { return fault.New(fault.NotFound, "blob_not_found", "hash", hash) }

// translate turns what the user can mend, a full or read-only disk, into a fault.
func translate(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fault.New(fault.Unavailable, "disk_full").Because(err)
	case errors.Is(err, syscall.EROFS):
		return fault.New(fault.Unavailable, "disk_read_only").Because(err)
	}
	return err
}

// whileAlive is a reader that stops when its context ends, so that a long copy can be left.
type whileAlive struct {
	ctx context.Context
	r   io.Reader
}

func (w whileAlive) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.r.Read(p)
}
