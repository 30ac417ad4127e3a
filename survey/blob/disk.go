package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
)

// disk keeps each blob in a file of its own: dir/ab/abcdef….
type disk struct{ dir string }

// Disk keeps blobs in a folder, which is made at the first Put.
func Disk(dir string) Store { return disk{dir: dir} }

func (d disk) path(hash string) string { return filepath.Join(d.dir, hash[:2], hash) }

func (d disk) Put(ctx context.Context, r io.Reader) (string, int64, error) {
	hash, size, err := d.put(ctx, r)
	if err != nil {
		return "", 0, fmt.Errorf("store blob: %w", translate(err))
	}
	return hash, size, nil
}

// put writes to a temporary file first, because the name is known only when all bytes were seen, and so that a crash
// never leaves half a blob under a whole name.
func (d disk) put(ctx context.Context, r io.Reader) (string, int64, error) {
	if err := os.MkdirAll(d.dir, 0o700); err != nil {
		return "", 0, err
	}
	temp, err := os.CreateTemp(d.dir, "put-*")
	if err != nil {
		return "", 0, err
	}
	defer os.Remove(temp.Name()) // does nothing once the file was renamed
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(temp, sum), whileAlive{ctx, r})
	if err == nil {
		err = temp.Sync()
	}
	if closing := temp.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return "", 0, err
	}
	hash := hex.EncodeToString(sum.Sum(nil))
	return hash, size, d.name(temp.Name(), hash)
}

// name gives a finished temporary file its place and makes that durable.
func (d disk) name(temp, hash string) error {
	folder := filepath.Dir(d.path(hash))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	if err := os.Rename(temp, d.path(hash)); err != nil {
		return err
	}
	if err := syncFolder(folder); err != nil {
		return err
	}
	return syncFolder(d.dir)
}

func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

func (d disk) Open(_ context.Context, hash string) (io.ReadSeekCloser, error) {
	if !IsHash(hash) {
		return nil, notFound(hash)
	}
	f, err := os.Open(d.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, notFound(hash)
	}
	if err != nil {
		return nil, fmt.Errorf("open blob: %w", err)
	}
	return f, nil
}

func (d disk) Has(_ context.Context, hash string) (bool, error) {
	if !IsHash(hash) {
		return false, nil
	}
	_, err := os.Stat(d.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

func (d disk) Walk(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := filepath.WalkDir(d.dir, func(path string, entry fs.DirEntry, err error) error {
			if path == d.dir && errors.Is(err, fs.ErrNotExist) {
				return fs.SkipAll
			}
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				return err
			}
			if hash := entry.Name(); entry.Type().IsRegular() && IsHash(hash) && path == d.path(hash) && !yield(hash, nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield("", fmt.Errorf("list blobs: %w", err))
		}
	}
}

func (d disk) Delete(_ context.Context, hash string) error {
	if !IsHash(hash) {
		return nil
	}
	if err := os.Remove(d.path(hash)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete blob: %w", translate(err))
	}
	return nil
}
