package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/importer"
	"duizhao/generator/output"
	"duizhao/generator/pairing"
	"duizhao/generator/site"
)

// writing is a file with what is to be in it.
type writing struct {
	file, page string // the file from the site's folder, with slashes
	blocks     int    // that change
	data       []byte
}

// write writes the texts of all pages, once it is known what each will be.
func (in *incoming) write(c *console) error {
	var all []writing
	for i := range in.Pages {
		f := in.pages[in.Pages[i].Page()]
		if f == nil || f.Translation != &in.Pages[i] {
			continue
		}
		if in.twice(f); len(f.texts) == 0 && len(f.head) == 0 {
			continue
		}
		w, err := in.page(f)
		if err != nil {
			return err
		}
		if w != nil {
			all = append(all, *w)
		}
	}
	blocks := 0
	var names []string
	for _, w := range all {
		if err := output.Edit(in.dir.path, w.file, w.data); err != nil {
			return err
		}
		if blocks += w.blocks; w.blocks > 0 {
			names = append(names, argument(w.page))
		}
	}
	c.say("%s written into %s, %d not done yet", count(blocks, "block"), count(len(all), "file"), in.undone)
	if len(names) > 0 {
		c.say("when they are right: duizhao sync accept %s", strings.Join(names, " "))
	}
	return nil
}

// page returns what a page's file will be; nil where nothing changes or the page
// is refused.
func (in *incoming) page(f *filled) (*writing, error) {
	if f.Target == nil {
		return in.newPage(f), nil
	}
	t := f.Target
	p := importer.Page{Text: t.Body, Doc: f.B.Doc, Parse: in.Parser(f.B.Lang.ID).Parse}
	placed := in.admit(f, p, t, f.B, f.Rows)
	var changes []content.Change
	if len(f.head) > 0 {
		if c, ok := f.front().Into(t.Text); ok {
			changes = append(changes, c)
		} else {
			in.refuse(f.headFrom, f.headFrom.Context+": the front matter of "+t.Path+" cannot be added to", "write it there by hand")
		}
	}
	changes = append(changes, importer.Changes(placed)...)
	if len(changes) == 0 {
		return nil, nil
	}
	raw, err := os.ReadFile(filepath.Join(in.dir.path, filepath.FromSlash(t.Path)))
	if err != nil {
		return nil, fmt.Errorf("write translations: %w", err)
	}
	out, err := edited(raw, t, changes, content.Changed(t.Body, importer.Changes(placed)))
	if err != nil {
		return nil, fmt.Errorf("write translations into %s: %w", t.Path, err)
	}
	if out == nil {
		in.refuse(*f.first, f.first.Context+": "+t.Path+" would be read as front matter", "begin it with a heading or a paragraph, and import again")
		return nil, nil
	}
	return &writing{t.Path, f.Page(), len(placed), out}, nil
}

// edited makes changes in a file that is to have the given body then; nil where it
// cannot. A rule that the text begins with must not be taken for front matter, and
// is not behind a blank line.
func edited(raw []byte, t *content.Source, changes []content.Change, body []byte) ([]byte, error) {
	for _, above := range [][]content.Change{nil, {{Text: "\n"}}} {
		out, err := content.Edit(raw, t.Text, append(above, changes...))
		if err != nil || bytes.Equal(unled(content.Body(out)), unled(body)) {
			return out, err
		}
	}
	return nil, nil
}

// admit places what a page gets, and refuses what would change more than its own
// blocks. text is of the page that it goes into, as t reads it.
func (in *incoming) admit(f *filled, p importer.Page, text *content.Source, t pairing.Text, rows []pairing.Row) []importer.Placed {
	changes, failed := importer.Place(text, t, rows, f.texts)
	for _, n := range failed {
		in.refuseRow(f, n, "its translation stands in pieces", "translate it in "+wanted(f.Translation))
	}
	good, bad := p.Admit(changes, func(n int) []string {
		like := []string{importer.Markdown(f.Source, f.A, f.Rows[n].A)}
		if b := f.Rows[n].B; len(b) > 0 {
			like = append(like, importer.Markdown(f.Target, f.B, b))
		}
		return like
	})
	for _, r := range bad {
		in.refuseRow(f, r.Row, r.Text, r.Hint)
	}
	return good
}

// refuseRow refuses what a row would have got.
func (in *incoming) refuseRow(f *filled, n int, text, hint string) {
	m := f.from[n][0]
	delete(f.texts, n)
	in.refuse(m, fmt.Sprintf("%s: %s", m.Context, text), hint)
}

// newPage is the file of a page that had no translation: its source, with the
// blocks that are translated in place of its own, and without the others. So it
// has what no block shows, too: definitions of links, of abbreviations, of notes.
// Its place may be taken, by the translation of another page; and a title alone
// makes no page, but of one that has no more.
func (in *incoming) newPage(f *filled) *writing {
	name := wanted(f.Translation)
	no := func(text, hint string) *writing {
		in.refuse(*f.first, text, hint)
		return nil
	}
	if _, err := os.Lstat(filepath.Join(in.dir.path, filepath.FromSlash(name))); err == nil {
		return no(fmt.Sprintf("the translation of %s belongs into %s, and there is another text", f.Source.Path, name),
			"move that one, or write this one by hand, with translates: in its front matter")
	}
	if len(f.texts) == 0 && len(f.Rows) > 0 {
		return no(f.first.Context+": no block of its page is translated, so the page is not written", "translate one of them too")
	}
	front, body := in.headed(f)
	parse := in.Parser(f.B.Lang.ID).Parse
	p := importer.Page{Text: body, Doc: parse(body), Parse: parse}
	if len(p.Doc.Blocks) != len(f.A.Doc.Blocks) {
		return no(fmt.Sprintf("%s: its page, read as %s, would have other blocks than its source", f.first.Context, langName(in.Settings, f.B.Lang.ID)), "write "+name+" by hand")
	}
	before := len(f.texts)
	out, ok := in.filledIn(f, p)
	switch {
	case before > 0 && len(f.texts) == 0:
		return nil // all of them are refused
	case !ok:
		return no(f.first.Context+": the page cannot be made of the blocks that are translated alone", "translate those around them too")
	}
	return &writing{name, f.Page(), len(f.texts), asFile(front, out)}
}

// filledIn returns a page's text, which its source gave, with what is translated
// and without what is not. Notes that nobody has translated stay, for what is
// translated may use them. ok is false where that makes another page.
func (in *incoming) filledIn(f *filled, p importer.Page) (out []byte, ok bool) {
	text, doc := &content.Source{Text: p.Text}, pairing.Text{Doc: p.Doc, Lang: f.B.Lang}
	rows := make([]pairing.Row, len(f.Rows))
	for n, r := range f.Rows {
		rows[n] = pairing.Row{A: r.A, B: r.A}
	}
	placed := in.admit(f, p, text, doc, rows)
	left := map[int][2]int{}
	for n, r := range rows {
		_, done := f.texts[n]
		start, end, ok := importer.Span(text, doc, r.B)
		if !done && ok && p.Doc.Blocks[r.B[0]].Kind != site.FootnotesBlock {
			left[n] = [2]int{start, end}
		}
	}
	all := p.Without(placed, left)
	return content.Changed(p.Text, importer.Changes(all)), p.Holds(all)
}

// asFile puts front matter before a text. Where there is none, a rule that the
// text begins with must not be taken for some.
func asFile(front content.Front, text []byte) []byte {
	head := front.Write()
	if text = bytes.TrimRight(text, "\n"); len(text) == 0 {
		return []byte(head)
	}
	text = append(text, '\n')
	if head != "" || !bytes.Equal(content.Body(text), text) {
		head += "\n"
	}
	return append([]byte(head), text...)
}
