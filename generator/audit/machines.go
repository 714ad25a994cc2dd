package audit

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"

	"duizhao/generator/diag"
)

// xml reads feeds, sitemaps and the description of the search: they must be
// well-formed, and what they name must be there.
func (r *reader) xml() {
	d := xml.NewDecoder(bytes.NewReader(r.data))
	name := ""
	for {
		at := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			r.say(min(int(d.InputOffset()), len(r.data)), diag.Error, "output-feed", "the XML is not well-formed: "+err.Error(), "")
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			name = t.Name.Local
			for _, a := range t.Attr {
				if (a.Name.Local == "href" || a.Name.Local == "src") && name != "content" {
					r.ref(at, a.Value, "<"+name+" "+a.Name.Local+">")
				}
			}
		case xml.CharData:
			if name == "loc" || name == "icon" || name == "logo" || name == "Image" {
				if text := strings.TrimSpace(string(t)); text != "" {
					r.ref(at, text, "<"+name+">")
				}
			}
		case xml.EndElement:
			name = ""
		}
	}
}

// manifest reads what browsers need to install the site.
func (r *reader) manifest() {
	var m struct {
		Start string `json:"start_url"`
		Scope string `json:"scope"`
		Icons []struct {
			Src string `json:"src"`
		} `json:"icons"`
	}
	if err := json.Unmarshal(r.data, &m); err != nil {
		r.say(0, diag.Error, "output-feed", "the manifest is no JSON: "+err.Error(), "")
		return
	}
	r.ref(0, m.Start, `"start_url"`)
	for _, i := range m.Icons {
		r.ref(max(0, bytes.Index(r.data, []byte(i.Src))), i.Src, `"icons"`)
	}
}

var loaded = regexp.MustCompile(`url\(\s*["']?([^"')\s]+)["']?\s*\)`)

// css reads which files a style loads.
func (r *reader) css() {
	for _, m := range loaded.FindAllSubmatchIndex(r.data, -1) {
		if dest := string(r.data[m[2]:m[3]]); !strings.HasPrefix(dest, "data:") && !strings.HasPrefix(dest, "#") {
			r.ref(m[2], dest, "url()")
		}
	}
}

// robots reads where search engines are led.
func (r *reader) robots() {
	at := 0
	for line := range bytes.Lines(r.data) {
		if key, value, ok := strings.Cut(string(line), ":"); ok && strings.EqualFold(strings.TrimSpace(key), "sitemap") {
			r.ref(at, value, "Sitemap:")
		}
		at += len(line)
	}
}
