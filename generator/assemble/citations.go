package assemble

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/refs"
	"duizhao/generator/site"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// References is the page of all works that a language's pages cite.
const References Kind = "references"

// Citation is a citation resolved.
type Citation struct {
	Items []CitedItem
}

// CitedItem is one work in a citation.
type CitedItem struct {
	Key     string
	Prefix  string
	Locator string
	Text    string // "1", or "Goodfellow et al., 2014"; "" where no work has the key
	Lang    string // tag of Text's language where it is not the page's own, else ""
	Name    string // what Text stands for, where that is a number: "Goodfellow et al., 2014"
	Ref     string // id of the work in the page's list
	ID      string // of this place
}

// Reference is a work in a list of references.
type Reference struct {
	ID    string
	Runs  []refs.Run
	Lang  string    // tag of the work's language where it is seen and not the page's own, else ""
	Back  []string  // ids of the places on this page that cite it
	Pages []NavLink // the pages that cite it, on the page of all
}

// cites resolves citations.
type cites struct {
	a     *assembler
	works map[string]*refs.Entry
	keys  []string
	hints map[string]string            // for keys that no work has
	cited map[string][]citing          // by language id: the pages shown in it, in reading order
	marks map[string]map[string]string // by style: what tells works of one author and year apart, by key
	ids   map[string][]string          // by page key: ids that lists and citations have in any of its languages
}

// citing is a page with the works it cites, in order of first citation.
type citing struct {
	page int // index in model.pages
	keys []string
}

// newCites finds out which page cites which works.
func newCites(a *assembler) *cites {
	c := &cites{
		a: a, works: map[string]*refs.Entry{}, hints: map[string]string{}, cited: map[string][]citing{},
		marks: map[string]map[string]string{}, ids: map[string][]string{},
	}
	for i := range a.Works {
		c.works[a.Works[i].Key] = &a.Works[i]
		c.keys = append(c.keys, a.Works[i].Key)
	}
	for i := range a.model.pages {
		p := &a.model.pages[i]
		for _, l := range a.Settings.Langs {
			src := p.texts[l.ID]
			if src == nil {
				src = p.original
			}
			if doc := a.Docs[src.TextID]; doc != nil {
				if keys := c.order(doc); len(keys) > 0 {
					c.cited[l.ID] = append(c.cited[l.ID], citing{i, keys})
				}
				c.note(p.key, doc)
			}
		}
	}
	return c
}

// order returns the works that a text cites, in order of first citation.
func (c *cites) order(doc *markdown.Doc) []string {
	var out []string
	seen := map[string]bool{}
	for _, cite := range doc.Cites {
		for _, item := range cite.Items {
			if c.works[item.Key] != nil && !seen[item.Key] {
				seen[item.Key] = true
				out = append(out, item.Key)
			}
		}
	}
	return out
}

func refID(key string) string         { return "ref-" + key }
func citeID(key string, n int) string { return "cite-" + key + "-" + strconv.Itoa(n) }

// note keeps the ids of a text's citations and of its list.
func (c *cites) note(page string, doc *markdown.Doc) {
	count := map[string]int{}
	for _, cite := range doc.Cites {
		for _, item := range cite.Items {
			if c.works[item.Key] == nil {
				continue
			}
			if count[item.Key]++; count[item.Key] == 1 {
				c.ids[page] = append(c.ids[page], refID(item.Key))
			}
			c.ids[page] = append(c.ids[page], citeID(item.Key, count[item.Key]))
		}
	}
}

// reserve takes the ids of a page's citations in all its languages before its
// headings get theirs, which so stay the same in both.
func (c *cites) reserve(ids *site.IDs, page string) {
	for _, id := range c.ids[page] {
		ids.Take(id)
	}
}

// page resolves the citations of a text and makes its list. A fallback page
// reports nothing: its text is reported where it stands.
func (c *cites) page(v *View, src *content.Source, doc *markdown.Doc, lang site.Lang) {
	if len(doc.Cites) == 0 {
		return
	}
	style := refs.StyleOf(lang.Tag)
	v.Numbered = c.a.Settings.Citations == config.Numbered
	keys := c.order(doc)
	if !v.Numbered {
		c.sort(keys, lang)
	}
	numbers, labels := map[string]int{}, map[string]string{}
	for i, key := range keys {
		numbers[key] = i + 1
		labels[key] = refs.Label(c.works[key], style, c.options(key, style))
		v.References = append(v.References, Reference{ID: refID(key), Runs: c.runs(key, style), Lang: c.lang(key, lang)})
	}
	for _, cite := range doc.Cites {
		var out Citation
		for _, item := range cite.Items {
			it := CitedItem{Key: item.Key, Prefix: item.Prefix, Locator: item.Locator}
			if n := numbers[item.Key]; n > 0 {
				ref := &v.References[n-1]
				it.Text, it.Ref, it.ID = labels[item.Key], ref.ID, citeID(item.Key, len(ref.Back)+1)
				if v.Numbered {
					it.Text, it.Name = strconv.Itoa(n), it.Text
				} else {
					it.Lang = ref.Lang
				}
				ref.Back = append(ref.Back, it.ID)
			} else if !v.Fallback {
				c.unknown(src, item)
			}
			out.Items = append(out.Items, it)
		}
		v.Citations = append(v.Citations, out)
	}
}

func (c *cites) unknown(src *content.Source, item markdown.CiteItem) {
	hint, ok := c.hints[item.Key]
	if !ok {
		if hint = diag.DidYouMean(item.Key, c.keys); hint == "" {
			hint = fmt.Sprintf(`write the work into %s/references.bib, or \[ where no citation is meant`, content.Root)
		}
		c.hints[item.Key] = hint
	}
	c.a.add(src, diag.Note{
		Start: item.Start, End: item.End, Severity: diag.Error, Code: "unknown-citation",
		Text: fmt.Sprintf("no work has the key %q", item.Key), Hint: hint,
	})
}

// runs sets a work as a list of references shows it.
func (c *cites) runs(key string, style refs.Style) []refs.Run {
	return refs.Format(c.works[key], style, c.options(key, style))
}

// lang returns the language of a work in a text of another one.
func (c *cites) lang(key string, text site.Lang) string {
	lang := refs.Lang(c.works[key])
	if base, _, _ := strings.Cut(text.Tag, "-"); base == lang {
		return ""
	}
	return lang
}

func (c *cites) options(key string, style refs.Style) refs.Options {
	if c.a.Settings.Citations != config.AuthorYear {
		return refs.Options{}
	}
	if c.marks[string(style)] == nil {
		c.marks[string(style)] = c.mark(style)
	}
	return refs.Options{AuthorYear: true, Suffix: c.marks[string(style)][key]}
}

// mark finds works that author and year do not tell apart, and gives them
// letters in the order of the bibliography: the same on every page. What is
// cited nowhere needs none.
func (c *cites) mark(style refs.Style) map[string]string {
	cited := map[string]bool{}
	for _, list := range c.cited {
		for _, one := range list {
			for _, key := range one.keys {
				cited[key] = true
			}
		}
	}
	same := map[string][]string{}
	for _, key := range c.keys {
		if cited[key] {
			label := refs.Label(c.works[key], style, refs.Options{})
			same[label] = append(same[label], key)
		}
	}
	out := map[string]string{}
	for _, keys := range same {
		for i := range keys {
			if len(keys) > 1 {
				out[keys[i]] = letters(i)
			}
		}
	}
	return out
}

// letters counts a, b … z, aa, ab …
func letters(n int) string {
	s := string(rune('a' + n%26))
	if n >= 26 {
		return letters(n/26-1) + s
	}
	return s
}

// sort puts works in the order of their authors as the language's readers expect
// it: Chinese by pinyin.
func (c *cites) sort(keys []string, lang site.Lang) {
	order, buf := collate.New(language.Make(lang.Tag)), collate.Buffer{}
	places := map[string]string{}
	for _, key := range keys {
		places[key] = string(order.KeyFromString(&buf, refs.SortKey(c.works[key]))) + "\x00" + key
		buf.Reset()
	}
	slices.SortFunc(keys, func(x, y string) int { return strings.Compare(places[x], places[y]) })
}

// all fills the page of all works that a language's pages cite.
func (c *cites) all(v *View) {
	v.InSearch = true
	style := refs.StyleOf(v.Lang.Tag)
	pages := map[string][]NavLink{}
	var keys []string
	for _, one := range c.cited[v.Lang.ID] {
		for _, key := range one.keys {
			if pages[key] == nil {
				keys = append(keys, key)
			}
			link := *c.a.link(one.page, v.Lang)
			link.URL = link.URL.At(citeID(key, 1))
			pages[key] = append(pages[key], link)
		}
	}
	c.sort(keys, v.Lang)
	for _, key := range keys {
		v.References = append(v.References, Reference{ID: refID(key), Runs: c.runs(key, style), Lang: c.lang(key, v.Lang), Pages: pages[key]})
	}
}
