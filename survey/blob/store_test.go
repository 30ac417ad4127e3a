package blob_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/iotest"

	"realitycheck/survey/blob"
	"realitycheck/survey/fault"
)

// stores runs a test on both stores, as they keep the same promises.
func stores(t *testing.T, test func(t *testing.T, store blob.Store)) {
	t.Run("disk", func(t *testing.T) { test(t, blob.Disk(filepath.Join(t.TempDir(), "media"))) })
	t.Run("memory", func(t *testing.T) { test(t, blob.Memory()) })
}

func put(t *testing.T, store blob.Store, content string) string {
	t.Helper()
	hash, size, err := store.Put(context.Background(), strings.NewReader(content))
	if err != nil || size != int64(len(content)) || hash != blob.Hash([]byte(content)) {
		t.Fatalf("got %s, %d, %v", hash, size, err)
	}
	return hash
}

func all(t *testing.T, store blob.Store) (hashes []string) {
	t.Helper()
	for hash, err := range store.Walk(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		hashes = append(hashes, hash)
	}
	return hashes
}

func TestWhatIsPutCanBeOpened(t *testing.T) {
	stores(t, func(t *testing.T, store blob.Store) {
		if got := all(t, store); got != nil {
			t.Errorf("got %q in an empty store", got)
		}
		hash := put(t, store, "een brief")
		if again := put(t, store, "een brief"); again != hash {
			t.Errorf("got %s for the same bytes, want %s", again, hash)
		}
		f, err := store.Open(context.Background(), hash)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.Seek(4, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(f); err != nil || string(got) != "brief" {
			t.Errorf("got %q, %v from the middle", got, err)
		}
		if there, err := store.Has(context.Background(), hash); err != nil || !there {
			t.Errorf("got %v, %v, want it to be there", there, err)
		}
	})
}

func TestWalkAndDelete(t *testing.T) {
	stores(t, func(t *testing.T, store blob.Store) {
		want := []string{put(t, store, "a"), put(t, store, "b"), put(t, store, "c")}
		slices.Sort(want)
		if got := all(t, store); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		for range store.Walk(context.Background()) {
			break // leaving early must not fail
		}
		for range 2 { // the second time there is nothing to delete
			if err := store.Delete(context.Background(), want[1]); err != nil {
				t.Fatal(err)
			}
		}
		if got := all(t, store); !slices.Equal(got, []string{want[0], want[2]}) {
			t.Errorf("got %q after deleting %s", got, want[1])
		}
	})
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	stores(t, func(t *testing.T, store blob.Store) {
		for _, hash := range []string{blob.Hash([]byte("x")), "", "a", "../../etc/passwd", strings.Repeat("A", 64), strings.Repeat("/", 64)} {
			if _, err := store.Open(context.Background(), hash); fault.Of(err) != fault.NotFound {
				t.Errorf("open %q: got %v, want NotFound", hash, err)
			}
			if there, err := store.Has(context.Background(), hash); there || err != nil {
				t.Errorf("has %q: got %v, %v", hash, there, err)
			}
			if err := store.Delete(context.Background(), hash); err != nil {
				t.Errorf("delete %q: got %v", hash, err)
			}
		}
	})
}

func TestNothingIsKeptOfAFailedPut(t *testing.T) {
	broken := errors.New("line fell")
	stores(t, func(t *testing.T, store blob.Store) {
		put(t, store, "kept")
		half := io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken))
		if _, _, err := store.Put(context.Background(), half); !errors.Is(err, broken) {
			t.Errorf("got %v, want the reader's error", err)
		}
		gone, cancel := context.WithCancel(context.Background())
		cancel()
		if _, _, err := store.Put(gone, strings.NewReader("late")); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want Canceled", err)
		}
		if got := all(t, store); len(got) != 1 {
			t.Errorf("got %d blobs, want the one from before", len(got))
		}
	})
}

func TestDiskLeavesNoTemporaryFile(t *testing.T) {
	dir := t.TempDir()
	store := blob.Disk(dir)
	_, _, _ = store.Put(context.Background(), iotest.ErrReader(errors.New("x")))
	hash := put(t, store, "a")
	var names []string
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if want := []string{filepath.Join(dir, hash[:2], hash)}; err != nil || !slices.Equal(names, want) {
		t.Errorf("got %q, %v, want %q", names, err, want)
	}
}

func TestAFullDiskIsNamed(t *testing.T) {
	for _, tt := range []struct {
		cause error
		key   string
	}{{syscall.ENOSPC, "disk_full"}, {syscall.EDQUOT, "disk_full"}, {syscall.EROFS, "disk_read_only"}} {
		full := iotest.ErrReader(&os.PathError{Op: "write", Path: "x", Err: tt.cause})
		_, _, err := blob.Disk(t.TempDir()).Put(context.Background(), full)
		var f *fault.Fault
		if !errors.As(err, &f) || f.Kind != fault.Unavailable || f.Key != tt.key {
			t.Errorf("%v: got %v, want Unavailable %s", tt.cause, err, tt.key)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	stores(t, func(t *testing.T, store blob.Store) {
		var wait sync.WaitGroup
		for i := range 8 {
			wait.Go(func() {
				content := bytes.Repeat([]byte{byte(i % 2)}, 1000) // half of them put the same
				if _, _, err := store.Put(context.Background(), bytes.NewReader(content)); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if got := all(t, store); len(got) != 2 {
			t.Errorf("got %d blobs, want 2", len(got))
		}
	})
}
