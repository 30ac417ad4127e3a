package exhibit

import "realitycheck/analysis/report"

// Kind is a form of picture.
type Kind string

// The kinds of picture.
const (
	Dots      Kind = "dots"      // figures of several series below each other on one axis, each with its interval
	Lines     Kind = "lines"     // figures of several series over the years
	Diverging Kind = "diverging" // shares of the answers 1 to 5 from unfavourable to favourable, don't-know apart
)

// Figure is a picture as data.
type Figure struct {
	Kind   Kind
	Title  string // above it, where an exhibit has several; "" for none
	Alt    string // names the picture for who does not see it
	Desc   string // how it is read, for who does not see it
	Axis   Axis
	Series []Series
	Rows   []string  // labels: the rows of dots and bars, the years of lines
	Points [][]Point // by series, then by row
	Spread []Spread  // of diverging bars, by row
	Cut    string    // what a broken line means; lines only
	// CutSince names a picture of lines by its title and the rows at which they break, "" where none does: for renderers
	// that cannot write at the break.
	CutSince string
	Small    bool // one of several small pictures beside each other
}

// Axis runs over the values of a unit; Low and High are the words at its ends.
type Axis struct {
	Unit      Unit // Mean: 1 to 5 in full; Share: 0 to 1; Difference: around 0, as far as the figures reach
	Low, High string
}

// Series is one sign through all rows: a panel, or a difference between panels.
type Series struct {
	Name   string
	Panel  int  // NoPanel: a neutral sign
	Hollow bool // the same figures computed another way, or those of an earlier wave
	Detail bool // for analysts: in the workbook, left out on screens
}

// Point is one figure with its interval. Without a value Missing says why; without both there is no place.
type Point struct {
	Value, Low, High *float64
	Missing          string // in words
	Words            string // what may be made of it, where that is not clear
	Unsure           bool   // chance could explain it
	Cut              bool   // no line to the point before: its meaning changed
}

// Spread is the distribution of the answers of one panel.
type Spread struct {
	Panel    int
	Shares   []float64 // of 1 to 5
	DontKnow *float64
	Missing  string // in words
}

// Told reports whether any place of the picture has a figure.
func (f *Figure) Told() bool {
	for _, points := range f.Points {
		for i := range points {
			if points[i].Value != nil {
				return true
			}
		}
	}
	for i := range f.Spread {
		if f.Spread[i].Shares != nil {
			return true
		}
	}
	return false
}

// Brief is the picture without the series that are for analysts.
func (f *Figure) Brief() *Figure {
	brief := *f
	brief.Series, brief.Points = nil, nil
	for i, s := range f.Series {
		if !s.Detail {
			brief.Series, brief.Points = append(brief.Series, s), append(brief.Points, f.Points[i])
		}
	}
	return &brief
}

// scale is the axis of the answers, in full.
func (r *reader) scale() Axis { return Axis{Mean, r.T("exhibit.scale_low"), r.T("exhibit.scale_high")} }

// series are panels with their signs.
func (r *reader) series(panels []string) []Series {
	var list []Series
	for _, panel := range panels {
		list = append(list, Series{Name: r.PanelName(panel), Panel: r.place(panel)})
	}
	return list
}

// plot fills a picture with a row for each of what it shows, with a point for every series; of is the panel of the series, ""
// for none.
func plot[R any](r *reader, f Figure, rows []R, name func(R) string, point func(s Series, of string, row R) Point) Figure {
	f.Points = make([][]Point, len(f.Series))
	for _, row := range rows {
		f.Rows = append(f.Rows, name(row))
		for i, s := range f.Series {
			of := ""
			if s.Panel != NoPanel {
				of = r.Index.Panels[s.Panel]
			}
			f.Points[i] = append(f.Points[i], point(s, of, row))
		}
	}
	return f
}

// means draws the means of subjects in a wave, with a place for every panel.
func (r *reader) means(wave string, on []report.Subject, name func(report.Subject) string) Figure {
	f := Figure{Kind: Dots, Axis: r.scale(), Series: r.series(r.panels())}
	return plot(r, f, on, name, func(_ Series, panel string, s report.Subject) Point { return r.point(r.Estimate(wave, panel, s)) })
}

// parameterOf and plain name the rows of a picture.
func (r *reader) parameterOf(s report.Subject) string { return r.ParameterName(s.Parameter) }
func plain(name string) string                        { return name }

// point is a mean in a picture; it has no place when nobody was asked.
func (r *reader) point(e *report.Estimate) Point {
	if e == nil {
		return Point{}
	}
	if why, _ := ofEstimate(e, "mean"); why != "" {
		return Point{Missing: why.Words(r.Translator)}
	}
	return Point{Value: e.Mean, Low: e.Low, High: e.High}
}
