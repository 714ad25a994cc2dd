package markdown

import (
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// headingAttrs parses {#id .class aliases="old older"} at the end of a heading.
// Goldmark can do that too, but keeps no places and has rules of its own; so
// its heading parsers stand here without it, before the plain ones.
func headingAttrs() syntax {
	return syntax{
		constructs: []construct{
			{name: "heading attributes", kind: ast.KindHeading, is: written},
		},
		blocks: []util.PrioritizedValue{
			util.Prioritized(headingParser{parser.NewSetextHeadingParser()}, 99),
			util.Prioritized(headingParser{parser.NewATXHeadingParser()}, 599),
		},
	}
}

type headingParser struct{ parser.BlockParser }

func (p headingParser) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, reader, pc)
	if n.Parent() == nil || n.Lines().Len() == 0 {
		return
	}
	if a, ok := trailingAttrs(n.Lines(), reader.Source()); ok {
		n.SetAttribute(attrsName, &a)
	}
}

// trailingAttrs cuts attributes off the end of a block's last line.
func trailingAttrs(lines *text.Segments, src []byte) (site.Attrs, bool) {
	at := lines.Len() - 1
	last := lines.At(at)
	last = last.TrimRightSpace(src)
	line := last.Value(src)
	if len(line) == 0 || line[len(line)-1] != '}' {
		return site.Attrs{}, false
	}
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '{':
			if a, n := parseAttrs(line[i:], last.Start-last.Padding+i); n == len(line)-i {
				last.Stop = a.Start
				last = last.TrimRightSpace(src)
				cutLine(lines, last, src)
				return a, true
			}
		}
	}
	return site.Attrs{}, false
}

// cutLine replaces the last line; one of which nothing is left goes, since
// goldmark knows no empty lines in a block.
func cutLine(lines *text.Segments, last text.Segment, src []byte) {
	at := lines.Len() - 1
	if lines.Set(at, last); last.Len() > 0 {
		return
	}
	if lines.SetSliced(0, at); at > 0 {
		before := lines.At(at - 1)
		lines.Set(at-1, before.TrimRightSpace(src))
	}
}

// aliases returns the ids in aliases="old older", with their places.
func aliases(a site.Attrs) []site.Anchor {
	var out []site.Anchor
	for _, p := range a.Pairs {
		if p.Key != "aliases" {
			continue
		}
		from := 0
		for _, id := range strings.Fields(p.Value) {
			i := from + strings.Index(p.Value[from:], id)
			out = append(out, site.Anchor{ID: id, Start: p.At + i})
			from = i + len(id)
		}
	}
	return out
}

// titleAttrs keeps the id of the page's title, which the page itself shows.
func (c *compiler) titleAttrs(h ast.Node) {
	c.plainTitle(h)
	a := attrsOf(h)
	c.doc.TitleID, c.doc.TitleIDStart = a.ID, a.IDStart
	c.fragment(func() { c.pairs(a, "aliases") }) // for what is to be said alone
	c.noAliases(aliases(a), "a page's title has no aliases", "the address of a page's top has no fragment")
}

// noAliases reports aliases that lead nowhere.
func (c *compiler) noAliases(all []site.Anchor, text, hint string) {
	for _, alias := range all {
		c.note(diag.Note{Start: alias.Start, End: alias.Start + len(alias.ID), Severity: diag.Warning, Code: "unknown-attribute", Text: text, Hint: hint})
	}
}

// plainTitle reports what a page's title does not show, being plain text in the
// window's frame and in lists of pages.
func (c *compiler) plainTitle(h ast.Node) {
	lost := map[ast.NodeKind]string{ast.KindImage: "picture", kindCite: "citation", kindFootnoteRef: "footnote"}
	// The walker returns no error of its own.
	_ = ast.Walk(h, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if what := lost[n.Kind()]; what != "" && entering {
			at := max(n.Pos(), 0)
			c.note(diag.Note{
				Start: at, End: at, Severity: diag.Warning, Code: "plain-title",
				Text: "a page's title is plain text: its " + what + " is not shown", Hint: "put it into the text",
			})
		}
		return ast.WalkContinue, nil
	})
}
