package definition

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

type sampleFile struct {
	Code    string            `yaml:"code"`
	Title   translations      `yaml:"title"`
	Kind    survey.SampleKind `yaml:"kind"`
	Channel string            `yaml:"channel"`
	Entity  prose             `yaml:"entity"`
	Year    int               `yaml:"year"`
	Lang    i18n.Lang         `yaml:"lang"`
	Intro   translations      `yaml:"intro,omitempty"`
	Media   []mediumFile      `yaml:"media"`
}

type mediumFile struct {
	Type        survey.MediumType    `yaml:"type"`
	File        string               `yaml:"file,omitempty"`
	Text        prose                `yaml:"text,omitempty"`
	Pages       []string             `yaml:"pages,omitempty"`
	Captions    map[i18n.Lang]string `yaml:"captions,omitempty"`
	Alt         translations         `yaml:"alt,omitempty"`
	Description translations         `yaml:"description,omitempty"`
	Transcript  translations         `yaml:"transcript,omitempty"`
}

func fileShape() shape {
	t := form(fileForm, "file_name_form", "A file beside this one.")
	t.max = 200
	return t
}

// mediumShape describes a medium; its type decides what alternatives it must carry (WCAG 1.1.1, 1.2).
func mediumShape() shape {
	file, alt := need("file", fileShape()), textShape()
	description, transcript := may("description", textShape()), need("transcript", textShape())
	captions := table{key: choice{of: langCodes()}, of: fileShape(), about: "A WebVTT file for each language."}
	kind := func(name survey.MediumType, fields ...field) variant {
		return variant{value: string(name), fields: fields}
	}
	written := kind(survey.MediumText, may("file", fileShape()), may("text", words("Markdown.")))
	written.oneOf = []string{"file", "text"}
	return object{by: "type", fields: []field{
		need("type", choice{of: []string{string(survey.MediumText), string(survey.MediumImage), string(survey.MediumPDF),
			string(survey.MediumVideo), string(survey.MediumAudio)}}),
	}, variants: []variant{
		written,
		kind(survey.MediumImage, file, need("alt", alt), description),
		kind(survey.MediumPDF, file, may("alt", alt), need("description", textShape()), may("pages", list{of: fileShape(), min: 1, max: 50,
			about: "Pictures of the pages, used where the program cannot draw them itself."})),
		kind(survey.MediumVideo, file, may("alt", alt), description, transcript, need("captions", captions)),
		kind(survey.MediumAudio, file, may("alt", alt), description, transcript),
	}}
}

func sampleShape() shape {
	line := words("")
	line.max = 200
	return object{about: "A sample: a piece of communication, or a described service, that respondents judge.", fields: []field{
		need("code", code("Names the sample in every year.")),
		need("title", textShape()),
		need("kind", choice{of: []string{string(survey.Communication), string(survey.Service)}}),
		need("channel", choice{of: survey.Channels()}),
		need("entity", line),
		need("year", number{min: 1900, max: 2200, about: "When it was made."}),
		need("lang", langShape()),
		may("intro", textShape()),
		need("media", list{of: mediumShape(), min: 1, max: 20}),
	}}
}

// ReadSample reads the definition of a sample from a folder; text in a file of its own is read with it, other media are
// named and still to be imported. An error is an Invalid fault with every faulty place.
func ReadSample(dir fs.FS, name string) (survey.SampleFile, error) {
	src, err := readBounded(dir, name)
	if err != nil {
		return survey.SampleFile{}, err
	}
	var file sampleFile
	d, err := parse(name, src, sampleShape(), &file)
	if err != nil {
		return survey.SampleFile{}, err
	}
	if dir, err = fs.Sub(dir, path.Dir(name)); err != nil {
		return survey.SampleFile{}, fault.New(fault.Invalid, "file_name_form", "value", name).Because(err)
	}
	s := survey.SampleFile{Dir: dir, Sample: survey.Sample{Code: file.Code, Title: i18n.Text(file.Title), Kind: file.Kind,
		Channel: file.Channel, Entity: string(file.Entity), Year: file.Year, Lang: file.Lang, Intro: i18n.Text(file.Intro)}}
	for i, m := range file.Media {
		medium := survey.Medium{Type: m.Type, Text: string(m.Text), Alt: i18n.Text(m.Alt),
			Description: i18n.Text(m.Description), Transcript: i18n.Text(m.Transcript)}
		if m.Type == survey.MediumText && m.File != "" {
			medium.Text = d.textFile(dir, m.File, index("media", i)+".file")
		}
		if m.Type == survey.MediumVideo && m.Captions[file.Lang] == "" {
			d.at(index("media", i)+".captions", "language_missing", "lang", string(file.Lang))
		}
		s.Sample.Media = append(s.Sample.Media, medium)
		place := d.places[index("media", i)]
		s.Media = append(s.Media, survey.MediumFile{File: m.File, Captions: m.Captions, Pages: m.Pages, Line: place.Line, Column: place.Column})
	}
	return s, d.err()
}

// textFile reads a text that stands in a file of its own.
func (d *document) textFile(dir fs.FS, name, at string) string {
	src, err := readBounded(dir, name)
	var f *fault.Fault
	if errors.As(err, &f) {
		d.at(at, f.Key)
		d.faults[len(d.faults)-1].Args = f.Args
		return ""
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(src), "\ufeff"), "\r\n", "\n")
	shape := words("")
	switch {
	case !utf8.ValidString(text):
		d.at(at, "not_utf8")
	case !shape.pattern.MatchString(text):
		d.at(at, shape.fault)
	case utf8.RuneCountInString(text) > maxText:
		d.at(at, "text_too_long", "max", maxText, "got", utf8.RuneCountInString(text))
	}
	return text
}

// readBounded reads a file that is not larger than a definition may be; a fault says what is wrong with it.
func readBounded(dir fs.FS, name string) ([]byte, error) {
	f, err := dir.Open(name)
	if err != nil {
		return nil, fault.New(fault.Invalid, "file_unreadable", "file", name).Because(err)
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, fault.New(fault.Invalid, "file_unreadable", "file", name).Because(err)
	}
	if len(src) > maxSize {
		return nil, fault.New(fault.Invalid, "file_too_large", "file", name, "max_mb", maxSize>>20)
	}
	return src, nil
}
