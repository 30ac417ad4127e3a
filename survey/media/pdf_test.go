package media_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// pdf makes a PDF of some empty pages, with more words in its catalogue and more objects.
func pdf(pages int, catalogue string, objects ...string) []byte {
	var b bytes.Buffer
	var at []int
	write := func(object string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), object)
	}
	b.WriteString("%PDF-1.5\n")
	write("<</Type/Catalog/Pages 2 0 R" + catalogue + ">>")
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", i+3))
	}
	write(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", pages, strings.Join(kids, " ")))
	for range pages {
		write("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>")
	}
	for _, object := range objects {
		write(object)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

// packed is an object stream that holds some words, deflated.
func packed(words string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	fmt.Fprint(w, words)
	w.Close()
	return fmt.Sprintf("<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", b.Len(), b.Bytes())
}

func TestPDFIsShownAsPictures(t *testing.T) {
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Skip("pdftoppm is not installed")
	}
	letter := pdf(2, "")
	m, records, stored := imported(t, fstest.MapFS{"post/brief.pdf": {Data: letter}}, survey.MediumPDF, survey.MediumFile{File: "post/brief.pdf"})
	if !bytes.Equal(stored[m.Blob], letter) || m.Name != "brief.pdf" || records[0].Mime != "application/pdf" {
		t.Errorf("got %s as %s, changed", records[0].Mime, m.Name)
	}
	if len(m.Pages) != 2 || m.Pages[0].Width != 1600 || m.Pages[0].Height != 800 || len(m.Missing(i18n.Dutch, i18n.Langs())) > 0 {
		t.Errorf("got pages %v", m.Pages)
	}
	narrow := bytes.ReplaceAll(pdf(51, ""), []byte("200 100]"), []byte("200 002]")) // quick to draw
	if got := refused(t, survey.MediumPDF, narrow); got != "pdf_too_long" {
		t.Errorf("51 pages: got %q", got)
	}
	if got := refused(t, survey.MediumPDF, []byte("%PDF-1.5\nniets\n%%EOF")); got != "pdf_unreadable" {
		t.Errorf("no PDF inside: got %q", got)
	}
}

func TestWithoutTheProgramPagesComeFromBeside(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	dir := fstest.MapFS{"a.pdf": {Data: pdf(1, "")}, "a-1.png": {Data: picture(t, "png", 20, 10)}, "a-2.png": {Data: []byte("<svg/>")}}
	m, _, _ := imported(t, dir, survey.MediumPDF, survey.MediumFile{File: "a.pdf", Pages: []string{"a-1.png"}})
	if len(m.Pages) != 1 || m.Pages[0].Width != 20 || m.Blob == "" {
		t.Errorf("got %+v", m)
	}
	for want, from := range map[string]survey.MediumFile{
		"pdf_pages_needed": {File: "a.pdf"},
		"media_type_wrong": {File: "a.pdf", Pages: []string{"a-2.png"}},
		"file_not_there":   {File: "a.pdf", Pages: []string{"a-3.png"}},
	} {
		if got := refusedFrom(t, dir, survey.MediumPDF, from); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestPDFsThatAct(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	taken := func(content []byte) string {
		dir := fstest.MapFS{"a.pdf": {Data: content}, "a.png": {Data: picture(t, "png", 4, 4)}}
		return refusedFrom(t, dir, survey.MediumPDF, survey.MediumFile{File: "a.pdf", Pages: []string{"a.png"}})
	}
	for _, tt := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"a plain one", pdf(1, ""), ""},
		{"one that opens at the first page", pdf(1, "/OpenAction[3 0 R/Fit]"), ""},
		{"plain objects packed", pdf(1, "", packed("4 0 <</Author(Jan)>>")), ""},
		{"a script", pdf(1, "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), "pdf_active"},
		{"a script under another spelling", pdf(1, "/OpenAction<</S/J#61vaScript/#4a#53(x)>>"), "pdf_active"},
		{"a script packed away", pdf(1, "", packed("4 0 <</S/JavaScript/JS(x)>>")), "pdf_active"},
		{"a program to start", pdf(1, "/OpenAction<</S/Launch/F(cmd.exe)>>"), "pdf_active"},
		{"a file inside", pdf(1, "/Names<</EmbeddedFiles 4 0 R>>"), "pdf_active"},
		{"a password", pdf(1, "/Encrypt 4 0 R"), "pdf_active"},
		{"a page behind it", append(pdf(1, ""), "<html><script>"...), "media_broken"},
		{"a page before it", append([]byte("<html><script>alert(1)</script>"), pdf(1, "")...), "media_type_wrong"},
		{"no end", []byte("%PDF-1.5\n"), "media_broken"},
		{"a page", []byte("<html>"), "media_type_wrong"},
	} {
		if got := taken(tt.content); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
