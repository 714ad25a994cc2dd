package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// read notes all addresses in what the host answered, by who reads such files.
func (c *crawl) read(address string, a *answer, data []byte) {
	name := path.Base(address)
	switch {
	case a.kind == "text/html" || a.kind == "image/svg+xml":
		c.html(address, a, data, "")
	case a.kind == "text/css":
		c.css(address, "", data)
	case name == "sw.js":
		c.worker(address, data)
	case strings.HasSuffix(a.kind, "javascript"):
		c.script(address, data)
	case a.kind == "application/manifest+json":
		c.manifest(address, data)
	case a.kind == "application/json":
		c.json(address, "json", data)
	case a.kind == "application/xml":
		c.xml(address, data)
	case name == "robots.txt":
		c.robots(address, data)
	case a.kind == "text/markdown" || strings.HasPrefix(name, "llms") && a.kind == "text/plain":
		c.markdown(address, data)
	}
}

// worker reads what the script that keeps the site fetches when it is installed.
func (c *crawl) worker(from string, data []byte) {
	line, told := bytes.CutPrefix(data, []byte("self.site="))
	if !told {
		return // one that only clears up
	}
	line, _, _ = bytes.Cut(line, []byte(";\n"))
	var site struct{ Files, Langs []string }
	if err := json.Unmarshal(line, &site); err != nil {
		c.bad = append(c.bad, bad{from, "precache", string(line), err.Error()})
		return
	}
	root := c.base.String()
	for _, f := range site.Files {
		c.add(root, "precache", f)
	}
	for _, l := range site.Langs {
		c.add(root, "precache", l+"/offline.html")
	}
}

func (c *crawl) manifest(from string, data []byte) {
	type icon struct{ Src string }
	var m struct {
		ID, Scope string
		Start     string `json:"start_url"`
		Icons     []icon
		Shots     []icon `json:"screenshots"`
		Shortcuts []struct {
			URL   string
			Icons []icon
		}
	}
	if err := json.Unmarshal(data, &m); err != nil {
		c.bad = append(c.bad, bad{from, "manifest", "", err.Error()})
		return
	}
	for _, a := range []string{m.ID, m.Scope, m.Start} {
		c.add(from, "manifest address", a)
	}
	icons := append(m.Icons, m.Shots...)
	for _, s := range m.Shortcuts {
		c.add(from, "manifest address", s.URL)
		icons = append(icons, s.Icons...)
	}
	for _, i := range icons {
		c.add(from, "manifest icon", i.Src)
	}
}

// xml reads feeds, lists of pages and descriptions of the search.
func (c *crawl) xml(from string, data []byte) {
	d := xml.NewDecoder(bytes.NewReader(data))
	kinds := map[string]string{"feed": "atom", "urlset": "sitemap", "sitemapindex": "sitemap", "OpenSearchDescription": "opensearch"}
	kind, in, content := "", "", ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			c.bad = append(c.bad, bad{from, "xml", "", err.Error()})
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			in, content = t.Name.Local, ""
			if kind == "" {
				kind = kinds[in]
			}
			c.element(from, kind, t)
		case xml.CharData:
			content += string(t)
		case xml.EndElement:
			c.text(from, kind, in, strings.TrimSpace(content))
			in, content = "", ""
		}
	}
}

// element notes the addresses in the attributes of an element.
func (c *crawl) element(from, kind string, e xml.StartElement) {
	attrs := map[string]string{}
	for _, a := range e.Attr {
		attrs[a.Name.Local] = a.Value
	}
	switch name := e.Name.Local; {
	case kind == "":
		c.bad = append(c.bad, bad{from, "xml", name, "nobody knows such a document"})
	case kind == "opensearch" && name == "Url":
		c.add(from, kind, attrs["template"])
	case name == "link" && attrs["rel"] != "via" && attrs["rel"] != "related":
		c.add(from, kind, attrs["href"])
	case attrs["href"] != "":
		c.add(from, "link", attrs["href"])
	}
	if base := attrs["base"]; base != "" {
		c.add(from, kind, base)
	}
}

// text notes the address that an element holds, or those in the page that it does.
func (c *crawl) text(from, kind, in, content string) {
	switch {
	case content == "":
	case kind == "atom" && (in == "id" || in == "icon" || in == "logo"), kind == "sitemap" && in == "loc",
		kind == "opensearch" && (in == "Image" || in == "SearchForm"):
		c.add(from, kind, content)
	case kind == "atom" && (in == "content" || in == "summary"):
		c.html(from, &answer{}, []byte(content), "feed ")
	}
}

func (c *crawl) robots(from string, data []byte) {
	for line := range bytes.Lines(data) {
		if key, value, ok := strings.Cut(string(line), ":"); ok && strings.EqualFold(strings.TrimSpace(key), "sitemap") {
			c.add(from, "robots", value)
		}
	}
}

// markdown reads the links of a text, as CommonMark has them.
func (c *crawl) markdown(from string, data []byte) {
	// The footnotes are GitHub's; CommonMark takes a definition for one of a link.
	doc := goldmark.New(goldmark.WithExtensions(extension.Footnote)).Parser().Parse(text.NewReader(data))
	err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			c.add(from, "markdown link", string(n.Destination))
		case *ast.Image:
			c.add(from, "markdown image", string(n.Destination))
		case *ast.AutoLink:
			c.add(from, "markdown link", string(n.URL(data)))
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		c.bad = append(c.bad, bad{from, "markdown link", "", err.Error()})
	}
}
