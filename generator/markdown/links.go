package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// links compiles links, pictures and <autolinks>.
func links() syntax {
	return syntax{
		constructs: []construct{
			{name: "link", kind: ast.KindLink},
			{name: "reference link", kind: ast.KindLink, is: func(_ *compiler, n ast.Node) bool { return isReference(n) }},
			{name: "cross reference", kind: ast.KindLink, is: func(_ *compiler, n ast.Node) bool { return n.FirstChild() == nil }},
			{name: "address in angle brackets", kind: ast.KindAutoLink, is: bracketed},
			{name: "picture", kind: ast.KindImage, is: func(_ *compiler, n ast.Node) bool { return !ending(n, films) && !ending(n, sounds) }},
			{name: "picture for each theme", kind: ast.KindImage, is: themes},
			{name: "film", kind: ast.KindImage, is: func(_ *compiler, n ast.Node) bool { return ending(n, films) }},
			{name: "sound", kind: ast.KindImage, is: func(_ *compiler, n ast.Node) bool { return ending(n, sounds) }},
		},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			ast.KindLink:     (*compiler).link,
			ast.KindImage:    (*compiler).image,
			ast.KindAutoLink: (*compiler).autoLink,
		},
	}
}

func (c *compiler) link(n ast.Node) {
	l := n.(*ast.Link)
	if c.quiet {
		c.children(n)
		return
	}
	c.tag("<a")
	a := attrsOf(n)
	c.id(a)
	c.pairs(a)
	ordinal := len(c.doc.Links)
	empty := c.opt.Extras && n.FirstChild() == nil
	c.addLink(n, site.Link{Dest: unescape(l.Destination), Title: title(l.Title, a), Attrs: a, Empty: empty}, l.Destination)
	c.tag(">")
	if empty {
		c.hole(LinkText, ordinal)
	}
	c.bar(func() { c.children(n) })
	c.tag("</a>")
}

func (c *compiler) image(n ast.Node) {
	i := n.(*ast.Image)
	a := attrsOf(n)
	c.picture(i, title(i.Title, a), a)
}

// title returns a link's title, unless its attributes have another.
func title(raw []byte, a site.Attrs) string {
	if a.Get("title") != "" {
		return ""
	}
	return unescape(raw)
}

// picture writes a picture with a title and attributes.
func (c *compiler) picture(n *ast.Image, title string, a site.Attrs) {
	alt, runs := c.altText(n)
	if c.quiet {
		return
	}
	l := site.Link{Dest: unescape(n.Destination), Title: title, Embed: true, Alt: alt, Runs: runs, Attrs: a}
	l.Start, l.End = c.destination(n, n.Destination)
	c.shown(l)
}

func (c *compiler) autoLink(n ast.Node) {
	a := n.(*ast.AutoLink)
	label := string(a.Label(c.src))
	if c.quiet {
		c.run(site.Prose, label)
		return
	}
	dest := string(a.URL(c.src))
	if a.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	c.tag("<a")
	c.addLink(n, site.Link{Dest: dest}, []byte(label))
	c.tag(">")
	c.bar(func() { c.text(site.Prose, label) })
	c.tag("</a>")
}

// bracketed reports whether an address stands in angle brackets.
func bracketed(c *compiler, n ast.Node) bool {
	at := n.Pos()
	return at >= 0 && at < len(c.src) && c.src[at] == '<'
}

// addLink adds a link whose destination is written as raw, and leaves its hole.
// A destination that would run a script is dropped.
func (c *compiler) addLink(n ast.Node, l site.Link, raw []byte) {
	l.Start, l.End = c.destination(n, raw)
	c.linkAt(l)
}

// linkAt adds a link whose place is known, and leaves its hole.
func (c *compiler) linkAt(l site.Link) {
	if c.quiet {
		return
	}
	c.refuseScript(&l)
	kind := LinkAttrs
	if l.Embed {
		kind = ImageAttrs
	}
	c.hole(kind, len(c.doc.Links))
	c.doc.Links = append(c.doc.Links, l)
}

// refuseScript drops a destination that would run a script.
func (c *compiler) refuseScript(l *site.Link) {
	if scheme := scriptScheme(l.Dest); scheme != "" && !c.opt.RawHTML {
		c.note(diag.Note{
			Start: l.Start, End: l.End, Severity: diag.Error, Code: "unsafe-link",
			Text: fmt.Sprintf("a link may not run a script (%s)", scheme),
			Hint: "link to a page, a file or an https:// address",
		})
		l.Dest = ""
	}
}

// scriptScheme returns the scheme of a destination that browsers run, else "".
// Browsers skip white space and control characters in it.
func scriptScheme(dest string) string {
	bare := strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToLower(dest))
	for _, scheme := range []string{"javascript:", "vbscript:", "data:", "file:"} {
		if strings.HasPrefix(bare, scheme) && !strings.HasPrefix(bare, "data:image/png") &&
			!strings.HasPrefix(bare, "data:image/gif") && !strings.HasPrefix(bare, "data:image/jpeg") &&
			!strings.HasPrefix(bare, "data:image/webp") {
			return scheme
		}
	}
	return ""
}

// destination finds where a link's destination stands in the source: behind
// its text; of a reference link, whose destination stands elsewhere, and where
// it is not found, that is the link's start.
func (c *compiler) destination(n ast.Node, raw []byte) (start, end int) {
	start = max(n.Pos(), 0)
	if len(raw) == 0 || isReference(n) {
		return start, start
	}
	stop := c.linkEnd(n, start)
	from, mark := start, ""
	if n.Kind() != ast.KindAutoLink {
		from, mark = min(max(textEnd(n), start), stop), "]("
	}
	if at := find(c.src[from:stop], mark, raw); at >= 0 {
		return from + at, from + at + len(raw)
	}
	return start, start
}

func isReference(n ast.Node) bool {
	switch l := n.(type) {
	case *ast.Link:
		return l.Reference != nil
	case *ast.Image:
		return l.Reference != nil
	}
	return false
}

// find returns where raw stands right behind a mark, spaces, line ends and a <
// apart; -1 if it does not.
func find(text []byte, mark string, raw []byte) int {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(mark))
		if i < 0 {
			return -1
		}
		at += i + len(mark)
		behind := bytes.TrimPrefix(bytes.TrimLeft(text[at:], " \t\n"), []byte("<"))
		if bytes.HasPrefix(behind, raw) {
			return len(text) - len(behind)
		}
		if mark == "" {
			return -1
		}
	}
}

// linkEnd returns where a link has ended at the latest: where the next node
// of its line begins, or the lines of its block end.
func (c *compiler) linkEnd(n ast.Node, start int) int {
	for ; n != nil && n.Type() == ast.TypeInline; n = n.Parent() {
		if next := n.NextSibling(); next != nil && next.Pos() > start {
			return min(next.Pos(), len(c.src))
		}
	}
	if n != nil {
		if ls := n.Lines(); ls != nil && ls.Len() > 0 {
			return max(start, ls.At(ls.Len()-1).Stop)
		}
	}
	return len(c.src)
}

// textEnd returns where the text inside a node ends in the source; 0 where it
// has none.
func textEnd(n ast.Node) int {
	for n = n.LastChild(); n != nil; n = n.LastChild() {
		if t, ok := n.(*ast.Text); ok {
			return t.Segment.Stop
		}
	}
	return 0
}
