package book

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// plainSVG returns a drawing without what may not be in a book: scripts, HTML,
// links, which no picture follows, what is loaded from elsewhere, and what drawing
// programs note for themselves.
func plainSVG(data []byte) ([]byte, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	w := &xmlWriter{}
	var open, written []xml.Name // the elements, and what they are in the book
	skip := 0                    // how many of these are left out
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read a drawing: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			open = append(open, t.Name)
			if skip > 0 || !staysIn(t) {
				skip++
				continue
			}
			written = append(written, unlinked(t.Name, written))
			w.WriteString("<" + qualified(written[len(written)-1]))
			for _, a := range t.Attr {
				if drawn(t.Name.Local, a) {
					w.attr(qualified(a.Name), a.Value)
				}
			}
			w.WriteByte('>')
			if len(open) == 1 {
				w.paper(t)
			}
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != t.Name {
				return nil, errors.New("read a drawing: an element ends that is not open")
			}
			open = open[:len(open)-1]
			if skip > 0 {
				skip--
				continue
			}
			w.WriteString("</" + qualified(written[len(written)-1]) + ">")
			written = written[:len(written)-1]
		case xml.CharData:
			if skip == 0 && !(len(open) > 0 && open[len(open)-1].Local == "style" && loads(string(t))) {
				w.escape(string(t), false)
			}
		}
	}
	if len(open) > 0 || w.Len() == 0 {
		return nil, errors.New("read a drawing: it does not end")
	}
	return bytes.TrimSpace(w.Bytes()), nil
}

// paper draws white paper behind a drawing, which is made for it: what a style says of
// the ground, readers take away at night.
func (w *xmlWriter) paper(root xml.StartElement) {
	box := []string{"0", "0", "100%", "100%"}
	for _, a := range root.Attr {
		if list := strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' }); a.Name.Local == "viewBox" && len(list) == 4 {
			box = list
		}
	}
	name := qualified(xml.Name{Space: root.Name.Space, Local: "rect"})
	w.WriteString("<" + name)
	for i, side := range []string{"x", "y", "width", "height"} {
		w.attr(side, box[i])
	}
	w.attr("style", "fill:#fff;stroke:none") // before what a style of the drawing's says
	w.WriteString("></" + name + ">")
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// unlinked is what an element becomes in the book: a link is a part of the text that
// it stands in, else a group.
func unlinked(name xml.Name, around []xml.Name) xml.Name {
	if name.Local != "a" {
		return name
	}
	name.Local = "g"
	if n := len(around); n > 0 && slices.Contains([]string{"text", "tspan", "textPath"}, around[n-1].Local) {
		name.Local = "tspan"
	}
	return name
}

// staysIn reports whether an element of a drawing is one that readers know, and that
// leads nowhere.
func staysIn(e xml.StartElement) bool {
	if e.Name.Space != "" && e.Name.Space != "svg" {
		return false
	}
	switch e.Name.Local {
	case "script", "foreignObject", "metadata":
		return false
	case "animate", "set": // one of these may change an address
		return !slices.ContainsFunc(e.Attr, func(a xml.Attr) bool {
			return a.Name.Local == "attributeName" && strings.HasSuffix(a.Value, "href")
		})
	}
	return true
}

var addressIn = regexp.MustCompile(`(?i)url\(\s*['"]?\s*([^'")]*)`)

// loads reports whether a style has something loaded.
func loads(style string) bool {
	if strings.Contains(strings.ToLower(style), "@import") || strings.Contains(style, `\`) { // which may hide either
		return true
	}
	for _, m := range addressIn.FindAllStringSubmatch(style, -1) {
		if !strings.HasPrefix(m[1], "#") && !strings.HasPrefix(m[1], "data:") {
			return true
		}
	}
	return false
}

// ofLinks are attributes that say where a link leads and what is there.
var ofLinks = []string{"href", "target", "download", "hreflang", "ping", "referrerpolicy", "rel", "type", "title", "show", "actuate"}

// drawn reports whether an attribute of an element is one that readers know.
func drawn(element string, a xml.Attr) bool {
	switch {
	case strings.HasPrefix(a.Name.Local, "on"), strings.HasPrefix(a.Name.Local, "data-") && a.Name.Space == "":
		return false
	case a.Name.Space == "xmlns":
		return a.Name.Local == "xlink" || a.Name.Local == "svg"
	case element == "a" && slices.Contains(ofLinks, a.Name.Local):
		return false
	case a.Name.Local == "href":
		return strings.HasPrefix(a.Value, "#") || strings.HasPrefix(a.Value, "data:")
	case strings.Contains(a.Value, "(") && loads(a.Value):
		return false
	}
	return a.Name.Space == "" || a.Name.Space == "xlink" || a.Name.Space == "xml"
}
