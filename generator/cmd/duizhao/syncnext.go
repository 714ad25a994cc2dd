package main

import (
	"errors"
	"fmt"
	"strings"

	"duizhao/generator/importer"
	"duizhao/generator/pairing"
)

type syncNextCmd struct {
	pagesArg
}

// Run shows the first block that is not fresh.
func (s *syncNextCmd) Run(c *console) error {
	w, done, err := s.load(c)
	if err != nil {
		return err
	}
	defer done()
	var first *row
	rest := 0
	w.pending(func(r row) {
		if first == nil {
			first = &r
			return
		}
		rest++
	})
	if first == nil {
		c.say("nothing to do: every block is fresh")
		return nil
	}
	h := &history{c: c, dir: w.dir}
	if err := errors.Join(w.show(c, *first, h), h.close()); err != nil {
		return err
	}
	if rest > 0 {
		c.say("%s after this", count(rest, "more block"))
	}
	return nil
}

// show prints a row: where it stands, what changed, and what to do.
func (w *work) show(c *console, r row, h *history) error {
	c.say("%s: %s%s", r.name(), r.says(), w.tongue(r))
	if r.Target == nil {
		c.say("%s, %s\nwrite the translation into %s", r.Source.Path, count(len(r.A.Doc.Blocks), "block"), r.wanted())
		return nil
	}
	past, err := w.past(r, h)
	if err != nil {
		return err
	}
	w.side(c, r, true, past)
	w.side(c, r, false, past)
	switch r.state() {
	case pairing.Missing:
		c.say("\nwrite the translation behind %s", line(r.target()))
	case pairing.Extra:
		c.say("\ntake it out, or write the source behind %s", line(before(r).source()))
	default:
		when := "when it is right"
		if pairing.Foreign(r.A, r.B, r.Rows[r.n]) {
			when = "translate it, or, if it must be so"
		}
		c.say("\n%s: duizhao sync accept %s", when, argument(r.name()))
	}
	return nil
}

// before returns the nearest row above with a source, else r.
func before(r row) row {
	for n := r.n - 1; n >= 0; n-- {
		if len(r.Rows[n].A) > 0 {
			return row{r.Translation, n}
		}
	}
	return r
}

// argument quotes what a shell would not leave as it is.
func argument(s string) string {
	if strings.ContainsAny(s, " \t'\"\\$&|;<>()*?[]{}!`~") || strings.HasPrefix(s, "#") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}

// past is what one side of a row said when it was accepted.
type past struct {
	former
	source  bool     // of the source, else of the translation
	partial included // where that alone has changed
}

// past looks for the accepted text of the side that changed.
func (w *work) past(r row, h *history) (past, error) {
	pair := pairing.RowPair(r.A, r.B, r.Rows[r.n])
	switch r.state() {
	case pairing.SourceChanged, pairing.PartnerChanged:
		wanted := w.Lock.Sources(pair.From, pair.To, pair.Target)
		return w.either(r.Source.Path, r.A, r.Rows[r.n].A, wanted, true, h)
	case pairing.TranslationChanged:
		wanted := w.Lock.Targets(pair.From, pair.To, pair.Source)
		return w.either(r.Target.Path, r.B, r.Rows[r.n].B, wanted, false, h)
	}
	return past{}, nil
}

// either looks for an earlier text of blocks, then of what they include.
func (w *work) either(file string, t pairing.Text, blocks []int, wanted []pairing.Digest, source bool, h *history) (past, error) {
	f, err := h.find(file, w.Parser(t.Lang.ID), wanted)
	if err != nil || f.Found {
		return past{former: f, source: source}, err
	}
	in, err := w.partial(t, blocks, wanted, h)
	return past{source: source, partial: in}, err
}

// side prints one text of a row, with what changed in it where that is known.
func (w *work) side(c *console, r row, source bool, p past) {
	s, t, blocks, at := r.Source, r.A, r.Rows[r.n].A, r.source()
	if !source {
		s, t, blocks, at = r.Target, r.B, r.Rows[r.n].B, r.target()
	}
	if len(blocks) == 0 {
		return
	}
	head := fmt.Sprintf("\n%s (%s)", line(at), langName(w.Settings, t.Lang.ID))
	text := importer.Markdown(s, t, blocks)
	changed := source && (r.state() == pairing.SourceChanged || r.state() == pairing.PartnerChanged) || !source && r.state() == pairing.TranslationChanged
	switch {
	case p.Found && p.source == source:
		head += ", since " + p.Date
		text = marked(pairing.Diff(p.Text, text))
	case p.partial.Found && p.source == source:
		c.say("%s\n%s", head, indented(text))
		head = fmt.Sprintf("\n%s, since %s", p.partial.path, p.partial.Date)
		text = marked(pairing.Diff(p.partial.Text, p.partial.now))
	case changed:
		head += ", of which git has no accepted text"
	}
	c.say("%s\n%s", head, indented(text))
}

// marked writes a difference as git's word diff does.
func marked(edits []pairing.Edit) string {
	var b strings.Builder
	for _, e := range edits {
		switch e.Op {
		case pairing.Cut:
			b.WriteString("[-" + e.Text + "-]")
		case pairing.Put:
			b.WriteString("{+" + e.Text + "+}")
		default:
			b.WriteString(e.Text)
		}
	}
	return b.String()
}

func indented(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if l != "" {
			lines[i] = "    " + l
		}
	}
	return strings.Join(lines, "\n")
}
