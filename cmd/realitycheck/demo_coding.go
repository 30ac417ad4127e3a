package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"realitycheck/analysis/analysisdb"
	"realitycheck/analysis/coding"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
)

// demoCodebook is the codebook of one question, with the beginnings of words by which the demo recognises its themes.
type demoCodebook struct {
	Question string
	Themes   []struct {
		Code          string
		Name, Meaning i18n.Text
		Words         []string
	}
}

// demoSlips is how often the second made coder overlooks a theme.
const demoSlips = 0.05

// code gives the open answers of a closed wave their themes, as two made coders would, and releases the answers to the
// closing question of the newest wave.
func (b *demoBuilder) code(ctx context.Context, wave string, newest bool) error {
	src, err := fs.ReadFile(embedded, "demo/themes.json")
	if err != nil {
		return err
	}
	var made struct{ Codebooks []demoCodebook }
	if err := json.Unmarshal(src, &made); err != nil {
		return err
	}
	dir := b.app.office.ArchiveDir(wave)
	a, err := archive.Open(dir)
	if err != nil {
		return err
	}
	texts, err := a.Texts()
	if err != nil {
		return err
	}
	for i := range made.Codebooks {
		of := slices.DeleteFunc(slices.Clone(texts), func(t archive.Text) bool { return t.Question != made.Codebooks[i].Question })
		if err := b.codeQuestion(ctx, dir, wave, &made.Codebooks[i], of); err != nil {
			return fmt.Errorf("coding of %s: %w", made.Codebooks[i].Question, err)
		}
		if newest && made.Codebooks[i].Question == "closing_keep_change" {
			if err := b.release(ctx, wave, of); err != nil {
				return err
			}
		}
	}
	return nil
}

// codeQuestion finishes one question. Its codebook is the same in all years.
func (b *demoBuilder) codeQuestion(ctx context.Context, dir, wave string, made *demoCodebook, texts []archive.Text) error {
	books := analysisdb.NewCodebooks(b.app.answers)
	err := books.Change(ctx, made.Question, func(book *coding.Codebook) error {
		for _, t := range made.Themes {
			if _, there := book.Theme(t.Code); there {
				continue
			}
			if err := book.Add(coding.Theme{Code: t.Code, Name: t.Name, Meaning: t.Meaning}, coding.Stamp{At: b.clock.UTC(), By: "demo"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || len(texts) == 0 {
		return err
	}
	book, err := books.Newest(ctx, made.Question)
	if err != nil {
		return err
	}
	ids := make([]string, len(texts))
	for i, t := range texts {
		ids[i] = t.ID
	}
	queue := coding.NewQueue(ids, coding.DefaultShare, []byte(wave))
	finished, err := coding.Finish(wave, queue, coding.DefaultShare, made.judge(texts, queue, book.Version), book, *b.clock)
	if err != nil {
		return err
	}
	return finished.Write(dir)
}

// judge gives every answer the themes whose words it has; the second coder slips now and then, and the first decides.
func (c *demoCodebook) judge(texts []archive.Text, queue *coding.Queue, version int) []coding.Judgement {
	r := rand.New(rand.NewPCG(uint64(len(texts)), 5))
	var list []coding.Judgement
	for _, t := range texts {
		first := coding.Judgement{Text: t.ID, Coder: "demo1", Themes: c.themes(t.Text), Codable: true, Version: version}
		list = append(list, first)
		if !queue.Doubled(t.ID) {
			continue
		}
		second := first
		second.Coder, second.Themes = "demo2", slices.DeleteFunc(slices.Clone(first.Themes), func(string) bool { return r.Float64() < demoSlips })
		list = append(list, second)
		if !second.Same(first) {
			first.Final = true
			list = append(list, first)
		}
	}
	return list
}

func (c *demoCodebook) themes(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var codes []string
	for _, t := range c.Themes {
		if slices.ContainsFunc(words, func(word string) bool {
			return slices.ContainsFunc(t.Words, func(start string) bool { return strings.HasPrefix(word, start) })
		}) {
			codes = append(codes, t.Code)
		}
	}
	slices.Sort(codes)
	return codes
}

// release lets the invented answers be read: they name nobody.
func (b *demoBuilder) release(ctx context.Context, wave string, texts []archive.Text) error {
	redactions := analysisdb.NewRedactions(b.app.answers)
	for _, t := range texts {
		r := coding.Redaction{Text: t.ID, Release: coding.Approved, Quote: t.Text, Coder: "demo"}
		if err := redactions.Save(ctx, wave, t.Question, r); err != nil {
			return err
		}
	}
	return nil
}
