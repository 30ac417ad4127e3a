package analysis_test

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"realitycheck/analysis"
	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
)

// The attacker has every report that any role can see: that of each wave alone, that of all waves, and the same without
// flagged responses. She knows of everybody which panel they are in, what attributes they have, whether they took part
// and which questions they left open. She looks for answers of single members, or sums over fewer than ten, that follow
// from the figures by linear arithmetic. The test is written apart from the audit in the program and shares no code.

const attackers = 20 // made panels

// traitsOf draws the attributes of a member. Companies have no age and gender, so that attributes hang together.
func traitsOf(r *rand.Rand, rare float64) []string {
	pick := func(rare float64, common ...string) string {
		if x := r.Float64(); x < rare {
			return common[len(common)-1]
		}
		return common[r.IntN(len(common)-1)]
	}
	if r.Float64() < rare {
		return []string{survey.MissingCategory, survey.MissingCategory, "company"}
	}
	age := pick(rare, "young", "middle", "old")
	if r.IntN(40) == 0 {
		age = survey.MissingCategory
	}
	return []string{age, pick(rare, "f", "m", "x"), "citizen"}
}

// hurried gives some records a quality flag.
func hurried(r *rand.Rand, records []archive.Record, share float64) {
	for i := range records {
		records[i].Speeder = r.Float64() < share
	}
}

// attackedSource makes three paired waves in which members keep their attributes, and of whose open answers
// the themes are coded.
func attackedSource(t *testing.T, seed uint64) *dataset.Source {
	t.Helper()
	dir, r := t.TempDir(), rand.New(rand.NewPCG(seed, 9))
	members := 30 + r.IntN(90)
	if seed%4 == 3 {
		members = 8 + r.IntN(4)
	}
	people := map[string][][]string{}
	for _, panel := range []string{"internal", "external"} {
		rare := 0.02 + r.Float64()*0.15
		for range members {
			people[panel] = append(people[panel], traitsOf(r, rare))
		}
	}
	for i, code := range []string{"2018", "2019", "2020"} {
		in := analysistest.Instrument(code, 2018+i)
		analysistest.WithStrata(in)
		records := analysistest.Records(in, members, r)
		hurried(r, records, 0.01+0.2*r.Float64())
		kept := records[:0]
		for at, record := range records {
			record.Strata = people[record.Panel][at%members]
			if r.IntN(12) > 0 {
				kept = append(kept, record)
			}
		}
		analysistest.Store(t, dir, in, kept)
	}
	for _, waves := range [][2]string{{"2018", "2019"}, {"2019", "2020"}, {"2018", "2020"}} {
		analysistest.Pair(t, dir, waves[0], waves[1], members, func(int) bool { return true })
	}
	source := dataset.NewSource(dir)
	for _, wave := range []string{"2018", "2019", "2020"} {
		analysistest.Code(t, source, wave, analysistest.Codebook(t, "why"), 0, byDigit)
	}
	return source
}

// cohort is a published sum over members, by response row.
type cohort struct {
	about string
	rows  []int32
}

// variable is what one answer of a member is: figures about it can be taken together.
type variable struct {
	wave, panel, subject string
	base                 bool // who knew, instead of what was answered
}

// cohorts reads from a report which sums over whom it gives away.
func cohorts(t *testing.T, source *dataset.Source, doc *report.Report, into map[variable][]cohort) {
	t.Helper()
	archives := map[string]*archive.Wave{}
	for _, year := range doc.Years {
		w, err := source.Open(year)
		if err != nil {
			t.Fatal(err)
		}
		archives[year] = w
	}
	add := func(estimates []report.Estimate, without bool) {
		for _, e := range estimates {
			if e.Suppressed || e.Mean == nil || e.Basis != report.Identity && e.Basis != report.OfSample {
				continue
			}
			w := archives[e.Wave]
			rows, base := membersBehind(w, &e, without)
			v := variable{wave: e.Wave, panel: e.Panel, subject: e.Parameter}
			if e.Item != nil {
				v.subject += "/" + *e.Item
			}
			if e.Sample != nil {
				v.subject += " of " + *e.Sample
			}
			about := fmt.Sprintf("without %v, group %v", without, e.Group)
			into[v] = append(into[v], cohort{about, rows})
			v.base = true
			into[v] = append(into[v], cohort{about, base})
		}
	}
	add(doc.Estimates, false)
	// A figure that stands in both is one figure, over everybody: the gate gives it where nobody with a valid answer was
	// left out.
	add(slices.DeleteFunc(slices.Clone(doc.WithoutFlagged.Estimates), func(e report.Estimate) bool {
		return slices.ContainsFunc(doc.Estimates, func(with report.Estimate) bool { return reflect.DeepEqual(with, e) })
	}), true)
}

// membersBehind finds by brute force who has a valid answer, and who has that or a don't-know.
func membersBehind(w *archive.Wave, e *report.Estimate, without bool) (valid, base []int32) {
	var questions []*survey.Question
	rated := e.Basis == report.OfSample
	for block, q := range w.Instrument.Questionnaire.Questions() {
		if block.Repeat == rated && q.IsItem() && q.Parameter == e.Parameter && (e.Item == nil || *e.Item == q.Code) {
			questions = append(questions, q)
		}
	}
	judge := func(row, cell int, column func(string) ([]int8, bool)) {
		good, unknown := 0, false
		for _, q := range questions {
			cells, _ := column(q.Code)
			good += map[bool]int{true: 1}[cells[cell] >= 1 && cells[cell] <= 5]
			unknown = unknown || cells[cell] == survey.DontKnow
		}
		if 2*good >= len(questions) && good > 0 {
			valid, base = append(valid, int32(row)), append(base, int32(row))
		} else if unknown {
			base = append(base, int32(row))
		}
	}
	rating := map[int]int{} // of the sample, by response
	for at, response := range w.Ratings.Response {
		if rated && w.Ratings.Sample.At(at) == *e.Sample {
			rating[int(response)] = at
		}
	}
	for row := range w.Responses.Len() {
		if w.Responses.Panel.At(row) != e.Panel || without && (w.Responses.Speeder[row] || flaggedByLine(w, row)) {
			continue
		}
		if e.Group != nil && strataOf(w, e.Group.By, row) != e.Group.Value {
			continue
		}
		if at, ok := rating[row]; ok {
			judge(row, at, w.Ratings.Column)
		} else if !rated {
			judge(row, row, w.Responses.Column)
		}
	}
	return valid, base
}

func strataOf(w *archive.Wave, attribute string, row int) string {
	for i := range w.Responses.Strata {
		if w.Responses.Strata[i].Code == attribute {
			return w.Responses.Strata[i].At(row)
		}
	}
	return ""
}

// flaggedByLine repeats for the made instruments, whose grids have at most five items, when a straight line contradicts.
func flaggedByLine(w *archive.Wave, row int) bool {
	line := func(questions ...string) bool {
		var answers []int8
		turned := map[bool]bool{}
		for _, q := range questions {
			cells, _ := w.Responses.Column(q)
			if c := cells[row]; c >= 1 && c <= 5 {
				answers, turned[q == "warm_cold"] = append(answers, c), true
			}
		}
		return len(answers) >= 4 && answers[0] != 3 && len(slices.Compact(slices.Clone(answers))) == 1 && len(turned) == 2
	}
	return line("reliable", "warm_one", "warm_cold", "warm_two") || line("reliable", "warm_one", "warm_cold", "warm_two", "proud")
}

// victims reduces the matrix of cohorts by members modulo 2^61-1, with slow and plain numbers: single members whose
// answer is solved, and reduced rows or differences of nested cohorts over fewer than ten.
func victims(all []cohort, nMin int) (solved, small int) {
	prime := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 61), big.NewInt(1))
	kinds := map[string]int{} // members with the same cohorts
	place := map[int32][]byte{}
	for i, c := range all {
		for _, row := range c.rows {
			if place[row] == nil {
				place[row] = make([]byte, len(all))
			}
			place[row][i] = 1
		}
	}
	sizes := []int{}
	columns := [][]byte{}
	for _, row := range sorted(place) {
		key := string(place[row])
		if _, ok := kinds[key]; !ok {
			kinds[key] = len(sizes)
			sizes, columns = append(sizes, 0), append(columns, place[row])
		}
		sizes[kinds[key]]++
	}
	matrix := make([][]*big.Int, len(all))
	for i := range all {
		for _, column := range columns {
			matrix[i] = append(matrix[i], big.NewInt(int64(column[i])))
		}
	}
	echelon(matrix, prime)
	for _, row := range matrix {
		members, plain, places := 0, true, 0
		for k, x := range row {
			if x.Sign() != 0 {
				members, places = members+sizes[k], places+1
				plain = plain && x.Cmp(big.NewInt(1)) == 0
			}
		}
		if places == 1 && members == 1 {
			solved++
		}
		if plain && members > 0 && members < nMin {
			small++
		}
	}
	for _, a := range all {
		for _, b := range all {
			if rest := len(a.rows) - len(b.rows); rest > 0 && rest < nMin && inside(b.rows, a.rows) {
				small++
			}
		}
	}
	return solved, small
}

func sorted(place map[int32][]byte) []int32 {
	var rows []int32
	for row := range place {
		rows = append(rows, row)
	}
	slices.Sort(rows)
	return rows
}

func inside(b, a []int32) bool {
	for _, row := range b {
		if _, ok := slices.BinarySearch(a, row); !ok {
			return false
		}
	}
	return true
}

func echelon(m [][]*big.Int, prime *big.Int) {
	top := 0
	for c := 0; len(m) > 0 && c < len(m[0]) && top < len(m); c++ {
		p := slices.IndexFunc(m[top:], func(row []*big.Int) bool { return row[c].Sign() != 0 })
		if p < 0 {
			continue
		}
		m[top], m[top+p] = m[top+p], m[top]
		factor := new(big.Int).ModInverse(m[top][c], prime)
		for j := range m[top] {
			m[top][j] = new(big.Int).Mod(new(big.Int).Mul(m[top][j], factor), prime)
		}
		for i := range m {
			if x := m[i][c]; i != top && x.Sign() != 0 {
				for j := range m[i] {
					m[i][j] = new(big.Int).Mod(new(big.Int).Sub(m[i][j], new(big.Int).Mul(x, m[top][j])), prime)
				}
			}
		}
		top++
	}
}

// attack counts the victims of every report that the made panels publish behind a gate. by has those of single kinds of
// figures, found by taking all of them together.
func attack(t *testing.T, panels uint64, nMin int, complement bool) (solved, small, groups int, by map[string]found) {
	t.Helper()
	by = map[string]found{}
	read := map[string]int{}
	for seed := range panels {
		source := attackedSource(t, seed)
		all := map[variable][]cohort{}
		opts := analysis.Options{Tr: translator(t, i18n.English), WithoutFlagged: true}
		doc, err := analysis.BuildWith(context.Background(), source, opts, nMin, complement)
		if err != nil {
			t.Fatal(err)
		}
		cohorts(t, source, doc, all)
		for _, e := range doc.Estimates {
			if e.Group != nil && !e.Suppressed {
				groups++
			}
		}
		for _, list := range all {
			s, n := victims(list, 10)
			solved, small = solved+s, small+n
		}
		r := newReading(t, source, doc.Years)
		differences, themes := r.report(source, doc, false)
		read["differences"], read["themes"] = read["differences"]+differences, read["themes"]+themes
		for kind, f := range r.victims(10) {
			by[kind] = found{by[kind].solved + f.solved, by[kind].small + f.small, by[kind].limits + f.limits}
		}
	}
	if read["differences"] == 0 || read["themes"] == 0 {
		t.Errorf("read %v: the test looks at too little", read)
	}
	return solved, small, groups, by
}

func TestAnAttackerFindsNobody(t *testing.T) {
	solved, small, groups, by := attack(t, attackers, 10, true)
	for _, kind := range kinds {
		f, read := by[kind]
		if !read || f != (found{}) {
			t.Errorf("%s: read %v, %+v", kind, read, f)
		}
	}
	if solved != 0 || small != 0 {
		t.Errorf("%d members solved, %d groups under ten derived", solved, small)
	}
	if groups < 100 {
		t.Errorf("only %d figures of groups are shown: the test looks at too little", groups)
	}
}

func TestAnAttackerFindsVictimsBehindAWeakGate(t *testing.T) {
	_, small, _, by := attack(t, 4, 10, false)
	if small == 0 || by["mean"].solved == 0 || by["mean"].small == 0 || by["top2"].small == 0 || by["points"].small == 0 || by["dont_know"].small == 0 || by["dont_know"].limits == 0 {
		t.Errorf("without complementary suppression: %d small groups, %v; the test sees nothing", small, by)
	}
	solved, small, _, by := attack(t, 4, 1, true)
	if solved == 0 || small == 0 {
		t.Errorf("with n_min 1: %d members solved, %d small groups; the test sees nothing", solved, small)
	}
	for _, kind := range kinds {
		if by[kind].small == 0 {
			t.Errorf("with n_min 1 nothing small is found of %s: the test sees nothing", kind)
		}
	}
}
