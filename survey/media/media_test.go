package media_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gabriel-vasile/mimetype"

	"realitycheck/survey"
	"realitycheck/survey/blob"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/media"
)

var described = i18n.Text{i18n.Dutch: "beschrijving", i18n.English: "description"}

// imported imports one medium from a folder and gives what was made of it, with the bytes by hash.
func imported(t *testing.T, dir fstest.MapFS, kind survey.MediumType, from survey.MediumFile) (survey.Medium, []media.Record, map[string][]byte) {
	t.Helper()
	store := blob.Memory()
	sample, records, err := media.Import(context.Background(), store, sampleFile(dir, kind, from))
	if err != nil {
		t.Fatal(err)
	}
	stored := map[string][]byte{}
	for _, r := range records {
		f, err := store.Open(context.Background(), r.Hash)
		if err != nil {
			t.Fatal(err)
		}
		if stored[r.Hash], err = io.ReadAll(f); err != nil || int64(len(stored[r.Hash])) != r.Size {
			t.Fatalf("got %d bytes, %v, want %d", len(stored[r.Hash]), err, r.Size)
		}
	}
	return sample.Media[0], records, stored
}

func sampleFile(dir fstest.MapFS, kind survey.MediumType, from survey.MediumFile) survey.SampleFile {
	return survey.SampleFile{Dir: dir, Media: []survey.MediumFile{from}, Sample: survey.Sample{Code: "s", Lang: i18n.Dutch,
		Media: []survey.Medium{{Type: kind, Alt: described, Description: described, Transcript: described}}}}
}

// refused gives the fault of one file that is not taken, "" when it is; nothing may be stored of it.
func refused(t *testing.T, kind survey.MediumType, content []byte) string {
	t.Helper()
	return refusedFrom(t, fstest.MapFS{"file": {Data: content}, "film.vtt": {Data: []byte(captions)}}, kind,
		survey.MediumFile{File: "file"})
}

func refusedFrom(t *testing.T, dir fstest.MapFS, kind survey.MediumType, from survey.MediumFile) string {
	t.Helper()
	store := blob.Memory()
	_, _, err := media.Import(context.Background(), store, sampleFile(dir, kind, from))
	var f *fault.Fault
	if err == nil {
		return ""
	}
	if !errors.As(err, &f) || f.Kind != fault.Invalid || len(f.Fields) != 1 {
		t.Fatalf("got %v, want one Invalid field", err)
	}
	for range store.Walk(context.Background()) {
		t.Error("something was stored of a refused sample")
	}
	spoken(t, f)
	return f.Fields[0].Key
}

// spoken checks that a fault reads as a sentence in every language.
func spoken(t *testing.T, f *fault.Fault) {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range i18n.Langs() {
		for _, field := range f.Fields {
			if got := catalogue.For(lang).Field(field); got == field.Key || strings.Contains(got, "<no value>") {
				t.Errorf("%s in %s: got %q", field.Key, lang, got)
			}
		}
	}
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../testdata/samples", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAllFaultyMediaAreNamedAndNothingIsStored(t *testing.T) {
	file := survey.SampleFile{Dir: fstest.MapFS{"good.png": {Data: picture(t, "png", 4, 4)}, "bad.png": {Data: []byte("<svg/>")}},
		Media: []survey.MediumFile{{File: "good.png"}, {File: "bad.png", Line: 9, Column: 5}, {File: "gone.pdf"}, {}},
		Sample: survey.Sample{Code: "s", Media: []survey.Medium{{Type: survey.MediumImage}, {Type: survey.MediumImage},
			{Type: survey.MediumPDF}, {Type: "hologram"}}}}
	store := blob.Memory()
	_, records, err := media.Import(context.Background(), store, file)
	var f *fault.Fault
	if !errors.As(err, &f) {
		t.Fatalf("got %v, want a fault", err)
	}
	var got []string
	for _, field := range f.Fields {
		got = append(got, fmt.Sprintf("%d:%d %s %s", field.Line, field.Column, field.Path, field.Key))
	}
	want := []string{"9:5 media[1].file media_type_wrong", "0:0 media[2].file file_not_there", "0:0 media[3].type medium_type_unknown"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for range store.Walk(context.Background()) {
		t.Error("the good picture was stored")
	}
	if records != nil {
		t.Errorf("got records %v", records)
	}
	spoken(t, f)
}

func TestNamesDoNotLeadOutOfTheFolder(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "secret.png")
	if err := os.WriteFile(outside, picture(t, "png", 4, 4), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "link.png")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.png"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"../secret.png": "file_name_form", outside: "file_name_form", "": "file_name_form",
		"link.png": "file_not_regular", "folder.png": "file_not_regular", "gone.png": "file_not_there"} {
		file := sampleFile(nil, survey.MediumImage, survey.MediumFile{File: name})
		file.Dir = os.DirFS(dir)
		_, _, err := media.Import(context.Background(), blob.Memory(), file)
		var f *fault.Fault
		if !errors.As(err, &f) || f.Fields[0].Key != want {
			t.Errorf("%q: got %v, want %s", name, err, want)
		}
	}
}

func TestAStoreThatFailsIsReported(t *testing.T) {
	dir := fstest.MapFS{"a.png": {Data: picture(t, "png", 4, 4)}}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, err := media.Import(ctx, blob.Memory(), sampleFile(dir, survey.MediumImage, survey.MediumFile{File: "a.png"}))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want Canceled", err)
	}
}

const captions = "WEBVTT\n\n00:00.000 --> 00:02.000\nEen bus rijdt voorbij.\n"

func TestVideo(t *testing.T) {
	film := readFile(t, "future_film.mp4")
	dir := fstest.MapFS{"film": {Data: film}, "film.vtt": {Data: []byte(captions)}}
	m, records, stored := imported(t, dir, survey.MediumVideo, survey.MediumFile{File: "film", Captions: map[i18n.Lang]string{i18n.Dutch: "film.vtt"}})
	if m.Width != 854 || m.Height != 480 || len(stored[m.Blob]) != len(film) {
		t.Errorf("got %d x %d, %d bytes", m.Width, m.Height, len(stored[m.Blob]))
	}
	if got := []string{records[0].Mime, records[1].Mime}; !reflect.DeepEqual(got, []string{"video/mp4", "text/vtt; charset=utf-8"}) {
		t.Errorf("got %q", got)
	}
	if records[1].Hash != m.Captions[i18n.Dutch] || len(m.Missing(i18n.Dutch, i18n.Langs())) > 0 {
		t.Errorf("got captions %v, missing %v", m.Captions, m.Missing(i18n.Dutch, i18n.Langs()))
	}
	if bytes.Contains(film, []byte("udta")) && bytes.Contains(stored[m.Blob], []byte("udta")) {
		t.Error("the metadata of the film is still there")
	}
	playable(t, stored[m.Blob])
}

// playable decodes a film to its end where ffmpeg is installed.
func playable(t *testing.T, film []byte) {
	t.Helper()
	program, err := exec.LookPath("ffmpeg")
	if err != nil {
		t.Log("ffmpeg is not installed: not decoded")
		return
	}
	name := filepath.Join(t.TempDir(), "film")
	if err := os.WriteFile(name, film, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(program, "-v", "error", "-xerror", "-i", name, "-f", "null", "-").CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("the film does not play: %v %s", err, out)
	}
}

// box makes an MP4 box.
func box(name string, payload ...[]byte) []byte {
	content := bytes.Join(payload, nil)
	n := len(content) + 8
	return append([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n), name[0], name[1], name[2], name[3]}, content...)
}

func track(kind string) []byte {
	return encodedTrack(kind, map[string]string{"vide": "avc1", "soun": "mp4a"}[kind])
}

func encodedTrack(kind, encoding string) []byte {
	return box("trak", box("mdia", box("hdlr", make([]byte, 8), []byte(kind), make([]byte, 13)),
		box("minf", box("stbl", box("stsd", make([]byte, 8), box(encoding, make([]byte, 8)))))))
}

func mp4(boxes ...[]byte) []byte {
	return bytes.Join(append([][]byte{box("ftyp", []byte("isom\x00\x00\x02\x00isommp41"))}, boxes...), nil)
}

func TestMetadataOfAFilmIsBlanked(t *testing.T) {
	place := []byte("+51.0500+003.7300/")
	film := mp4(box("moov", track("vide"), box("udta", box("\xa9xyz", place)), box("trak", box("meta", place))),
		box("free", place), box("uuid", place), box("mdat", []byte("pictures")))
	dir := fstest.MapFS{"film": {Data: film}}
	m, _, stored := imported(t, dir, survey.MediumVideo, survey.MediumFile{File: "film"})
	clean := stored[m.Blob]
	if bytes.Contains(clean, place) || len(clean) != len(film) || !bytes.Contains(clean, []byte("pictures")) {
		t.Errorf("got %q", clean)
	}
}

func TestFilmsThatAreRefused(t *testing.T) {
	whole := mp4(box("moov", track("vide")), box("mdat", []byte("x")))
	if got := refused(t, survey.MediumVideo, whole); got != "" {
		t.Fatalf("the film that the others differ from is refused: %s", got)
	}
	for _, tt := range []struct {
		name    string
		kind    survey.MediumType
		content []byte
		want    string
	}{
		{"a page behind the film", survey.MediumVideo, append(bytes.Clone(whole), "<html><script>alert(1)</script>"...), "media_broken"},
		{"a box that is no part of films", survey.MediumVideo, append(bytes.Clone(whole), box("html", []byte("<script>"))...), "media_broken"},
		{"a film cut short", survey.MediumVideo, whole[:len(whole)-1], "media_broken"},
		{"a box smaller than its head", survey.MediumVideo, append(bytes.Clone(whole), 0, 0, 0, 4, 'f', 'r', 'e', 'e'), "media_broken"},
		{"a film without tracks", survey.MediumVideo, mp4(box("moov"), box("mdat", []byte("x"))), "media_broken"},
		{"a film that few browsers play", survey.MediumVideo, mp4(box("moov", encodedTrack("vide", "hvc1"))), "media_encoding"},
		{"a film for another player", survey.MediumVideo, append(box("ftyp", []byte("qt  \x00\x00\x00\x00")), box("moov", track("vide"))...), "media_type_wrong"},
		{"a film without pictures", survey.MediumVideo, mp4(box("moov", track("soun")), box("mdat", []byte("x"))), "media_type_wrong"},
		{"a page", survey.MediumVideo, []byte("<html><script>alert(1)</script>"), "media_type_wrong"},
		{"a picture", survey.MediumVideo, picture(t, "png", 4, 4), "media_type_wrong"},
		{"a film as sound", survey.MediumAudio, whole, "media_type_wrong"},
		{"nothing", survey.MediumAudio, nil, "media_type_wrong"},
	} {
		if got := refused(t, tt.kind, tt.content); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestAudio(t *testing.T) {
	sound := readFile(t, "phone_1700.mp3")
	tag := []byte("ID3\x04\x00\x00\x00\x00\x00\x0aJan Peters")
	tagged := append(bytes.Clone(tag), sound...)
	m, records, stored := imported(t, fstest.MapFS{"a": {Data: tagged}}, survey.MediumAudio, survey.MediumFile{File: "a"})
	if records[0].Mime != "audio/mpeg" || bytes.Contains(stored[m.Blob], []byte("Jan Peters")) || bytes.Contains(stored[m.Blob], []byte("ID3")) {
		t.Errorf("got %s, the tags are still there", records[0].Mime)
	}
	playable(t, stored[m.Blob])
	spoken := mp4(box("moov", track("soun")), box("mdat", []byte("x")))
	if _, records, _ := imported(t, fstest.MapFS{"a": {Data: spoken}}, survey.MediumAudio, survey.MediumFile{File: "a"}); records[0].Mime != "audio/mp4" {
		t.Errorf("got %s, want audio/mp4", records[0].Mime)
	}
	if got := refused(t, survey.MediumAudio, append(bytes.Clone(sound), "<script>"...)); got != "media_broken" {
		t.Errorf("words behind a sound: got %q", got)
	}
}

// element makes an EBML element; its size takes two bytes.
func element(id string, payload ...[]byte) []byte {
	content := bytes.Join(payload, nil)
	return append([]byte(id+string([]byte{0x40 | byte(len(content)>>8), byte(len(content))})), content...)
}

func webm(elements ...[]byte) []byte {
	head := element("\x1a\x45\xdf\xa3", element("\x42\x82", []byte("webm")))
	return append(head, element("\x18\x53\x80\x67", elements...)...)
}

func TestWebM(t *testing.T) {
	tracks := element("\x16\x54\xae\x6b", element("\xae", element("\x83", []byte{1}),
		element("\xe0", element("\xb0", []byte{2, 128}), element("\xba", []byte{1, 104}))))
	author := element("\x12\x54\xc3\x67", []byte("Jan Peters"))
	long := element("\x12\x54\xc3\x67", bytes.Repeat([]byte("Jan Peters"), 20))
	film := webm(tracks, author, long, element("\x1f\x43\xb6\x75", []byte("cluster")))
	m, records, stored := imported(t, fstest.MapFS{"a": {Data: film}}, survey.MediumVideo, survey.MediumFile{File: "a"})
	clean := stored[m.Blob]
	if records[0].Mime != "video/webm" || m.Width != 640 || m.Height != 360 {
		t.Errorf("got %s, %d x %d", records[0].Mime, m.Width, m.Height)
	}
	if bytes.Contains(clean, []byte("Jan")) || len(clean) != len(film) || !bytes.Contains(clean, []byte("cluster")) {
		t.Errorf("got %q", clean)
	}
	if again := refused(t, survey.MediumVideo, clean); again != "" {
		t.Errorf("the cleaned film is refused: %s", again)
	}
	for name, content := range map[string][]byte{
		"a page behind the film": append(bytes.Clone(film), "<html>"...),
		"a film cut short":       film[:len(film)-2],
		"an unknown element":     webm(tracks, element("\xbb", []byte("<script>"))),
		"no tracks":              webm(element("\x1f\x43\xb6\x75", []byte("cluster"))),
	} {
		if got := refused(t, survey.MediumVideo, content); got != "media_broken" {
			t.Errorf("%s: got %q, want media_broken", name, got)
		}
	}
}

func TestARealWebMIsTakenAndPlays(t *testing.T) {
	program, err := exec.LookPath("ffmpeg")
	if err != nil {
		t.Skip("ffmpeg is not installed: no film to be made")
	}
	name := filepath.Join(t.TempDir(), "film.webm")
	make := exec.Command(program, "-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1", "-metadata", "artist=Jan Peters", name)
	if out, err := make.CombinedOutput(); err != nil {
		t.Skipf("this ffmpeg makes no WebM: %v %s", err, out)
	}
	film, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	m, _, stored := imported(t, fstest.MapFS{"a": {Data: film}}, survey.MediumVideo, survey.MediumFile{File: "a"})
	if m.Width != 64 || m.Height != 48 || bytes.Contains(stored[m.Blob], []byte("Jan Peters")) {
		t.Errorf("got %d x %d, or the author is still there", m.Width, m.Height)
	}
	playable(t, stored[m.Blob])
}

func TestCaptions(t *testing.T) {
	for _, tt := range []struct{ name, src, want, fault string }{
		{"plain", captions, captions, ""},
		{"from elsewhere", "\ufeffWEBVTT - film\r\nKind: captions\r\n\r\nNOTE van Jan\r\n\r\nSTYLE\r\n::cue{background:url(//x)}\r\n\r\neen\r\n00:01.000 --> 00:02.000 align:start\r\nDag\r\nJan\r\n\r\n\r\n",
			"WEBVTT\n\n00:01.000 --> 00:02.000 align:start\nDag\nJan\n", ""},
		{"over the hour", "WEBVTT\n\n59:59.000 --> 01:00:01.000\na\n\n01:00:02.000 --> 01:00:03.000\nb",
			"WEBVTT\n\n59:59.000 --> 01:00:01.000\na\n\n01:00:02.000 --> 01:00:03.000\nb\n", ""},
		{"another format", "1\n00:00:01,000 --> 00:00:02,000\nDag\n", "", "media_type_wrong"},
		{"a page", "<html>", "", "media_type_wrong"},
		{"no cues", "WEBVTT\n\nNOTE niets\n", "", "captions_empty"},
		{"ends before it begins", "WEBVTT\n\n00:02.000 --> 00:01.000\na\n", "", "captions_timing"},
		{"out of order", "WEBVTT\n\n00:02.000 --> 00:03.000\na\n\n00:01.000 --> 00:02.000\nb\n", "", "captions_timing"},
		{"commas", "WEBVTT\n\n00:01,000 --> 00:02,000\na\n", "", "captions_timing"},
		{"no words", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "", "captions_timing"},
		{"no text", "WEBVTT\n\n\xff", "", "not_utf8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := fstest.MapFS{"film": {Data: mp4(box("moov", track("vide")))}, "c": {Data: []byte(tt.src)}}
			from := survey.MediumFile{File: "film", Captions: map[i18n.Lang]string{i18n.Dutch: "c"}}
			if tt.fault != "" {
				if got := refusedFrom(t, dir, survey.MediumVideo, from); got != tt.fault {
					t.Errorf("got %q, want %q", got, tt.fault)
				}
				return
			}
			m, _, stored := imported(t, dir, survey.MediumVideo, from)
			if got := string(stored[m.Captions[i18n.Dutch]]); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestTypesComeFromTheBytes checks that each record names what a sniffing browser would find.
func TestTypesComeFromTheBytes(t *testing.T) {
	dir := fstest.MapFS{"a.html": {Data: picture(t, "jpeg", 8, 8)}}
	_, records, stored := imported(t, dir, survey.MediumImage, survey.MediumFile{File: "a.html"})
	for _, r := range records {
		if got := mimetype.Detect(stored[r.Hash]).String(); got != r.Mime {
			t.Errorf("got %s, found %s in the bytes", r.Mime, got)
		}
	}
}
