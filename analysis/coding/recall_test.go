package coding_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"realitycheck/analysis/coding"
	"realitycheck/survey/names"
)

// seeded is an answer of our own making with one identifier in it.
type seeded struct {
	kind       coding.Kind
	text       string
	identifier string
}

func lines(t *testing.T, name string) []string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "..", "testdata", "people", name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(strings.ReplaceAll(string(body), " ", "_"))
}

// person is a made-up name; known says that the panel has it.
type person struct {
	first, last string
	known       bool
}

// seed makes 200 answers with one identifier each, and the parts of names that the panel knows. A fifth of the people
// named are not in the panel.
func seed(t *testing.T) (answers []seeded, panel []string) {
	r := rand.New(rand.NewPCG(2026, 11))
	firsts, lasts := lines(t, "first_names.txt"), lines(t, "family_names.txt")
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	add := func(kind coding.Kind, identifier, sentence string) {
		answers = append(answers, seeded{kind, strings.Replace(sentence, "%", identifier, 1), identifier})
	}
	for i := range 70 {
		p := person{strings.ReplaceAll(pick(firsts), "_", " "), strings.ReplaceAll(pick(lasts), "_", " "), i%5 != 0}
		if !p.known {
			p.first, p.last = pick([]string{"Torbjørn", "Xiomara", "Wout", "Marieke", "Kwame", "Aoife"}), pick([]string{"Lindqvist", "Okonkwo", "Vercammen", "Ferreira", "O'Brien", "Stoyanov"})
		} else {
			panel = append(panel, p.first+" "+p.last)
		}
		add(coding.Name, nameForm(p, i), nameSentence(p, i))
	}
	for i := range 30 {
		add(coding.Email, email(pick(firsts), pick(lasts), i), []string{"Mail mij op % als u meer wil weten.", "antwoord graag naar %", "Ik kreeg niets terug op %, jammer.",
			"Mijn adres (%) stond verkeerd in de brief."}[i%4])
	}
	for i := range 35 {
		add(coding.Phone, phone(r, i), []string{"Bel me gerust op %.", "ik ben bereikbaar via % na 17 uur", "Tel %, liefst 's avonds.", "Niemand belde terug naar %, terwijl dat beloofd was.",
			"Mijn nummer: %"}[i%5])
	}
	for i := range 20 {
		add(coding.National, national(r, i), []string{"Mijn rijksregisternummer is %.", "rrn % staat nergens in het dossier", "Ik moest % drie keer ingeven.", "Ze vroegen weer naar (%) terwijl ze dat hebben."}[i%4])
	}
	for i := range 20 {
		add(coding.IBAN, iban(r, i), []string{"Stort het terug op % aub.", "De premie kwam op rekening %, niet op de mijne.", "rekeningnummer % klopt niet meer", "Zie %."}[i%4])
	}
	jobs := []string{"de burgemeester van Wetteren", "postbode in Zele", "diensthoofd van de bibliotheek in Tienen", "de apotheker in Lede", "huisarts te Ronse",
		"In Bree ben ik de enige veearts", "schepen in beringen", "secretaris van de school in Hamme", "directrice van een rusthuis in Diest", "de wijkagent van Ledeberg",
		"loketbediende bij de stad Aalst", "teamleider in het ziekenhuis van Genk", "kapper in Nevele", "ombudsvrouw van Oostende", "conservator van een museum in Damme",
		"stationschef te Halle", "dorpsdichter van Essen", "sluiswachter in Evergem", "kabinetschef in Brussel", "de notaris in Peer", "wegenwerker en ploegbaas in Mol",
		"leerkracht in het enige schooltje van Zuienkerke", "boswachter in Voeren", "landmeter van de gemeente Kruibeke", "imker uit Galmaarden"}
	for i, job := range jobs {
		add(coding.Job, job, []string{"Als % zie ik dat elke dag.", "Ik spreek uit ervaring, %.", "Mijn man is %, hij zegt hetzelfde.", "%, en ik weet dus waarover ik spreek."}[i%4])
	}
	return answers, panel
}

func nameForm(p person, i int) string {
	full := p.first + " " + p.last
	switch {
	case i%7 == 1 && p.known:
		return strings.ToLower(full)
	case i%7 == 2:
		return p.first + " " + p.last[:1] + "."
	case i%7 == 3:
		return p.first[:1] + ". " + p.last
	case i%7 == 4:
		return p.last
	case i%7 == 5 && p.known:
		return p.first
	}
	return full
}

func nameSentence(p person, i int) string {
	if i%7 == 4 {
		return []string{"Mevrouw % nam de tijd om alles uit te leggen.", "De man aan de telefoon, meneer %, wist van niets."}[i%2]
	}
	return []string{"Ik werd goed geholpen door % aan het loket.", "% heeft mij drie keer teruggebeld.", "Zo'n brief is onduidelijk. Groeten, %", "vraag het aan %, die weet het ook",
		"Mijn collega % vond de toon te streng."}[i%5]
}

func email(first, last string, i int) string {
	plain := strings.NewReplacer("é", "e", "ë", "e", "è", "e", "_", "", "'", "", "ç", "c", "ï", "i", "ö", "o", "ü", "u").Replace
	first, last = strings.ToLower(plain(first)), strings.ToLower(plain(last))
	return []string{first + "." + last + "@voorbeeld.be", first + last + "@mail.voorbeeld.com", first + "_" + last + "88@voorbeeld.eu", strings.ToUpper(first) + "@VOORBEELD.BE",
		first + " @ voorbeeld.be", first + "." + last + "(at)voorbeeld.be", first + "." + last + "[at]voorbeeld[dot]be", first + " punt " + last + " at voorbeeld punt be",
		first + "+reality@voorbeeld.be", first + "-" + last + "@kmo-voorbeeld.vlaanderen"}[i%10]
}

func phone(r *rand.Rand, i int) string {
	d := func() int { return r.IntN(10) }
	return []string{fmt.Sprintf("04%d%d %d%d %d%d %d%d", 7+r.IntN(3), d(), d(), d(), d(), d(), d(), d()), fmt.Sprintf("04%d%d/%d%d.%d%d.%d%d", 7+r.IntN(3), d(), d(), d(), d(), d(), d(), d()),
		fmt.Sprintf("+32 4%d%d %d%d %d%d %d%d", 7, d(), d(), d(), d(), d(), d(), d()), fmt.Sprintf("+32(0)4%d%d %d%d%d %d%d%d", 8, d(), d(), d(), d(), d(), d(), d()),
		fmt.Sprintf("0032 4%d%d %d%d %d%d %d%d", 9, d(), d(), d(), d(), d(), d(), d()), fmt.Sprintf("02 %d%d%d %d%d %d%d", 2+r.IntN(7), d(), d(), d(), d(), d(), d()),
		fmt.Sprintf("0%d%d/%d%d %d%d %d%d", 1, 1+r.IntN(6), 2, d(), d(), d(), d(), d()), fmt.Sprintf("09-%d%d%d.%d%d.%d%d", 2, d(), d(), d(), d(), d(), d()),
		fmt.Sprintf("04%d%d%d%d%d%d%d%d", 7, d(), d(), d(), d(), d(), d(), d()), fmt.Sprintf("+31 6 %d%d%d%d %d%d%d%d", 1, d(), d(), d(), d(), d(), d(), d())}[i%10]
}

func national(r *rand.Rand, i int) string {
	year, month, day, serial := r.IntN(100), 1+r.IntN(12), 1+r.IntN(28), 1+r.IntN(997)
	if i%6 == 5 {
		month += 40
	}
	nine := year*10_000_000 + month*100_000 + day*1000 + serial
	if year < 10 {
		nine += 2_000_000_000
	}
	check := 97 - nine%97
	return fmt.Sprintf([]string{"%02d.%02d.%02d-%03d.%02d", "%02d%02d%02d%03d%02d", "%02d %02d %02d %03d %02d", "%02d.%02d.%02d %03d-%02d"}[i%4], year, month, day, serial, check)
}

func iban(r *rand.Rand, i int) string {
	country, body := "BE", fmt.Sprintf("%012d", r.Int64N(1_000_000_000_000))
	tail := "1114" // BE as numbers
	if i%5 == 4 {
		country, tail, body = "DE", "1314", fmt.Sprintf("%018d", r.Int64N(1_000_000_000_000_000_000))
	}
	rest := 0
	for _, c := range body + tail + "00" {
		rest = (rest*10 + int(c-'0')) % 97
	}
	compact := fmt.Sprintf("%s%02d%s", country, 98-rest, body)
	var groups []string
	for at := 0; at < len(compact); at += 4 {
		groups = append(groups, compact[at:min(at+4, len(compact))])
	}
	return []string{strings.Join(groups, " "), compact, strings.ToLower(compact), strings.Join(groups, "-"), strings.Join(groups, ".")}[i%5]
}

// recall counts the identifiers that the marks of their answer cover to the last letter.
func recall(d *coding.Detector, answers []seeded) (found int, missed []string, byKind map[coding.Kind][2]int) {
	byKind = map[coding.Kind][2]int{}
	for _, a := range answers {
		start := strings.Index(a.text, a.identifier)
		covered := func(i int) bool {
			for _, m := range d.Find(a.text) {
				if i >= m.Start && i < m.End {
					return true
				}
			}
			return false
		}
		all := true
		for i := start; i < start+len(a.identifier); i++ {
			all = all && covered(i)
		}
		if a.kind == coding.Job && !all { // what counts is the job and the place, not the words between
			all = jobAndPlace(a, d)
		}
		n := byKind[a.kind]
		n[1]++
		if all {
			found++
			n[0]++
		} else {
			missed = append(missed, fmt.Sprintf("%s in %q", a.kind, a.text))
		}
		byKind[a.kind] = n
	}
	return found, missed, byKind
}

// jobAndPlace says that a mark for a job lies in the answer and reaches the end of the identifier or its beginning.
func jobAndPlace(a seeded, d *coding.Detector) bool {
	start := strings.Index(a.text, a.identifier)
	for _, m := range d.Find(a.text) {
		if m.Kind == coding.Job && m.Start <= start+len("de directrice ") && m.End >= start+len(a.identifier) {
			return true
		}
	}
	return false
}

func nameSet(panel []string) *names.Set {
	key := []byte("a key of this test")
	var hashes [][]byte
	for _, name := range panel {
		for _, part := range names.Parts(name) {
			hashes = append(hashes, names.Hash(key, part))
		}
	}
	return names.NewSet(key, hashes)
}

const leastRecall = 0.95

func TestDetectorFindsNearlyAllSeededIdentifiers(t *testing.T) {
	answers, panel := seed(t)
	if len(answers) != 200 {
		t.Fatalf("got %d seeded identifiers, want 200", len(answers))
	}
	found, missed, byKind := recall(coding.NewDetector(nameSet(panel)), answers)
	t.Logf("recall %d of %d (%.1f %%), by kind %v", found, len(answers), 100*float64(found)/float64(len(answers)), byKind)
	for _, m := range missed {
		t.Log("missed:", m)
	}
	if float64(found) < leastRecall*float64(len(answers)) {
		t.Errorf("recall is under %.0f %%", 100*leastRecall)
	}
	// Controls: what the panel's names and the check digits bring shows when they are taken away.
	without, _, byKind := recall(coding.NewDetector(nil), answers)
	t.Logf("without the names of the panel %d, names %v", without, byKind[coding.Name])
	if float64(without) >= leastRecall*float64(len(answers)) {
		t.Errorf("without the names of the panel recall is still %d of 200: the test does not need them", without)
	}
}

// TestDetectorLeavesMostAnswersAlone keeps the detector useful: a text full of marks is read by nobody.
func TestDetectorLeavesMostAnswersAlone(t *testing.T) {
	_, panel := seed(t)
	d := coding.NewDetector(nameSet(panel))
	clean, marked := 0, 0
	for _, text := range plainAnswers(t) {
		clean++
		if marks := d.Find(text); len(marks) > 0 {
			marked++
			t.Logf("%q in %q", text[marks[0].Start:marks[0].End], text)
		}
	}
	t.Logf("%d of %d answers without identifiers are marked", marked, clean)
	if clean < 100 || marked*10 > clean {
		t.Errorf("%d of %d answers without identifiers are marked, want at most a tenth", marked, clean)
	}
}

// plainAnswers are the made answers of the demo, which name nobody.
func plainAnswers(t *testing.T) []string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "..", "testdata", "answers", "open.nl.json"))
	if err != nil {
		t.Fatal(err)
	}
	var answers map[string]any
	if err := json.Unmarshal(body, &answers); err != nil {
		t.Fatal(err)
	}
	var all []string
	var walk func(value any)
	walk = func(value any) {
		switch v := value.(type) {
		case string:
			all = append(all, v)
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	delete(answers, "about")
	walk(answers)
	return all
}
