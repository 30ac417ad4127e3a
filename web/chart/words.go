package chart

import "strings"

// lineHeight is the distance between the lines of a label.
const lineHeight = 17.0

// widths of letters in parts of their size, of the common sans serif fonts; a drawing cannot measure.
const (
	thin, usual, broad, wide = 0.36, 0.6, 0.7, 0.96
)

// width estimates how wide a text is drawn, rather too wide than too narrow.
func width(words string, size float64) float64 {
	total := 0.0
	for _, r := range words {
		switch {
		case strings.ContainsRune("iljtfr.,:;'’|!() ", r):
			total += thin
		case strings.ContainsRune("mwMW%", r):
			total += wide
		case r >= 'A' && r <= 'Z':
			total += broad
		default:
			total += usual
		}
	}
	return total * size
}

// boldWidth is the same for bold letters.
func boldWidth(words string, size float64) float64 { return 1.2 * width(words, size) }

// wrap breaks a text into lines that fit, between words where it can.
func wrap(words string, size, room float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(words) {
		for width(word, size) > room && len([]rune(word)) > 1 {
			if line != "" {
				lines, line = append(lines, line), ""
			}
			head, tail := split(word, size, room)
			lines, word = append(lines, head), tail
		}
		joined := strings.TrimPrefix(line+" "+word, " ")
		if line != "" && width(joined, size) > room {
			lines, line = append(lines, line), word
			continue
		}
		line = joined
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// split cuts a word that is wider than a line, with a hyphen; at least one letter goes before it.
func split(word string, size, room float64) (head, tail string) {
	runes := []rune(word)
	at := 1
	for at < len(runes)-1 && width(string(runes[:at+1])+"-", size) <= room {
		at++
	}
	return string(runes[:at]) + "-", string(runes[at:])
}
