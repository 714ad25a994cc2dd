package importer

import (
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// shape is what a text is by itself, between two paragraphs.
type shape struct {
	kinds []string    // of its blocks, headings with their level; paragraphs in a row are one
	n     int         // blocks
	open  bool        // the paragraph behind it is not one any more
	bad   []diag.Note // errors

	defined []markdown.Definition
}

// fence is the paragraph that a text is read between.
const fence = "x"

func (p Page) shape(text string) shape {
	before := fence + "\n\n"
	doc := p.Parse([]byte(before + text + "\n\n" + fence + "\n"))
	out := shape{open: doc.Refused, defined: doc.Defined}
	for _, n := range doc.Notes {
		if n.Severity == diag.Error {
			out.bad = append(out.bad, n)
		}
		// It takes nothing now, and what is behind it as soon as a formula follows.
		out.open = out.open || n.Code == "unclosed-math"
	}
	blocks := slices.DeleteFunc(slices.Clone(doc.Blocks), func(b markdown.Block) bool { return b.Kind == site.FootnotesBlock })
	last := len(blocks) - 1
	if last < 1 || blocks[0].End != len(fence) || blocks[last].Start != len(before)+len(text)+2 {
		out.open = true
		return out
	}
	for _, b := range blocks[1:last] {
		kind := string(b.Kind)
		if b.Kind == site.HeadingBlock {
			kind = fmt.Sprintf("heading of level %d", doc.Headings[b.Heading].Level)
		}
		out.n++
		if b.Kind != site.ParagraphBlock || len(out.kinds) == 0 || out.kinds[len(out.kinds)-1] != kind {
			out.kinds = append(out.kinds, kind)
		}
	}
	return out
}

// String says what the text is.
func (s shape) String() string {
	if len(s.kinds) == 0 {
		return "nothing that is shown"
	}
	return strings.Join(s.kinds, ", ")
}

// fits returns why a text cannot stand for others; nil where it can.
func (p Page) fits(s shape, like []string) *Refusal {
	var all []shape
	for _, l := range like {
		other := p.shape(l)
		all = append(all, other)
		if slices.Equal(s.kinds, other.kinds) && s.open == other.open && len(s.bad) <= len(other.bad) {
			return nil
		}
	}
	switch {
	case len(all) == 0:
		return nil
	case s.open && !all[0].open:
		return &Refusal{Text: "it opens what it does not close, and the rest of the page would stand in it",
			Hint: "close it: a fence, a comment, an element of HTML, :::, $$"}
	case len(s.kinds) == 0:
		return &Refusal{Text: "nothing of it would be shown",
			Hint: `what begins with [name]: or *[name]: defines a name; write \[ for a bracket`}
	case len(s.bad) > len(all[0].bad):
		return &Refusal{Text: s.bad[0].Text, Hint: s.bad[0].Hint}
	}
	return &Refusal{Text: fmt.Sprintf("its source is: %s; and this would be: %s", all[0], s), Hint: "write it as the source is written"}
}
