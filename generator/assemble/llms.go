package assemble

import (
	"slices"
	"strings"

	"duizhao/generator/site"
)

// LLMs is what language models are told of (llmstxt.org): of the whole site, or
// of the texts in one language.
type LLMs struct {
	Base        site.Base
	Lang        string   // id; "" is the site
	Title       string   // of the site, in all languages that are listed
	Description []string // one for each of these that has one
	Parts       []LLMsPart

	List  bool  `json:"-"` // the site has no llms.txt of its own there
	Full  bool  `json:"-"` // nor llms-full.txt
	Texts []int `json:"-"` // indexes in Result.Pages of what stands in the full text, in reading order

	key [16]byte
}

// LLMsPart are the texts in one language.
type LLMsPart struct {
	Lang     site.Lang
	Chapters []LLMsChapter
}

// LLMsChapter is a chapter with its texts.
type LLMsChapter struct {
	Title, Number string
	Texts         []LLMsText
}

// LLMsText is a text that has a Markdown form.
type LLMsText struct {
	Title, Number string
	About         string // one sentence; may be ""
	URL           site.URL
}

// Key identifies the list; what its full text has is identified by the texts.
func (l *LLMs) Key() [16]byte { return l.key }

// llms lists the texts for language models, first those of the site: drafts are
// none, nor is what stands in for a missing translation.
func (a *assembler) llms(t *addresses, pages []Page) []LLMs {
	out := a.llmsOf(pages)
	for i := range out {
		const who = "the file for language models"
		out[i].List = t.take(site.LLMs(out[i].Lang).Path, who) == ""
		out[i].Full = t.take(site.LLMsFull(out[i].Lang).Path, who) == ""
	}
	return out
}

func (a *assembler) llmsOf(pages []Page) []LLMs {
	if !a.Settings.Outputs.LLMs {
		return nil
	}
	whole := LLMs{Base: a.Base}
	var out []LLMs
	for _, l := range a.Settings.Langs {
		one := LLMs{Base: a.Base, Lang: l.ID, Title: a.Settings.Title.In(l.ID), Parts: []LLMsPart{{Lang: l}}}
		if d := a.Settings.Description.In(l.ID); d != "" {
			one.Description = []string{d}
		}
		for i, p := range pages {
			if p.Lang == l.ID && told(p) {
				one.Texts = append(one.Texts, i)
			}
		}
		one.Parts[0].Chapters = a.toldChapters(pages, one.Texts, l)
		if len(one.Texts) == 0 {
			continue
		}
		one.key = hash(one)
		out = append(out, one)
		whole.Parts = append(whole.Parts, one.Parts...)
		whole.Description = append(whole.Description, one.Description...)
		if whole.Title != one.Title {
			whole.Title = joined(whole.Title, one.Title)
		}
	}
	if len(out) == 0 {
		return nil
	}
	whole.Description = slices.Compact(whole.Description)
	whole.Texts = once(pages)
	whole.key = hash(whole)
	return append([]LLMs{whole}, out...)
}

// joined puts the titles of a site in its languages one behind the other.
func joined(titles, next string) string {
	if titles == "" {
		return next
	}
	return titles + " · " + next
}

// told reports whether language models are told of a page.
func told(p Page) bool { return p.Doc != nil && p.View.HasTwin() && !p.Source.Front.Draft }

// once lists each page once, in the first of the site's languages that has it.
func once(pages []Page) []int {
	var out []int
	seen := map[string]bool{}
	for i, p := range pages {
		if told(p) && !seen[p.Page] {
			seen[p.Page] = true
			out = append(out, i)
		}
	}
	return out
}

// isFolder reports whether a chapter is a folder, not a single page.
func (a *assembler) isFolder(chapter int) bool {
	if chapter < 0 {
		return false
	}
	pages := a.model.chapters[chapter].pages
	return len(pages) > 1 || a.model.pages[pages[0]].original.Index || strings.Contains(a.model.pages[pages[0]].key, "/")
}

// toldChapters sorts texts into chapters, which are folders. Those beside these come
// first, under the title of the site.
func (a *assembler) toldChapters(pages []Page, texts []int, l site.Lang) []LLMsChapter {
	out := []LLMsChapter{{Title: a.Settings.Title.In(l.ID)}}
	last := -1
	for _, i := range texts {
		v, at := pages[i].View, &out[0]
		if c := a.model.byKey[v.Page].chapter; a.isFolder(c) {
			if c != last {
				link := a.chapterLink(c, l)
				out = append(out, LLMsChapter{Title: link.Title, Number: link.Number})
				last = c
			}
			at = &out[len(out)-1]
		}
		at.Texts = append(at.Texts, LLMsText{Title: v.Title, Number: v.Number, About: v.About, URL: v.URL.Twin()})
	}
	return slices.DeleteFunc(out, func(c LLMsChapter) bool { return len(c.Texts) == 0 })
}
