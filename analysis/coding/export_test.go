package coding

// NewPlainSuggester weighs words exactly as they were written: what NewSuggester is measured against.
func NewPlainSuggester(book *Codebook, examples []Example) *Suggester {
	return newSuggester(book, examples, func(text string) map[string]float64 {
		words := map[string]float64{}
		for _, t := range tokens(text) {
			words[t.lower] = 1
		}
		return words
	})
}
