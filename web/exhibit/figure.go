package exhibit

import (
	"math"

	"realitycheck/analysis/exhibit"
	"realitycheck/web/chart"
)

// picture draws a figure. Reach is how far bars around a middle go on the page.
func (r *Renderer) picture(f *exhibit.Figure, id string, reach float64) Picture {
	f = f.Brief()
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
		for s := range f.Series {
			row.Points = append(row.Points, r.point(f, s, i))
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}

func (r *Renderer) lines(f *exhibit.Figure, frame chart.Frame) chart.Lines {
	d := chart.Lines{Frame: frame, Axis: r.axis(f), Series: signed(f.Series), Steps: f.Rows, CutNote: f.Cut}
	for s := range f.Series {
		points := make([]chart.Point, len(f.Rows))
		for i := range f.Rows {
			points[i] = r.point(f, s, i)
		}
		d.Points = append(d.Points, points)
	}
	return d
}

func (r *Renderer) diverging(f *exhibit.Figure, frame chart.Frame, reach float64) chart.Diverging {
	d := chart.Diverging{Frame: frame, Low: f.Axis.Low, High: f.Axis.High, DontKnow: r.T("results.dont_know"), Reach: reach, Percent: r.Percent}
	for i, s := range f.Spread {
		d.Rows = append(d.Rows, chart.Spread{Label: f.Rows[i], Sign: sign(s.Panel), Shares: s.Shares, DontKnow: s.DontKnow, Missing: s.Missing})
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

// axis runs over the whole scale of its unit, whatever was found; that of differences as far as their intervals go.
func (r *Renderer) axis(f *exhibit.Figure) chart.Axis {
	a := chart.Axis{Low: f.Axis.Low, High: f.Axis.High}
	switch f.Axis.Unit {
	case exhibit.Mean:
		a.Min, a.Max = 1, 5
		for i := 1; i <= 5; i++ {
			a.Ticks = append(a.Ticks, chart.Tick{At: float64(i), Label: r.Int(i)})
		}
	case exhibit.Share:
		a.Max = 1
		for i := range 5 {
			a.Ticks = append(a.Ticks, chart.Tick{At: float64(i) / 4, Label: r.Percent(float64(i) / 4)})
		}
	case exhibit.Difference:
		var bounds []*float64
		for _, points := range f.Points {
			for _, p := range points {
				bounds = append(bounds, p.Low, p.High)
			}
		}
		reach := chart.Reach(bounds...)
		a.Min, a.Max, a.Zero = -reach, reach, true
		for i := -2; i <= 2; i++ {
			at := float64(i) * reach / 2
			a.Ticks = append(a.Ticks, chart.Tick{At: at, Label: r.Signed(at, digits(at))})
		}
	}
	return a
}

// digits are the decimals that a tick on an axis of differences needs, which stands at a quarter of a point at the finest.
func digits(at float64) int {
	switch {
	case at == math.Trunc(at):
		return 0
	case 2*at == math.Trunc(2*at):
		return 1
	}
	return 2
}
