package dataset

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"realitycheck/analysis/quality"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
)

// Source is the folder that holds the archives, one folder a wave. Archives never change, so those that were opened stay
// in memory. It is safe for concurrent use.
type Source struct {
	dir   string
	mutex sync.Mutex
	waves map[string]opened
}

// opened is an archive in memory, with the state of its manifest then, by which a restored backup is recognised.
type opened struct {
	wave  *archive.Wave
	stamp string
	flags quality.Flags
}

// NewSource reads archives from the folders in dir, which need not exist yet.
func NewSource(dir string) *Source { return &Source{dir: dir, waves: map[string]opened{}} }

// Dir is the folder of one wave's archive.
func (s *Source) Dir(wave string) string { return filepath.Join(s.dir, wave) }

// Codes lists the waves that have an archive, by code.
func (s *Source) Codes() ([]string, error) {
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && s.stamp(e.Name()) != "" {
			codes = append(codes, e.Name())
		}
	}
	return codes, nil
}

// Open gives the archive of a wave; without one it is a NotFound fault.
func (s *Source) Open(wave string) (*archive.Wave, error) {
	known, err := s.open(wave)
	return known.wave, err
}

// open gives an archive with the flags of its responses.
func (s *Source) open(wave string) (opened, error) {
	if wave == "" || wave != filepath.Base(wave) || strings.HasPrefix(wave, ".") {
		return opened{}, fault.New(fault.NotFound, "archive_absent", "wave", wave)
	}
	stamp := s.stamp(wave)
	s.mutex.Lock()
	known, ok := s.waves[wave]
	s.mutex.Unlock()
	if ok && known.stamp == stamp {
		return known, nil
	}
	w, err := archive.Open(s.Dir(wave))
	if err != nil {
		return opened{}, err
	}
	known = opened{w, stamp, quality.FlagsOf(w)}
	s.mutex.Lock()
	s.waves[wave] = known
	s.mutex.Unlock()
	return known, nil
}

func (s *Source) stamp(wave string) string {
	info, err := os.Stat(filepath.Join(s.Dir(wave), archive.ManifestFile))
	if err != nil {
		return ""
	}
	return info.ModTime().String()
}

// History reads what respondents met in every archived wave: breaks between two chosen years may have come in a year that was
// not chosen.
func (s *Source) History() (History, error) {
	codes, err := s.Codes()
	if err != nil {
		return nil, err
	}
	var all History
	for _, code := range codes {
		s.mutex.Lock()
		known, ok := s.waves[code]
		s.mutex.Unlock()
		if ok {
			all = append(all, known.wave.Instrument)
			continue
		}
		in, err := archive.Instrument(s.Dir(code))
		if err != nil {
			return nil, err
		}
		all = append(all, in)
	}
	slices.SortFunc(all, byYear)
	return all, nil
}

func byYear(a, b *survey.Instrument) int {
	return cmp.Or(cmp.Compare(a.Wave.Year, b.Wave.Year), cmp.Compare(a.Wave.Code, b.Wave.Code))
}
