package markdown

import (
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// globalKeys are the attributes that every construct takes, besides id and
// class. None runs a script or carries a style.
func globalKeys() []string { return []string{"lang", "dir", "title"} }

// attrs writes id, classes and the global attributes; own are the further keys
// that the construct knows and sees to itself.
func (c *compiler) attrs(a site.Attrs, own ...string) {
	c.id(a)
	c.classes(a.Classes...)
	c.pairs(a, own...)
}

// id writes the id that an author gave and notes it as an anchor.
func (c *compiler) id(a site.Attrs) {
	if a.ID == "" || c.quiet {
		return
	}
	c.doc.Anchors = append(c.doc.Anchors, site.Anchor{ID: a.ID, Start: a.IDStart})
	c.attr("id", a.ID)
}

func (c *compiler) classes(names ...string) {
	if len(names) > 0 {
		c.attr("class", strings.Join(names, " "))
	}
}

func (c *compiler) attr(name, value string) {
	if c.quiet {
		return
	}
	c.tag(" ", name, `="`)
	escape(c.html, value)
	c.tag(`"`)
}

// pairs writes the global attributes and warns of keys that nobody knows. What
// a key is given twice counts once, as in HTML.
func (c *compiler) pairs(a site.Attrs, own ...string) {
	if c.quiet {
		return
	}
	seen := map[string]bool{}
	known := append(globalKeys(), own...)
	for _, p := range a.Pairs {
		switch {
		case !slices.Contains(known, p.Key):
			c.note(diag.Note{
				Start: p.Start, End: p.Start + len(p.Key), Severity: diag.Warning, Code: "unknown-attribute",
				Text: fmt.Sprintf("no attribute %q here", p.Key),
				Hint: diag.DidYouMean(p.Key, append(known, "id", "class")),
			})
		case p.Key == "dir" && p.Value != "ltr" && p.Value != "rtl" && p.Value != "auto":
			c.note(diag.Note{
				Start: p.At, End: p.At + len(p.Value), Severity: diag.Warning, Code: "unknown-attribute",
				Text: fmt.Sprintf("no direction %q", p.Value), Hint: `write "ltr", "rtl" or "auto"`,
			})
		case !seen[p.Key] && slices.Contains(globalKeys(), p.Key):
			c.attr(p.Key, p.Value)
		}
		seen[p.Key] = true
	}
}
