package media

import (
	"encoding/binary"
	"slices"

	"realitycheck/survey/fault"
)

// Boxes that stand at the top of an MP4 file; another one means that it is not, or not only, an MP4 file.
var topBoxes = []string{"ftyp", "moov", "mdat", "free", "skip", "wide", "moof", "mfra", "sidx", "styp", "uuid", "meta", "udta"}

// Boxes that are looked into, and boxes that hold metadata: place, device, author, or room for anything.
var (
	innerBoxes    = []string{"moov", "trak", "mdia", "minf", "stbl"}
	metadataBoxes = []string{"udta", "meta", "uuid", "free", "skip", "wide"}
)

// Encodings that every browser plays: H.264, AV1, VP9, AAC, Opus, MP3.
var playedEverywhere = []string{"avc1", "avc3", "av01", "vp09", "mp4a", "Opus", ".mp3"}

// readMP4 walks an MP4 file to its end and blanks its metadata in b itself, so that no offset changes.
func readMP4(b []byte) (film, error) {
	f := film{bytes: b, mime: "video/mp4"}
	if len(b) < 12 || string(b[4:8]) != "ftyp" {
		return f, broken()
	}
	var seen []string
	ok := eachBox(f.bytes, func(name string, box, payload []byte) bool {
		seen = append(seen, name)
		return slices.Contains(topBoxes, name) && f.box(name, box, payload)
	})
	if !ok || !slices.Contains(seen, "moov") || !f.pictures && !f.sound {
		return f, broken()
	}
	if f.foreign != "" {
		return f, fault.New(fault.Invalid, "media_encoding", "found", f.foreign)
	}
	if !f.pictures {
		f.mime = "audio/mp4"
	}
	return f, nil
}

// box reads one box and those in it.
func (f *film) box(name string, box, payload []byte) bool {
	switch {
	case slices.Contains(metadataBoxes, name):
		copy(box[4:8], "free")
		clear(payload)
	case slices.Contains(innerBoxes, name):
		return eachBox(payload, f.box)
	case name == "hdlr" && len(payload) >= 12:
		f.pictures = f.pictures || string(payload[8:12]) == "vide"
		f.sound = f.sound || string(payload[8:12]) == "soun"
	case name == "stsd" && len(payload) >= 8: // a version and a count come before its boxes
		return eachBox(payload[8:], func(encoding string, _, _ []byte) bool {
			if !slices.Contains(playedEverywhere, encoding) {
				f.foreign = encoding
			}
			return true
		})
	case name == "tkhd" && len(payload) >= 84:
		// The last eight bytes are width and height as 16.16 fixed point.
		w, h := payload[len(payload)-8:], payload[len(payload)-4:]
		f.width = max(f.width, int(binary.BigEndian.Uint16(w)))
		f.height = max(f.height, int(binary.BigEndian.Uint16(h)))
	}
	return true
}

// eachBox calls do for each box of b; false when b is not filled exactly, or do says so.
func eachBox(b []byte, do func(name string, box, payload []byte) bool) bool {
	for len(b) > 0 {
		if len(b) < 8 {
			return false
		}
		size, head := uint64(binary.BigEndian.Uint32(b)), uint64(8)
		switch {
		case size == 0: // up to the end
			size = uint64(len(b))
		case size == 1 && len(b) >= 16:
			size, head = binary.BigEndian.Uint64(b[8:]), 16
		}
		if size < head || size > uint64(len(b)) {
			return false
		}
		if !do(string(b[4:8]), b[:size], b[head:size]) {
			return false
		}
		b = b[size:]
	}
	return true
}
