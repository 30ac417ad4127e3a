package survey

// Instrument is everything that respondents of a wave meet, frozen as one document when the wave opens: analysis reads
// the same document years later from the archive.
type Instrument struct {
	Wave          Wave          `json:"wave"`
	Questionnaire Questionnaire `json:"questionnaire"`
	Frameworks    []Framework   `json:"frameworks"`
	Samples       []Sample      `json:"samples"` // in the order of Wave.Samples
}

// Sample gives the sample with a code.
func (in *Instrument) Sample(code string) (*Sample, bool) {
	for i := range in.Samples {
		if in.Samples[i].Code == code {
			return &in.Samples[i], true
		}
	}
	return nil, false
}

// Parameter finds a parameter in the frameworks of the instrument.
func (in *Instrument) Parameter(framework, code string) (Parameter, bool) {
	for i := range in.Frameworks {
		if in.Frameworks[i].Code == framework {
			return in.Frameworks[i].Parameter(code)
		}
	}
	return Parameter{}, false
}

// WordPanels settles the texts that the questionnaire keys by the kind of a panel: each panel of the kind that has no text
// of its own gets it under its code. What is frozen then says itself what every panel read.
func (in *Instrument) WordPanels() {
	for w := range in.Questionnaire.wordings() {
		w.wordPanels(in.Wave.Panels)
	}
}
