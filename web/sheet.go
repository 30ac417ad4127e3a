package web

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"realitycheck/survey"
)

// A sheet is one page of an instrument, in one language and the words of one panel, rendered once and cut where it
// differs from person to person. Filling it costs a few microseconds where executing its template costs hundreds.
type sheet struct {
	pieces  []piece
	size    int     // bytes of all fixed pieces
	pressed []piece // the same compressed, for pages that show no answers; nothing before press
}

// piece is fixed bytes and the hole that follows them.
type piece struct {
	fixed []byte
	hole  hole
}

// hole is a place that is filled for one person.
type hole struct {
	kind     string
	question string // code, for the holes of a question
	value    int8   // the answer that a check stands for
}

// Kinds of hole. The first group stands once on a page, the second belongs to a question.
const (
	holeBanner = "banner" // error summary or notice, ready HTML
	holeTitle  = "title"  // "Error: " before the title
	holeHandle = "handle"
	holeRev    = "rev"
	holeShown  = "shown"
	holeSaved  = "saved"

	holeReceipt = "receipt" // on the page that thanks

	holeCheck = "check" // checked or not
	holeText  = "text"  // content of a text area
	holeValue = "value" // content of an attribute
	holeError = "error" // message beside the field, ready HTML
	holeWrong = "wrong" // attributes of a field with an error; value 1 when it has a help text
	holeClass = "class" // " wrong" on the question
)

// Marks around a hole in the rendered template: private-use characters, which no catalogue holds. In the texts of an
// instrument they are taken out before.
const (
	markOpen  = '\uE000'
	markClose = '\uE001'
)

// mark writes a hole so that a template passes it unchanged.
func mark(h hole) string {
	return string(markOpen) + h.kind + " " + h.question + " " + strconv.Itoa(int(h.value)) + string(markClose)
}

// markAttr is a mark that stands where attributes stand.
func markAttr(h hole) template.HTMLAttr { return template.HTMLAttr(mark(h)) }

// unmarked takes mark characters out of a text.
func unmarked(text string) string {
	return strings.Map(func(r rune) rune {
		if r == markOpen || r == markClose {
			return -1
		}
		return r
	}, text)
}

// cut makes a sheet of a rendered page.
func cut(page []byte) (*sheet, error) {
	s := &sheet{}
	for {
		before, rest, found := bytes.Cut(page, []byte(string(markOpen)))
		s.pieces = append(s.pieces, piece{fixed: slices.Clone(before)})
		s.size += len(before)
		if !found {
			return s, nil
		}
		inside, after, closed := bytes.Cut(rest, []byte(string(markClose)))
		parts := strings.Split(string(inside), " ")
		if !closed || len(parts) != 3 {
			return nil, fmt.Errorf("a hole is broken: %.40q", rest)
		}
		value, err := strconv.ParseInt(parts[2], 10, 8)
		if err != nil {
			return nil, err
		}
		s.pieces[len(s.pieces)-1].hole = hole{parts[0], parts[1], int8(value)}
		page = after
	}
}

// filling is what one person's page holds.
type filling struct {
	banner   []byte // ready HTML
	title    string // plain text before the title
	handle   string
	revision int
	shown    string
	saved    string // plain text
	receipt  string
	answers  survey.Answers
	errors   map[string]string // messages by question code
}

// fill writes the page for a person.
func (s *sheet) fill(buf *bytes.Buffer, f *filling) {
	buf.Grow(s.size + len(f.banner) + utf8.UTFMax<<8)
	for i := range s.pieces {
		buf.Write(s.pieces[i].fixed)
		f.write(buf, &s.pieces[i].hole)
	}
}

// write fills one hole. Whatever came from a person is escaped here.
func (f *filling) write(buf *bytes.Buffer, h *hole) {
	switch h.kind {
	case holeCheck:
		if a := f.answers[h.question]; a.Code == h.value || slices.Contains(a.Codes, h.value) {
			buf.WriteString(" checked")
		}
	case holeText:
		// A browser drops one line feed after the tag, so that an answer that begins with one needs it.
		buf.WriteByte('\n')
		buf.WriteString(html.EscapeString(f.answers[h.question].Text))
	case holeValue:
		buf.WriteString(html.EscapeString(f.answers[h.question].Text))
	case holeError:
		if message, wrong := f.errors[h.question]; wrong {
			fmt.Fprintf(buf, `<p class="error" id="e-%s">%s</p>`, html.EscapeString(h.question), html.EscapeString(message))
		}
	case holeWrong:
		f.writeWrong(buf, h)
	case holeClass:
		if _, wrong := f.errors[h.question]; wrong {
			buf.WriteString(" wrong")
		}
	case holeBanner:
		buf.Write(f.banner)
	case holeTitle:
		buf.WriteString(html.EscapeString(f.title))
	case holeHandle:
		buf.WriteString(html.EscapeString(f.handle))
	case holeRev:
		buf.WriteString(strconv.Itoa(f.revision))
	case holeShown:
		buf.WriteString(html.EscapeString(f.shown))
	case holeSaved:
		buf.WriteString(html.EscapeString(f.saved))
	case holeReceipt:
		buf.WriteString(html.EscapeString(f.receipt))
	}
}

// writeWrong ties a field to its help text and its error.
func (f *filling) writeWrong(buf *bytes.Buffer, h *hole) {
	_, wrong := f.errors[h.question]
	if !wrong && h.value == 0 {
		return
	}
	if wrong {
		buf.WriteString(` aria-invalid="true"`)
	}
	buf.WriteString(` aria-describedby="`)
	code := html.EscapeString(h.question)
	if wrong {
		buf.WriteString("e-" + code)
	}
	if h.value != 0 {
		if wrong {
			buf.WriteByte(' ')
		}
		buf.WriteString("h-" + code)
	}
	buf.WriteByte('"')
}
