package webtest

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// Browser is somebody at the site, without scripts. It keeps cookies and follows redirects.
type Browser struct {
	*Site
	Client *http.Client
}

// Browser opens a browser that was never here.
func (s *Site) Browser() *Browser {
	jar, err := cookiejar.New(nil)
	s.must(err)
	return &Browser{s, &http.Client{Jar: jar}}
}

// Page is an answer of the server.
type Page struct {
	*Browser
	Status int
	Header http.Header
	URL    *url.URL
	Body   string
	root   *html.Node
}

// Open asks for an address, absolute or on the site.
func (b *Browser) Open(address string) *Page {
	b.Helper()
	return b.Do(http.MethodGet, address, nil, nil)
}

// Post sends a form.
func (b *Browser) Post(address string, form url.Values) *Page {
	b.Helper()
	return b.Do(http.MethodPost, address, form, nil)
}

// Upload sends a file by the field of a form.
func (b *Browser) Upload(address, field, name string, content []byte) *Page {
	b.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile(field, name)
	b.must(err)
	_, err = part.Write(content)
	b.must(err)
	b.must(form.Close())
	return b.send(http.MethodPost, address, &body, form.FormDataContentType(), nil)
}

// Do sends a request with extra headers.
func (b *Browser) Do(method, address string, form url.Values, header http.Header) *Page {
	b.Helper()
	kind := ""
	if form != nil {
		kind = "application/x-www-form-urlencoded"
	}
	return b.send(method, address, strings.NewReader(form.Encode()), kind, header)
}

// send sends a body as a page of ours would.
func (b *Browser) send(method, address string, content io.Reader, kind string, header http.Header) *Page {
	b.Helper()
	if strings.HasPrefix(address, "/") {
		address = b.Site.URL + address
	}
	request, err := http.NewRequest(method, address, content)
	b.must(err)
	if kind != "" {
		request.Header.Set("Content-Type", kind)
		request.Header.Set("Origin", b.Site.URL)
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for name, values := range header {
		request.Header[name] = values
	}
	response, err := b.Client.Do(request)
	b.must(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	b.must(err)
	page := &Page{Browser: b, Status: response.StatusCode, Header: response.Header, URL: response.Request.URL, Body: string(body)}
	page.root, err = html.Parse(strings.NewReader(page.Body))
	b.must(err)
	return page
}

// All gives the elements that a CSS selector finds.
func (p *Page) All(selector string) []*html.Node {
	p.Helper()
	compiled, err := cascadia.ParseGroup(selector)
	p.must(err)
	return cascadia.QueryAll(p.root, compiled)
}

// Has says whether a selector finds anything.
func (p *Page) Has(selector string) bool { return len(p.All(selector)) > 0 }

// Text gives the visible text of the first element that a selector finds, or nothing.
func (p *Page) Text(selector string) string {
	p.Helper()
	for _, n := range p.All(selector) {
		return strings.Join(strings.Fields(text(n)), " ")
	}
	return ""
}

func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		b.WriteString(text(child))
	}
	return b.String()
}

// Attr gives an attribute of an element.
func Attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// Form gives the fields of the page's form as a browser would send them now.
func (p *Page) Form() url.Values {
	p.Helper()
	form := url.Values{}
	for _, n := range p.All("form#page input, form#page textarea") {
		name, named := Attr(n, "name")
		value, _ := Attr(n, "value")
		kind, _ := Attr(n, "type")
		_, checked := Attr(n, "checked")
		switch {
		case !named, (kind == "radio" || kind == "checkbox") && !checked:
			continue
		case n.Data == "textarea":
			value = strings.TrimPrefix(text(n), "\n") // a browser drops the first line feed; the parser keeps it
		}
		form.Add(name, value)
	}
	return form
}

// Press sends the page's form with these fields set, by a button.
func (p *Page) Press(action string, answers url.Values) *Page {
	p.Helper()
	form := p.Form()
	for name, values := range answers {
		form[name] = values
	}
	form.Set("action", action)
	return p.Post(p.URL.Path, form)
}

// Complete gives an answer to every question of the page.
func (p *Page) Complete() url.Values {
	p.Helper()
	answers := url.Values{}
	for _, n := range p.All("form#page input[type=radio], form#page input[type=checkbox]") {
		name, _ := Attr(n, "name")
		value, _ := Attr(n, "value")
		if !answers.Has(name) {
			answers.Set(name, value)
		}
	}
	for _, n := range p.All("form#page textarea") {
		name, _ := Attr(n, "name")
		answers.Set(name, "Duidelijk, \"vind\" ik <b>.")
	}
	return answers
}

// Start opens a link and presses Start.
func (b *Browser) Start(link string) *Page {
	b.Helper()
	if page := b.Open(link); page.Status != http.StatusOK {
		b.Fatalf("the start page answers %d", page.Status)
	}
	return b.Post(link, url.Values{})
}
