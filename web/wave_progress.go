package web

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/surveydb"
)

// progressChart is how many finished a wave so far, day by day, as a picture and as a table.
type progressChart struct {
	Days     []progressDay
	Top      int // value at the upper edge
	First    string
	Last     string
	Label    string
	Drawings []progressDrawing // for wide and for narrow screens: redrawn, not shrunk
}

// progressDay is one row of the table.
type progressDay struct {
	Day     string
	Started []int // by panel, on that day
	Total   []int // by panel, finished by the end of it, among those who began so far
}

// progressDrawing is the picture at one size, in units of its own.
type progressDrawing struct {
	Class                          string
	Width, Height                  float64
	LeftX, RightX, TopY, BaseY, By float64 // edges of the lines, and the height of the dates
	Named                          bool    // the lines carry their names at the right; else a key stands above
	Dots                           bool    // few days: each is marked
	Lines                          []progressLine
}

// progressLine is one panel's line.
type progressLine struct {
	Sign, Name     string
	Outside        bool   // of the public: its marks are hollow
	Points         string // of the polyline
	Marks          []progressMark
	Value          int // at the end
	LabelX, LabelY float64
}

type progressMark struct{ X, Y float64 }

const (
	labelRoom = 18.0 // between names at the right
	fewDays   = 20
)

// progress draws the response of an open wave; nil when nobody has begun or the days are forgotten.
func (s *Server) progress(ctx context.Context, w *survey.Wave, figures []panelFigures, f staffFrame) (*progressChart, error) {
	stored, err := s.deps.Responses.Days(ctx, w.Code)
	if err != nil || len(stored) == 0 {
		return nil, err
	}
	days, err := everyDay(stored, figures, f)
	if err != nil {
		return nil, err
	}
	chart := &progressChart{Days: days}
	totals := days[len(days)-1].Total
	chart.First, chart.Last = chart.Days[0].Day, chart.Days[len(chart.Days)-1].Day
	most := 1
	for _, total := range totals {
		most = max(most, total)
	}
	chart.Top = roundTop(most)
	chart.Label = f.T("staff.progress_label", "from", chart.First, "to", chart.Last)
	few := len(chart.Days) <= fewDays
	chart.Drawings = []progressDrawing{
		{Class: "wide-drawing", Width: 640, Height: 220, LeftX: 40, RightX: 500, TopY: 14, BaseY: 192, By: 212, Named: true, Dots: few},
		{Class: "narrow-drawing", Width: 340, Height: 200, LeftX: 36, RightX: 330, TopY: 12, BaseY: 172, By: 192, Dots: few},
	}
	for i := range chart.Drawings {
		chart.Drawings[i].draw(chart, figures)
	}
	return chart, nil
}

// everyDay lists the days from the first to the last start, also those on which nobody began.
func everyDay(stored []surveydb.Day, figures []panelFigures, f staffFrame) ([]progressDay, error) {
	from, err := time.Parse(time.DateOnly, stored[0].Day)
	if err != nil {
		return nil, err
	}
	to, err := time.Parse(time.DateOnly, stored[len(stored)-1].Day)
	if err != nil {
		return nil, err
	}
	var days []progressDay
	totals := make([]int, len(figures))
	for at := from; !at.After(to); at = at.AddDate(0, 0, 1) {
		row := progressDay{Day: f.Date(at), Started: make([]int, len(figures))}
		for _, d := range stored {
			for i := range figures {
				if d.Panel == figures[i].Code && d.Day == at.Format(time.DateOnly) {
					row.Started[i] = d.Started
					totals[i] += d.Finished
				}
			}
		}
		row.Total = slices.Clone(totals)
		days = append(days, row)
	}
	return days, nil
}

// draw places the lines; their names at the right are kept apart.
func (d *progressDrawing) draw(p *progressChart, figures []panelFigures) {
	x := func(day int) float64 {
		return d.LeftX + float64(day)/float64(max(1, len(p.Days)-1))*(d.RightX-d.LeftX)
	}
	y := func(n int) float64 { return d.BaseY - float64(n)/float64(p.Top)*(d.BaseY-d.TopY) }
	for i, panel := range figures {
		line := progressLine{Sign: panel.Sign, Name: panel.Name, Outside: panel.Kind == survey.Public}
		var points []string
		for n, day := range p.Days {
			mark := progressMark{x(n), y(day.Total[i])}
			points = append(points, fmt.Sprintf("%.1f,%.1f", mark.X, mark.Y))
			line.Marks = append(line.Marks, mark)
			line.Value, line.LabelX, line.LabelY = day.Total[i], mark.X+12, mark.Y
		}
		line.Points = strings.Join(points, " ")
		for _, other := range d.Lines {
			if gap := line.LabelY - other.LabelY; gap >= 0 && gap < labelRoom {
				line.LabelY = other.LabelY + labelRoom
			} else if gap < 0 && gap > -labelRoom {
				line.LabelY = other.LabelY - labelRoom
			}
		}
		d.Lines = append(d.Lines, line)
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
