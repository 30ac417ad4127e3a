package report

import (
	"math"
	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// Report is the yearly comparison: every figure with its base, interval, test and suppression mark. It is the document
// of `report --format json`; screens and the workbook render it and compute nothing. Codes are everywhere, words once in
// Labels. Figures are full precision; a nil figure is not available or suppressed.
type Report struct {
	Schema     int         `json:"schema"` // 1
	Lang       i18n.Lang   `json:"lang"`
	Years      []string    `json:"years"` // wave codes, oldest first
	Labels     Labels      `json:"labels"`
	Panels     []Panel     `json:"panels"`     // of the chosen waves, in the order of their signs
	Frameworks []Framework `json:"frameworks"` // of the chosen waves, those of the newest first
	Estimates  []Estimate  `json:"estimates"`
	Choices    []Choice    `json:"choices"`
	Gaps       []Gap       `json:"gaps"`
	Changes    []Change    `json:"changes"`
	GapChanges []GapChange `json:"gap_changes"`
	Response   []Response  `json:"response"`
	Themes     []Theme     `json:"themes"`
	Samples    []Sample    `json:"samples"`
	Weighting  []Weighting `json:"weighting"`
	Quality    []Quality   `json:"quality"`
	Notes      []Note      `json:"notes"`
	// The same figures another way, when asked for.
	Unweighted     *Alternative `json:"unweighted,omitempty"`
	WithoutFlagged *Alternative `json:"without_flagged,omitempty"`
	Synthetic      bool         `json:"synthetic"` // made data, said on every rendering

	ThemeReport
}

// Labels holds the words for codes, in the report's language.
type Labels struct {
	Panels     map[string]string `json:"panels"`
	Waves      map[string]string `json:"waves"`
	Parameters map[string]string `json:"parameters"`
	Items      map[string]string `json:"items"` // the statement; options as "item.option"
	Samples    map[string]string `json:"samples"`
	Groups     map[string]string `json:"groups"` // "by" and "by=value"
	Themes     map[string]string `json:"themes"` // "question.theme"
}

// Panel is a panel with its kind in the newest of the chosen waves.
type Panel struct {
	Code string           `json:"code"`
	Kind survey.PanelKind `json:"kind"`
}

// Framework lists the parameters of one framework, as the report names them.
type Framework struct {
	Code       string   `json:"code"`
	Title      string   `json:"title"`
	Parameters []string `json:"parameters"`
}

// Basis says what an estimate rests on.
type Basis string

// The bases.
const (
	Identity Basis = "identity" // items asked without a sample: the trend
	OfSample Basis = "sample"   // ratings of one sample
	Anchors  Basis = "anchors"  // ratings of the samples of both years of a change, or of all anchors of a wave
	All      Basis = "all"      // ratings of all samples; the mix differs between years
)

// Subject says what is measured: a parameter as a whole (Item nil) or one of its items, on a basis. Sample is set for
// basis sample only.
type Subject struct {
	Basis     Basis   `json:"basis"`
	Sample    *string `json:"sample"`
	Parameter string  `json:"parameter"`
	Item      *string `json:"item"`
}

// Group is a group of members of a panel by one attribute.
type Group struct {
	By    string `json:"by"`
	Value string `json:"value"`
}

// Estimate is a mean on the scale 1 to 5 with its distribution, for one panel of one wave.
type Estimate struct {
	Wave  string `json:"wave"`
	Panel string `json:"panel"`
	Subject
	Group        *Group    `json:"group"`
	N            *int      `json:"n"`     // members with a valid answer
	NEff         *float64  `json:"n_eff"` // Kish
	Mean         *float64  `json:"mean"`
	SE           *float64  `json:"se"`
	Low          *float64  `json:"low"` // 95 % interval
	High         *float64  `json:"high"`
	Top2         *float64  `json:"top2"` // share answering 4 or 5
	Top2Low      *float64  `json:"top2_low"`
	Top2High     *float64  `json:"top2_high"`
	DontKnow     *float64  `json:"dont_know"`    // share among valid and don't know
	Distribution []float64 `json:"distribution"` // shares of 1 to 5 among valid; nil when suppressed
	Suppressed   bool      `json:"suppressed"`
	// Limits names figures that are not told because few colleagues are all but unanimous, or because they would give away
	// such a figure: "mean", "top2", "dont_know", "distribution".
	Limits map[string]Limit `json:"limits,omitempty"`
	Reason string           `json:"reason,omitempty"` // why an interval or more is not available, as stats.Reason
}

// Choice is the share that chose an option.
type Choice struct {
	Wave       string   `json:"wave"`
	Panel      string   `json:"panel"`
	Item       string   `json:"item"`
	Option     string   `json:"option"` // code; "99" for don't know
	N          *int     `json:"n"`      // members who answered the question
	Share      *float64 `json:"share"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
	Suppressed bool     `json:"suppressed"`
	Limit      Limit    `json:"limit,omitempty"` // told instead of the share
}

// Gap is the difference between two panels in one wave, A minus B.
type Gap struct {
	Wave string `json:"wave"`
	Subject
	A string         `json:"a"`
	B string         `json:"b"`
	N map[string]int `json:"n"` // by panel; nil when suppressed
	Test
}

// Pair names the panels of a gap.
func (g *Gap) Pair() [2]string { return [2]string{g.A, g.B} }

// Change is the difference between two waves in one panel, To minus From, with returning members as clusters.
type Change struct {
	Panel string `json:"panel"`
	From  string `json:"from"`
	To    string `json:"to"`
	Subject
	N map[string]int `json:"n"` // by wave; nil when suppressed
	Test
	Overlap    *int    `json:"overlap"`            // members valid in both
	Comparable bool    `json:"comparable"`         // false across a break
	Reworded   bool    `json:"reworded,omitempty"` // the words changed in between, the meaning did not
	Note       *string `json:"note"`               // NotPaired, Broken, MixDiffer, TargetsDiffer
}

// GapChange is the difference between the changes of two panels, A minus B, from the first wave of a report to its last: how
// the gap between them moved.
type GapChange struct {
	A    string `json:"a"`
	B    string `json:"b"`
	From string `json:"from"`
	To   string `json:"to"`
	Subject
	Test
}

// Test is a difference with its interval and test.
type Test struct {
	Diff       *float64 `json:"diff"`
	SE         *float64 `json:"se"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
	DF         *float64 `json:"df"`
	P          *float64 `json:"p"`
	PAdjusted  *float64 `json:"p_adjusted"`
	Effect     *float64 `json:"effect"`
	Suppressed bool     `json:"suppressed"`
	Reason     string   `json:"reason,omitempty"` // why there is no test, as stats.Reason, or Recode
}

// Response says how many of a panel took part in a wave. Rates are shares, nil without a base.
type Response struct {
	Wave      string              `json:"wave"`
	Panel     string              `json:"panel"`
	Invited   int                 `json:"invited"`
	Started   int                 `json:"started"`
	Completed int                 `json:"completed"`
	Partial   int                 `json:"partial"`
	Rates     map[string]*float64 `json:"rates"` // completion, break_off, retention
}

// Theme is the share of codable open answers about a theme. Where a question is asked of each sample a member may have
// given several.
type Theme struct {
	Wave       string   `json:"wave"`
	Panel      string   `json:"panel"`
	Question   string   `json:"question"`
	Theme      string   `json:"theme"`
	Verdict    string   `json:"verdict"` // on the agreement of two coders, as coding.Verdict; "recode" has no figures
	N          *int     `json:"n"`       // members behind the answers, at least
	Answers    *int     `json:"answers"` // codable
	Asked      *int     `json:"asked"`   // times that the question was asked
	ShareAsked *float64 `json:"share_asked"`
	Share      *float64 `json:"share"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
	Suppressed bool     `json:"suppressed"`
	Limit      Limit    `json:"limit,omitempty"` // told instead of the share
}

// Sample says which waves showed a sample, and how.
type Sample struct {
	Code    string   `json:"code"`
	Channel string   `json:"channel"`
	Kind    string   `json:"kind"`
	Entity  string   `json:"entity"`
	Year    int      `json:"year"`
	Waves   []string `json:"waves"`
	Anchor  bool     `json:"anchor"`
}

// Weighting names the weights in use for one panel of one wave.
type Weighting struct {
	Wave    string             `json:"wave"`
	Panel   string             `json:"panel"`
	Method  string             `json:"method"`         // "none", "raking"
	Name    *string            `json:"name"`           // of the weighting beside the archive; nil for none
	Made    string             `json:"made,omitempty"` // the day on which it was made, "2026-05-03"
	Margins []string           `json:"margins"`
	Merged  []MergedCategories `json:"merged,omitempty"`
	Bounds  *survey.Bounds     `json:"bounds,omitempty"` // between which every weight had to stay
	DEff    *float64           `json:"deff"`
	NEff    *float64           `json:"n_eff"`
	Low     *float64           `json:"low"` // smallest weight, the mean being 1
	High    *float64           `json:"high"`
}

// Quality counts the responses of a panel that have a flag. Nothing is deleted for it.
type Quality struct {
	Wave          string `json:"wave"`
	Panel         string `json:"panel"`
	N             int    `json:"n"`                    // responses
	Speeder       int    `json:"speeder"`              // under a third of the median time of the panel
	Contradiction int    `json:"contradiction"`        // one answer to statements and their opposites
	LongString    int    `json:"long_string"`          // nearly all answers in a row the same
	Flagged       int    `json:"flagged"`              // any of these
	Suppressed    bool   `json:"suppressed,omitempty"` // too few responses: every number is 0
}

// Alternative holds the figures of a sensitivity analysis: those of the report computed another way, in its order. Groups are
// not among them.
type Alternative struct {
	Estimates []Estimate `json:"estimates"`
	Gaps      []Gap      `json:"gaps"`
	Changes   []Change   `json:"changes"`
}

// Note is a remark that a reader needs beside the figures.
type Note struct {
	Code string `json:"code"` // message key
	Text string `json:"text"` // in the report's language
}

// Figure is a number of the report: nil when it is not available.
func Figure(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
