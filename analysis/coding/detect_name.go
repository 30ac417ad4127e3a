package coding

import (
	"strings"
	"unicode"

	"realitycheck/survey/names"
)

// findNames marks names of the panel wherever they stand, and words that stand where names stand: behind a title or
// "ik ben", beside an initial, under a closing formula, or with a capital inside a sentence.
func (d *Detector) findNames(text string, words []token) []Mark {
	var list []Mark
	for i := 0; i < len(words); i++ {
		if !d.isName(text, words, i) {
			continue
		}
		first, last := i, i
		for first > 0 && partOfName(text, words, first-1, words[first]) {
			first--
		}
		for {
			next := last + 1
			for next < len(words) && names.IsParticle(words[next].lower) && adjacent(text, words[next-1], words[next]) {
				next++
			}
			if next >= len(words) || !adjacent(text, words[next-1], words[next]) {
				break
			}
			if !d.isName(text, words, next) && !(properCapital(words[next]) && !isPublic(words[next])) {
				break
			}
			last = next
		}
		end := words[last].end
		if single(words[last]) && end < len(text) && text[end] == '.' {
			end++
		}
		list = append(list, Mark{words[first].start, end, Name})
		i = last
	}
	return list
}

// partOfName takes the word before a name into it: another capital, or an initial.
func partOfName(text string, words []token, i int, next token) bool {
	w := words[i]
	gap := strings.TrimSpace(text[w.end:next.start])
	return (gap == "" || gap == "." && single(w)) && w.capital() && !isPublic(w) && !stopWords[w.lower] && !titles[w.lower] && !names.IsParticle(w.lower)
}

// isName says whether a word is a name by itself or by where it stands.
func (d *Detector) isName(text string, words []token, i int) bool {
	w := words[i]
	if single(w) {
		return w.capital() && initialBeside(text, words, i)
	}
	start := startsSentence(text, words, i)
	if d.names.Has(w.text) && !names.IsParticle(w.lower) && (!alsoWords[w.lower] || w.capital() && !start || d.besideName(text, words, i)) {
		return true
	}
	if introduced(text, words, i) {
		return true
	}
	if !properCapital(w) || isPublic(w) {
		return false
	}
	if !start {
		return true
	}
	// At the start of a sentence everything has a capital: another one behind it tells, or an initial.
	if stopWords[w.lower] || i+1 >= len(words) || !adjacent(text, w, words[i+1]) {
		return false
	}
	next := words[i+1]
	if names.IsParticle(next.lower) && i+2 < len(words) {
		next = words[i+2]
		return properCapital(next) && !isPublic(next) && !isPlace(next.lower)
	}
	return properCapital(next) && !isPublic(next) || single(next) && next.capital() && next.end < len(text) && text[next.end] == '.'
}

// besideName says that a word that is a name as well stands beside a name that is nothing else.
func (d *Detector) besideName(text string, words []token, i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(words) || alsoWords[words[j].lower] || names.IsParticle(words[j].lower) {
			continue
		}
		if adjacent(text, words[min(i, j)], words[max(i, j)]) && d.names.Has(words[j].text) {
			return true
		}
	}
	return false
}

// introduced says that the words before announce a name.
func introduced(text string, words []token, i int) bool {
	w := words[i]
	if i == 0 || stopWords[w.lower] || names.IsParticle(w.lower) || !near(text, words[i-1], w) {
		return false
	}
	before := words[i-1].lower
	two := ""
	if i > 1 {
		two = words[i-2].lower + " " + before
	}
	switch {
	case titles[before]:
		return w.capital() || manners[before]
	case two == "naam is" || two == "ik heet" || two == "ik ben" || before == "heet":
		return w.capital() && !isPublic(w)
	case farewells[before] && !alsoWords[w.lower]:
		return endsWithin(text, words, i, 3) && (w.capital() || !isPublic(w) && len(w.text) > 2)
	}
	return false
}

// endsWithin says that a text or a line ends at most so many words after word i.
func endsWithin(text string, words []token, i, most int) bool {
	for j := i; j < len(words) && j < i+most; j++ {
		rest := text[words[j].end:]
		if strings.TrimSpace(rest) == "" || strings.HasPrefix(strings.TrimLeft(rest, " .!"), "\n") {
			return true
		}
	}
	return i+most > len(words)
}

// initialBeside says that a single letter is an initial: a full stop behind it and a capitalised word on either side.
func initialBeside(text string, words []token, i int) bool {
	w := words[i]
	if w.end >= len(text) || text[w.end] != '.' {
		return false
	}
	if i > 0 && text[words[i-1].end:w.start] == " " && properCapital(words[i-1]) && !isPublic(words[i-1]) && !stopWords[words[i-1].lower] {
		return true
	}
	return i+1 < len(words) && strings.TrimSpace(text[w.end+1:words[i+1].start]) == "" && properCapital(words[i+1]) &&
		!isPublic(words[i+1]) && !stopWords[words[i+1].lower]
}

func single(w token) bool { return len([]rune(w.text)) == 1 }

// properCapital says that a word begins with a capital and goes on in small letters: no abbreviation and no shouting.
func properCapital(w token) bool {
	letters := []rune(w.text)
	return len(letters) > 1 && w.capital() && unicode.IsLower(letters[len(letters)-1])
}

func adjacent(text string, a, b token) bool { return strings.TrimSpace(text[a.end:b.start]) == "" }

// near allows a comma, a colon or a full stop in between, as behind "Groeten," and "dr.".
func near(text string, a, b token) bool {
	return strings.Trim(text[a.end:b.start], " ,.:\n\t") == ""
}

func startsSentence(text string, words []token, i int) bool {
	from := 0
	if i > 0 {
		from = words[i-1].end
	}
	gap := text[from:words[i].start]
	return i == 0 || strings.ContainsAny(gap, ".!?:;\n\"“”«»•*") && !(titles[words[i-1].lower] || single(words[i-1]))
}

// isPublic says that a capitalised word names a place, a language, a body or a day: nobody by it alone.
func isPublic(w token) bool {
	return isPlace(w.lower) || publicWords[w.lower] || publicWords[strings.TrimSuffix(w.lower, "e")] || publicWords[strings.TrimSuffix(w.lower, "se")]
}
