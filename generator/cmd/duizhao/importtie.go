package main

import (
	"maps"
	"slices"
	"strings"

	"duizhao/generator/build"
	"duizhao/generator/importer"
)

// apart tells of blocks that were written and that the site does not place beside
// their sources: a page with a few of its blocks gives pairing little to go by.
// Each is told with the command that ties the two.
func (in *incoming) apart(c *console, site *siteFlags, lang string) error {
	input := site.input(in.dir)
	input.Drafts = true
	// What is wrong with the content was told before, or check tells it.
	after, _, err := build.Translate(c.ctx, input)
	if err != nil {
		return err
	}
	for i := range after.Pages {
		t := &after.Pages[i]
		if f := in.pages[t.Page()]; f != nil && t.Target != nil && t.B.Lang.ID == lang {
			for _, n := range slices.Sorted(maps.Keys(f.texts)) {
				if tie := untied(t, f.Rows[n].A, f.texts[n]); tie != "" {
					c.say("not beside its source yet, tie them: duizhao sync accept %s", argument(t.Page()+"#"+tie))
				}
			}
		}
	}
	return nil
}

// untied returns the names of a source's blocks and of the blocks with a text, as
// sync accept takes them, where these stand in rows of their own; else "".
func untied(t *build.Translation, source []int, text string) string {
	row := func(fits func(n int) bool) int {
		for n := range t.Rows {
			if fits(n) {
				return n
			}
		}
		return -1
	}
	a := row(func(n int) bool { return len(t.Rows[n].B) == 0 && slices.Contains(t.Rows[n].A, source[0]) })
	b := row(func(n int) bool {
		return len(t.Rows[n].A) == 0 && strings.TrimSpace(importer.Markdown(t.Target, t.B, t.Rows[n].B)) == strings.TrimSpace(text)
	})
	if a < 0 || b < 0 {
		return ""
	}
	return t.Names[a] + "=" + t.Names[b]
}
