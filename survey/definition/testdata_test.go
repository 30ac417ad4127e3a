package definition_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"realitycheck/survey"
	"realitycheck/survey/blob"
	"realitycheck/survey/definition"
	"realitycheck/survey/media"
)

const data = "../../testdata"

// files gives the definitions of a kind among the project's own.
func files(t *testing.T, kind string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(data, kind+"s", "*.yaml"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no %s in %s (%v)", kind, data, err)
	}
	all := map[string][]byte{}
	for _, name := range names {
		if all[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// TestOurOwnFilesMakeWavesThatMayOpen reads everything in testdata and checks each wave with what it names.
func TestOurOwnFilesMakeWavesThatMayOpen(t *testing.T) {
	frameworks, questionnaires := map[survey.VersionRef]survey.Framework{}, map[survey.VersionRef]survey.Questionnaire{}
	for name, src := range files(t, definition.Framework) {
		f, err := definition.ReadFramework(name, src)
		if err != nil {
			t.Error(err)
		}
		frameworks[survey.VersionRef{Code: f.Code, Version: f.Version}] = f
	}
	for name, src := range files(t, definition.Questionnaire) {
		q, err := definition.ReadQuestionnaire(name, src)
		if err != nil {
			t.Error(err)
		}
		questionnaires[survey.VersionRef{Code: q.Code, Version: q.Version}] = q
	}
	samples := map[string]survey.Sample{}
	for name := range files(t, definition.Sample) {
		file, err := definition.ReadSample(os.DirFS(filepath.Join(data, "samples")), name)
		if err != nil {
			t.Error(err)
			continue
		}
		s, _, err := media.Import(context.Background(), blob.Memory(), file)
		if err != nil {
			t.Error(err)
		}
		samples[s.Code] = s
	}
	for name, src := range files(t, definition.Wave) {
		w, err := definition.ReadWave(name, src, brussels())
		if err != nil {
			t.Error(err)
			continue
		}
		in := survey.Instrument{Wave: w, Questionnaire: questionnaires[w.Questionnaire]}
		for _, ref := range w.Frameworks {
			in.Frameworks = append(in.Frameworks, frameworks[ref])
		}
		for _, code := range w.SampleCodes() {
			if s, ok := samples[code]; ok {
				in.Samples = append(in.Samples, s)
			}
		}
		for _, f := range in.Check() {
			t.Errorf("%s: %s %s %v", name, f.Path, f.Key, f.Args)
		}
	}
}

// TestOurOwnFilesFitTheirSchema checks what an editor says about the project's own files.
func TestOurOwnFilesFitTheirSchema(t *testing.T) {
	for _, kind := range definition.Kinds() {
		schema := compiled(t, kind)
		for name, src := range files(t, kind) {
			if err := schema.Validate(plain(t, src)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
