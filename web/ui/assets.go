package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"strings"
)

//go:embed static
var static embed.FS

// Assets are the static files under one version, the hash of all of them.
type Assets struct {
	version string
	files   map[string]Asset
}

// Asset is one static file as it is sent.
type Asset struct {
	Type string // media type
	Body []byte
	Gzip []byte // nil where compressing gains nothing
}

// types of the files that we have, not left to what the machine knows.
var types = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
	".png": "image/png",
	".ico": "image/x-icon",
}

// LoadAssets reads and compresses the embedded files.
func LoadAssets() (*Assets, error) {
	a := &Assets{files: map[string]Asset{}}
	hash := sha256.New()
	err := fs.WalkDir(static, "static", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := static.ReadFile(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(hash, "%s %d\n", name, len(body))
		hash.Write(body)
		asset := Asset{Type: types[path.Ext(name)], Body: body}
		if asset.Type == "" {
			asset.Type = mime.TypeByExtension(path.Ext(name))
		}
		asset.Gzip, err = compressed(body)
		a.files[strings.TrimPrefix(name, "static/")] = asset
		return err
	})
	a.version = hex.EncodeToString(hash.Sum(nil))[:12]
	return a, err
}

// compressed gives the file compressed, or nil when that is hardly smaller.
func compressed(body []byte) ([]byte, error) {
	var buf bytes.Buffer
	w, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil || buf.Len() > len(body)*9/10 {
		return nil, err
	}
	return buf.Bytes(), nil
}

// URL is the address of a file. A name that does not exist is a defect of a template and fails its page.
func (a *Assets) URL(name string) (string, error) {
	if _, ok := a.files[name]; !ok {
		return "", fmt.Errorf("no asset %q", name)
	}
	return "/static/" + a.version + "/" + name, nil
}

// Get finds a file; ok is false for another version, so that no address lies about its content.
func (a *Assets) Get(version, name string) (asset Asset, ok bool) {
	if version != a.version {
		return Asset{}, false
	}
	asset, ok = a.files[name]
	return asset, ok
}
