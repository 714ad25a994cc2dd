package search

import (
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/site"
)

// glossary indexes the page of all terms: each term is a section of its name,
// its other forms, its names in other languages and its definition. The name
// weighs as text does, so that a chapter about the term comes first.
func (c *collector) glossary(t *texts, groups []assemble.GlossaryGroup) {
	for _, g := range groups {
		for _, e := range g.Entries {
			s := len(c.lengths)
			if s >= maxSections {
				return
			}
			c.next = 0
			t.section(s, e.ID, e.Name)
			words := append([]string{e.Name}, e.Also...)
			for _, o := range e.Others {
				words = append(words, o.Name)
			}
			if c.chinese {
				folded, _ := fold(e.Name)
				c.pinyin(s, folded)
			}
			for _, text := range append(words, e.Definition) {
				if text = strings.TrimSpace(text); text == "" {
					continue
				}
				runs := []site.Run{{Field: site.Prose, Text: text}}
				t.add(runs, c.next)
				c.body(s, runs)
				c.next++
			}
			c.lengths = append(c.lengths, c.next)
		}
	}
	c.next = 0
}

// works indexes the page of all references: each work is a section whose heading
// is the work as the list has it. It weighs as text does.
func (c *collector) works(t *texts, list []assemble.Reference) {
	for _, w := range list {
		s := len(c.lengths)
		if s >= maxSections {
			break
		}
		var text strings.Builder
		for _, r := range w.Runs {
			text.WriteString(r.Text)
		}
		c.next = 0
		t.section(s, w.ID, text.String())
		c.body(s, []site.Run{{Field: site.Prose, Text: text.String()}})
		c.lengths = append(c.lengths, c.next)
	}
	c.next = 0
}
