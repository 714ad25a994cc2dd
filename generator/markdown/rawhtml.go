package markdown

import (
	"bytes"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// rawHTML compiles raw HTML: passed on with Options.RawHTML, else shown as text.
// Comments are dropped then: they are notes among authors.
func rawHTML() syntax {
	return syntax{compile: map[ast.NodeKind]func(*compiler, ast.Node){
		ast.KindHTMLBlock: func(c *compiler, n ast.Node) {
			b := n.(*ast.HTMLBlock)
			segments := append([]text.Segment(nil), n.Lines().Sliced(0, n.Lines().Len())...)
			if b.HasClosure() {
				segments = append(segments, b.ClosureLine)
			}
			c.raw(segments, "<p>", "</p>\n")
		},
		ast.KindRawHTML: func(c *compiler, n ast.Node) {
			s := n.(*ast.RawHTML).Segments
			c.raw(s.Sliced(0, s.Len()), "", "")
		},
	}}
}

func (c *compiler) raw(segments []text.Segment, open, close string) {
	var b bytes.Buffer
	for _, s := range segments {
		b.Write(s.Value(c.src))
	}
	html := strings.ReplaceAll(b.String(), "\x00", "\ufffd")
	if c.opt.RawHTML {
		c.tag(html)
		return
	}
	bare := strings.TrimSpace(html)
	if strings.HasPrefix(bare, "<!--") && strings.HasSuffix(bare, "-->") && strings.Count(bare, "<!--") == 1 {
		return
	}
	if len(segments) > 0 {
		c.note(diag.Note{
			Start: segments[0].Start, End: segments[0].Stop, Severity: diag.Warning, Code: "raw-html",
			Text: "raw HTML is shown as text",
			Hint: "write Markdown, or `code` to show a tag; unsafe_html: true in site.yaml passes all HTML on",
		})
	}
	c.tag(open)
	c.text(site.Prose, html)
	c.tag(close)
}
