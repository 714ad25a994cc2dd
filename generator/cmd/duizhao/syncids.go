package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/output"
	"duizhao/generator/site"
)

type syncIDsCmd struct {
	pagesArg
	Write bool `help:"Write the files; without it, only the difference is shown."`
}

// Run writes the ids that paired headings have on the page into their texts.
func (s *syncIDsCmd) Run(c *console) error {
	w, done, err := s.load(c)
	if err != nil {
		return err
	}
	defer done()
	files := w.withoutIDs()
	n := 0
	for _, f := range files {
		if err := f.write(c, w, s.Write); err != nil {
			return err
		}
		n += len(f.ids)
	}
	switch {
	case n == 0:
		c.say("nothing to do: every paired heading has its id in both texts")
	case s.Write:
		c.say("%s written into %s", count(n, "id"), count(len(files), "file"))
	default:
		c.say("%s for %s; write them with --write", count(n, "id"), count(len(files), "file"))
	}
	return nil
}

// idFile is a text with headings that want an id.
type idFile struct {
	source *content.Source
	doc    *markdown.Doc
	ids    map[int]string // by heading ordinal
}

// withoutIDs returns the texts with headings that have a partner but no id of
// their author's, in order of the pages.
func (w *work) withoutIDs() []*idFile {
	byPath := map[string]*idFile{}
	var out []*idFile
	want := func(s *content.Source, d *markdown.Doc, h int, id string) {
		if d.Headings[h].ID != "" {
			return
		}
		f := byPath[s.Path]
		if f == nil {
			f = &idFile{s, d, map[int]string{}}
			byPath[s.Path] = f
			out = append(out, f)
		}
		f.ids[h] = id
	}
	for _, p := range w.chosen {
		for i, j := range p.Pairs {
			if j < 0 || p.one && !p.has(i) || p.IDs[0][i] != p.IDs[1][j] {
				continue // two ids of their authors', or one that something else has
			}
			want(p.Source, p.A.Doc, i, p.IDs[0][i])
			want(p.Target, p.B.Doc, j, p.IDs[1][j])
		}
	}
	return out
}

// has reports whether a heading of the source is one of the rows.
func (p chosen) has(heading int) bool {
	return slices.ContainsFunc(p.rows, func(n int) bool {
		return slices.ContainsFunc(p.Rows[n].A, func(i int) bool {
			b := p.A.Doc.Blocks[i]
			return b.Kind == site.HeadingBlock && b.Heading == heading
		})
	})
}

// write shows what changes in a text and, if it is to be, writes it. A result
// that does not parse to the same headings with their ids is refused.
func (f *idFile) write(c *console, w *work, write bool) error {
	p := w.Parser(f.source.Lang)
	var list []content.Change
	for i, h := range f.doc.Headings {
		if id, ok := f.ids[i]; ok {
			list = append(list, idInto(f.source.Body, h, id, p))
		}
	}
	slices.SortFunc(list, func(a, b content.Change) int { return a.Start - b.Start })
	text := content.Changed(f.source.Body, list)
	after := p.Parse(text)
	if len(after.Headings) != len(f.doc.Headings) {
		return fmt.Errorf("write ids into %s: the headings would be others", f.source.Path)
	}
	for i, h := range after.Headings {
		if id, ok := f.ids[i]; ok && h.ID != id || h.Text() != f.doc.Headings[i].Text() {
			return fmt.Errorf("write the id %q into %s: the heading %q would not have it; write {#%s} behind it by hand", id, line(diag.At(f.source.Path, f.source.Text, f.doc.Headings[i].Start)), f.doc.Headings[i].Text(), id)
		}
	}
	f.show(c, list)
	if !write {
		return nil
	}
	name := filepath.Join(w.dir.path, filepath.FromSlash(f.source.Path))
	raw, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("write ids: %w", err)
	}
	out, err := content.Edit(raw, f.source.Text, list)
	if err != nil {
		return fmt.Errorf("write ids into %s: %w", f.source.Path, err)
	}
	return output.Edit(w.dir.path, f.source.Path, out)
}

// idInto tells where a heading takes its id: into braces that it has, else behind
// its text, before the signs that close it.
func idInto(src []byte, h site.Heading, id string, p *markdown.Parser) content.Change {
	end := h.Start + lineLen(src[h.Start:])
	if src[h.Start] != '#' { // underlined: the text is all but the last line
		if under := bytes.LastIndexByte(src[h.Start:h.End], '\n'); under > 0 {
			end = h.Start + under
		}
	}
	last := bytes.LastIndexByte(src[:end], '\n') + 1
	text := src[max(last, h.Start):end]
	trimmed := bytes.TrimRight(text, " \t")
	if src[h.Start] == '#' {
		if bare := bytes.TrimRight(trimmed, "#"); len(bare) > 0 && len(bare) < len(trimmed) && (bare[len(bare)-1] == ' ' || bare[len(bare)-1] == '\t') {
			if open := bytes.TrimRight(bare, " \t"); len(bytes.Trim(open, "#")) > 0 {
				trimmed = open
			}
		}
	}
	at := end - len(text) + len(trimmed)
	if bytes.HasSuffix(trimmed, []byte("}")) {
		if open := bytes.LastIndexByte(trimmed, '{'); open >= 0 {
			d := p.Parse(append([]byte("x\n\n## T "), trimmed[open:]...))
			if len(d.Headings) == 1 && d.Headings[0].Text() == "T" {
				at += open + 1 - len(trimmed)
				return content.Change{Start: at, End: at, Text: "#" + id + " "}
			}
		}
	}
	return content.Change{Start: at, End: at, Text: " {#" + id + "}"}
}

func lineLen(b []byte) int {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return i
	}
	return len(b)
}

// show prints the lines that change.
func (f *idFile) show(c *console, list []content.Change) {
	for i := 0; i < len(list); {
		start := bytes.LastIndexByte(f.source.Text[:list[i].Start], '\n') + 1
		end := list[i].Start + lineLen(f.source.Text[list[i].Start:])
		var here []content.Change
		for ; i < len(list) && list[i].Start <= end; i++ {
			here = append(here, content.Change{Start: list[i].Start - start, End: list[i].End - start, Text: list[i].Text})
		}
		old := f.source.Text[start:end]
		c.say("%s\n-%s\n+%s", line(diag.At(f.source.Path, f.source.Text, start)), old, strings.TrimRight(string(content.Changed(old, here)), "\n"))
	}
}
