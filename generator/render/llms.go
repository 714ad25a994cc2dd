package render

import (
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/site"
)

// LLMs returns llms.txt as llmstxt.org describes it: a title, a summary, the lists
// of each language where there are several and the full text, then a heading for
// each chapter with links to the Markdown form of its texts. All addresses are
// whole where the site knows its host.
func LLMs(l *assemble.LLMs) []byte {
	var b strings.Builder
	llmsHead(&b, l)
	b.WriteString("\n")
	at := func(u site.URL) string { return l.Base.Absolute(u) }
	if l.Lang == "" {
		for _, p := range l.Parts {
			b.WriteString("- " + link(oneLine(p.Lang.Name), at(site.LLMs(p.Lang.ID)), "") + ": " + link("llms-full.txt", at(site.LLMsFull(p.Lang.ID)), "") + "\n")
		}
	} else {
		b.WriteString("- " + link("llms-full.txt", at(site.LLMsFull(l.Lang)), "") + "\n")
	}
	for _, p := range l.Parts {
		for _, c := range p.Chapters {
			b.WriteString("\n## ")
			if len(l.Parts) > 1 {
				b.WriteString(oneLine(p.Lang.Name) + " · ")
			}
			b.WriteString(numberedTitle(c.Number, c.Title) + "\n\n")
			for _, t := range c.Texts {
				b.WriteString("- " + link(numberedTitle(t.Number, t.Title), at(t.URL), ""))
				if t.About != "" {
					b.WriteString(": " + oneLine(t.About))
				}
				b.WriteString("\n")
			}
		}
	}
	return []byte(b.String())
}

// LLMsFull returns the texts of a list one behind the other, as their Markdown forms
// are: twins[i] is that of a page with views[i]. Each stands in an element of its
// own, <doc title url lang updated>, whose tags are lines by themselves: what a text
// says cannot be taken for the next one's title.
func LLMsFull(l *assemble.LLMs, views []*assemble.View, twins [][]byte) []byte {
	var b strings.Builder
	llmsHead(&b, l)
	for i, v := range views {
		b.WriteString("\n<doc")
		for _, a := range [][2]string{
			{"title", strings.TrimSpace(v.Number + " " + v.Title)}, {"url", v.Base.Absolute(v.URL)}, {"lang", v.TextLang.Tag}, {"updated", v.Day()},
		} {
			if a[1] != "" {
				b.WriteString(" " + a[0] + `="` + strings.NewReplacer("\n", " ", `"`, "&quot;").Replace(xmlText(a[1])) + `"`)
			}
		}
		b.WriteString(">\n\n")
		b.Write(twins[i])
		b.WriteString("\n</doc>\n")
	}
	return []byte(b.String())
}

// llmsHead writes the title and the summary.
func llmsHead(b *strings.Builder, l *assemble.LLMs) {
	b.WriteString("# " + oneLine(l.Title) + "\n")
	for i, d := range l.Description {
		if i > 0 {
			b.WriteString("\n>")
		}
		b.WriteString("\n> " + oneLine(d))
	}
	if len(l.Description) > 0 {
		b.WriteString("\n")
	}
}

func numberedTitle(number, title string) string {
	return oneLine(strings.TrimSpace(number + " " + title))
}

// oneLine is text of one line that is no Markdown.
func oneLine(s string) string { return headed(escapeText(strings.Join(strings.Fields(s), " "))) }
