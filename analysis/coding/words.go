package coding

import (
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/dutch"
)

// token is one word of a text with its place.
type token struct {
	start, end int    // bytes
	text       string // as it was written
	lower      string
}

// capital says that the word begins with a capital.
func (t token) capital() bool {
	for _, r := range t.text {
		return unicode.IsUpper(r)
	}
	return false
}

// tokens finds the words of a text: letters with marks, apostrophes and hyphens inside.
func tokens(text string) []token {
	var list []token
	start := -1
	end := func(i int) {
		if start >= 0 {
			word := strings.TrimRight(text[start:i], "-'’")
			list = append(list, token{start, start + len(word), word, strings.ToLower(word)})
			start = -1
		}
	}
	for i, r := range text {
		inside := start >= 0 && (r == '-' || r == '\'' || r == '’')
		if unicode.IsLetter(r) || unicode.IsMark(r) || inside {
			if start < 0 {
				start = i
			}
			continue
		}
		end(i)
	}
	end(len(text))
	return list
}

// Stem brings a Dutch word to its stem, so that "brief" and "briefje" or "onduidelijk" and "onduidelijkheid" meet.
func Stem(word string) string {
	env := snowballstem.NewEnv(strings.ToLower(word))
	dutch.Stem(env)
	return env.Current()
}

// stopWords are words that say nothing about what an answer is about. The list is ours.
var stopWords = set(`
	aan aangezien al alle alleen allemaal alles als altijd ander andere anders aub ben bent best beter bij bijna bijvoorbeeld
	bv daar daardoor daarin daarna daarom daarop dan dat de deze dezelfde die dit doe doen doet door dus echt een eens eerst
	eigenlijk elk elke en enkel er erg ergens ervan even gaan gaat ga ge geen gelijk gewoon gij graag had hadden hebben hebt heb
	heeft heel heer helemaal hen het hier hij hoe hoewel hun ie ieder iedere iedereen iemand iets ik in indien is ja je jij jou
	jouw jullie kan kon konden krijg krijgen krijgt kunnen laat laten maak maar maken maakt me meer meestal men met mezelf mij
	mijn minder moest moet moeten mag mogen mocht na naar nee niemand niet niets nog nogal nooit nou nu of om omdat onder ons onze
	ook op over overal pas per precies soms tegen ten ter terwijl te tijdens toch toe toen tot tussen u uit uw van vanaf veel
	vele verder vind vinden vindt via volgens voor vooral vrij waar waarom wanneer want waren was wat we weer wel welk welke
	werd werden wie wij wil willen wilt word worden wordt wou zal ze zeer zegt zei zelf zelfs zich zij zijn zo zoals zodat
	zonder zou zouden zullen zult z'n m'n den dees ding dingen keer zeggen`)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}

// stems lists the stems of the words in a sentence that say something, each once in the order of the text.
func stems(sentence string) []string {
	var list []string
	seen := map[string]bool{}
	for _, t := range tokens(sentence) {
		if stopWords[t.lower] || len(t.lower) < 3 {
			continue
		}
		if s := Stem(t.lower); !seen[s] {
			seen[s] = true
			list = append(list, s)
		}
	}
	return list
}

// sentences cuts a text where a sentence or a line ends.
func sentences(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".!?;\n", r) })
}
