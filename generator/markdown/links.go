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
	return syntax{compile: map[ast.NodeKind]func(*compiler, ast.Node){
		ast.KindLink:     (*compiler).link,
		ast.KindImage:    (*compiler).image,
		ast.KindAutoLink: (*compiler).autoLink,
	}}
}

func (c *compiler) link(n ast.Node) {
	l := n.(*ast.Link)
	if c.quiet {
		c.children(n)
		return
	}
	c.tag("<a")
	c.addLink(n, site.Link{Dest: unescape(l.Destination), Title: unescape(l.Title), Attrs: attrsOf(n)}, l.Destination)
	c.tag(">")
	c.children(n)
	c.tag("</a>")
}

func (c *compiler) image(n ast.Node) {
	i := n.(*ast.Image)
	alt := c.plain(n)
	c.run(site.Alt, alt)
	if c.quiet {
		return
	}
	l := site.Link{Dest: unescape(i.Destination), Title: unescape(i.Title), Embed: true, Alt: alt, Attrs: attrsOf(n)}
	l.Start, l.End = c.destination(n, i.Destination)
	c.picture(l)
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
	c.text(site.Prose, label)
	c.tag("</a>")
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
// its text, else (a reference link) the link itself.
func (c *compiler) destination(n ast.Node, raw []byte) (start, end int) {
	start = max(n.Pos(), 0)
	rest := c.src[start:]
	if stop := bytes.Index(rest, []byte("\n\n")); stop >= 0 {
		rest = rest[:stop]
	}
	if len(raw) > 0 {
		for _, before := range []string{"](", "](<", "<", ""} {
			if i := bytes.Index(rest, append([]byte(before), raw...)); i >= 0 {
				start += i + len(before)
				return start, start + len(raw)
			}
		}
	}
	return start, start
}
