package media

import "realitycheck/survey"

// film is what was found in a container of moving pictures or sound.
type film struct {
	bytes         []byte // the same container without metadata
	mime          string
	pictures      bool // has a track of pictures
	sound         bool // has a track of sound
	width, height int
	foreign       string // an encoding in it that not every browser plays, "" when there is none
}

// video checks a video by its container.
func (in *importer) video(m *survey.Medium, from survey.MediumFile) {
	b, err := in.read(from.File, maxFilm)
	var f film
	if err == nil {
		if f, err = readFilm(b, "MP4, WebM"); err == nil && !f.pictures {
			err = wrongType(b, "MP4, WebM")
		}
	}
	if err != nil {
		in.refuse(".file", from.File, err)
		return
	}
	m.Blob, m.Width, m.Height = in.keep(f.mime, f.bytes), f.width, f.height
}

// audio checks a sound by its container.
func (in *importer) audio(m *survey.Medium, from survey.MediumFile) {
	const known = "MP3, M4A, WebM"
	b, err := in.read(from.File, maxSound)
	var f film
	switch {
	case err != nil:
	case typeOf(b) == typeMP3:
		f.mime = typeMP3
		f.bytes, err = readMP3(b)
	default:
		if f, err = readFilm(b, known); err == nil && f.pictures {
			err = wrongType(b, known)
		}
	}
	if err != nil {
		in.refuse(".file", from.File, err)
		return
	}
	m.Blob = in.keep(f.mime, f.bytes)
}

// readFilm reads a container by the type found in its bytes.
func readFilm(b []byte, known string) (film, error) {
	switch typeOf(b) {
	case "video/mp4", "audio/mp4", "audio/x-m4a", "video/x-m4v":
		return readMP4(b)
	case "video/webm", "audio/webm":
		return readWebM(b)
	}
	return film{}, wrongType(b, known)
}
