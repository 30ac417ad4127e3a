package media

import (
	"bytes"
	"html"
	"html/template"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// headingShift makes the largest heading of a text an h3: h1 and h2 are the page's own.
const headingShift = 2

// HTML renders the Markdown of authors and samples. Raw HTML shows as the words that it is, pictures leave only their
// alternative text, and links go nowhere but to web pages and mail addresses.
func HTML(markdown string) template.HTML {
	var b bytes.Buffer
	if err := markdownOnce().Convert([]byte(markdown), &b); err != nil {
		return template.HTML("<p>" + html.EscapeString(markdown) + "</p>") // a buffer takes every write, so never here
	}
	return template.HTML(b.String())
}

// markdownOnce is the renderer, built at its first use; any number of goroutines may use it.
var markdownOnce = sync.OnceValue(newMarkdown)

// newMarkdown builds a renderer without the parsers of raw HTML, so that there is none to be let through.
func newMarkdown() goldmark.Markdown {
	p := parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewEmphasisParser(), 500)),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		parser.WithASTTransformers(util.Prioritized(tame{}, 100)))
	return goldmark.New(goldmark.WithParser(p), goldmark.WithExtensions(
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone))))
}

// tame changes a parsed text before it is rendered.
type tame struct{}

// Transform shifts headings, takes pictures out and keeps links to what a reader expects.
func (tame) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	var gone []ast.Node
	// The walker below returns no error, so neither does Walk.
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			n.Level = min(6, n.Level+headingShift)
		case *ast.Image:
			gone = append(gone, n)
		case *ast.Link:
			if !goesSomewhere(n.Destination) {
				gone = append(gone, n)
			}
			n.SetAttributeString("rel", []byte("noopener noreferrer"))
		}
		return ast.WalkContinue, nil
	})
	for _, n := range gone {
		unwrap(n)
	}
}

func goesSomewhere(to []byte) bool {
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
		if len(to) > len(scheme) && bytes.EqualFold(to[:len(scheme)], []byte(scheme)) {
			return true
		}
	}
	return false
}

// unwrap puts the children of a node in its place.
func unwrap(n ast.Node) {
	parent := n.Parent()
	for child := n.FirstChild(); child != nil; {
		next := child.NextSibling()
		parent.InsertBefore(parent, n, child)
		child = next
	}
	parent.RemoveChild(parent, n)
}
