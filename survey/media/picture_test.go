package media_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"testing"
	"testing/fstest"

	"realitycheck/survey"
)

// drawing has a red left half and a blue right half.
func drawing(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{R: 220, A: 255}
			if x >= w/2 {
				c = color.NRGBA{B: 220, A: 255}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

// noise has more colours than a palette.
func noise(w, h int) *image.NRGBA {
	m, r := image.NewNRGBA(image.Rect(0, 0, w, h)), rand.New(rand.NewPCG(1, 2))
	for i := range m.Pix {
		m.Pix[i] = byte(r.Uint32())
	}
	return m
}

func encoded(t *testing.T, format string, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch format {
	case "png":
		err = png.Encode(&b, m)
	case "jpeg":
		err = jpeg.Encode(&b, m, &jpeg.Options{Quality: 95})
	case "gif":
		err = gif.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func picture(t *testing.T, format string, w, h int) []byte {
	t.Helper()
	return encoded(t, format, drawing(w, h))
}

func importPicture(t *testing.T, content []byte) (survey.Medium, string, []byte) {
	t.Helper()
	m, records, stored := imported(t, fstest.MapFS{"a": {Data: content}}, survey.MediumImage, survey.MediumFile{File: "a"})
	return m, records[0].Mime, stored[m.Blob]
}

func TestPicturesKeepTheirPixels(t *testing.T) {
	for name, source := range map[string]*image.NRGBA{"few colours": drawing(40, 30), "many colours": noise(40, 30)} {
		m, mime, clean := importPicture(t, encoded(t, "png", source))
		if mime != "image/png" || m.Width != 40 || m.Height != 30 {
			t.Errorf("%s: got %s, %d x %d", name, mime, m.Width, m.Height)
		}
		got, err := png.Decode(bytes.NewReader(clean))
		if err != nil {
			t.Fatal(err)
		}
		for y := range 30 {
			for x := range 40 {
				if want := source.NRGBAAt(x, y); color.NRGBAModel.Convert(got.At(x, y)) != want {
					t.Fatalf("%s: pixel %d,%d: got %v, want %v", name, x, y, got.At(x, y), want)
				}
			}
		}
	}
}

func TestALargePictureIsDrawnSmaller(t *testing.T) {
	m, _, _ := importPicture(t, picture(t, "png", 5000, 2500))
	if m.Width*m.Height > 8_000_000 || m.Width < 3900 || m.Width != 2*m.Height {
		t.Errorf("got %d x %d", m.Width, m.Height)
	}
}

// exif is a segment that says how the camera was held and where it was.
func exif(orientation uint16, order binary.AppendByteOrder, mark string) []byte {
	tiff := order.AppendUint32(order.AppendUint16([]byte(mark), 42), 8)
	tiff = order.AppendUint16(tiff, 2)
	tiff = order.AppendUint32(order.AppendUint16(order.AppendUint16(tiff, 0x0112), 3), 1)
	tiff = order.AppendUint16(order.AppendUint16(tiff, orientation), 0)
	tiff = append(tiff, make([]byte, 12)...)
	tiff = append(tiff, "GPS 51.05 3.73"...)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	return append(binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(segment)+2)), segment...)
}

func TestPhotosStandUprightWithoutTheirPlace(t *testing.T) {
	photo := picture(t, "jpeg", 64, 32)
	red := func(c color.Color) bool { r, _, b, _ := c.RGBA(); return r > b }
	for orientation, want := range map[uint16]struct {
		w, h, x, y int // size, and where red must be
	}{1: {64, 32, 8, 16}, 2: {64, 32, 56, 16}, 3: {64, 32, 56, 16}, 4: {64, 32, 8, 16},
		5: {32, 64, 16, 8}, 6: {32, 64, 16, 8}, 7: {32, 64, 16, 56}, 8: {32, 64, 16, 56}, 9: {64, 32, 8, 16}} {
		for mark, order := range map[string]binary.AppendByteOrder{"MM": binary.BigEndian, "II": binary.LittleEndian} {
			held := append(append(bytes.Clone(photo[:2]), exif(orientation, order, mark)...), photo[2:]...)
			m, mime, clean := importPicture(t, held)
			got, err := jpeg.Decode(bytes.NewReader(clean))
			if err != nil || mime != "image/jpeg" {
				t.Fatalf("%s, %v", mime, err)
			}
			if m.Width != want.w || m.Height != want.h || !red(got.At(want.x, want.y)) || red(got.At(want.w-1-want.x, want.h-1-want.y)) {
				t.Errorf("held %d, %s: got %d x %d, red at the wrong side", orientation, mark, m.Width, m.Height)
			}
			if bytes.Contains(clean, []byte("GPS")) || bytes.Contains(clean, []byte("Exif")) {
				t.Errorf("held %d: the place is still there", orientation)
			}
		}
	}
}

func TestWhatIsHiddenInAPictureIsGone(t *testing.T) {
	hidden := []byte("<script>alert(document.cookie)</script>")
	comment := append([]byte{0xff, 0xfe, 0, byte(len(hidden) + 2)}, hidden...)
	photo, drawn := picture(t, "jpeg", 8, 8), picture(t, "png", 8, 8)
	for name, content := range map[string][]byte{
		"behind a drawing":      append(bytes.Clone(drawn), hidden...),
		"behind a photo":        append(bytes.Clone(photo), hidden...),
		"in a comment":          append(append(bytes.Clone(photo[:2]), comment...), photo[2:]...),
		"in a text of a PNG":    append(append(bytes.Clone(drawn[:33]), chunk("tEXt", append([]byte("Comment\x00"), hidden...))...), drawn[33:]...),
		"a zip behind a photo":  append(bytes.Clone(photo), "PK\x03\x04<script>"...),
		"a page behind a photo": append(bytes.Clone(photo), "<html><script>"...),
	} {
		if !bytes.Contains(content, []byte("<script>")) {
			t.Fatalf("%s: nothing is hidden", name)
		}
		if _, _, clean := importPicture(t, content); bytes.Contains(clean, []byte("<script>")) {
			t.Errorf("%s: the script is still there", name)
		}
	}
}

func chunk(name string, payload []byte) []byte {
	body := append([]byte(name), payload...)
	b := append(binary.BigEndian.AppendUint32(nil, uint32(len(payload))), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(body))
}

// announced is the beginning of a PNG of a size.
func announced(w, h uint32) []byte {
	size := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	return append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(size, 8, 2, 0, 0, 0))...)
}

func TestPicturesThatAreRefused(t *testing.T) {
	drawn := picture(t, "png", 8, 8)
	moving := append(append(bytes.Clone(drawn[:33]), chunk("acTL", make([]byte, 8))...), drawn[33:]...)
	for _, tt := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"a drawing that can run scripts", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "media_type_wrong"},
		{"a drawing behind a declaration", []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "media_type_wrong"},
		{"a page named as a picture", []byte("<!DOCTYPE html><script>alert(1)</script>"), "media_type_wrong"},
		{"a GIF", picture(t, "gif", 8, 8), "media_type_wrong"},
		{"a GIF that is a script", []byte("GIF89a/*\x00\x00*/=1;alert(1)//"), "media_type_wrong"},
		{"a PNG that moves", moving, "media_type_wrong"},
		{"a PDF behind a photo", append(picture(t, "jpeg", 8, 8), "%PDF-1.4 <script>"...), "media_type_wrong"},
		{"a text", []byte("hallo"), "media_type_wrong"},
		{"nothing", nil, "media_type_wrong"},
		{"30,000 by 30,000 pixels", announced(30_000, 30_000), "image_too_large"},
		{"one line of 41 million pixels", announced(41_000_000, 1), "image_too_large"},
		{"only the beginning of a picture", announced(8, 8), "media_broken"},
		{"a picture cut short", drawn[:len(drawn)-20], "media_broken"},
		{"a photo that is no photo", []byte("\xff\xd8\xff\xe0 hallo"), "media_broken"},
		{"31 MB", make([]byte, 31<<20), "file_too_large"},
	} {
		if got := refused(t, survey.MediumImage, tt.content); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
