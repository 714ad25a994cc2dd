package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"duizhao/generator/importer"
	"duizhao/generator/output"
	"duizhao/generator/pairing"
)

type exportCmd struct {
	EPUB exportEPUBCmd `cmd:"" name:"epub" help:"Write the whole site as an ebook, EPUB 3."`
	PDF  exportPDFCmd  `cmd:"" name:"pdf" help:"Write the whole site as a book, printed by Chromium."`
	PO   exportPOCmd   `cmd:"" name:"po" help:"Write the blocks to translate as a PO file, for translators who work with such files."`
}

type exportPOCmd struct {
	pagesArg
	Lang string `help:"The language to translate into; needed where there are several." placeholder:"ID"`
	Out  string `short:"o" help:"The file to write; standard output without it." placeholder:"FILE"`
}

// Run writes the blocks that are not fresh.
func (e *exportPOCmd) Run(c *console) error {
	w, done, err := e.load(c)
	if err != nil {
		return err
	}
	defer done()
	lang, err := w.into(e.Lang)
	if err != nil {
		return err
	}
	h := &history{c: c, dir: w.dir}
	po, err := w.messages(lang, h)
	if err := errors.Join(err, h.close()); err != nil {
		return err
	}
	if e.Out == "" {
		_, err := c.out.Write(po.Format())
		return err
	}
	if err := output.EditFile(e.Out, po.Format()); err != nil {
		return err
	}
	c.say("%s: %s to translate into %s", e.Out, count(len(po.Messages), "text"), langName(w.Settings, lang))
	return nil
}

// into returns the language to translate into.
func (w *work) into(said string) (string, error) {
	if said != "" {
		if _, ok := w.Settings.Lang(said); !ok {
			return "", usageError{fmt.Sprintf("the site has no language %q", said)}
		}
		return said, nil
	}
	var found []string
	for _, l := range w.Settings.Langs {
		if l.ID != w.Settings.Source {
			found = append(found, l.ID)
		}
	}
	if len(found) != 1 {
		return "", usageError{"which language?\n\thint: name the one to translate into with --lang"}
	}
	return found[0], nil
}

// messages gathers what is to be translated into a language. Footnotes that
// stand between paragraphs are left to be translated in the file.
func (w *work) messages(lang string, h *history) (importer.PO, error) {
	po := importer.PO{Lang: lang, Source: w.sourceOf(lang), Project: w.Settings.Title.In(w.Settings.Source)}
	for _, p := range w.chosen {
		if p.B.Lang.ID != lang {
			continue
		}
		if !p.one {
			po.Messages = append(po.Messages, headMessages(p.Translation)...)
		}
		for _, n := range p.rows {
			m, ok, err := w.message(row{p.Translation, n}, h)
			if err != nil {
				return po, err
			}
			if ok {
				po.Messages = append(po.Messages, m)
			}
		}
	}
	return po, nil
}

// sourceOf returns the language of what is translated into another: that of the
// chosen pages, of several of which the site's.
func (w *work) sourceOf(lang string) string {
	out := ""
	for _, p := range w.chosen {
		switch {
		case p.B.Lang.ID != lang:
		case out == "" || out == p.A.Lang.ID:
			out = p.A.Lang.ID
		default:
			return w.Settings.Source
		}
	}
	return cmp.Or(out, w.Settings.Source)
}

func (w *work) message(r row, h *history) (m importer.Message, ok bool, err error) {
	rows := r.Rows[r.n]
	if s := r.state(); s == pairing.Fresh || s == pairing.Extra {
		return m, false, nil
	}
	_, _, whole := importer.Span(r.Source, r.A, rows.A)
	m = importer.Message{
		Note: r.says(), Places: []string{line(r.source())}, Context: r.name(), ID: importer.Markdown(r.Source, r.A, rows.A),
	}
	if len(rows.B) > 0 {
		_, _, ok := importer.Span(r.Target, r.B, rows.B)
		whole = whole && ok
		m.Fuzzy, m.Str = true, importer.Markdown(r.Target, r.B, rows.B)
		m.Context += digestMark + digest(m.Str)
	}
	if !whole || m.ID == "" {
		return m, false, nil
	}
	if s := r.state(); s == pairing.SourceChanged || s == pairing.PartnerChanged {
		past, err := w.past(r, h)
		if err != nil {
			return m, false, err
		}
		m.Previous = past.Text
	}
	return m, true, nil
}

// digestMark stands in an entry's context between the block's name and a digest
// of its translation, at the end: a page's name may have the mark in it.
const (
	digestMark = " @"
	digestSize = 8
)

// digest is of the bytes of a translation, so that a change of an address counts
// too, which readers do not see.
func digest(markdown string) string {
	sum := sha256.Sum256([]byte(markdown))
	return hex.EncodeToString(sum[:digestSize/2])
}
