package definition

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"realitycheck/survey"
)

type questionFile struct {
	Code      string        `yaml:"code"`
	Kind      string        `yaml:"kind"`
	Text      wording       `yaml:"text"`
	Help      wording       `yaml:"help,omitempty"`
	Parameter string        `yaml:"parameter,omitempty"` // framework.parameter
	Change    survey.Change `yaml:"change,omitempty"`
	Panels    []string      `yaml:"panels,omitempty,flow"`
	Optional  bool          `yaml:"optional,omitempty"`
	DontKnow  bool          `yaml:"dont_know,omitempty"`
	Reversed  bool          `yaml:"reversed,omitempty"`
	Points    points        `yaml:"points,omitempty"`
	Options   []optionFile  `yaml:"options,omitempty"`
	Long      bool          `yaml:"long,omitempty"`
	Example   wording       `yaml:"example,omitempty"`
}

type optionFile struct {
	Code      int8    `yaml:"code"`
	Text      wording `yaml:"text"`
	Exclusive bool    `yaml:"exclusive,omitempty"`
	Other     bool    `yaml:"other,omitempty"`
}

// points are the words of a scale: a name under scales, or the words themselves.
type points struct {
	scale string
	words []wording
}

// UnmarshalYAML reads either form.
func (p *points) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		return n.Decode(&p.scale)
	}
	return n.Decode(&p.words)
}

func panelsShape() shape {
	return list{of: form(panelForm, "panel_code_form", ""), min: 1, unique: true, about: "Only for these panels; leave out for all."}
}

// questionShape describes a question; its kind decides what it may carry.
func questionShape() shape {
	kind := func(name string, fields ...field) variant { return variant{value: name, fields: fields} }
	parameter := form(paramForm, "parameter_form", "What the item measures, as framework.parameter.")
	optional := may("optional", flag{"May be left empty."})
	dontKnow := may("dont_know", flag{"Offers \"don't know\" outside the scale."})
	reversed := may("reversed", flag{"A high answer means little of the parameter."})
	measures, change := may("parameter", parameter), may("change", changeShape())
	return object{by: "kind", fields: []field{
		need("code", code("Unique in the questionnaire; names the answers in every export.")),
		need("kind", choice{of: survey.KindCodes()}),
		need("text", wordingShape()),
		may("help", wordingShape()),
		may("panels", panelsShape()),
	}, variants: []variant{
		kind(survey.KindRating, measures, change, optional, dontKnow, reversed, need("points", pointsShape(survey.ScalePoints))),
		kind(survey.KindDifferential, measures, change, optional, dontKnow, reversed, need("points", pointsShape(2))),
		kind(survey.KindSingle, measures, change, optional, dontKnow, need("options", optionsShape(false))),
		kind(survey.KindMultiple, measures, change, optional, dontKnow, need("options", optionsShape(true))),
		kind(survey.KindText, measures, change, optional, may("long", flag{"A field of several lines."}), may("example", wordingShape())),
		kind(survey.KindInfo),
	}}
}

func pointsShape(n int) shape {
	return either{first: func(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode },
		a: code("A name under scales."),
		b: list{of: wordingShape(), min: n, max: n}}
}

func optionsShape(exclusive bool) shape {
	fields := []field{
		need("code", number{min: 1, max: survey.MaxOption, about: "Never changes its meaning between years."}),
		need("text", wordingShape()),
		may("other", flag{"\"Other, namely\": takes words as well."}),
	}
	if exclusive {
		fields = append(fields, may("exclusive", flag{"Excludes every other option."}))
	}
	return list{of: object{fields: fields}, min: 2, max: survey.MaxOption}
}

// question makes a domain question and notes what holds between it and the rest of the file.
func (r *questionnaireReader) question(file questionFile, path string) survey.Question {
	q := survey.Question{Code: file.Code, Kind: file.Kind, Text: survey.Wording(file.Text), Help: survey.Wording(file.Help),
		Change: file.Change, Panels: file.Panels, Optional: file.Optional, DontKnow: file.DontKnow, Reversed: file.Reversed,
		Long: file.Long, Example: survey.Wording(file.Example)}
	q.Framework, q.Parameter, _ = strings.Cut(file.Parameter, ".")
	if r.asked[q.Code] {
		r.at(path+".code", "code_twice", "code", q.Code)
	}
	r.asked[q.Code] = true
	r.languages(file.Text, r.file.Langs, path+".text")
	r.languages(file.Help, r.file.Langs, path+".help")
	r.languages(file.Example, r.file.Langs, path+".example")
	for i, o := range file.Options {
		q.Options = append(q.Options, survey.Option{Code: o.Code, Text: survey.Wording(o.Text), Exclusive: o.Exclusive, Other: o.Other})
		r.languages(o.Text, r.file.Langs, index(path+".options", i)+".text")
	}
	if !r.points(&q, file.Points, path+".points") {
		return q
	}
	if kind, ok := survey.KindOf(&q); ok {
		for _, f := range kind.Faults(&q) {
			d := r.document
			d.at(path+"."+f.Path, f.Key)
			d.faults[len(d.faults)-1].Args = f.Args
		}
	}
	return q
}

// points fills in the words of the points; false when they name a scale that is not there.
func (r *questionnaireReader) points(q *survey.Question, p points, path string) bool {
	from := p.words
	if p.scale != "" {
		scale, ok := r.file.Scales[p.scale]
		if !ok {
			r.at(path, "scale_unknown", "scale", p.scale)
			return false
		}
		from = scale
	}
	for i, point := range from {
		if p.scale == "" { // those of a scale are checked once, where they stand
			r.languages(point, r.file.Langs, index(path, i))
		}
		q.Points = append(q.Points, survey.Wording(point))
	}
	return true
}
