package web

import (
	"context"
	"fmt"
	"strings"
	"time"

	"realitycheck/survey"
)

// progressChart is how many finished a wave so far, day by day, as a small picture and as a table.
type progressChart struct {
	Days   []progressDay
	Lines  []progressLine
	Top    int // value at the upper edge
	First  string
	Last   string
	Label  string
	Points bool // few days: the points are drawn as well
}

// progressDay is one row of the table.
type progressDay struct {
	Day     string
	Started []int // by panel, on that day
	Total   []int // by panel, finished by the end of it, among those who began so far
}

// progressLine is one panel's line.
type progressLine struct {
	Code, Name string
	Points     string // of the polyline
	Marks      []progressMark
	EndX, EndY float64
	EndValue   int
	LabelY     float64
}

type progressMark struct{ X, Y float64 }

// Size of the picture in its own units, and the room around the lines.
const (
	progressWidth, progressHeight = 640.0, 220.0
	progressLeft, progressRight   = 40.0, 100.0
	progressTop, progressBottom   = 14.0, 28.0
	labelRoom                     = 18.0
	fewDays                       = 20
)

// progress draws the response of an open wave; nil when nobody has begun or the days are forgotten.
func (s *Server) progress(ctx context.Context, w *survey.Wave, figures []panelFigures, f staffFrame) (*progressChart, error) {
	days, err := s.deps.Responses.Days(ctx, w.Code)
	if err != nil || len(days) == 0 {
		return nil, err
	}
	from, err := time.Parse(time.DateOnly, days[0].Day)
	if err != nil {
		return nil, err
	}
	to, err := time.Parse(time.DateOnly, days[len(days)-1].Day)
	if err != nil {
		return nil, err
	}
	chart := &progressChart{}
	totals := make([]int, len(figures))
	for at := from; !at.After(to); at = at.AddDate(0, 0, 1) {
		row := progressDay{Day: f.Date(at), Started: make([]int, len(figures)), Total: make([]int, len(figures))}
		for _, d := range days {
			for i := range figures {
				if d.Panel == figures[i].Code && d.Day == at.Format(time.DateOnly) {
					row.Started[i] = d.Started
					totals[i] += d.Finished
				}
			}
		}
		copy(row.Total, totals)
		chart.Days = append(chart.Days, row)
	}
	chart.First, chart.Last, chart.Points = chart.Days[0].Day, chart.Days[len(chart.Days)-1].Day, len(chart.Days) <= fewDays
	chart.draw(figures)
	chart.Label = f.T("staff.progress_label", "from", chart.First, "to", chart.Last)
	return chart, nil
}

// draw places the lines; their labels at the right are kept apart.
func (p *progressChart) draw(figures []panelFigures) {
	most := 1
	for _, total := range p.Days[len(p.Days)-1].Total {
		most = max(most, total)
	}
	p.Top = roundTop(most)
	x := func(day int) float64 {
		if len(p.Days) == 1 {
			return progressLeft
		}
		return progressLeft + float64(day)/float64(len(p.Days)-1)*(progressWidth-progressLeft-progressRight)
	}
	y := func(n int) float64 {
		return progressTop + (1-float64(n)/float64(p.Top))*(progressHeight-progressTop-progressBottom)
	}
	for i, panel := range figures {
		line := progressLine{Code: panel.Code, Name: panel.Name}
		var points []string
		for d, day := range p.Days {
			line.EndX, line.EndY, line.EndValue = x(d), y(day.Total[i]), day.Total[i]
			points = append(points, fmt.Sprintf("%.1f,%.1f", line.EndX, line.EndY))
			line.Marks = append(line.Marks, progressMark{line.EndX, line.EndY})
		}
		line.Points, line.LabelY = strings.Join(points, " "), line.EndY
		for _, other := range p.Lines {
			if gap := line.LabelY - other.LabelY; gap >= 0 && gap < labelRoom {
				line.LabelY = other.LabelY + labelRoom
			} else if gap < 0 && gap > -labelRoom {
				line.LabelY = other.LabelY - labelRoom
			}
		}
		p.Lines = append(p.Lines, line)
	}
}

// roundTop is the next number that reads well above n.
func roundTop(n int) int {
	for unit := 10; ; unit *= 10 {
		for _, step := range []int{1, 2, 5} {
			if top := unit * step; top >= n {
				return top
			}
		}
	}
}

// BaseY is the height of zero, TopY of the upper edge.
func (p *progressChart) BaseY() float64 { return progressHeight - progressBottom }

// TopY is the height of the upper edge.
func (p *progressChart) TopY() float64 { return progressTop }

// Left is where the lines begin.
func (p *progressChart) Left() float64 { return progressLeft }

// Right is where the lines end.
func (p *progressChart) Right() float64 { return progressWidth - progressRight }

// Ex is where a label beside the end of a line stands.
func (l progressLine) Ex() float64 { return l.EndX + 12 }
