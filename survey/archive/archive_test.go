package archive_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

func words(s string) survey.Wording {
	return survey.Wording{Common: i18n.Text{"nl": s, "en": s + " (en)"}}
}

func points() []survey.Wording {
	return []survey.Wording{words("1"), words("2"), words("3"), words("4"), words("5")}
}

// instrument has one question of every kind, a block that repeats, and a question for one panel only.
func instrument() *survey.Instrument {
	attribute := survey.Attribute{Code: "age", Categories: []survey.Category{{Code: "young"}, {Code: "old"}}}
	return &survey.Instrument{
		Wave: survey.Wave{
			Code: "2019", Year: 2019, K: 2,
			Panels: []survey.WavePanel{
				{Code: "internal", Strata: []survey.Attribute{attribute}},
				{Code: "external", Strata: []survey.Attribute{attribute, {Code: "type"}}},
			},
			Samples: []survey.WaveSample{{Code: "poster"}, {Code: "letter"}, {Code: "film"}},
		},
		Questionnaire: survey.Questionnaire{Code: "rc", Version: "2019", Blocks: []survey.Block{
			{Code: "identity", Pages: []survey.Page{{Code: "dna", Questions: []survey.Question{
				{Code: "hello", Kind: survey.KindInfo, Text: words("hello")},
				{Code: "trust", Kind: survey.KindRating, Text: words("trust"), Points: points(), DontKnow: true},
				{Code: "proud", Kind: survey.KindRating, Text: words("proud"), Points: points(), Panels: []string{"internal"}},
			}}}},
			{Code: "samples", Repeat: true, Pages: []survey.Page{{Code: "judge", Questions: []survey.Question{
				{Code: "warm", Kind: survey.KindDifferential, Text: words("warm"), Points: points()[:2]},
				{Code: "why", Kind: survey.KindText, Text: words("why")},
			}}}},
			{Code: "end", Pages: []survey.Page{{Code: "last", Questions: []survey.Question{
				{Code: "seen", Kind: survey.KindMultiple, Text: words("seen"), Optional: true, DontKnow: true,
					Options: []survey.Option{{Code: 1, Text: words("tv")}, {Code: 4, Text: words("web"), Other: true}}},
				{Code: "role", Kind: survey.KindSingle, Text: words("role"), Options: []survey.Option{{Code: 1}, {Code: 2}}},
			}}}},
		}},
	}
}

// records are three responses worth keeping, and a break-off.
func records() []archive.Record {
	return []archive.Record{
		{ID: "c3", Panel: "external", Strata: []string{"old", "(missing)"}, Outcome: survey.Complete, Seconds: 629, Order: []string{"film", "poster"},
			Answers: map[string]survey.Answers{
				"identity/dna":    {"trust": {Code: survey.DontKnow}},
				"samples/judge/1": {"warm": {Code: 5}, "why": {Text: "é\nà"}},
				"samples/judge/2": {"warm": {Code: 1}},
				"end/last":        {"seen": {Codes: []int8{4}, Text: "the news"}, "role": {Code: 2}},
			}},
		{ID: "b2", Panel: "internal", Strata: []string{"young"}, Outcome: survey.Partial, Seconds: 30, Speeder: true, Order: []string{"letter", "film"},
			Answers: map[string]survey.Answers{
				"identity/dna":    {"trust": {Code: 4}, "proud": {Code: 2}},
				"samples/judge/1": {},
			}},
		{ID: "a1", Panel: "external", Strata: []string{"young", "old"}, Outcome: survey.Complete, Seconds: 59,
			Answers: map[string]survey.Answers{"identity/dna": {}, "end/last": {"seen": {Codes: []int8{survey.DontKnow}}}}},
		{ID: "d4", Panel: "internal", Strata: []string{"young"}, Outcome: survey.BreakOff},
	}
}

func outcomes() []survey.Outcomes {
	return []survey.Outcomes{{Panel: "internal", Invited: 10, Started: 2, Partial: 1, BreakOff: 1}, {Panel: "external", Invited: 9, Started: 2, Completed: 2}}
}

func write(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "2019")
	if err := archive.Write(dir, instrument(), records(), outcomes(), [32]byte{1}); err != nil {
		t.Fatal(err)
	}
	return dir
}

func open(t *testing.T, dir string) *archive.Wave {
	t.Helper()
	w, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestColumnsComeBackAsTheyWereAnswered(t *testing.T) {
	w := open(t, write(t))
	const na, skip, dk = archive.NotAsked, survey.Skipped, survey.DontKnow
	for name, want := range map[string][]int8{ // rows: b2 (internal), a1, c3
		"trust":  {4, skip, dk},
		"proud":  {2, na, na},
		"seen.1": {na, dk, 0},
		"seen.4": {na, dk, 1},
		"role":   {na, skip, 2},
		"warm":   {skip, 5, 1},
	} {
		if got, _, ok := w.Column(name); !ok || !slices.Equal(got, want) {
			t.Errorf("column %s: got %v, want %v", name, got, want)
		}
	}
	if _, _, ok := w.Column("why"); ok {
		t.Error("an open question has a column of codes")
	}
	ids, err := w.IDs()
	if want := []string{"b2", "a1", "c3"}; err != nil || !slices.Equal(ids, want) {
		t.Errorf("got ids %v (%v), want %v", ids, err, want)
	}
	if got, want := w.Responses.Names(), []string{"trust", "proud", "seen.1", "seen.4", "role"}; !slices.Equal(got, want) {
		t.Errorf("got columns %v, want %v", got, want)
	}
}

func TestRowsKeepWhatDescribesThem(t *testing.T) {
	w := open(t, write(t))
	describe := func(row int) string {
		r := &w.Responses
		s := fmt.Sprint(r.Panel.At(row), " ", r.Outcome.At(row), " ", r.Seconds[row], " ", r.Speeder[row])
		for _, stratum := range r.Strata {
			s += " " + stratum.Code + "=" + stratum.At(row)
		}
		return s
	}
	for row, want := range []string{
		"internal partial 30 true age=young type=",
		"external complete 30 false age=young type=old",
		"external complete 600 false age=old type=(missing)",
	} {
		if got := describe(row); got != want {
			t.Errorf("row %d: got %q, want %q", row, got, want)
		}
	}
	var ratings []string
	for i := range w.Ratings.Len() {
		ratings = append(ratings, fmt.Sprintf("%d %s %d", w.Ratings.Response[i], w.Ratings.Sample.At(i), w.Ratings.Position[i]))
	}
	if want := []string{"0 letter 1", "2 film 1", "2 poster 2"}; !slices.Equal(ratings, want) {
		t.Errorf("got ratings %v, want %v", ratings, want)
	}
	if !slices.Equal(w.Outcomes, outcomes()) {
		t.Errorf("got outcomes %v", w.Outcomes)
	}
}

func TestTextsStandApart(t *testing.T) {
	texts, err := open(t, write(t)).Texts()
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(texts, func(a, b archive.Text) int { return strings.Compare(a.Question, b.Question) })
	var got []string
	for _, text := range texts {
		if len(text.ID) != 32 || strings.Contains("a1b2c3d4", text.ID) {
			t.Errorf("id %q is not a random one", text.ID)
		}
		got = append(got, strings.Join([]string{text.Panel, text.Question, text.Sample, text.Text}, "|"))
	}
	if want := []string{"external|seen||the news", "external|why|film|é\nà"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTextsAreShuffled(t *testing.T) {
	var many []archive.Record
	for i := range 40 {
		r := records()[0]
		r.ID = fmt.Sprintf("%03d", i)
		r.Answers = map[string]survey.Answers{"samples/judge/1": {"why": {Text: r.ID}}}
		many = append(many, r)
	}
	order := func(seed byte) []string {
		dir := filepath.Join(t.TempDir(), "2019")
		if err := archive.Write(dir, instrument(), many, nil, [32]byte{seed}); err != nil {
			t.Fatal(err)
		}
		texts, err := open(t, dir).Texts()
		if err != nil {
			t.Fatal(err)
		}
		var order []string
		for _, text := range texts {
			order = append(order, text.Text)
		}
		return order
	}
	first := order(1)
	if slices.IsSorted(first) {
		t.Error("texts stand in the order of their responses")
	}
	if !slices.Equal(first, order(1)) || slices.Equal(first, order(2)) {
		t.Error("the seed does not decide the order")
	}
}

func TestRecordsThatDoNotFitAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(*archive.Record){
		"another panel":        func(r *archive.Record) { r.Panel = "press" },
		"a sample not shown":   func(r *archive.Record) { r.Order = []string{"radio"} },
		"more than k samples":  func(r *archive.Record) { r.Order = []string{"film", "poster", "letter"} },
		"strata missing":       func(r *archive.Record) { r.Strata = nil },
		"an id twice":          func(r *archive.Record) { r.ID = "b2" },
		"no id":                func(r *archive.Record) { r.ID = "" },
		"an outcome not known": func(r *archive.Record) { r.Outcome = "lost" },
	} {
		given := records()
		spoil(&given[2])
		dir := filepath.Join(t.TempDir(), "2019")
		if err := archive.Write(dir, instrument(), given, nil, [32]byte{}); fault.Of(err) != fault.Invalid {
			t.Errorf("%s: got %v, want Invalid", name, err)
		}
		if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) > 0 {
			t.Errorf("%s: left %v behind", name, left)
		}
	}
}

func TestAWholeArchiveIsKept(t *testing.T) {
	dir := write(t)
	before, err := os.ReadFile(filepath.Join(dir, archive.ManifestFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := archive.Write(dir, instrument(), nil, nil, [32]byte{9}); err != nil {
		t.Fatal(err)
	}
	if after, _ := os.ReadFile(filepath.Join(dir, archive.ManifestFile)); string(after) != string(before) {
		t.Error("writing again changed the archive")
	}
}

func TestAHalfWrittenFolderIsReplaced(t *testing.T) {
	parent := t.TempDir()
	if err := os.MkdirAll(filepath.Join(parent, ".2019.new", "rubbish"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := archive.Write(filepath.Join(parent, "2019"), instrument(), records(), outcomes(), [32]byte{}); err != nil {
		t.Fatal(err)
	}
	entries, _ := os.ReadDir(parent)
	if len(entries) != 1 {
		t.Errorf("got %v beside the archive", entries)
	}
}

func TestDamageIsFound(t *testing.T) {
	for _, file := range []string{archive.ResponsesFile, archive.RatingsFile, archive.TextsFile, archive.InstrumentFile, archive.OutcomesFile} {
		dir := write(t)
		if err := archive.Verify(dir); err != nil {
			t.Fatalf("control: %v", err)
		}
		path := filepath.Join(dir, file)
		source, _ := os.ReadFile(path)
		source[len(source)/2] ^= 1
		if err := os.WriteFile(path, source, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := archive.Verify(dir); fault.Of(err) != fault.Conflict || !strings.Contains(err.Error(), file) {
			t.Errorf("%s changed: got %v", file, err)
		}
		if err := archive.Write(dir, instrument(), records(), outcomes(), [32]byte{}); fault.Of(err) != fault.Conflict {
			t.Errorf("%s changed and written again: got %v", file, err)
		}
		_ = os.Truncate(path, 3)
		if _, err := archive.Open(dir); file != archive.TextsFile && fault.Of(err) != fault.Conflict {
			t.Errorf("%s cut off: open gave %v", file, err)
		}
	}
	if _, err := archive.Open(filepath.Join(t.TempDir(), "2031")); fault.Of(err) != fault.NotFound {
		t.Errorf("no archive: got %v, want NotFound", err)
	}
}

func TestAnEmptyWaveIsArchived(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "2019")
	if err := archive.Write(dir, instrument(), nil, nil, [32]byte{}); err != nil {
		t.Fatal(err)
	}
	if w := open(t, dir); w.Responses.Len() != 0 || w.Ratings.Len() != 0 {
		t.Errorf("got %d responses", w.Responses.Len())
	}
}

func TestPairsJoinRowsOfTwoWaves(t *testing.T) {
	parent := t.TempDir()
	earlier, later := filepath.Join(parent, "2018"), filepath.Join(parent, "2019")
	in := instrument()
	in.Wave.Code = "2018"
	for dir, wave := range map[string]*survey.Instrument{earlier: in, later: instrument()} {
		if err := archive.Write(dir, wave, records(), outcomes(), [32]byte{}); err != nil {
			t.Fatal(err)
		}
	}
	w := open(t, later)
	if _, ok, err := w.Pairs("2018"); ok || err != nil {
		t.Fatalf("paired before it was: %v %v", ok, err)
	}
	kept, err := archive.WritePairs(later, earlier, []archive.Pair{{Earlier: "a1", Later: "c3"}, {Earlier: "d4", Later: "a1"}, {Earlier: "c3", Later: "b2"}})
	if err != nil || kept != 2 {
		t.Fatalf("got %d kept (%v), want 2", kept, err)
	}
	pairs, ok, err := w.Pairs("2018")
	if want := []archive.PairRows{{Earlier: 2, Later: 0}, {Earlier: 1, Later: 2}}; err != nil || !ok || !slices.Equal(pairs, want) {
		t.Errorf("got %v (%v, %v), want %v", pairs, ok, err, want)
	}
	_, err = archive.WritePairs(later, earlier, []archive.Pair{{Earlier: "a1", Later: "c3"}, {Earlier: "a1", Later: "b2"}})
	if fault.Of(err) != fault.Invalid {
		t.Errorf("a response in two pairs: got %v, want Invalid", err)
	}
	if err := archive.Verify(later); err != nil {
		t.Errorf("pairs broke the manifest: %v", err)
	}
}

func TestCodebookNamesEveryColumn(t *testing.T) {
	dir := write(t)
	source, err := os.ReadFile(filepath.Join(dir, archive.CodebookFile))
	if err != nil {
		t.Fatal(err)
	}
	var book archive.Codebook
	if err := json.Unmarshal(source, &book); err != nil {
		t.Fatal(err)
	}
	w := open(t, dir)
	named := map[string]archive.Variable{}
	for _, v := range book.Variables {
		named[v.Column] = v
	}
	for _, name := range append(w.Responses.Names(), w.Ratings.Names()...) {
		if named[name].File == "" {
			t.Errorf("column %s is not in the codebook", name)
		}
	}
	if got := named["warm"].Codes; len(got) != 2 || got[1].Code != 5 {
		t.Errorf("the ends of a differential are coded %v, want 1 and 5", got)
	}
	if v := named["why"]; v.File != archive.TextsFile {
		t.Errorf("open question stands in %q", v.File)
	}
}
