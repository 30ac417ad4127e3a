package report

// The figures of open answers. An answer is joined to no response and has no weight, so that other software has no case of them.
// Verify compares them with the second opinion, on rows of cases on which that agrees with other software.

func themeWords(others ...WordSpec) []WordSpec {
	return append([]WordSpec{{"question", "open question"}, {"theme", "theme of its codebook"}}, others...)
}

func themeEntry() EntrySpec {
	return EntrySpec{Name: "theme", At: []string{"themes[]"},
		Of: "the codable answers of a panel of a wave", Mark: "suppressed",
		Figures: []FigureSpec{
			figure("n", "members behind the answers, at least", Count, NotOnScreen, "3.1", ""),
			figure("answers", "answers that could be coded", Count, WholeNumber, "3.1", ""),
			figure("asked", "times that the question was asked", Count, NotOnScreen, "3.1", ""),
			figure("share_asked", "share of all that were asked", Share, NotOnScreen, "3.1", "").limited("limit"),
			figure("share", "share of the codable answers", Share, WholePercent, "3.1", "").limited("limit"),
			figure("low", "lower bound, 95 %", Share, WholePercent, "3.2, 3.3", "").limited("limit"),
			figure("high", "upper bound, 95 %", Share, WholePercent, "3.2, 3.3", "").limited("limit"),
		},
		Words: themeWords(WordSpec{"wave", "wave"}, WordSpec{"panel", "panel"},
			WordSpec{"verdict", "what the agreement of coders allows"},
			WordSpec{"suppressed", "withheld"}, WordSpec{"limit", "told instead of the share"})}
}

func themeSampleEntry() EntrySpec {
	return EntrySpec{Name: "theme of a sample", At: []string{"theme_samples[]"},
		Of:   "the codable answers of a panel about one sample",
		Mark: "suppressed",
		Figures: []FigureSpec{
			figure("n", "answers, one a member", Count, NotOnScreen, "3.1", ""),
			figure("share", "share of the codable answers", Share, NotOnScreen, "3.1", ""),
			figure("low", "lower bound, 95 %", Share, NotOnScreen, "3.2, 3.3", ""),
			figure("high", "upper bound, 95 %", Share, NotOnScreen, "3.2, 3.3", ""),
		},
		Words: themeWords(WordSpec{"wave", "wave"}, WordSpec{"panel", "panel"}, WordSpec{"sample", "sample"},
			WordSpec{"suppressed", "withheld"})}
}

// themeTest are the figures of a difference between shares of themes; who they count are different members.
func themeTest() []FigureSpec {
	figures := testFigures(ShareDiff, WholePercent, "")
	for i := range figures {
		if name := figures[i].Path; name == "low" || name == "high" {
			figures[i].Screen = NotOnScreen
		}
	}
	return figures
}

func themeGapEntry() EntrySpec {
	return EntrySpec{Name: "gap of a theme", At: []string{"theme_gaps[]"},
		Of:   "a panel of staff less one of the public, in a wave",
		Mark: "suppressed",
		Figures: append([]FigureSpec{
			figure("n{}", "members behind the answers, at least, by panel", Count, NotOnScreen, "4.1", ""),
		}, themeTest()...),
		Words: testWords(themeWords(WordSpec{"wave", "wave"}, WordSpec{"a", "of staff"}, WordSpec{"b", "of the public"})...)}
}

func themeChangeEntry() EntrySpec {
	return EntrySpec{Name: "change of a theme", At: []string{"theme_changes[]"},
		Of:   "a panel, one wave less an earlier one, as different members",
		Mark: "suppressed",
		Figures: append([]FigureSpec{
			figure("n{}", "members behind the answers, at least, by wave", Count, NotOnScreen, "4.1", ""),
		}, themeTest()...),
		Words: testWords(themeWords(WordSpec{"panel", "panel"}, WordSpec{"from", "earlier wave"}, WordSpec{"to", "later wave"},
			WordSpec{"comparable", "not where a theme was split or the question broke"}, WordSpec{"note", "what a reader must know"})...)}
}

func agreementEntry() EntrySpec {
	return EntrySpec{Name: "agreement of coders", At: []string{"theme_agreement[]"},
		Of: "the answers of a question of a wave that two coders judged",
		Figures: []FigureSpec{
			figure("units", "answers judged by two", Count, WholeNumber, "5.2", "P26 P28"),
			figure("observed", "share on which they agree", Share, WholePercent, "5.2", "P26"),
			figure("kappa", "agreement beyond chance (Cohen 1960)", Agreement, TwoDecimals, "5.2", "P26"),
			figure("kappa_se", "its standard error", Agreement, NotOnScreen, "5.2", "P26"),
			figure("alpha", "agreement beyond chance (Krippendorff 2011)", Agreement, TwoDecimals, "5.3", "P28"),
		},
		Words: themeWords(WordSpec{"wave", "wave"}, WordSpec{"verdict", "what the agreement allows"})}
}
