package webtest

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"strings"
	"testing"

	"realitycheck/survey"
	"realitycheck/survey/blob"
	"realitycheck/survey/definition"
	"realitycheck/survey/media"
	"realitycheck/survey/surveydb"
	"realitycheck/testdata"
)

// NewDemo runs a server with the questionnaire of the demo and all its samples, every one of which each member sees.
func NewDemo(t testing.TB) *Site {
	t.Helper()
	ctx := context.Background()
	blobs := blob.Memory()
	var samples []survey.Sample
	var known []surveydb.Medium
	for _, name := range glob(t, "samples/*.yaml") {
		dir, err := fs.Sub(testdata.Files(), "samples")
		must(t, err)
		file, err := definition.ReadSample(dir, path.Base(name))
		must(t, err)
		sample, records, err := media.Import(ctx, blobs, file)
		must(t, err)
		samples = append(samples, sample)
		for _, r := range records {
			known = append(known, surveydb.Medium(r))
		}
	}
	src, err := fs.ReadFile(testdata.Files(), "questionnaires/realitycheck-2018.yaml")
	must(t, err)
	questionnaire, err := definition.ReadQuestionnaire("realitycheck-2018.yaml", src)
	must(t, err)
	site := New(t, func(in *survey.Instrument) {
		in.Questionnaire, in.Samples, in.Wave.Samples, in.Wave.K = questionnaire, samples, nil, len(samples)
		for _, s := range samples {
			in.Wave.Samples = append(in.Wave.Samples, survey.WaveSample{Code: s.Code})
		}
	})
	must(t, site.Media.Add(ctx, known...))
	for hash, err := range blobs.Walk(ctx) {
		must(t, err)
		site.put(blobs, hash)
	}
	return site
}

// put copies a file into the store of the site.
func (s *Site) put(from blob.Store, hash string) {
	s.Helper()
	file, err := from.Open(context.Background(), hash)
	s.must(err)
	defer file.Close()
	_, _, err = s.Blobs.Put(context.Background(), file)
	s.must(err)
}

// PutMedium stores bytes as a file that can be served.
func (s *Site) PutMedium(mime string, content []byte) (hash string) {
	s.Helper()
	hash, size, err := s.Blobs.Put(context.Background(), bytes.NewReader(content))
	s.must(err)
	s.must(s.Media.Add(context.Background(), surveydb.Medium{Hash: hash, Mime: mime, Size: size}))
	return hash
}

func glob(t testing.TB, pattern string) []string {
	t.Helper()
	names, err := fs.Glob(testdata.Files(), pattern)
	must(t, err)
	if len(names) == 0 {
		t.Fatalf("no %s", strings.TrimSuffix(pattern, "/*.yaml"))
	}
	return names
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
