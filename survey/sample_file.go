package survey

import (
	"io/fs"

	"realitycheck/survey/i18n"
)

// SampleFile is a sample as an author hands it in: a definition, with its media still in files beside it. Importing
// the media makes a Sample of it.
type SampleFile struct {
	Sample Sample       // Media carry what the definition says; blobs, sizes and page pictures are still empty
	Dir    fs.FS        // the folder of the definition
	Media  []MediumFile // one for each of Sample.Media
}

// MediumFile names the files of one medium, relative to SampleFile.Dir.
type MediumFile struct {
	File     string               // empty for text that stands in the definition
	Captions map[i18n.Lang]string // WebVTT files of a video
	Pages    []string             // page pictures of a PDF, used where no program is installed that can draw them
	Line     int                  // 1-based, where the medium stands in the definition; 0 when unknown
	Column   int                  // 1-based
}
