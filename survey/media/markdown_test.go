package media_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"realitycheck/survey/media"
)

func TestHTML(t *testing.T) {
	for _, tt := range []struct{ name, markdown, want string }{
		{"paragraphs", "Beste\n\nDag", "<p>Beste</p>\n<p>Dag</p>\n"},
		{"headings stand under the page's own", "# Een\n\n###### Zes", "<h3>Een</h3>\n<h6>Zes</h6>\n"},
		{"emphasis and lists", "- **a**\n- *b*", "<ul>\n<li><strong>a</strong></li>\n<li><em>b</em></li>\n</ul>\n"},
		{"a link", "[site](https://a.be/x?y=1&z=2)", `<p><a href="https://a.be/x?y=1&amp;z=2" rel="noopener noreferrer">site</a></p>` + "\n"},
		{"a mail address", "[mail](mailto:a@b.be)", `<p><a href="mailto:a@b.be" rel="noopener noreferrer">mail</a></p>` + "\n"},
		{"a script as a link", "[klik](javascript:alert(1))", "<p>klik</p>\n"},
		{"data as a link", "[klik](data:text/html,x)", "<p>klik</p>\n"},
		{"a link into this site", "[klik](/beheer)", "<p>klik</p>\n"},
		{"a remote picture", "![alt](https://a.be/x.png)", "<p>alt</p>\n"},
		{"a picture in a link", "[![alt](https://a.be/x.png)](javascript:x)", "<p>alt</p>\n"},
		{"raw HTML shows as words", "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"},
		{"raw HTML in a line", "a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"},
		{"a table without styles", "|a|b|\n|:-:|-:|\n|1|2|", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n"},
		{"a line that is set in is not lost", "Dag\n\n    Jan", "<p>Dag</p>\n<pre><code>Jan\n</code></pre>\n"},
		{"nothing", "", ""},
	} {
		if got := string(media.HTML(tt.markdown)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestHTMLHoldsOnlyWhatTextNeeds parses what came out as a browser does.
func TestHTMLHoldsOnlyWhatTextNeeds(t *testing.T) {
	allowed := " p h3 h4 h5 h6 ul ol li strong em a blockquote code pre hr br table thead tbody tr th td "
	pieces := rapid.SampledFrom([]string{"<script>", "</p>", "<img src=x onerror=alert(1)>", "[a](", ")", "![", "](", "javascript:x", "https://a.be",
		"`", "```html\n", "\n", "> ", "- ", "# ", "|a|\n|-|\n", "*", "_", "\\", "&lt;", "&#106;", "\"", "'", "<!--", "-->", "<a href=x>", "<style>", "\x00", "[x]: javascript:y\n", "[x]"})
	rapid.Check(t, func(t *rapid.T) {
		markdown := strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "markdown"), "")
		tokens := html.NewTokenizer(strings.NewReader(string(media.HTML(markdown))))
		for {
			switch tokens.Next() {
			case html.ErrorToken:
				return
			case html.CommentToken, html.DoctypeToken:
				t.Fatalf("%q: got %s", markdown, tokens.Token())
			case html.StartTagToken, html.SelfClosingTagToken:
				token := tokens.Token()
				if !strings.Contains(allowed, " "+token.Data+" ") {
					t.Fatalf("%q: got <%s>", markdown, token.Data)
				}
				for _, a := range token.Attr {
					fine := token.Data == "a" && (a.Key == "rel" || a.Key == "title" || a.Key == "href" && strings.HasPrefix(a.Val, "https://")) ||
						token.Data == "code" && a.Key == "class" || token.Data == "ol" && a.Key == "start"
					if !fine {
						t.Fatalf("%q: got <%s %s=%q>", markdown, token.Data, a.Key, a.Val)
					}
				}
			}
		}
	})
}
