package media

import (
	"bytes"
	"math/bits"
	"slices"
)

// Elements of WebM (Matroska) that are looked at.
const (
	ebmlHeader  = 0x1a45dfa3
	ebmlDocType = 0x4282
	webmSegment = 0x18538067
	webmTracks  = 0x1654ae6b
	webmTrack   = 0xae
	webmKind    = 0x83
	webmVideo   = 0xe0
	webmWidth   = 0xb0
	webmHeight  = 0xba
	webmTags    = 0x1254c367
	webmFiles   = 0x1941a469
	webmVoid    = 0xec
)

// Elements that stand in a segment besides tags and attached files: seek head, info, tracks, cluster, cues, chapters,
// void and checksum.
var segmentElements = []uint64{0x114d9b74, 0x1549a966, webmTracks, 0x1f43b675, 0x1c53bb6b, 0x1043a770, webmVoid, 0xbf}

// readWebM walks a WebM file to its end and blanks its tags in b itself.
func readWebM(b []byte) (film, error) {
	f := film{bytes: b, mime: "video/webm"}
	documents, segments := 0, 0
	ok := eachElement(f.bytes, func(id uint64, element, payload []byte) bool {
		switch id {
		case ebmlHeader:
			return eachElement(payload, func(id uint64, _, payload []byte) bool {
				if id == ebmlDocType && string(bytes.TrimRight(payload, "\x00")) == "webm" {
					documents++
				}
				return true
			})
		case webmSegment:
			segments++
			return eachElement(payload, f.element)
		}
		return id == webmVoid && void(element)
	})
	if !ok || documents != 1 || segments != 1 || !f.pictures && !f.sound {
		return f, broken()
	}
	if !f.pictures {
		f.mime = "audio/webm"
	}
	return f, nil
}

// element reads one element of the segment.
func (f *film) element(id uint64, element, payload []byte) bool {
	switch id {
	case webmTags, webmFiles, webmVoid:
		return void(element)
	case webmTracks:
		return eachElement(payload, func(id uint64, _, payload []byte) bool {
			return id != webmTrack || eachElement(payload, f.track)
		})
	}
	return slices.Contains(segmentElements, id)
}

// track reads one element of a track.
func (f *film) track(id uint64, _, payload []byte) bool {
	switch id {
	case webmKind:
		f.pictures = f.pictures || number(payload) == 1
		f.sound = f.sound || number(payload) == 2
	case webmVideo:
		return eachElement(payload, f.track)
	case webmWidth:
		f.width = int(number(payload))
	case webmHeight:
		f.height = int(number(payload))
	}
	return true
}

func number(payload []byte) (n uint64) {
	for _, b := range payload {
		n = n<<8 | uint64(b)
	}
	return n
}

// void makes an element one that every reader passes over, of the same length. Its size is written in eight bytes, or
// in one when it is too short for that.
func void(element []byte) bool {
	clear(element)
	element[0] = webmVoid
	if n := len(element) - 2; n < 127 {
		element[1] = 0x80 | byte(n)
		return true
	}
	n := uint64(len(element) - 9)
	for i := 8; i > 1; i-- {
		element[i], n = byte(n), n>>8
	}
	element[1] = 0x01
	return true
}

// eachElement calls do for each EBML element of b; false when b is not filled exactly, or do says so.
func eachElement(b []byte, do func(id uint64, element, payload []byte) bool) bool {
	for len(b) > 0 {
		idLength := bits.LeadingZeros8(b[0]) + 1
		if idLength > 4 || len(b) < idLength+1 {
			return false
		}
		id := number(b[:idLength])
		sizeLength := bits.LeadingZeros8(b[idLength]) + 1
		if sizeLength > 8 || len(b) < idLength+sizeLength {
			return false
		}
		head := uint64(idLength + sizeLength)
		size := number(b[idLength:head]) &^ (1 << (7 * sizeLength))
		if size == 1<<(7*sizeLength)-1 || size > uint64(len(b))-head {
			return false // of unknown size, as in a live stream, or larger than what is there
		}
		if !do(id, b[:head+size], b[head:head+size]) {
			return false
		}
		b = b[head+size:]
	}
	return true
}
