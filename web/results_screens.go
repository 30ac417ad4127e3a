package web

import (
	"slices"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/panel"
	"realitycheck/survey/i18n"
)

// resultScreen is a page of results: what can be chosen on it, and the exhibits that it shows.
type resultScreen struct {
	code, path, tab, title string // the last two are keys of words
	filter                 filterParts
	also                   alternatives
	findings               bool // everything that was found stands above the exhibits
	apart                  bool // what was found stands with the exhibit that proves it, where there are several
	exhibits               exhibitsOf
	manage                 func(*resultsPage) *resultLink // nil where nothing that is shown can be changed
}

// exhibitsOf makes the exhibits of a page.
type exhibitsOf func(*report.Index, exhibit.Selection, *i18n.Translator) []exhibit.Exhibit

// resultScreens are the pages of results, in the order of the tabs.
var resultScreens = []resultScreen{
	{code: "overview", path: "", tab: "results.overview.tab", title: "results.overview.title",
		filter: filterParts{framework: true, panel: true}, findings: true, exhibits: overview},
	{code: "gap", path: "/kloof", tab: "exhibit.gap.name", title: "results.gap.title",
		filter: filterParts{framework: true}, apart: true, exhibits: exhibit.Gap},
	{code: "trend", path: "/evolutie", tab: "exhibit.trend.name", title: "results.trend.title",
		filter: filterParts{framework: true, panel: true}, exhibits: one(exhibit.Trend)},
	{code: "samples", path: "/uitingen", tab: "exhibit.samples.name", title: "results.samples.title",
		filter: filterParts{parameter: true}, exhibits: samples},
	{code: "answers", path: "/antwoorden", tab: "exhibit.answers.name", title: "exhibit.answers.title",
		filter: filterParts{framework: true, panel: true}, exhibits: exhibit.Answers},
	{code: "choices", path: "/keuzes", tab: "exhibit.choices.name", title: "results.choices.title",
		filter: filterParts{panel: true}, exhibits: exhibit.Choices},
	{code: "themes", path: "/themas", tab: "exhibit.themes.name", title: "results.themes.title",
		filter: filterParts{panel: true}, exhibits: exhibit.Themes, manage: readQuotes},
	{code: "groups", path: "/groepen", tab: "exhibit.groups.name", title: "results.groups.title",
		filter: filterParts{framework: true, panel: true, group: true}, exhibits: exhibit.Groups},
	{code: "response", path: "/respons", tab: "exhibit.response.name", title: "results.response.title",
		exhibits: one(exhibit.Response)},
	{code: "quality", path: "/kwaliteit", tab: "exhibit.quality.name", title: "results.quality.title",
		filter: filterParts{framework: true}, also: alternatives{withoutFlagged: true}, exhibits: quality},
	{code: "weighting", path: "/weging", tab: "exhibit.weighting.name", title: "results.weighting.title",
		filter: filterParts{framework: true}, also: alternatives{unweighted: true}, exhibits: weights, manage: manageWeights},
	{code: "method", path: "/methode", tab: "exhibit.method.name", title: "exhibit.method.title", exhibits: method},
}

// one is a page with a single exhibit.
func one(of func(*report.Index, exhibit.Selection, *i18n.Translator) exhibit.Exhibit) exhibitsOf {
	return func(x *report.Index, s exhibit.Selection, tr *i18n.Translator) []exhibit.Exhibit {
		return []exhibit.Exhibit{of(x, s, tr)}
	}
}

// overview shows the identity as every panel sees it, and what a reader needs beside any figure.
func overview(x *report.Index, s exhibit.Selection, tr *i18n.Translator) []exhibit.Exhibit {
	return []exhibit.Exhibit{exhibit.Profile(x, s, tr), exhibit.Notes(x, tr)}
}

// samples shows what the newest wave rated, and what changed on those that the wave before rated as well.
func samples(x *report.Index, s exhibit.Selection, tr *i18n.Translator) []exhibit.Exhibit {
	return []exhibit.Exhibit{exhibit.Samples(x, s, tr), exhibit.Anchors(x, s, tr)}
}

// quality shows which responses have a flag, and what the figures would be without them.
func quality(x *report.Index, s exhibit.Selection, tr *i18n.Translator) []exhibit.Exhibit {
	return append([]exhibit.Exhibit{exhibit.Quality(x, s, tr)}, exhibit.Sensitivity(x, s, tr)...)
}

// weights shows what the figures would be without weights, and which weights those are.
func weights(x *report.Index, s exhibit.Selection, tr *i18n.Translator) []exhibit.Exhibit {
	return append(exhibit.Sensitivity(x, s, tr), exhibit.Weights(x, s, tr))
}

// method tells how the figures come about.
func method(x *report.Index, s exhibit.Selection, tr *i18n.Translator) []exhibit.Exhibit {
	return append(exhibit.Method(x, s, tr), exhibit.Notes(x, tr))
}

// screenOf is the page of results of a code.
func screenOf(code string) *resultScreen {
	i := slices.IndexFunc(resultScreens, func(s resultScreen) bool { return s.code == code })
	return &resultScreens[i]
}

// readQuotes leads to what people wrote.
func readQuotes(p *resultsPage) *resultLink {
	return &resultLink{resultsPath + "/citaten", p.T("results.themes.quotes")}
}

// manageWeights leads who may to where weights are made.
func manageWeights(p *resultsPage) *resultLink {
	if !p.Account.May(panel.MakeWeights) {
		return nil
	}
	return &resultLink{weightPath(p.index.Last()), p.T("results.weighting.manage")}
}
