// Package audit looks at the files of a published site as a browser and a search
// engine would: it knows paths and bytes and nothing of how they were made. What
// the other stages promise is held to what came out: every address leads to a file
// that is there, every fragment to an id, every page is whole HTML with a language,
// one main part and the policy of the site.
//
// The subset of HTML that is checked is what breaks pages: elements that are not
// closed or may not stand where they stand, attributes and ids that are there twice,
// names that point to no id. The whole standard is what the Nu Html Checker is for
// (make test-html).
//
// Files are handed over one by one, in any order and from several goroutines (Add);
// of each only its addresses and ids are kept. What is found across them is told at
// the end (Found).
package audit

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"duizhao/generator/diag"
)

// Site is what is known of the files so far. The zero value knows neither host nor
// folder: addresses begin at "/".
type Site struct {
	Origin string // "https://someone.github.io"; "" if unknown
	Path   string // of the site below it, "/guide/"; "" is "/"
	Prefix string // what is written before paths in messages: "public/"

	Budgets Budgets             // what a page may weigh; none: nothing is weighed
	Source  func(string) string // the source of a page's file; nil, or "": none is known
	Again   func(string) bool   // a page shows what others show: it is not weighed; nil: none does
	Styles  map[string][]byte   // what the site's author wrote of styles, by path; none: the published ones count as that

	mu    sync.Mutex
	files map[string]*file
	found []diag.Diagnostic
	bytes int64 // of all files

	spelt map[string]string // files by their paths in lower case; made when the first is missing
}

// file is what is kept of a file.
type file struct {
	page   bool
	size   int // what a host sends, in bytes
	ids    map[string]bool
	refs   []ref
	loads  []load
	styles []string // that a page loads, as written
	sheet  *sheet   // of a style
	moved  string   // where a page sends its readers at once, as written
}

// ref is an address in a file.
type ref struct {
	dest string
	what string // that has it, as messages name it: <a href>
	pos  diag.Pos
}

// Keep says that a file is there whose bytes are not handed over: how many it has,
// and how many of them a host sends.
func (s *Site) Keep(name string, bytes int64, size int) { s.put(name, &file{size: size}, bytes) }

// Add reads a file; size is what a host sends of it (Compressed).
func (s *Site) Add(name string, data []byte, size int) {
	f := &file{size: size}
	r := reader{Site: s, name: name, data: data, file: f}
	switch ext := path.Ext(name); {
	case ext == ".html":
		f.page = true
		r.html()
	case ext == ".xml":
		r.xml()
	case ext == ".webmanifest":
		r.manifest()
	case ext == ".css":
		r.css()
		f.sheet = readSheet(s.Prefix+name, data)
	case name == "robots.txt":
		r.robots()
	}
	f.refs = slices.Clip(f.refs)
	s.put(name, f, int64(len(data)))
	s.mu.Lock()
	s.found = append(s.found, r.found...)
	s.mu.Unlock()
}

func (s *Site) put(name string, f *file, bytes int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.files == nil {
		s.files = map[string]*file{}
	}
	s.files[name] = f
	s.bytes += bytes
}

// reader reads one file.
type reader struct {
	*Site
	name  string
	data  []byte
	file  *file
	found []diag.Diagnostic
	seen  map[string]bool // addresses that are noted

	line, col, at int // of the last place that was asked for
}

// pos returns the place of a byte. Places are asked for in order, nearly, and files
// of machines may be one line, so that what lies between two is counted alone.
func (r *reader) pos(offset int) diag.Pos {
	if offset < r.at {
		r.line, r.col, r.at = 0, 0, 0
	}
	between := r.data[r.at:offset]
	if i := bytes.LastIndexByte(between, '\n'); i >= 0 {
		r.line += bytes.Count(between, []byte{'\n'})
		r.col, between = 0, between[i+1:]
	}
	r.col += utf8.RuneCount(between)
	r.at = offset
	return diag.Pos{File: r.Prefix + r.name, Line: r.line + 1, Col: r.col + 1}
}

// most is how much is told of one file: what is behind has one cause with it.
const most = 100

func (r *reader) say(offset int, sev diag.Severity, code, text, hint string) {
	if len(r.found) == most {
		return
	}
	r.found = append(r.found, diag.Diagnostic{Pos: r.pos(offset), Severity: sev, Code: code, Text: text, Hint: hint})
}

// ref notes an address, each once in a file: what has it is put together only then.
func (r *reader) ref(offset int, dest string, what ...string) {
	dest = strings.TrimSpace(dest)
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	if r.seen[dest] {
		return
	}
	r.seen[dest] = true
	r.file.refs = append(r.file.refs, ref{dest, strings.Join(what, ""), r.pos(offset)})
}

// Found returns what is wrong, once all files are known.
func (s *Site) Found() []diag.Diagnostic {
	out := append(slices.Clone(s.found), Size(s.bytes)...)
	lost, known := map[string]*missing{}, map[[2]string]string{}
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		f := s.files[name]
		for _, ref := range f.refs {
			target, fragment, inside := s.locate(name, ref.dest)
			if !inside {
				continue
			}
			key := [2]string{target, fragment}
			why, ok := known[key]
			if !ok {
				why = s.broken(target, fragment)
				known[key] = why
			}
			if why != "" {
				if lost[why] == nil {
					lost[why] = &missing{ref: ref, file: name}
				}
				lost[why].count++
			}
		}
		if d := s.circle(name); d != nil {
			out = append(out, *d)
		}
		out = append(out, s.weigh(name)...)
	}
	for why, m := range lost {
		text := fmt.Sprintf("%s leads to %q: %s", m.what, m.dest, why)
		if m.count > 1 {
			text += fmt.Sprintf(" (and so in %d more files)", m.count-1)
		}
		out = append(out, diag.Diagnostic{Pos: m.pos, Severity: diag.Error, Code: "output-target", Text: text,
			Hint: "correct it where it is written: a template, head: or links: in site.yaml, raw HTML"})
	}
	return diag.Sort(append(out, s.contrast()...))
}

// missing is a target that is not there, with the first address that leads to it.
type missing struct {
	ref
	file  string
	count int
}

// locate resolves an address as a browser does; inside is false for one that leaves
// the site or is none of a file.
func (s *Site) locate(from, dest string) (target, fragment string, inside bool) {
	u, err := url.Parse(dest)
	if err != nil || u.Opaque != "" || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		return "", "", false
	}
	if u.Host != "" {
		if origin := cmp.Or(u.Scheme, "https") + "://" + u.Host; s.Origin == "" || origin != s.Origin {
			return "", "", false
		}
	}
	fragment, _, _ = strings.Cut(u.Fragment, ":~:")
	p := u.Path
	if p == "" && u.Host != "" {
		p = "/"
	}
	root := cmp.Or(s.Path, "/")
	switch {
	case p == "":
		return from, fragment, true
	case !strings.HasPrefix(p, "/"):
		p = root + path.Join(path.Dir(from), p) + strings.Repeat("/", tail(p))
	}
	below, ok := strings.CutPrefix(p, root)
	if !ok && p+"/" == root {
		below, ok = "", true
	}
	if !ok {
		// Another site of the same host, or an address without the folder that this one
		// lies in.
		return p, fragment, u.Host == ""
	}
	if below == "" || strings.HasSuffix(below, "/") {
		below += "index.html"
	}
	return path.Clean(below), fragment, true
}

// tail is 1 for a path that names a folder, else 0.
func tail(p string) int {
	if last := p[strings.LastIndexByte(p, '/')+1:]; last == "" || last == "." || last == ".." {
		return 1
	}
	return 0
}

// broken says why a target is not what an address promises; "" for one that is.
func (s *Site) broken(target, fragment string) string {
	if strings.HasPrefix(target, "/") {
		return fmt.Sprintf("the site lies below %q, so the address leaves it", cmp.Or(s.Path, "/"))
	}
	f := s.files[target]
	switch {
	case f == nil && s.files[target+"/index.html"] != nil:
		return fmt.Sprintf("%q is a folder, and not all servers add the slash", target)
	case f == nil:
		if name := s.otherCase(target); name != "" {
			return fmt.Sprintf("the file is %q, with other capital letters", name)
		}
		return fmt.Sprintf("there is no file %q", target)
	case f.page && fragment != "" && fragment != "top" && !f.ids[fragment]:
		return fmt.Sprintf("%q has no id %q", target, fragment)
	}
	return ""
}

// otherCase returns the file whose path differs in capital letters alone, the first
// of several; "" where there is none.
func (s *Site) otherCase(target string) string {
	if s.spelt == nil {
		s.spelt = map[string]string{}
		for _, name := range slices.Backward(slices.Sorted(maps.Keys(s.files))) {
			s.spelt[strings.ToLower(name)] = name
		}
	}
	return s.spelt[strings.ToLower(target)]
}

// circle reports a page that sends its readers on to one that sends them back.
func (s *Site) circle(name string) *diag.Diagnostic {
	seen := map[string]bool{}
	for at := name; s.files[at] != nil && s.files[at].moved != ""; {
		seen[at] = true
		next, _, inside := s.locate(at, s.files[at].moved)
		if !inside {
			return nil
		}
		if next == name || seen[next] {
			return &diag.Diagnostic{Pos: diag.Pos{File: s.Prefix + name}, Severity: diag.Error, Code: "output-target",
				Text: fmt.Sprintf("the page sends its readers to %q, from where they come back", next), Hint: "let one of them have a text"}
		}
		at = next
	}
	return nil
}
