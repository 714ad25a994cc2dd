package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/build"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/importer"
	"duizhao/generator/output"
)

type importCmd struct {
	PO importPOCmd `cmd:"" name:"po" help:"Write the translations of a PO file into the pages."`
}

type importPOCmd struct {
	siteFlags
	File string `arg:"" help:"The PO file, as duizhao export po wrote it and a translator filled it in."`
}

// Run writes what the file has translated into the texts. An entry whose source
// has changed since the export is refused by its name; the others are written.
func (i *importPOCmd) Run(c *console) error {
	raw, err := os.ReadFile(i.File)
	if errors.Is(err, fs.ErrNotExist) {
		return usageError{fmt.Sprintf("there is no file %q", i.File)}
	}
	if err != nil {
		return fmt.Errorf("read the translations: %w", err)
	}
	po, notes := importer.ReadPO(raw)
	if c.notes(i.File, raw, notes); len(notes) > 0 {
		return errContent
	}
	w, done, err := (&pagesArg{siteFlags: i.siteFlags}).load(c)
	if err != nil {
		return err
	}
	defer done()
	if _, ok := w.Settings.Lang(po.Lang); !ok {
		return usageError{fmt.Sprintf("the file is in %q, which is no language of the site\n\thint: its header says it: Language: en", po.Lang)}
	}
	in := &incoming{work: w, pages: map[string]*filled{}}
	for i := range w.Pages {
		if t := &w.Pages[i]; t.B.Lang.ID == po.Lang {
			in.pages[t.Page()] = &filled{Translation: t}
		}
	}
	for _, m := range po.Messages {
		in.take(m)
	}
	if err := in.write(c); err != nil {
		return err
	}
	slices.SortStableFunc(in.refused, func(a, b diag.Note) int { return a.Start - b.Start })
	if c.notes(i.File, raw, in.refused); len(in.refused) > 0 {
		return errContent
	}
	return nil
}

func (c *console) notes(file string, src []byte, notes []diag.Note) {
	for _, n := range notes {
		c.diagnostics([]diag.Diagnostic{n.In(filepath.ToSlash(file), src)})
	}
}

// incoming gathers what a file brings.
type incoming struct {
	*work
	pages   map[string]*filled // of the file's language
	undone  int                // entries that are fuzzy or empty
	refused []diag.Note
}

// filled is what one page gets.
type filled struct {
	*build.Translation
	byText map[string][]int // rows by the Markdown of their sources; made when first asked
	title  string
	titled importer.Message // what brought it
	texts  map[int]string   // by row
	from   map[int]importer.Message
}

func (in *incoming) refuse(m importer.Message, text, hint string) {
	in.refused = append(in.refused, diag.Note{Start: m.Start, End: m.End, Severity: diag.Error, Code: "po", Text: text, Hint: hint})
}

// take finds the block that an entry is of.
func (in *incoming) take(m importer.Message) {
	if m.Fuzzy || strings.TrimSpace(m.Str) == "" {
		in.undone++
		return
	}
	name, block, _ := strings.Cut(m.Context, "#")
	f := in.pages[name]
	if f == nil {
		in.refuse(m, fmt.Sprintf("no page %q to translate", name), "the page may have been renamed since: export again")
		return
	}
	str := strings.Trim(strings.ReplaceAll(strings.ReplaceAll(m.Str, "\r\n", "\n"), "\r", "\n"), "\n")
	if block == titleBlock {
		in.takeTitle(f, m, strings.Join(strings.Fields(str), " "))
		return
	}
	n, bad := f.row(block, m.ID)
	if bad != "" {
		in.refuse(m, fmt.Sprintf("%s: %s", m.Context, bad), "export again")
		return
	}
	f.texts[n], f.from[n] = str, m
}

// takeTitle keeps the title of a page that is yet to be written.
func (in *incoming) takeTitle(f *filled, m importer.Message, title string) {
	switch {
	case f.Target != nil:
		if titleIn(f.Target, f.B.Doc) != title {
			in.refuse(m, m.Context+": the page has a title already", "change it in "+f.Target.Path)
		}
	case titleOf(f.Translation) != m.ID:
		in.refuse(m, m.Context+": its source has changed since the export", "export again")
	default:
		f.title, f.titled = title, m
	}
}

// row finds the row with a source: the one of that name, else the only one with
// that text, since names count and a block above may be new.
func (f *filled) row(name, source string) (n int, bad string) {
	if f.byText == nil {
		f.byText, f.texts, f.from = map[string][]int{}, map[int]string{}, map[int]importer.Message{}
		for n, r := range f.Rows {
			if len(r.A) > 0 {
				text := importer.Markdown(f.Source, f.A, r.A)
				f.byText[text] = append(f.byText[text], n)
			}
		}
	}
	found := f.byText[source]
	for _, n := range found {
		if f.Names[n] == name {
			return n, ""
		}
	}
	switch len(found) {
	case 1:
		return found[0], ""
	case 0:
		return 0, "its source has changed since the export"
	}
	return 0, "its source stands more than once, and elsewhere than at the export"
}

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
		if f == nil || f.Translation != &in.Pages[i] || len(f.texts) == 0 && f.title == "" {
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
	t := f.Translation
	if t.Target == nil {
		return in.newPage(f), nil
	}
	changes, failed := importer.Place(t.Target, t.B, t.Rows, f.texts)
	for _, n := range failed {
		in.refuse(f.from[n], fmt.Sprintf("%s: its translation stands in pieces", f.from[n].Context), "translate it in "+t.Target.Path)
	}
	if len(changes) == 0 {
		return nil, nil
	}
	file := filepath.Join(in.dir.path, filepath.FromSlash(t.Target.Path))
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("write translations: %w", err)
	}
	out, err := content.Edit(raw, t.Target.Text, changes)
	if err != nil {
		return nil, fmt.Errorf("write translations into %s: %w", t.Target.Path, err)
	}
	return &writing{t.Target.Path, t.Page(), len(changes), out}, nil
}

// newPage is the file of a page that had no translation. Its place may be taken,
// by the translation of another page; and a title alone makes no page, but of one
// that has no more.
func (in *incoming) newPage(f *filled) *writing {
	t, first := f.Translation, f.titled
	for n := len(t.Rows) - 1; n >= 0; n-- {
		if m, ok := f.from[n]; ok {
			first = m
		}
	}
	file := filepath.Join(in.dir.path, filepath.FromSlash(wanted(t)))
	if _, err := os.Lstat(file); err == nil {
		in.refuse(first, fmt.Sprintf("the translation of %s belongs into %s, and there is another text", t.Source.Path, wanted(t)),
			"move that one, or write this one by hand, with translates: in its front matter")
		return nil
	}
	if len(f.texts) == 0 && len(t.Rows) > 0 {
		in.refuse(first, first.Context+": no block of its page is translated, so the page is not written", "translate one of them too")
		return nil
	}
	return &writing{wanted(t), t.Page(), len(f.texts), in.newText(t, f)}
}

// newText is the text of a page that had no translation, with its title where
// the source has its own. A title is plain text: where Markdown would read
// something else in it, it goes into the front matter too.
func (in *incoming) newText(t *build.Translation, f *filled) []byte {
	var b strings.Builder
	switch {
	case f.title == "":
	case t.Source.Front.Title != "" || in.Parser(t.B.Lang.ID).Parse([]byte("# "+f.title+"\n")).Title != f.title:
		b.WriteString("---\ntitle: " + strconv.Quote(f.title) + "\n---\n\n")
	default:
		b.WriteString("# " + f.title + "\n\n")
	}
	var parts []string
	for n := range t.Rows {
		if text, ok := f.texts[n]; ok {
			parts = append(parts, text)
		}
	}
	b.WriteString(strings.Join(parts, "\n\n"))
	return []byte(strings.TrimRight(b.String(), "\n") + "\n")
}
