package book

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
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
