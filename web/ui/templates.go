package ui

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
)

//go:embed layouts parts pages
var files embed.FS

// Templates are the parsed pages by name, the path of their folder under pages: "start", "staff/waves".
type Templates struct{ pages map[string]*template.Template }

// LoadTemplates parses every page with the layouts and parts.
func LoadTemplates(assets *Assets) (*Templates, error) {
	shared := template.New("").Funcs(template.FuncMap{"asset": assets.URL}).Option("missingkey=error")
	shared, err := shared.ParseFS(files, "layouts/*.html", "parts/*.html")
	if err != nil {
		return nil, err
	}
	t := &Templates{pages: map[string]*template.Template{}}
	return t, fs.WalkDir(files, "pages", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".html" {
			return err
		}
		page, err := shared.Clone()
		if err != nil {
			return err
		}
		src, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		t.pages[strings.TrimPrefix(path.Dir(name), "pages/")], err = page.New(name).Parse(string(src))
		return err
	})
}

// Names lists the pages.
func (t *Templates) Names() []string {
	names := make([]string, 0, len(t.pages))
	for name := range t.pages {
		names = append(names, name)
	}
	return names
}

// Execute writes a page.
func (t *Templates) Execute(w io.Writer, page string, data any) error {
	parsed, ok := t.pages[page]
	if !ok {
		return fmt.Errorf("no page %q", page)
	}
	return parsed.Execute(w, data)
}

// ExecutePart writes one named part as a page would, for answers that are not a whole page.
func (t *Templates) ExecutePart(w io.Writer, page, part string, data any) error {
	parsed, ok := t.pages[page]
	if !ok {
		return fmt.Errorf("no page %q", page)
	}
	return parsed.ExecuteTemplate(w, part, data)
}
