package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"duizhao/generator/build"
	"duizhao/generator/diag"
	"duizhao/generator/importer"
)

type importCmd struct {
	PO importPOCmd `cmd:"" name:"po" help:"Write the translations of a PO file into the pages."`
}

type importPOCmd struct {
	siteFlags
	Force bool   `help:"Replace translations, too, that were edited since the export."`
	File  string `arg:"" help:"The PO file, as duizhao export po wrote it and a translator filled it in."`
}

// Run writes what the file has translated into the texts. An entry whose source
// has changed since the export is refused by its name; the others are written.
func (i *importPOCmd) Run(c *console) error {
	raw, err := i.read()
	if err != nil {
		return err
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
	in := &incoming{work: w, pages: map[string]*filled{}, force: i.Force}
	for i := range w.Pages {
		if t := &w.Pages[i]; t.B.Lang.ID == po.Lang {
			in.pages[t.Page()] = newFilled(t)
		}
	}
	for _, m := range po.Messages {
		in.take(m)
	}
	if err := in.write(c); err != nil {
		return err
	}
	if err := in.apart(c, &i.siteFlags, po.Lang); err != nil {
		return err
	}
	slices.SortStableFunc(in.refused, func(a, b diag.Note) int { return a.Start - b.Start })
	var refused diag.Notes
	for _, n := range in.refused {
		refused.Add(n)
	}
	if c.notes(i.File, raw, refused.List()); len(in.refused) > 0 {
		return errContent
	}
	return nil
}

// most is how large a file may be, in bytes: some three hundred times the guide with
// every block in it.
const most = 64 << 20

func (i *importPOCmd) read() ([]byte, error) {
	f, err := os.Open(i.File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usageError{fmt.Sprintf("there is no file %q", i.File)}
	}
	if err != nil {
		return nil, fmt.Errorf("read the translations: %w", err)
	}
	raw, err := io.ReadAll(io.LimitReader(f, most+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("read the translations: %w", err)
	}
	if len(raw) > most {
		return nil, usageError{fmt.Sprintf("%q has more than %d bytes\n\thint: export fewer pages at a time: duizhao export po PAGE…", i.File, most)}
	}
	return raw, nil
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
	force   bool
	undone  int // entries that are fuzzy or empty
	refused []diag.Note
}

// filled is what one page gets.
type filled struct {
	*build.Translation
	byText map[string][]int // rows by the Markdown of their sources; made when first asked
	extra  map[string]bool  // blocks of the translation that have no source; made when first asked
	texts  map[int]string   // by row
	from   map[int][]importer.Message
	first  *importer.Message // of all that the page gets

	head     map[string]string // what its front matter gets
	headFrom importer.Message  // the first of these
}

func newFilled(t *build.Translation) *filled {
	return &filled{Translation: t, head: map[string]string{}, texts: map[int]string{}, from: map[int][]importer.Message{}}
}

func (in *incoming) refuse(m importer.Message, text, hint string) {
	in.refused = append(in.refused, diag.Note{Start: m.Start, End: m.End, Severity: diag.Error, Code: "po", Text: text, Hint: hint})
}

// take finds the block that an entry is of.
func (in *incoming) take(m importer.Message) {
	if m.Fuzzy || m.Fault.Text == "" && strings.TrimSpace(m.Str) == "" {
		in.undone++
		return
	}
	if strings.ContainsFunc(m.Context, unicode.IsControl) { // a terminal would obey them
		in.refuse(m, fmt.Sprintf("no block is called %q", m.Context), "export again")
		return
	}
	if m.Fault.Text != "" {
		m.Fault.Text = m.Context + ": " + m.Fault.Text
		in.refused = append(in.refused, m.Fault)
		return
	}
	if m.Context == "" {
		in.refuse(m, "this entry does not say which block it is of", "its msgctxt is gone: export again")
		return
	}
	f, page, name, was := in.find(m.Context)
	if f == nil {
		in.refuse(m, fmt.Sprintf("no page %q to translate", page), "the page may have been renamed since: export again")
		return
	}
	m.ID, m.Str = lines(m.ID), lines(m.Str)
	if strings.HasPrefix(name, ":") {
		in.takeHead(f, m, name)
		return
	}
	n, bad := f.row(name, m.ID)
	if bad != "" {
		in.refuse(m, fmt.Sprintf("%s: %s", m.Context, bad), "export again")
		return
	}
	in.takeBlock(f, m, n, was)
}

// find takes a context apart. f is nil where there is no such page.
func (in *incoming) find(context string) (f *filled, page, block, was string) {
	if n := len(context) - digestSize; n >= len(digestMark) && context[n-len(digestMark):n] == digestMark && strings.Trim(context[n:], "0123456789abcdef") == "" {
		context, was = context[:n-len(digestMark)], context[n:]
	}
	page, block, _ = blockName(context, func(page string) bool { return in.pages[page] != nil })
	return in.pages[page], page, block, was
}

// lines makes all line ends "\n", and leaves out those around a text, which
// tools add and take as the source has them.
func lines(s string) string {
	return strings.Trim(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), "\n")
}

// takeBlock keeps the translation of a row. was is the digest of the translation
// at the export, "" where there was none: one that was edited since is not lost
// for one that was made without knowing it.
func (in *incoming) takeBlock(f *filled, m importer.Message, n int, was string) {
	now := ""
	if b := f.Rows[n].B; len(b) > 0 {
		now = importer.Markdown(f.Target, f.B, b)
	}
	says := ""
	switch {
	case now == m.Str || now != "" && digest(m.Str) == was || now == "" && f.has(m.Str):
		return // nothing to do, or the translator has left it as it was
	case now == "" && was != "":
		says = "its translation is gone since the export, or no more known for it; it belongs behind "
	case now != "" && was == "":
		says = "it was translated since the export, in "
	case now != "" && digest(now) != was:
		says = "its translation was edited since the export, in "
	}
	if says != "" && !in.force {
		in.refuse(m, m.Context+": "+says+line(row{f.Translation, n}.target()), "export again and bring the two together, or have the file's all the same by import po --force")
		return
	}
	f.from[n] = append(f.from[n], m)
	if f.first == nil {
		f.first = &m
	}
	if text, twice := f.texts[n]; twice && text != m.Str {
		return // all of them are refused, when the page is written
	}
	f.texts[n] = m.Str
}

// has reports whether a text is a block of the translation that is not known for
// that of any in the source.
func (f *filled) has(text string) bool {
	if f.extra == nil {
		f.extra = map[string]bool{}
		for _, r := range f.Rows {
			if len(r.A) == 0 {
				f.extra[importer.Markdown(f.Target, f.B, r.B)] = true
			}
		}
	}
	return f.extra[text]
}

// twice refuses what has several translations: which is meant, nobody knows.
func (in *incoming) twice(f *filled) {
	for n, all := range f.from {
		if !slices.ContainsFunc(all, func(m importer.Message) bool { return m.Str != all[0].Str }) {
			continue
		}
		for _, m := range all {
			in.refuse(m, m.Context+": the file has several translations of it", "keep one of them")
		}
		delete(f.texts, n)
	}
}

// row finds the row with a source: the one of that name, else the only one with
// that text, since names count and a block above may be new.
func (f *filled) row(name, source string) (n int, bad string) {
	if f.byText == nil {
		f.byText = map[string][]int{}
		for n, r := range f.Rows {
			if len(r.A) > 0 {
				text := lines(importer.Markdown(f.Source, f.A, r.A))
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
