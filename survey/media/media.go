package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"

	"github.com/gabriel-vasile/mimetype"

	"realitycheck/survey"
	"realitycheck/survey/blob"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// Record says what one stored blob is, so that it can be served as that and as nothing else.
type Record struct {
	Hash string
	Mime string // found in the bytes, never in a file name
	Size int64
}

// Largest files that are taken, in bytes.
const (
	maxPicture = 30 << 20
	maxPDF     = 30 << 20
	maxFilm    = 200 << 20
	maxSound   = 60 << 20
	maxVTT     = 1 << 20
)

// Types of what is served.
const (
	typePNG  = "image/png"
	typeJPEG = "image/jpeg"
	typePDF  = "application/pdf"
	typeVTT  = "text/vtt; charset=utf-8"
)

// Import checks all media of a sample and stores them. Either everything is stored and described by a record each, or
// nothing is, and the error is an Invalid fault with every faulty medium. With blob.Memory it is a trial.
func Import(ctx context.Context, store blob.Store, file survey.SampleFile) (survey.Sample, []Record, error) {
	in := &importer{ctx: ctx, dir: file.Dir}
	sample := file.Sample
	sample.Media = make([]survey.Medium, len(file.Sample.Media))
	for i, medium := range file.Sample.Media {
		var from survey.MediumFile
		if i < len(file.Media) {
			from = file.Media[i]
		}
		in.path, in.line, in.column = "media["+strconv.Itoa(i)+"]", from.Line, from.Column
		sample.Media[i] = in.medium(medium, from)
	}
	if err := fault.InFields("sample_media_invalid", in.faults, "sample", sample.Code); err != nil {
		return survey.Sample{}, nil, err
	}
	records, err := in.store(store)
	if err != nil {
		return survey.Sample{}, nil, fmt.Errorf("sample %s: %w", sample.Code, err)
	}
	return sample, records, nil
}

// importer holds one sample on its way in.
type importer struct {
	ctx    context.Context
	dir    fs.FS
	path   string // of the medium at hand, for messages
	line   int    // where it stands in its definition
	column int
	faults []fault.Field
	made   []made
}

// made is clean content that waits until every medium was found right.
type made struct {
	mime  string
	bytes []byte
}

// medium completes one medium with what its files hold.
func (in *importer) medium(m survey.Medium, from survey.MediumFile) survey.Medium {
	switch m.Type {
	case survey.MediumText:
	case survey.MediumImage:
		if picture, ok := in.picture(from.File, ".file"); ok {
			m.Blob, m.Width, m.Height = picture.Blob, picture.Width, picture.Height
		}
	case survey.MediumPDF:
		in.pdf(&m, from)
	case survey.MediumVideo:
		in.video(&m, from)
		m.Captions = i18n.Text{}
		for lang, name := range from.Captions {
			m.Captions[lang] = in.captions(name, ".captions."+string(lang))
		}
	case survey.MediumAudio:
		in.audio(&m, from)
	default:
		in.fault(".type", "medium_type_unknown", "type", string(m.Type))
	}
	return m
}

// store puts everything that was made and describes it.
func (in *importer) store(store blob.Store) ([]Record, error) {
	var records []Record
	for _, m := range in.made {
		hash, size, err := store.Put(in.ctx, bytes.NewReader(m.bytes))
		if err != nil {
			return nil, err
		}
		records = append(records, Record{Hash: hash, Mime: m.mime, Size: size})
	}
	return records, nil
}

// keep notes clean content to be stored and gives its hash.
func (in *importer) keep(mime string, b []byte) string {
	in.made = append(in.made, made{mime: mime, bytes: b})
	return blob.Hash(b)
}

func (in *importer) fault(field, key string, args ...any) {
	in.note(field, key, fault.Args(args...))
}

func (in *importer) note(field, key string, args map[string]any) {
	in.faults = append(in.faults, fault.Field{Path: in.path + field, Line: in.line, Column: in.column, Key: key, Args: args})
}

// refuse notes why a file cannot be used: the fault it was refused with, or that it could not be read.
func (in *importer) refuse(field, name string, err error) {
	var f *fault.Fault
	if !errors.As(err, &f) {
		f = fault.New(fault.Invalid, "file_unreadable")
	}
	args := fault.Args("file", name)
	for k, v := range f.Args {
		args[k] = v
	}
	in.note(field, f.Key, args)
}

// read gives the bytes of a regular file of the sample's folder; links are refused, as they may lead out of it.
func (in *importer) read(name string, most int64) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, fault.New(fault.Invalid, "file_name_form", "value", name)
	}
	info, err := fs.Lstat(in.dir, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.Invalid, "file_not_there").Because(err)
	}
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fault.New(fault.Invalid, "file_not_regular")
	}
	f, err := in.dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > most {
		return nil, fault.New(fault.Invalid, "file_too_large", "max_mb", int(most>>20))
	}
	return b, nil
}

// typeOf gives the type found in the bytes, without parameters.
func typeOf(b []byte) string {
	t := mimetype.Detect(b).String()
	for i, c := range t {
		if c == ';' {
			return t[:i]
		}
	}
	return t
}

// wrongType refuses bytes whose type is none of those wanted.
func wrongType(b []byte, wanted string) error {
	return fault.New(fault.Invalid, "media_type_wrong", "found", typeOf(b), "known", wanted)
}

// broken refuses a file that does not keep to its own format up to the last byte.
func broken() error { return fault.New(fault.Invalid, "media_broken") }
