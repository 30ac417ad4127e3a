package report

import "slices"

// Here stands what a report holds, one function a kind of entry. Cases are kept true by package verify, which compares the list
// with what its cases really compared.

func documentEntry() EntrySpec {
	return EntrySpec{Name: "document", At: []string{""}, Of: "the report", Words: []WordSpec{
		{"schema", "version of the form of this document"}, {"lang", "language of the words"}, {"years[]", "waves, oldest first"},
		{"synthetic", "the answers are made"},
		{"labels.panels{}", "names of panels"}, {"labels.waves{}", "titles of waves"}, {"labels.parameters{}", "names of parameters"},
		{"labels.items{}", "statements and options"}, {"labels.samples{}", "titles of samples"},
		{"labels.groups{}", "names of attributes and their categories"}, {"labels.themes{}", "names of themes"},
	}}
}

func panelEntry() EntrySpec {
	return EntrySpec{Name: "panel", At: []string{"panels[]"}, Of: "a panel", Words: []WordSpec{
		{"code", "panel"}, {"kind", "staff or public"},
	}}
}

func frameworkEntry() EntrySpec {
	return EntrySpec{Name: "framework", At: []string{"frameworks[]"}, Of: "a framework", Words: []WordSpec{
		{"code", "framework"}, {"title", "its title"}, {"parameters[]", "its parameters, as the report names them"},
	}}
}

func sampleEntry() EntrySpec {
	return EntrySpec{Name: "sample", At: []string{"samples[]"}, Of: "a sample", Words: []WordSpec{
		{"code", "sample"}, {"channel", "where it appeared"}, {"kind", "form"}, {"entity", "sender"}, {"year", "when it appeared"},
		{"waves[]", "which showed it"}, {"anchor", "kept over the years"},
	}}
}

// everyBasis is where means and their differences are told.
func everyBasis() []Basis { return []Basis{Identity, OfSample, Anchors, All} }

// alternatives are the places of a list that a report also computes another way.
func alternatives(list string) []string {
	return []string{list, "unweighted." + list, "without_flagged." + list}
}

func subjectWords(others ...WordSpec) []WordSpec {
	return append([]WordSpec{{"basis", "what it rests on"}, {"sample", "code, on one sample"}, {"parameter", "what is measured"},
		{"item", "code, of one statement"}}, others...)
}

func estimateEntry() EntrySpec {
	return EntrySpec{Name: "estimate", At: alternatives("estimates[]"),
		Of:    "a panel of a wave; on the identity also its groups by one attribute",
		Bases: everyBasis(), Mark: "suppressed",
		Figures: []FigureSpec{
			figure("n", "members with a valid answer; of a group all, down to 5", Count, WholeNumber, "2, 7.4", "P07 P10 P11 P36"),
			figure("n_eff", "effective number (Kish); of a group in proportion to n", Effective, NotOnScreen, "1.6", "P07 P10 P11 P36"),
			figure("mean", "weighted mean", OnScale, OneDecimal, "2.1, 2.6", "P07 P10 P21 P35 P36").limited("limits{mean}"),
			figure("se", "standard error of the mean", Points, NotOnScreen, "2.1", "P07 P10 P21 P35 P36").limited("limits{mean}"),
			figure("low", "lower bound of the mean, 95 %", OnScale, OneDecimal, "2.2", "P07 P10 P21 P36").limited("limits{mean}"),
			figure("high", "upper bound of the mean, 95 %", OnScale, OneDecimal, "2.2", "P07 P10 P21 P36").limited("limits{mean}"),
			figure("top2", "share answering 4 or 5", Share, WholePercent, "3.1", "P11 P35").limited("limits{top2}"),
			figure("top2_low", "lower bound of that share, 95 %", Share, NotOnScreen, "3.2, 3.3", "P11").limited("limits{top2}"),
			figure("top2_high", "upper bound of that share, 95 %", Share, NotOnScreen, "3.2, 3.3", "P11").limited("limits{top2}"),
			figure("dont_know", "don't-knows, of these and the valid", Share, WholePercent, "2.4", "P07 P10 P11 P36").
				limited("limits{dont_know}"),
			figure("distribution[]", "shares of the points 1 to 5", Share, WholePercent, "3.1", "P11").limited("limits{distribution}"),
		},
		Words: subjectWords(WordSpec{"wave", "wave"}, WordSpec{"panel", "panel"}, WordSpec{"group.by", "attribute"},
			WordSpec{"group.value", "its category"}, WordSpec{"suppressed", "withheld"},
			WordSpec{"limits{}", "what is told instead of a figure"}, WordSpec{"reason", "why an interval or more is not available"})}
}

func choiceEntry() EntrySpec {
	return EntrySpec{Name: "choice", At: []string{"choices[]"}, Of: "a panel of a wave", Mark: "suppressed",
		Figures: []FigureSpec{
			figure("n", "members who answered the question", Count, WholeNumber, "3.1", "P11 P12 P14"),
			figure("share", "weighted share that chose the option", Share, WholePercent, "3.1", "P11 P12 P14 P35").limited("limit"),
			figure("low", "lower bound, 95 %", Share, WholePercent, "3.2, 3.3", "P11 P12 P14").limited("limit"),
			figure("high", "upper bound, 95 %", Share, WholePercent, "3.2, 3.3", "P11 P12 P14").limited("limit"),
		},
		Words: []WordSpec{{"wave", "wave"}, {"panel", "panel"}, {"item", "question"}, {"option", "option, 99 for don't know"},
			{"suppressed", "withheld"}, {"limit", "told instead of the share"}}}
}

// testFigures are those of a difference, in a unit and as screens round it. Every comparison has its own reference cases.
func testFigures(unit Unit, screen Rounding, cases string) []FigureSpec {
	bounds := screen
	if screen == OneDecimal {
		bounds = TwoDecimals // rounded like the difference itself a bound would seem to touch zero where it does not
	}
	return []FigureSpec{
		figure("diff", "the first less the second", unit, screen, "4.1", cases),
		figure("se", "standard error of the difference", unit, NotOnScreen, "4.1", cases),
		figure("low", "lower bound, 95 %", unit, bounds, "4.3", cases),
		figure("high", "upper bound, 95 %", unit, bounds, "4.3", cases),
		figure("df", "degrees of freedom (Welch, Satterthwaite)", Freedom, NotOnScreen, "4.2", cases),
		figure("p", "probability of so large a difference by chance", Chance, NotOnScreen, "4.3", cases),
		figure("p_adjusted", "the same among the tests read together", Chance, InWords, "4.7", "P23"),
		figure("effect", "size of the difference (Cohen 1988)", Effect, NotOnScreen, "4.5", cases).
			uncovered("an average over samples has no spread of answers, and so no effect size (METHODS 4.5)", Anchors, All),
	}
}

func testWords(others ...WordSpec) []WordSpec {
	return append(others, WordSpec{"suppressed", "withheld"}, WordSpec{"reason", "why there is no test"})
}

func gapEntry() EntrySpec {
	return EntrySpec{Name: "gap", At: alternatives("gaps[]"),
		Of: "a panel of staff less one of the public, in a wave", Bases: everyBasis(),
		Mark: "suppressed",
		Figures: append([]FigureSpec{
			figure("n{}", "members with a valid answer, by panel", Count, NotOnScreen, "4.1", "P19"),
		}, testFigures(Points, OneDecimal, "P19")...),
		Words: testWords(subjectWords(WordSpec{"wave", "wave"}, WordSpec{"a", "of staff"}, WordSpec{"b", "of the public"})...)}
}

func changeEntry() EntrySpec {
	return EntrySpec{Name: "change", At: alternatives("changes[]"),
		Of: "a panel, one wave less an earlier one", Bases: everyBasis(), Mark: "suppressed",
		Figures: append([]FigureSpec{
			figure("n{}", "members with a valid answer, by wave", Count, NotOnScreen, "4.1", "P16 P17 P18"),
			figure("overlap", "members with a valid answer in both", Count, NotOnScreen, "4.1", "P16 P17 P18"),
		}, testFigures(Points, OneDecimal, "P16 P17 P18")...),
		Words: testWords(subjectWords(WordSpec{"panel", "panel"}, WordSpec{"from", "earlier wave"}, WordSpec{"to", "later wave"},
			WordSpec{"comparable", "not across a break"}, WordSpec{"reworded", "the words changed, the meaning did not"},
			WordSpec{"note", "what a reader must know"})...)}
}

func gapChangeEntry() EntrySpec {
	figures := testFigures(Points, NotOnScreen, "")
	return EntrySpec{Name: "change of a gap", At: []string{"gap_changes[]"},
		Of:      "a parameter on the identity: the change of a panel of staff less one of the public, from the first wave to the last",
		Figures: slices.DeleteFunc(figures, func(f FigureSpec) bool { return f.Path == "effect" }),
		Words: testWords(subjectWords(WordSpec{"a", "of staff"}, WordSpec{"b", "of the public"}, WordSpec{"from", "first wave"},
			WordSpec{"to", "last wave"}, WordSpec{"effect", "never given of two changes"})...)}
}

func responseEntry() EntrySpec {
	return EntrySpec{Name: "response", At: []string{"response[]"},
		Of: "a panel of a wave, never weighted",
		Figures: []FigureSpec{
			figure("invited", "members invited, without those not eligible", Count, WholeNumber, "6", "P29"),
			figure("started", "of these, who began", Count, WholeNumber, "6", "P29"),
			figure("completed", "of these, who finished", Count, WholeNumber, "6", "P29"),
			figure("partial", "who answered half or more and did not finish", Count, WholeNumber, "6", "P29"),
			figure("rates{completion}", "finished, of those invited", Share, WholePercent, "6", "P29"),
			figure("rates{break_off}", "stopped early, of all who began and answered or stopped", Share, WholePercent, "6", "P29"),
			figure("rates{retention}", "finished again, of those who finished the wave before", Share, WholePercent, "6", "P30"),
		},
		Words: []WordSpec{{"wave", "wave"}, {"panel", "panel"}}}
}

func weightingEntry() EntrySpec {
	return EntrySpec{Name: "weighting", At: []string{"weighting[]"}, Of: "a panel of a wave",
		Figures: []FigureSpec{
			figure("deff", "design effect of the weights (Kish 1965)", Ratio, TwoDecimals, "1.6", "P04b"),
			figure("n_eff", "effective number of responses", Effective, WholeNumber, "1.6", "P04b"),
			figure("low", "smallest weight", Weight, TwoDecimals, "1.5, 1.6", "P04b"),
			figure("high", "largest weight", Weight, TwoDecimals, "1.5, 1.6", "P04b"),
		},
		Words: []WordSpec{{"wave", "wave"}, {"panel", "panel"}, {"method", "none or raking"}, {"name", "of the weighting"},
			{"made", "day"}, {"margins[]", "attributes"}, {"merged[]", "categories that count as one"},
			{"bounds.low", "least weight allowed, as given"}, {"bounds.high", "greatest weight allowed, as given"}}}
}

func qualityEntry() EntrySpec {
	return EntrySpec{Name: "quality", At: []string{"quality[]"},
		Of: "the responses of a panel of a wave", Mark: "suppressed", Zero: true,
		Figures: []FigureSpec{
			figure("n", "responses, complete and partial", Count, WholeNumber, "9", "P34"),
			figure("speeder", "under a third of the median time", Count, WholeNumber, "9", "P34"),
			figure("contradiction", "one answer to statements and their opposites", Count, WholeNumber, "9", "P34"),
			figure("long_string", "nearly all answers in a row the same", Count, WholeNumber, "9", "P34"),
			figure("flagged", "any of these", Count, WholeNumber, "9", "P34"),
		},
		Words: []WordSpec{{"wave", "wave"}, {"panel", "panel"}, {"suppressed", "withheld"}}}
}

func noteEntry() EntrySpec {
	return EntrySpec{Name: "note", At: []string{"notes[]"}, Of: "the report", Words: []WordSpec{
		{"code", "which remark"}, {"text", "in words"}}}
}
