package definition

import (
	"strconv"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

type questionnaireFile struct {
	Code    string               `yaml:"code"`
	Version string               `yaml:"version"`
	Title   wording              `yaml:"title"`
	Langs   []i18n.Lang          `yaml:"langs,flow"`
	Minutes int                  `yaml:"minutes"`
	Welcome wording              `yaml:"welcome"`
	Thanks  wording              `yaml:"thanks"`
	Scales  map[string][]wording `yaml:"scales,omitempty"`
	Blocks  []blockFile          `yaml:"blocks"`
}

type blockFile struct {
	Code   string     `yaml:"code"`
	Title  wording    `yaml:"title"`
	Repeat string     `yaml:"repeat,omitempty"`
	Panels []string   `yaml:"panels,omitempty,flow"`
	Pages  []pageFile `yaml:"pages"`
}

type pageFile struct {
	Code      string         `yaml:"code"`
	Title     wording        `yaml:"title"`
	Intro     wording        `yaml:"intro,omitempty"`
	Questions []questionFile `yaml:"questions"`
}

// repeatSamples is the only thing that a block repeats for.
const repeatSamples = "samples"

func blockShape() shape {
	page := object{fields: []field{
		need("code", code("Unique in its block.")),
		need("title", wordingShape()),
		may("intro", wordingShape()),
		need("questions", list{of: questionShape(), min: 1}),
	}}
	return object{fields: []field{
		need("code", code("Unique in the questionnaire.")),
		need("title", wordingShape()),
		may("repeat", choice{of: []string{repeatSamples}, about: "Gone through once for each sample that was assigned."}),
		may("panels", panelsShape()),
		need("pages", list{of: page, min: 1}),
	}}
}

func questionnaireShape() shape {
	scale := list{of: wordingShape(), min: 2, max: survey.ScalePoints}
	return object{about: "A questionnaire: one version of what is asked.", fields: []field{
		need("code", code("Names the questionnaire in every version.")),
		need("version", versionShape()),
		need("title", wordingShape()),
		need("langs", list{of: langShape(), min: 1, unique: true, about: "The languages of every text, the default first."}),
		need("minutes", number{min: 1, max: survey.MaxMinutes, about: "Length as announced to respondents."}),
		need("welcome", wordingShape()),
		need("thanks", wordingShape()),
		may("scales", table{key: code(""), of: scale, about: "Words of points that several questions share."}),
		need("blocks", list{of: blockShape(), min: 1}),
	}}
}

// ReadQuestionnaire reads one version of a questionnaire; name is that of the file, for messages. An error is an Invalid
// fault with every faulty place.
func ReadQuestionnaire(name string, src []byte) (survey.Questionnaire, error) {
	var file questionnaireFile
	d, err := parse(name, src, questionnaireShape(), &file)
	if err != nil {
		return survey.Questionnaire{}, err
	}
	q := survey.Questionnaire{Code: file.Code, Version: file.Version, Title: survey.Wording(file.Title), Langs: file.Langs,
		Minutes: file.Minutes, Welcome: survey.Wording(file.Welcome), Thanks: survey.Wording(file.Thanks)}
	r := questionnaireReader{document: d, file: &file, asked: map[string]bool{}}
	r.languages(file.Title, file.Langs, "title")
	r.languages(file.Welcome, file.Langs, "welcome")
	r.languages(file.Thanks, file.Langs, "thanks")
	for name, points := range file.Scales {
		for i, point := range points {
			r.languages(point, file.Langs, index("scales."+name, i))
		}
	}
	codes := make([]string, len(file.Blocks))
	for i, block := range file.Blocks {
		codes[i] = block.Code
		q.Blocks = append(q.Blocks, r.block(block, index("blocks", i)))
	}
	r.twice(codes, "blocks")
	return q, r.err()
}

// questionnaireReader makes domain values of a file and checks what holds between its parts.
type questionnaireReader struct {
	*document
	file  *questionnaireFile
	asked map[string]bool // codes of the questions so far
}

func (r *questionnaireReader) block(b blockFile, path string) survey.Block {
	r.languages(b.Title, r.file.Langs, path+".title")
	block := survey.Block{Code: b.Code, Title: survey.Wording(b.Title), Repeat: b.Repeat == repeatSamples, Panels: b.Panels}
	codes := make([]string, len(b.Pages))
	for i, p := range b.Pages {
		at := index(path+".pages", i)
		codes[i] = p.Code
		r.languages(p.Title, r.file.Langs, at+".title")
		r.languages(p.Intro, r.file.Langs, at+".intro")
		page := survey.Page{Code: p.Code, Title: survey.Wording(p.Title), Intro: survey.Wording(p.Intro)}
		for j, q := range p.Questions {
			page.Questions = append(page.Questions, r.question(q, index(at+".questions", j)))
		}
		block.Pages = append(block.Pages, page)
	}
	r.twice(codes, path+".pages")
	return block
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
