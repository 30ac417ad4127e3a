package coding

import "strings"

// findJobs marks a job together with a place in the same sentence, at most jobReach words apart: the two together often
// are one person. A job alone, or many people who have it, is not marked.
func findJobs(text string, words []token) []Mark {
	const jobReach = 7
	var list []Mark
	for i, w := range words {
		if !isJob(w.lower) {
			continue
		}
		if i > 0 && words[i-1].lower == "enige" {
			list = append(list, Mark{words[i-1].start, w.end, Job})
		}
		for j := max(0, i-jobReach); j < min(len(words), i+jobReach+1); j++ {
			if j == i || !isPlaceHere(words, j) {
				continue
			}
			from, to := words[min(i, j)], words[max(i, j)]
			if !strings.ContainsAny(text[from.end:to.start], ".!?\n;") {
				list = append(list, Mark{from.start, to.end, Job})
			}
		}
	}
	return list
}

// isPlaceHere takes a known place however it is written, and any capitalised word behind "in" or "te".
func isPlaceHere(words []token, i int) bool {
	w := words[i]
	if isPlace(w.lower) && (w.capital() || !alsoWords[w.lower] && i > 0 && beforePlace[words[i-1].lower]) {
		return true
	}
	return i > 0 && (words[i-1].lower == "in" || words[i-1].lower == "te") && properCapital(w) && !publicWords[w.lower]
}

var beforePlace = set("in te van uit bij op regio stad gemeente rond")

func isJob(word string) bool {
	if jobs[word] {
		return true
	}
	for _, suffix := range jobSuffixes {
		if strings.HasSuffix(word, suffix) && len(word) > len(suffix)+1 {
			return true
		}
	}
	return false
}
