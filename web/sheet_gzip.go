package web

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"sync"

	"github.com/klauspost/compress/flate"
)

// A sheet that shows no answers differs between two people in a few short holes. It is kept compressed as well, cut at
// these holes: each piece is a run of deflate blocks that looks back at no other piece, and what fills a hole is stored
// between them as it is. Joining them costs a hundredth of compressing the page anew, and since a secret never shares a
// compressed block with other text, the length of a page tells nothing about it.

// longestLoose is how long the content of a hole may be between compressed pieces.
const longestLoose = 1 << 10

// loose says that a hole is filled differently on pages that show no answers.
func (h hole) loose() bool {
	switch h.kind {
	case holeHandle, holeRev, holeShown, holeSaved, holeReceipt:
		return true
	}
	return false
}

// fresh says that only loose holes are filled, each with little.
func (f *filling) fresh() bool {
	return len(f.banner) == 0 && f.title == "" && len(f.answers) == 0 && len(f.errors) == 0 &&
		len(f.handle)+len(f.shown)+len(f.saved)+len(f.receipt) < longestLoose
}

// presses keeps what compresses, which takes a megabyte.
var presses = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.BestCompression) // the level is one that exists
	return w
}}

// press makes the compressed pieces.
func (s *sheet) press() error {
	w := presses.Get().(*flate.Writer)
	defer presses.Put(w)
	var text, pressed bytes.Buffer
	for i := range s.pieces {
		text.Write(s.pieces[i].fixed)
		if last := i == len(s.pieces)-1; !last && !s.pieces[i].hole.loose() {
			(&filling{}).write(&text, &s.pieces[i].hole)
			continue
		}
		pressed.Reset()
		w.Reset(&pressed)
		if _, err := w.Write(text.Bytes()); err != nil {
			return err
		}
		if err := w.Flush(); err != nil { // ends on a whole byte, without being the end
			return err
		}
		s.pressed = append(s.pressed, piece{bytes.Clone(pressed.Bytes()), s.pieces[i].hole})
		text.Reset()
	}
	return nil
}

const (
	gzipHead   = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" // deflate, no name, no time, system unknown
	storedHead = 5                                          // bytes before what a stored block holds
	lastBlock  = "\x01\x00\x00\xff\xff"                     // stored, empty, the end
)

// gzip joins the compressed pieces into the page of a fresh filling, of which plain is the text.
func (s *sheet) gzip(buf *bytes.Buffer, f *filling, plain []byte) {
	buf.WriteString(gzipHead)
	for i := range s.pressed {
		buf.Write(s.pressed[i].fixed)
		from := buf.Len()
		buf.Write(make([]byte, storedHead))
		f.write(buf, &s.pressed[i].hole)
		block := buf.Bytes()[from:]
		length := uint16(len(block) - storedHead)
		binary.LittleEndian.PutUint16(block[1:], length)
		binary.LittleEndian.PutUint16(block[3:], ^length)
	}
	buf.WriteString(lastBlock)
	var end [8]byte
	binary.LittleEndian.PutUint32(end[:], crc32.ChecksumIEEE(plain))
	binary.LittleEndian.PutUint32(end[4:], uint32(len(plain)))
	buf.Write(end[:])
}
