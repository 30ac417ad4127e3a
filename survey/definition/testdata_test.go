package definition_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"realitycheck/survey/definition"
)

const data = "../../testdata"

// files gives the definitions of a kind among the project's own.
func files(t *testing.T, kind string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(data, strings.TrimSuffix(kind, "s")+"s", "*.yaml"))
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
