package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"realitycheck/survey/fault"
)

// The files of an archive.
const (
	ResponsesFile  = "responses.parquet"
	RatingsFile    = "ratings.parquet"
	TextsFile      = "texts.parquet"
	InstrumentFile = "instrument.json"
	CodebookFile   = "codebook.json"
	OutcomesFile   = "outcomes.json"
	ManifestFile   = "manifest.json"
)

// manifest names every file that was written at closing with the SHA-256 of its bytes, as hex.
type manifest struct {
	Wave  string            `json:"wave"`
	Files map[string]string `json:"files"`
}

// Verify reads every file of an archive and compares it with the manifest; a file that is absent or changed is a
// Conflict fault that names it.
func Verify(dir string) error {
	m, err := readManifest(dir)
	if err != nil {
		return err
	}
	for name, want := range m.Files {
		if got, err := fileHash(filepath.Join(dir, name)); err != nil || got != want {
			return fault.New(fault.Conflict, "archive_damaged", "file", name).Because(err)
		}
	}
	return nil
}

func readManifest(dir string) (manifest, error) {
	var m manifest
	err := readJSON(filepath.Join(dir, ManifestFile), &m)
	return m, err
}

// file writes one file of a folder to disk and keeps its hash.
func (m *manifest) file(dir, name string, fill func(io.Writer) error) error {
	hash := sha256.New()
	if err := writeFile(filepath.Join(dir, name), func(w io.Writer) error { return fill(io.MultiWriter(w, hash)) }); err != nil {
		return fmt.Errorf("archive file %s: %w", name, err)
	}
	m.Files[name] = hex.EncodeToString(hash.Sum(nil))
	return nil
}

func asJSON(value any) func(io.Writer) error {
	return func(w io.Writer) error {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", " ")
		encoder.SetEscapeHTML(false)
		return encoder.Encode(value)
	}
}

func readJSON(path string, value any) error {
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(source, value); err != nil {
		return fault.New(fault.Conflict, "archive_damaged", "file", filepath.Base(path)).Because(err)
	}
	return nil
}

// writeFile makes a file whose bytes are on disk when it returns.
func writeFile(path string, fill func(io.Writer) error) (err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o640)
	if err != nil {
		return err
	}
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
	}()
	if err := fill(f); err != nil {
		return err
	}
	return f.Sync()
}

// lockFolder makes a folder and keeps other processes from writing an archive into it: two that close the same wave would
// each take away what the other is writing.
func lockFolder(dir string) (unlock func(), err error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		f.Close()
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	return func() { f.Close() }, nil
}

// syncFolder makes the names in a folder last.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

func fileHash(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// replaceFile writes beside a file and renames, so that a reader meets the old bytes or the new ones.
func replaceFile(path string, fill func(io.Writer) error) error {
	beside := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".new")
	if err := writeFile(beside, fill); err != nil {
		return errors.Join(err, os.Remove(beside))
	}
	if err := os.Rename(beside, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func exists(path string) (bool, error) {
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
