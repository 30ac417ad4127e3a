package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"realitycheck/survey/database"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// The entries of a backup: one dump a store, the folders of media and archives, and at the end the list of all with
// their hashes. Keys are never in it.
const (
	peopleDump   = "people.jsonl"
	answersDump  = "answers.jsonl"
	mediaFolder  = "media"
	archFolder   = "archive"
	margFolder   = "margins"
	backupList   = "backup.json"
	backupFormat = 1
)

// backupManifest is the last entry of a backup. A file without it is not whole.
type backupManifest struct {
	Format  int               `json:"format"`
	Made    time.Time         `json:"made"`
	Version string            `json:"version"` // of the program
	Files   map[string]string `json:"files"`   // SHA-256 by entry, hex
}

func backupCommand(catalogue *i18n.Catalogue) *cobra.Command {
	var out string
	store := &choice{"both", []string{"both", "people", "answers"}}
	cmd := &cobra.Command{Use: "backup --out FILE", Args: cobra.NoArgs,
		Short: "Both stores, media and archives in one file, while the server runs; never the keys",
		RunE: withApp(catalogue, func(cmd *cobra.Command, a *app, _ []string) error {
			if err := a.backup(cmd.Context(), out, store.value, newProgress(cmd.ErrOrStderr())); err != nil {
				return err
			}
			if out != "-" {
				a.say(cmd, "did_backup", "file", out)
			}
			return nil
		})}
	cmd.Flags().StringVar(&out, "out", "", "file to write (required)")
	cmd.Flags().Var(store, "store", "one alone, for backups that are kept apart")
	cobra.CheckErr(cmd.MarkFlagRequired("out"))
	return cmd
}

// backup writes one snapshot of each store with what lies beside the answers.
func (a *app) backup(ctx context.Context, out, store string, shown *progress) error {
	defer shown.end()
	return writeFile(out, func(w io.Writer) error {
		packed := gzip.NewWriter(w)
		p := &packer{tar: tar.NewWriter(packed), shown: shown, list: backupManifest{Format: backupFormat, Made: a.now().UTC(),
			Version: version, Files: map[string]string{}}}
		if store != "answers" {
			if err := p.dump(ctx, peopleDump, a.people); err != nil {
				return err
			}
		}
		if store != "people" {
			if err := p.dump(ctx, answersDump, a.answers); err != nil {
				return err
			}
			if err := errors.Join(p.folder(mediaFolder, a.config.mediaDir()), p.folder(archFolder, a.config.archiveDir()),
				p.folder(margFolder, a.config.marginsDir())); err != nil {
				return err
			}
		}
		return errors.Join(p.finish(), p.tar.Close(), packed.Close())
	})
}

// packer writes the entries of a backup and keeps their hashes.
type packer struct {
	tar   *tar.Writer
	list  backupManifest
	shown *progress
}

// dump packs a store. The dump goes to a temporary file first, since an entry is announced with its size.
func (p *packer) dump(ctx context.Context, name string, db *database.DB) error {
	f, err := os.CreateTemp("", "realitycheck-*.jsonl")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if err := database.Dump(ctx, db, f); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return p.file(name, f)
}

// folder packs every file under a folder; one that is not there is empty.
func (p *packer) folder(name, dir string) error {
	return filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		hidden := strings.HasPrefix(filepath.Base(file), ".") // written at this moment
		if err != nil || d.IsDir() || hidden {
			if err == nil && d.IsDir() && hidden {
				return fs.SkipDir
			}
			return err
		}
		relative, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		return p.file(path.Join(name, filepath.ToSlash(relative)), f)
	})
}

func (p *packer) file(name string, f *os.File) error {
	p.shown.at(fmt.Sprintf("%d: %s", len(p.list.Files)+1, name))
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if err := p.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, ModTime: p.list.Made}); err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(p.tar, sum), f, size); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	p.list.Files[name] = hex.EncodeToString(sum.Sum(nil))
	return nil
}

func (p *packer) finish() error {
	list, err := json.Marshal(p.list)
	if err != nil {
		return err
	}
	if err := p.tar.WriteHeader(&tar.Header{Name: backupList, Mode: 0o600, Size: int64(len(list)), ModTime: p.list.Made}); err != nil {
		return err
	}
	_, err = p.tar.Write(list)
	return err
}

// readBackup goes through a whole backup, hands each entry to take, and compares all hashes at the end. An entry is
// trustworthy only when readBackup returns nil.
func readBackup(file string, take func(name string, r io.Reader) error) (backupManifest, error) {
	f, err := os.Open(file)
	if err != nil {
		return backupManifest{}, err
	}
	defer f.Close()
	manifest, err := unpackAll(f, take)
	var broken *damagedBackup
	if errors.As(err, &broken) {
		err = fault.New(fault.Invalid, "backup_damaged", "file", file, "why", broken.why)
	}
	return manifest, err
}

// damagedBackup says why a file is no whole backup.
type damagedBackup struct{ why string }

func (d *damagedBackup) Error() string { return d.why }

// entryReader reads an entry of a backup; what goes wrong in that is damage, unlike what goes wrong with writing it.
type entryReader struct{ r io.Reader }

// Read implements io.Reader.
func (e entryReader) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if err != nil && err != io.EOF {
		err = &damagedBackup{err.Error()}
	}
	return n, err
}

func unpackAll(f io.Reader, take func(name string, r io.Reader) error) (manifest backupManifest, err error) {
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		return manifest, &damagedBackup{err.Error()}
	}
	sums := map[string]hash.Hash{}
	var list bytes.Buffer
	entries := tar.NewReader(unpacked)
	for {
		header, err := entries.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return manifest, &damagedBackup{err.Error()}
		}
		if header.Name == backupList {
			if _, err := list.ReadFrom(entryReader{io.LimitReader(entries, 64<<20)}); err != nil {
				return manifest, err
			}
			continue
		}
		if !fs.ValidPath(header.Name) || sums[header.Name] != nil {
			return manifest, &damagedBackup{header.Name}
		}
		sum := sha256.New()
		sums[header.Name] = sum
		entry := io.TeeReader(entryReader{entries}, sum)
		if err := take(header.Name, entry); err != nil {
			return manifest, err
		}
		if _, err := io.Copy(io.Discard, entry); err != nil {
			return manifest, err
		}
	}
	if err := json.Unmarshal(list.Bytes(), &manifest); err != nil || manifest.Format != backupFormat {
		return manifest, &damagedBackup{"no list of its files at the end"}
	}
	return manifest, compareSums(manifest, sums)
}

// compareSums compares the files of a backup with the list at its end.
func compareSums(manifest backupManifest, sums map[string]hash.Hash) error {
	if len(sums) != len(manifest.Files) {
		return &damagedBackup{"files are missing or too many"}
	}
	for name, sum := range sums {
		if hex.EncodeToString(sum.Sum(nil)) != manifest.Files[name] {
			return &damagedBackup{name}
		}
	}
	return nil
}

// backupHolds says whether a backup is whole and holds every file of an archive, byte for byte.
func backupHolds(file, archiveDir string) error {
	manifest, err := readBackup(file, func(string, io.Reader) error { return nil })
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(archiveDir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(archiveDir, entry.Name()))
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		name := path.Join(archFolder, filepath.Base(archiveDir), entry.Name())
		if manifest.Files[name] != hex.EncodeToString(sum[:]) {
			return fault.New(fault.Conflict, "backup_lacks", "file", file, "what", name)
		}
	}
	return nil
}
