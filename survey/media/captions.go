package media

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"realitycheck/survey/fault"
)

var cueTiming = regexp.MustCompile(`^((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})((?:[ \t]+(?:align|line|position|size|vertical):[A-Za-z0-9%,.-]+)*)[ \t]*$`)

// captions reads a WebVTT file and keeps its cues; notes, styles and regions are left out.
func (in *importer) captions(name, field string) string {
	b, err := in.read(name, maxVTT)
	if err == nil {
		if b, err = cues(b); err == nil {
			return in.keep(typeVTT, b)
		}
	}
	in.refuse(field, name, err)
	return ""
}

// cues writes a WebVTT file anew from the cues that it holds.
func cues(b []byte) ([]byte, error) {
	if !utf8.Valid(b) {
		return nil, fault.New(fault.Invalid, "not_utf8")
	}
	text := strings.TrimPrefix(string(b), "\ufeff")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if first, _, _ := strings.Cut(text, "\n"); first != "WEBVTT" && !strings.HasPrefix(first, "WEBVTT ") {
		return nil, wrongType(b, "WebVTT")
	}
	out, last := []string{"WEBVTT"}, ""
	for _, block := range strings.Split(text, "\n\n")[1:] {
		lines := strings.Split(strings.Trim(block, "\n"), "\n")
		if len(lines) > 1 && !strings.Contains(lines[0], "-->") && strings.Contains(lines[1], "-->") {
			lines = lines[1:] // the name of the cue
		}
		if !strings.Contains(lines[0], "-->") {
			continue
		}
		timing := cueTiming.FindStringSubmatch(lines[0])
		if timing == nil || clock(timing[2]) <= clock(timing[1]) || clock(timing[1]) < last || len(lines) < 2 {
			return nil, fault.New(fault.Invalid, "captions_timing", "line", lines[0])
		}
		last = clock(timing[1])
		out = append(out, strings.Join(lines, "\n"))
	}
	if len(out) == 1 {
		return nil, fault.New(fault.Invalid, "captions_empty")
	}
	return []byte(strings.Join(out, "\n\n") + "\n"), nil
}

// clock writes a time so that later ones sort behind it.
func clock(time string) string {
	if strings.Count(time, ":") == 1 {
		time = "00:" + time
	}
	return strings.Repeat("0", max(0, 16-len(time))) + time
}
