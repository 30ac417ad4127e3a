package coding

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"realitycheck/survey/fault"
)

// Coding is the finished coding of one question of one wave: one set of themes for each answer, with the codebook that
// they belong to and the agreement behind them. It is kept beside the archive and never changed; coding again makes
// another one.
type Coding struct {
	Wave      string      `json:"wave"`
	Question  string      `json:"question"`
	Made      time.Time   `json:"made"`
	Codebook  Codebook    `json:"codebook"`
	Share     float64     `json:"double_share"` // of the answers that two coders judged
	Agreement []Agreement `json:"agreement"`
	Texts     []Coded     `json:"texts"` // by id of the answer
}

// Coded is the themes of one answer.
type Coded struct {
	Text    string   `json:"text"`
	Codable bool     `json:"codable"`
	Themes  []string `json:"themes"`
}

// Finish makes the coding of a question. While an answer is not settled it is a Conflict.
func Finish(wave string, q *Queue, share float64, judgements []Judgement, book *Codebook, now time.Time) (*Coding, error) {
	if p := q.Progress(judgements, book); !p.Done() {
		return nil, fault.New(fault.Conflict, "coding_not_done", "open", p.Texts-p.Settled, "texts", p.Texts)
	}
	c := &Coding{Wave: wave, Question: book.Question, Made: now.UTC(), Codebook: *book, Share: share, Agreement: Agree(judgements, book)}
	by := group(judgements)
	for _, text := range q.texts {
		d := Decide(by[text], q.doubled[text], book)
		c.Texts = append(c.Texts, Coded{text, d.Codable, append([]string{}, d.Themes...)})
	}
	return c, nil
}

// Verdict is the verdict on a theme.
func (c *Coding) Verdict(theme string) Verdict {
	for _, a := range c.Agreement {
		if a.Theme == theme {
			return a.Verdict
		}
	}
	return Unknown
}

// Codings lie beside the archive as coding-<question>-<moment>.json; the newest of a question counts.
const (
	filePrefix = "coding-"
	fileMoment = "20060102T150405.000000"
)

// Write stores a coding in the folder of its wave's archive, on disk when it returns.
func (c *Coding) Write(dir string) error {
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	name := filePrefix + c.Question + "-" + c.Made.Format(fileMoment) + ".json"
	var random [6]byte
	rand.Read(random[:])
	temporary := filepath.Join(dir, "."+name+"."+hex.EncodeToString(random[:]))
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(temporary, filepath.Join(dir, name))
	}
	if err != nil {
		os.Remove(temporary)
		return fmt.Errorf("coding of %s: %w", c.Question, err)
	}
	return nil
}

// Read gives the newest coding of each question in the folder of an archive, by question; none is no error.
func Read(dir string) ([]*Coding, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	newest := map[string]string{} // names sort by moment
	for _, e := range entries {
		stem, ok := strings.CutSuffix(e.Name(), ".json")
		at := strings.LastIndex(stem, "-")
		if !ok || !strings.HasPrefix(stem, filePrefix) || at < len(filePrefix) {
			continue
		}
		question := stem[len(filePrefix):at]
		newest[question] = max(newest[question], e.Name())
	}
	var list []*Coding
	for _, name := range newest {
		body, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		c := &Coding{}
		if err := json.Unmarshal(body, c); err != nil {
			return nil, fault.New(fault.Conflict, "archive_damaged", "file", name).Because(err)
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *Coding) int { return strings.Compare(a.Question, b.Question) })
	return list, nil
}
