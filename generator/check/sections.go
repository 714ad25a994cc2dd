package check

import (
	"fmt"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// sections reports headings that nothing follows, and those that stand twice in one
// section: readers of the contents cannot tell them apart.
func sections(d *markdown.Doc) []diag.Note {
	var out []diag.Note
	warn := func(h site.Heading, code, text, hint string) {
		out = append(out, diag.Note{Start: h.Start, End: h.End, Severity: diag.Warning, Code: code, Text: text, Hint: hint})
	}
	open := -1                    // the heading that nothing follows yet
	var titles [7]map[string]bool // by level, of the section that is open
	for _, b := range d.Blocks {
		if b.Kind != site.HeadingBlock {
			if b.Kind != site.RuleBlock && b.Kind != site.FootnotesBlock && !comment(b) {
				open = -1
			}
			continue
		}
		h := d.Headings[b.Heading]
		if open >= 0 && h.Level <= d.Headings[open].Level {
			warn(d.Headings[open], "empty-section", fmt.Sprintf("nothing stands under the heading %q", d.Headings[open].Text()), "write it, or take the heading out")
		}
		open = b.Heading
		title := strings.ToLower(strings.Join(strings.Fields(h.Text()), " "))
		for l := h.Level + 1; l < len(titles); l++ {
			titles[l] = nil
		}
		if titles[h.Level] == nil {
			titles[h.Level] = map[string]bool{}
		}
		if titles[h.Level][title] && title != "" {
			warn(h, "duplicate-title", fmt.Sprintf("a second heading %q in one section", h.Text()), "tell in it what is particular here")
		}
		titles[h.Level][title] = true
	}
	if open >= 0 {
		warn(d.Headings[open], "empty-section", fmt.Sprintf("nothing stands under the heading %q", d.Headings[open].Text()), "write it, or take the heading out")
	}
	return out
}

// comment reports whether a block shows nothing: a comment among authors.
func comment(b markdown.Block) bool {
	return b.Kind == site.HTMLBlock && strings.TrimSpace(b.HTML.HTML) == "" && len(b.HTML.Holes) == 0
}
