package coding_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"realitycheck/analysis/coding"
	"realitycheck/survey/i18n"
)

// madeThemes are themes with sentences of our own making. The first half of each teaches, the second half asks: no
// sentence is in both, so that only words in common can lead from one to the other.
var madeThemes = []struct {
	code, name, meaning string
	sentences           []string
}{
	{"language", "Moeilijke taal", "woorden, zinnen, vakjargon, niet te begrijpen", []string{
		"Te veel moeilijke woorden.", "Ik begrijp de zinnen niet, veel te lang.", "Ambtelijk jargon dat niemand verstaat.", "De tekst is onduidelijk geschreven.", "Leg de afkortingen uit.", "Wat een vakjargon.",
		"Geen mens begrijpt die moeilijke zin.", "Gebruik gewone taal en korte zinnen.", "Zoveel afkortingen, onverstaanbaar.", "Onduidelijkheid over wat er juist geschreven staat.", "Moeilijk woordgebruik.", "De taal is te ambtelijk, ik versta er niks van."}},
	{"waiting", "Wachttijd", "lang wachten, traag, wachtlijst, termijn", []string{
		"Ik wacht al zes maanden op antwoord.", "Het duurt veel te lang.", "De wachtlijst is eindeloos.", "Trage behandeling van mijn dossier.", "Een half uur in de wachtrij aan de telefoon.", "De termijn werd niet gehaald.",
		"Altijd dat eindeloze wachten.", "Vorige keer wachtte ik negen weken.", "Wachtlijsten overal.", "Alles gaat zo traag, maanden zelfs.", "De termijnen zijn te lang.", "Mijn aanvraag duurde een jaar."}},
	{"kindness", "Vriendelijkheid", "vriendelijk, beleefd, warm, menselijk onthaal", []string{
		"Vriendelijke mensen aan het loket.", "De dame was heel beleefd en behulpzaam.", "Een warm onthaal.", "Men luisterde echt naar mij.", "Zeer menselijke toon.", "De bediende hielp met een glimlach.",
		"Ik kreeg vriendelijk hulp.", "Beleefdheid troef, ze luisteren.", "Warme, menselijke brief.", "Heel vriendelijk geholpen.", "Behulpzame bedienden, altijd een glimlach.", "Het onthaal was hartelijk."}},
	{"digital", "Digitale drempel", "computer, website, online, inloggen, itsme lukt niet", []string{
		"Alles moet online en ik heb geen computer.", "Inloggen met itsme lukt mij niet.", "De website werkt niet op mijn gsm.", "Niet iedereen kan digitaal mee.", "De zoekfunctie van de site vindt niks.", "Een formulier downloaden is te moeilijk zonder internet.",
		"Mijn moeder heeft geen computer of internet.", "Digitale aanvragen lukken ons niet.", "Ik raakte niet ingelogd.", "De site blijft hangen op gsm.", "Online formulieren vallen altijd uit.", "Steeds op websites moeten zoeken."}},
	{"money", "Geld en belasting", "betalen, duur, premie, belastinggeld", []string{
		"Waar gaat ons belastinggeld naartoe.", "Ik moet veel te veel betalen.", "De premie is te laag.", "Zo'n campagne kost handenvol geld.", "Belastingen blijven stijgen.", "Subsidies voor wie het niet nodig heeft.",
		"Zonde van het geld.", "Wij betalen de belasting en krijgen weinig.", "Premies zijn moeilijk te krijgen.", "Dat kostte de belastingbetaler veel.", "Weer een dure campagne.", "De subsidie was welkom."}},
	{"trust", "Vertrouwen", "geloofwaardig, eerlijk, beloftes, controle", []string{
		"Ik vertrouw de overheid niet meer.", "Ze houden hun beloftes niet.", "Eerlijke uitleg, ook bij slecht nieuws.", "Geloofwaardig omdat er bewijs bij staat.", "Mooie beloftes en dan niets.", "Het klinkt oprecht.",
		"Na al die leugens is mijn vertrouwen weg.", "Een belofte is snel gedaan.", "Eerlijk gezegd wat niet lukt.", "Ongeloofwaardige reclame.", "Men beloofde terug te bellen.", "Oprechte en eerlijke communicatie."}},
	{"reach", "Bereikbaarheid", "telefoon, loket, openingsuren, contact met een mens", []string{
		"Er staat geen telefoonnummer bij.", "Het loket is gesloten als ik thuiskom van het werk.", "Nooit iemand aan de lijn.", "De openingsuren zijn onmogelijk.", "Ik wil een mens kunnen spreken.", "Een contactpersoon ontbreekt.",
		"Loketten sluiten te vroeg.", "Bellen heeft geen zin, niemand neemt op.", "Zet er een contact bij, met nummer.", "Ruimere openingsuren graag.", "Ik kreeg een robot aan de telefoon.", "Je kan niemand spreken."}},
	{"layout", "Vormgeving", "opmaak, foto, kleuren, logo, mooi, overzichtelijk", []string{
		"Mooie foto en rustige kleuren.", "Het logo valt goed op.", "Te drukke opmaak.", "Overzichtelijk met duidelijke titels.", "De letters zijn te klein.", "Lelijke affiche.",
		"Prachtige foto's.", "Drukke kleuren, mooi is anders.", "De titel springt eruit.", "Kleine lettertjes onderaan.", "Geen overzicht in die opmaak.", "Het affiche is mooi vormgegeven."}},
}

func madeBook(t *testing.T) *coding.Codebook {
	t.Helper()
	book := &coding.Codebook{Question: "why"}
	for _, m := range madeThemes {
		must(t, book.Add(coding.Theme{Code: m.code, Name: both(m.name), Meaning: both(m.meaning)}, stamp))
	}
	return book
}

func both(s string) i18n.Text { return i18n.Text{i18n.Dutch: s, i18n.English: s} }

var stamp = coding.Stamp{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), By: "coder@dienst.example"}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// madeAnswers are answers of one or two themes from one half of the sentences.
func madeAnswers(n int, teach bool, r *rand.Rand) []coding.Example {
	var list []coding.Example
	for range n {
		var e coding.Example
		for range 1 + r.IntN(2) {
			m := madeThemes[r.IntN(len(madeThemes))]
			if slices.Contains(e.Themes, m.code) {
				continue
			}
			half := len(m.sentences) / 2
			at := r.IntN(half)
			if !teach {
				at += half
			}
			e.Text += " " + m.sentences[at]
			e.Themes = append(e.Themes, m.code)
		}
		slices.Sort(e.Themes)
		e.Text = strings.TrimSpace(e.Text)
		list = append(list, e)
	}
	return list
}

// firstThree is the share of themes of answers that stand among the first three offered.
func firstThree(answers []coding.Example, offer func(string) []string) float64 {
	hits, all := 0, 0
	for _, a := range answers {
		offered := offer(a.Text)
		for _, theme := range a.Themes {
			all++
			if slices.Contains(offered[:min(3, len(offered))], theme) {
				hits++
			}
		}
	}
	return float64(hits) / float64(all)
}

func TestSuggestionsPutTheRightThemeUnderTheFingers(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	book, taught, asked := madeBook(t), madeAnswers(80, true, r), madeAnswers(400, false, r)
	ranked := func(s *coding.Suggester) func(string) []string {
		return func(text string) (codes []string) {
			for _, x := range s.Rank(text) {
				codes = append(codes, x.Theme)
			}
			return codes
		}
	}
	// Without suggestions a coder meets the themes in a fixed order; the best one is by how often each occurs.
	counts := map[string]int{}
	for _, e := range taught {
		for _, theme := range e.Themes {
			counts[theme]++
		}
	}
	var fixed []string
	for _, theme := range book.InUse() {
		fixed = append(fixed, theme.Code)
	}
	slices.SortStableFunc(fixed, func(a, b string) int { return counts[b] - counts[a] })

	none := firstThree(asked, func(string) []string { return fixed })
	words := firstThree(asked, ranked(coding.NewPlainSuggester(book, taught)))
	cold := firstThree(asked, ranked(coding.NewSuggester(book, nil)))
	full := firstThree(asked, ranked(coding.NewSuggester(book, taught)))
	t.Logf("right theme among the first three: fixed order %.2f, words as written %.2f, stems and pairs from the codebook alone %.2f, after 80 answers %.2f", none, words, cold, full)
	if full < 0.80 || full < words+0.05 || full < none+0.3 {
		t.Error("suggestions are not good enough to be shown")
	}
	if cold < none+0.2 {
		t.Error("the codebook alone gives no start")
	}
}

func TestSuggestionsStaySilentAboutWordsNobodyKnows(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	s := coding.NewSuggester(madeBook(t), madeAnswers(80, true, r))
	for _, text := range []string{"", "?", "nvt", "xqz brrr", "gewoon zo"} {
		if got := s.Suggest(text); len(got) > 0 {
			t.Errorf("Suggest(%q) got %v, want nothing", text, got)
		}
	}
	got := s.Suggest("Het duurde maanden, zo lang wachten.")
	if len(got) == 0 || got[0].Theme != "waiting" || len(got) > 3 {
		t.Errorf("got %v, want waiting first, at most three", got)
	}
}

func TestSuggestionsFollowMerges(t *testing.T) {
	book := madeBook(t)
	examples := madeAnswers(80, true, rand.New(rand.NewPCG(7, 7)))
	must(t, book.Merge([]string{"waiting", "reach"}, coding.Theme{Code: "access", Name: both("Toegang")}, stamp))
	got := coding.NewSuggester(book, examples).Suggest("Al die wachtlijsten.")
	if len(got) == 0 || got[0].Theme != "access" {
		t.Errorf("got %v, want the theme in the place of the merged one", got)
	}
}

func TestWordsThatGoTogether(t *testing.T) {
	var texts []string
	for _, e := range madeAnswers(300, true, rand.New(rand.NewPCG(1, 2))) {
		texts = append(texts, e.Text)
	}
	pairs := coding.Together(texts, 5, 20)
	if len(pairs) == 0 || len(pairs) > 20 {
		t.Fatalf("got %d pairs", len(pairs))
	}
	i := slices.IndexFunc(pairs, func(p coding.Pair) bool {
		return p.One == "gehaald" && p.Two == "termijn"
	})
	if i < 0 {
		t.Errorf("got %v, want gehaald with termijn", pairs)
	}
	if again := coding.Together(texts, 5, 20); !slices.Equal(again, pairs) {
		t.Error("the same answers give other pairs")
	}
}

func TestStemJoinsFormsOfAWord(t *testing.T) {
	for _, c := range [][2]string{{"burgers", "burger"}, {"woorden", "woord"}, {"onduidelijk", "onduidelijkheid"}} {
		if coding.Stem(c[0]) != coding.Stem(c[1]) {
			t.Errorf("%s and %s have different stems", c[0], c[1])
		}
	}
}
