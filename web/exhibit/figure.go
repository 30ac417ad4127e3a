package exhibit

import (
	"math"

	"realitycheck/analysis/exhibit"
	"realitycheck/web/chart"
)

// picture draws a figure. Reach is how far bars around a middle go on the page.
func (r *Renderer) picture(f *exhibit.Figure, id string, reach float64) Picture {
	all := len(f.Series)
	if f = f.Brief(); len(f.Series) == 1 && all > 1 {
		f.Series[0].Name = "" // left alone, it needs none to be told from the others
	}
	frame := chart.Frame{ID: id, Title: f.Alt, Desc: f.Desc}
	p := Picture{Heading: f.Title}
	switch f.Kind {
	case exhibit.Lines:
		p.Any = r.lines(f, frame).Draw()
	case exhibit.Diverging:
		d := r.diverging(f, frame, reach)
		p.Wide, p.Narrow = d.Wide(), d.Narrow()
	default:
		if d := r.dots(f, frame); f.Small {
			p.Any = d.Narrow()
		} else {
			p.Wide, p.Narrow = d.Wide(), d.Narrow()
		}
	}
	return p
}

func (r *Renderer) dots(f *exhibit.Figure, frame chart.Frame) chart.Dots {
	d := chart.Dots{Frame: frame, Axis: r.axis(f), Series: signed(f.Series)}
	for i, label := range f.Rows {
		row := chart.Row{Label: label}
		for series := range f.Series {
			row.Points = append(row.Points, r.point(f, series, i))
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}

func (r *Renderer) lines(f *exhibit.Figure, frame chart.Frame) chart.Lines {
	d := chart.Lines{Frame: frame, Axis: r.axis(f), Series: signed(f.Series), Steps: f.Rows, CutNote: f.Cut}
	for series := range f.Series {
		points := make([]chart.Point, len(f.Rows))
		for i := range f.Rows {
			points[i] = r.point(f, series, i)
		}
		d.Points = append(d.Points, points)
	}
	return d
}

func (r *Renderer) diverging(f *exhibit.Figure, frame chart.Frame, reach float64) chart.Diverging {
	d := chart.Diverging{Frame: frame, Low: f.Axis.Low, High: f.Axis.High, DontKnow: r.T("results.answers.dont_know"), Reach: reach,
		Percent: r.Percent}
	for i, s := range f.Spread {
		d.Rows = append(d.Rows, chart.Spread{Label: f.Rows[i], Sign: sign(s.Panel), Shares: s.Shares, DontKnow: s.DontKnow,
			Missing: s.Missing})
	}
	return d
}

// point is one figure of a series, written as its reader writes it. The same figures computed another way are hollow.
func (r *Renderer) point(f *exhibit.Figure, series, row int) chart.Point {
	p := f.Points[series][row]
	drawn := chart.Point{Value: p.Value, Low: p.Low, High: p.High, Words: p.Words, Missing: p.Missing, Cut: p.Cut,
		Unsure: p.Unsure || f.Series[series].Hollow}
	if p.Value != nil {
		drawn.Text = r.number(f.Axis.Unit, *p.Value)
	}
	return drawn
}

func signed(series []exhibit.Series) []chart.Series {
	list := make([]chart.Series, len(series))
	for i, s := range series {
		list[i] = chart.Series{Name: s.Name, Sign: sign(s.Panel)}
	}
	return list
}

// sign is that of the place of a panel.
func sign(panel int) chart.Sign {
	if panel == exhibit.NoPanel {
		return chart.Square
	}
	return chart.PanelSign(panel)
}

// axis runs over the whole scale of its unit, whatever was found; that of differences as far as their intervals go, and that
// of ratios from nil to the doubling of a half that holds them.
func (r *Renderer) axis(f *exhibit.Figure) chart.Axis {
	switch f.Axis.Unit {
	case exhibit.Share:
		return r.ticks(f, chart.Axis{Max: 1}, 4, r.Percent)
	case exhibit.Difference:
		reach := chart.Reach(figures(f, func(p *exhibit.Point) []*float64 { return []*float64{p.Low, p.High} })...)
		a := r.ticks(f, chart.Axis{Min: -reach, Max: reach, Zero: true}, 4, func(at float64) string {
			return r.Signed(at, digits(reach/2))
		})
		a.Ticks[2].Label = r.Int(0)
		return a
	case exhibit.Ratio:
		most := 0.5
		for _, x := range figures(f, func(p *exhibit.Point) []*float64 { return []*float64{p.Value} }) {
			for *x > most {
				most *= 2
			}
		}
		return r.ticks(f, chart.Axis{Max: most}, 5, func(at float64) string { return r.Decimal(at, 1) })
	}
	return r.ticks(f, chart.Axis{Min: 1, Max: 5}, 4, func(at float64) string { return r.Int(int(at)) })
}

// ticks divides an axis into equal parts, and says what its ends stand for.
func (r *Renderer) ticks(f *exhibit.Figure, a chart.Axis, parts int, label func(at float64) string) chart.Axis {
	a.Low, a.High = f.Axis.Low, f.Axis.High
	for i := range parts + 1 {
		at := a.Min + (a.Max-a.Min)*float64(i)/float64(parts)
		a.Ticks = append(a.Ticks, chart.Tick{At: at, Label: label(at)})
	}
	return a
}

// figures are those of every point that has one, which decide how far an axis goes.
func figures(f *exhibit.Figure, of func(*exhibit.Point) []*float64) []*float64 {
	var list []*float64
	for i := range f.Series {
		for k := range f.Points[i] {
			if f.Points[i][k].Value != nil {
				list = append(list, of(&f.Points[i][k])...)
			}
		}
	}
	return list
}

// digits are the decimals of the ticks of an axis of differences, which stand half as far apart as it reaches.
func digits(half float64) int {
	switch {
	case half == math.Trunc(half):
		return 0
	case 2*half == math.Trunc(2*half):
		return 1
	}
	return 2
}
