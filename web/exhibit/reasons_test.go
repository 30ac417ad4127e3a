package exhibit_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis"
	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/analysis/xlsx"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	render "realitycheck/web/exhibit"
)

// smallStaff is the report of two paired waves, of few colleagues and more of the public: with groups, samples and averages over
// them, themes, and figures without weights and without the flagged. Nobody inside doubted of a film, so that its don't-know is a
// limit that the average over samples must not tell.
func smallStaff(t *testing.T) *report.Report {
	t.Helper()
	dir, r := t.TempDir(), rand.New(rand.NewPCG(5, 8))
	for i, wave := range []string{"2018", "2019"} {
		in := analysistest.WithStrata(analysistest.Instrument(wave, 2018+i))
		records := slices.DeleteFunc(analysistest.Records(in, 90, r), func(a archive.Record) bool { return a.Panel == "internal" })
		inside := slices.DeleteFunc(analysistest.Records(in, 24, r), func(a archive.Record) bool { return a.Panel != "internal" })
		records = append(records, inside...)
		for at := range records {
			records[at].Strata, records[at].Speeder = analysistest.Even(at%90), at%2 == 0
			if at%18 == 0 {
				records[at].Strata[1] = "x" // too few to be shown
			}
			film := fmt.Sprint("/", slices.Index(records[at].Order, "film")+1)
			for step, answers := range records[at].Answers {
				if a := answers["s_reliable"]; strings.HasSuffix(step, film) && a.Code == survey.DontKnow {
					answers["s_reliable"] = survey.Answer{Code: 4}
				}
				for question, code := range map[string]int8{"role": 1, "reliable": 5} { // all colleagues say the same
					if _, asked := answers[question]; asked && records[at].Panel == "internal" {
						answers[question] = survey.Answer{Code: code}
					}
				}
			}
		}
		analysistest.Store(t, dir, in, records)
	}
	analysistest.Pair(t, dir, "2018", "2019", 24, func(i int) bool { return i%3 != 0 })
	source := dataset.NewSource(dir)
	analysistest.Code(t, source, "2019", analysistest.Codebook(t, "why"), 9, func(a archive.Text) []string {
		return []string{[]string{"tone", "speed"}[len(a.Text)%2]}
	})
	doc, err := analysis.Build(context.Background(), source, nil,
		analysis.Options{Tr: dutch(t), NMin: 10, Unweighted: true, WithoutFlagged: true})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// place is a cell of a table with its column; it is found by its exhibit, the words of its row and its heading.
type place struct {
	column exhibit.Column
	cell   exhibit.Cell
}

func placesOf(exhibits []exhibit.Exhibit) map[string]place {
	found := map[string]place{}
	for _, e := range exhibits {
		if e.Table == nil {
			continue
		}
		for _, row := range e.Table.Rows {
			name, figure := e.Code+"|"+row.Section, ""
			for i, cell := range row.Cells {
				c := e.Table.Columns[i]
				title := strings.TrimSpace(c.Group + " " + c.Title)
				switch {
				case c.Unit == exhibit.Words && !c.Detail:
					name += "/" + fmt.Sprint(cell.Value)
				case c.Interval:
					found[name+"/"+figure+" interval"] = place{c, cell}
				case c.Unit != exhibit.Words:
					figure = title
					if _, newer := found[name+"/"+title]; !newer {
						found[name+"/"+title] = place{c, cell}
					}
				}
			}
		}
	}
	return found
}

// reasonIn reads from the note of a record why a column is empty: what stands after its name, or of the whole record.
func reasonIn(note, column string) string {
	for part := range strings.SplitSeq(note, "; ") {
		names, why, named := strings.Cut(part, ": ")
		switch {
		case slices.Contains(strings.Split(names, ", "), column):
			return why
		case !named || names == "niet getoond":
			return part
		}
	}
	return ""
}

// walk says where each missing figure of a record stands on a page, by the name of its column.
func walk(r *report.Report, row map[string]string, tr func(string, ...any) string) map[string]string {
	panel, parameter := r.Labels.Panels[row["panel"]], r.Labels.Parameters[row["parameter"]]
	mean := tr("exhibit.col.mean")
	spread := func(at string) map[string]string {
		return map[string]string{"mean": at + "/" + mean, "low": at + "/" + mean + " interval", "share_1-5": at + "/1",
			"dont_know": at + "/" + tr("exhibit.col.dont_know")}
	}
	switch kind, basis := row["record"], row["basis"]; {
	case row["wave"] != "2019" || row["record"] == "change" && row["item"] != "":
	case kind == "estimate" && row["group"] != "":
		at := "groups|/" + parameter + "/" + panel + "/" + row["group"]
		return map[string]string{"mean": at, "low": at + " interval"}
	case kind == "estimate" && row["item"] != "" && (basis == "identity" || basis == "all"):
		return spread("items|" + tr("exhibit.items."+basis) + "/" + row["item_text"] + "/" + parameter + "/" + panel)
	case kind == "estimate" && basis == "identity":
		at := spread("profile|/" + parameter + "/" + panel)
		at["top2"] = "profile|/" + parameter + "/" + panel + "/" + tr("exhibit.col.top2")
		return at
	case kind == "estimate" && basis == "sample" && row["item"] == "":
		return map[string]string{"mean": "samples|/" + row["sample_title"] + "/" + parameter + " " + panel}
	case kind == "estimate_without_flagged" && basis == "identity" && row["item"] == "":
		at := "sensitivity-" + row["panel"] + "|/" + parameter + "/" + tr("exhibit.way.without_flagged") + " " + mean
		return map[string]string{"mean": at}
	case kind == "gap" && basis == "identity" && row["item"] == "":
		return map[string]string{"diff": "gap|/" + parameter + "/" + tr("exhibit.col.gap") + " 2019"}
	case kind == "change" && basis == "identity":
		return map[string]string{"diff": "trend|/" + parameter + "/" + panel + "/" + tr("exhibit.col.since", "wave", "2018")}
	case kind == "choice":
		at := "choices-" + row["item"] + "|/" + row["option_text"] + "/" + panel
		return map[string]string{"share": at + " " + tr("exhibit.col.share")}
	case kind == "theme":
		return map[string]string{"share": "themes-why|/" + row["theme"] + " (nl)/" + panel + "/" + tr("exhibit.col.share")}
	case kind == "theme_agreement" && row["theme"] != "":
		at := "agreement-why|/" + row["theme"] + " (nl)/"
		return map[string]string{"kappa": at + tr("exhibit.col.kappa"), "alpha": at + tr("exhibit.col.alpha")}
	}
	return nil
}

// TestAMissingFigureHasOneReason: on a page, on its sheet and in its record, in the same words.
func TestAMissingFigureHasOneReason(t *testing.T) {
	doc := smallStaff(t)
	faults, seen := disagreements(t, doc)
	for _, fault := range faults {
		t.Error(fault)
	}
	tr := dutch(t)
	for _, why := range []exhibit.Reason{exhibit.TooFew, exhibit.Rare, exhibit.Unanimous, exhibit.Secondary, exhibit.GroupClosed,
		exhibit.OneCode} {
		if seen[why.Words(tr)] == 0 {
			t.Errorf("no figure is %q: %v", why.Words(tr), seen)
		}
	}
	for _, kind := range []string{"estimate", "theme", "theme_agreement", "choice", "gap", "estimate_without_flagged"} {
		if seen[kind] == 0 {
			t.Errorf("no %s is missing: the test sees nothing of it, only of %v", kind, seen)
		}
	}
	taken := 0
	for i := range doc.Estimates { // the control: a reason taken away
		e := &doc.Estimates[i]
		if e.Wave == "2019" && e.Basis == report.All && e.Item != nil && e.Limits["dont_know"] == report.Withheld {
			delete(e.Limits, "dont_know")
			taken++
		}
	}
	if faults, _ := disagreements(t, doc); taken == 0 || len(faults) != taken {
		t.Errorf("%d reasons were taken away, got %q", taken, faults)
	}
}

// disagreements lists the missing figures of a report without a reason, or with different ones; seen counts the reasons and the
// kinds of records that have them.
func disagreements(t *testing.T, doc *report.Report) (faults []string, seen map[string]int) {
	t.Helper()
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	tr := dutch(t)
	x, all := report.NewIndex(doc), exhibit.Selection{}
	exhibits := slices.Concat(exhibit.Gap(x, all, tr), exhibit.Choices(x, all, tr), exhibit.Themes(x, all, tr),
		exhibit.Sensitivity(x, all, tr),
		[]exhibit.Exhibit{exhibit.Profile(x, all, tr), exhibit.Items(x, all, tr), exhibit.Samples(x, all, tr),
			exhibit.Trend(x, all, tr)})
	for _, by := range exhibit.Attributes(x, all) {
		for _, e := range exhibit.Groups(x, exhibit.Selection{Group: by}, tr) {
			e.Code = "groups"
			exhibits = append(exhibits, e)
		}
	}
	places, onSheets := placesOf(exhibits), sheetReasons(t, doc)
	seen = map[string]int{}
	for _, row := range recordsOf(t, doc) {
		for column, at := range walk(doc, row, tr.T) {
			p, there := places[at]
			value := row[map[bool]string{true: "share_1", false: column}[column == "share_1-5"]]
			if !there || (value == "") != (p.cell.Value == nil) {
				if there || row["record"] == "estimate" && row["group"] == "" { // a panel that is told nothing of may have a sentence only
					fault("%s: record %q, place %+v", at, value, p.cell)
				}
				continue
			}
			if value != "" {
				continue
			}
			want := p.cell.Words(tr)
			shown := onPage(&render.Renderer{Translator: tr}, p)
			said := reasonIn(row["note"], column)
			if strings.HasSuffix(column, "low") && said == "" {
				said = reasonIn(row["note"], "mean") // a figure that is missing has no interval either
			}
			if want == "" || shown != want || said != want {
				fault("%s: the exhibit says %q, the page %q, the record %q", at, want, shown, said)
			}
			pagesOnly := row["group"] != "" || strings.HasPrefix(row["record"], "theme") // have no sheet
			if !pagesOnly && onSheets[want] == 0 {
				fault("%s: no sheet says %q", at, want)
			}
			seen[want]++
			seen[row["record"]]++
		}
	}
	return faults, seen
}

// onPage is what a page says in an empty place.
func onPage(r *render.Renderer, p place) string {
	c := p.column
	c.Detail, c.Below, c.Merged, c.Group = false, false, false, ""
	cells := r.Table(&exhibit.Table{Columns: []exhibit.Column{c}, Rows: []exhibit.Row{{Cells: []exhibit.Cell{p.cell}}}}).Rows[0]
	if cells[0].Words != "" {
		return cells[0].Words
	}
	return cells[0].Text
}

func recordsOf(t *testing.T, doc *report.Report) (rows []map[string]string) {
	t.Helper()
	var b bytes.Buffer
	if err := exhibit.WriteCSV(&b, report.NewIndex(doc), dutch(t)); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, field := range line {
			row[lines[0][i]] = field
		}
		rows = append(rows, row)
	}
	return rows
}

// sheetReasons counts what the cells of the workbook say, but for those of the sheet of data, whose notes are compared with
// the csv.
func sheetReasons(t *testing.T, doc *report.Report) map[string]int {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.Write(&b, doc, dutch(t)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]int{}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		records := recordsOf(t, doc)
		for i, row := range rows {
			for k, cell := range row {
				if sheet != "Data" {
					said[cell]++
				} else if rows[0][k] == "note" && i > 0 && cell != records[i-1]["note"] {
					t.Errorf("row %d of the data says %q, its record %q", i+1, cell, records[i-1]["note"])
				}
			}
		}
	}
	return said
}
