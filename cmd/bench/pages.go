package main

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"

	"realitycheck/web/visitor"
)

// keepPages lets one respondent walk and keeps the pages that are shown as 0.html, the start, 1.html and so on; the last
// is the one that thanks.
func keepPages(ctx context.Context, from *links, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	v := &visitor.Visitor{Transport: &keeper{dir: dir}}
	for _, of := range from.take(1).Invitations {
		if _, err := v.Walk(ctx, of[0], rand.New(rand.NewPCG(1, 1))); err != nil {
			return err
		}
	}
	return nil
}

// keeper passes requests on and writes down every page.
type keeper struct {
	dir   string
	pages int
}

// RoundTrip implements http.RoundTripper.
func (k *keeper) RoundTrip(request *http.Request) (*http.Response, error) {
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil || answer.StatusCode != http.StatusOK {
		return answer, err
	}
	page, err := io.ReadAll(answer.Body)
	if err := answer.Body.Close(); err != nil {
		return nil, err
	}
	if err != nil {
		return nil, err
	}
	answer.Body = io.NopCloser(bytes.NewReader(page))
	name := filepath.Join(k.dir, strconv.Itoa(k.pages)+".html")
	k.pages++
	return answer, os.WriteFile(name, page, 0o600)
}
