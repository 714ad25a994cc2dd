package book

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"duizhao/generator/image"
	"duizhao/generator/site"
)

// media are the pictures of an ebook.
type media struct {
	*store
	base  site.Base
	used  map[string]bool
	known map[string]string // where a published picture lies, from a page; "" for one that cannot be shown
	parts []part
	moves bool // one of them may move
	err   error
}

// types are the media types of pictures that every reader shows.
var types = map[string]string{".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".svg": "image/svg+xml"}

// file returns where a picture lies, from a page of the book; false for one that
// cannot be in it. A WebP, which only new readers know, becomes one that all know.
func (m *media) file(src string) (string, bool) {
	rest, ok := strings.CutPrefix(src, m.base.Prefix+"/")
	name, err := url.PathUnescape(rest)
	if !ok || err != nil || strings.HasPrefix(src, "//") {
		return "", false
	}
	if at, ok := m.known[name]; ok {
		return at, at != ""
	}
	m.known[name] = ""
	data, ending := m.files[name], strings.ToLower(path.Ext(name))
	switch {
	case data == nil:
		return "", false
	case ending == ".webp":
		if data, ending, err = image.Plain(data); err != nil && m.err == nil {
			m.err = fmt.Errorf("show %q: %w", name, err)
		}
	case ending == ".svg":
		if data, err = plainSVG(data); err != nil {
			return "", false
		}
	}
	if types[ending] == "" {
		return "", false
	}
	m.moves = m.moves || image.Moves(data)
	file := "files/" + unused(m.used, safeName(strings.TrimSuffix(name, path.Ext(name))), ending)
	m.parts = append(m.parts, part{id: fmt.Sprintf("f%d", len(m.parts)+1), path: file, kind: types[ending], data: data})
	m.known[name] = "../" + file
	return m.known[name], true
}

// safeName makes a path a name of ASCII that is not too long for any system.
func safeName(name string) string {
	var s strings.Builder
	for _, r := range name {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			s.WriteRune(r)
		case r == '/':
			s.WriteByte('.')
		default:
			fmt.Fprintf(&s, "%x", r)
		}
	}
	const longest = 80
	if out := strings.Trim(s.String(), "."); out != "" && len(out) <= longest {
		return out
	}
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:8])
}

// unused returns a name that none has yet, whatever its capitals.
func unused(names map[string]bool, name, ending string) string {
	out := name + ending
	for n := 2; names[strings.ToLower(out)]; n++ {
		out = fmt.Sprintf("%s-%d%s", name, n, ending)
	}
	names[strings.ToLower(out)] = true
	return out
}

// plainSVG returns a drawing without what may not be in a book: scripts, HTML,
// what is loaded from elsewhere, and what drawing programs note for themselves.
func plainSVG(data []byte) ([]byte, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	w := &xmlWriter{}
	var open []xml.Name // the elements
	skip := 0           // how many of these are left out
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
			if skip > 0 || t.Name.Space != "" && t.Name.Space != "svg" || t.Name.Local == "script" || t.Name.Local == "foreignObject" || t.Name.Local == "metadata" {
				skip++
				continue
			}
			w.WriteString("<" + qualified(t.Name))
			for _, a := range t.Attr {
				if drawn(a) {
					w.attr(qualified(a.Name), a.Value)
				}
			}
			w.WriteByte('>')
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != t.Name {
				return nil, errors.New("read a drawing: an element ends that is not open")
			}
			open = open[:len(open)-1]
			if skip > 0 {
				skip--
				continue
			}
			w.WriteString("</" + qualified(t.Name) + ">")
		case xml.CharData:
			if skip == 0 {
				w.escape(string(t), false)
			}
		}
	}
	if len(open) > 0 || w.Len() == 0 {
		return nil, errors.New("read a drawing: it does not end")
	}
	return bytes.TrimSpace(w.Bytes()), nil
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// drawn reports whether an attribute of a drawing is one that readers know.
func drawn(a xml.Attr) bool {
	switch {
	case strings.HasPrefix(a.Name.Local, "on"), strings.HasPrefix(a.Name.Local, "data-") && a.Name.Space == "":
		return false
	case a.Name.Space == "xmlns":
		return a.Name.Local == "xlink" || a.Name.Local == "svg"
	case a.Name.Local == "href":
		return strings.HasPrefix(a.Value, "#") || strings.HasPrefix(a.Value, "data:")
	}
	return a.Name.Space == "" || a.Name.Space == "xlink" || a.Name.Space == "xml"
}
