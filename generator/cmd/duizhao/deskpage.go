package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"duizhao/generator/assemble"
	"duizhao/generator/build"
	"duizhao/generator/diag"
	"duizhao/generator/pairing"
	"duizhao/generator/site"
)

// What the author of a page is told of it, as JSON below "page" of the answer
// that generator/serve describes:
//
//	{"drafts": false,
//	 "texts": [{"lang":"en","tag":"en","name":"English","file":"content/en/gan.md",
//	            "url":"/en/gan/","draft":false,"han":0,"words":1204,"minutes":6}],
//	 "paired": [{"lang":"zh","tag":"zh-Hans","name":"简体中文","url":"/pair/en/zh/gan/"}],
//	 "translations": [{"page":"gan","source":"zh","target":"en",
//	   "blocks":40,"fresh":38,"stale":1,"new":0,"missing":1,"extra":0,
//	   "file":"content/en/gan.md","written":true,"url":"/en/gan/","name":"English","seen":"5f1d…",
//	   "open": [{"name":"loss/2","state":"source changed","copied":false,"keys":[17,16],
//	     "source":{"file":"content/zh/gan.md","line":41,"tag":"zh-Hans","text":"…"},
//	     "target":{"file":"content/en/gan.md","line":43,"tag":"en","text":"…"}}]}]}
//
// The counts are those of `duizhao sync status`, the names those that `duizhao
// sync accept` takes. Open are the rows that are not fresh; of a page without a
// translation there are none. The keys of a row are values of data-b in the page
// that is shown, at most two: its own, if it stands there, and those of the rows
// above. Where a side has no text, text is "" and the line that behind which it
// belongs. A paired page has two texts and no links to paired pages.

type shownPage struct {
	Drafts       bool               `json:"drafts"`
	Texts        []shownText        `json:"texts"`
	Paired       []shownLink        `json:"paired"`
	Translations []shownTranslation `json:"translations"`
}

type shownText struct {
	shownLink
	File    string `json:"file"`
	Draft   bool   `json:"draft"`
	Han     int    `json:"han"`
	Words   int    `json:"words"`
	Minutes int    `json:"minutes"`
}

type shownLink struct {
	Lang string `json:"lang"`
	Tag  string `json:"tag"`
	Name string `json:"name"`
	URL  string `json:"url"`
}

type shownTranslation struct {
	tallyOf
	File    string       `json:"file"` // where it is or belongs
	Written bool         `json:"written"`
	URL     string       `json:"url"`
	Name    string       `json:"name"` // of its language
	Seen    string       `json:"seen"`
	Open    []shownBlock `json:"open"`
}

type shownBlock struct {
	Name   string     `json:"name"`
	State  string     `json:"state"`
	Copied bool       `json:"copied"` // the source's text stands in the translation
	Keys   []int      `json:"keys"`
	Source shownPlace `json:"source"`
	Target shownPlace `json:"target"`
}

type shownPlace struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Tag  string `json:"tag"`
	Text string `json:"text"` // its beginning
}

// excerpt is how many characters of a block are shown: enough to judge by.
const excerpt = 1000

// page tells of the page that is published as the file, and which sources it has.
func (d *desk) page(file string) (about any, sources []string) {
	out := shownPage{Texts: []shownText{}, Paired: []shownLink{}, Translations: []shownTranslation{}}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.now == nil {
		return out, nil
	}
	out.Drafts = d.now.drafts
	page, ok := d.now.Shown(file)
	if !ok {
		return out, nil
	}
	for _, p := range page.Texts {
		for _, s := range p.Sources() {
			if !slices.Contains(sources, s) {
				sources = append(sources, s)
			}
		}
		out.Texts = append(out.Texts, textOf(p))
	}
	if first := page.Texts[0].View; first.Paired == nil {
		for _, link := range first.Pairs {
			out.Paired = append(out.Paired, linkOf(link.Lang, first.Base.Href(link.URL)))
		}
	}
	for i := range page.Translations {
		out.Translations = append(out.Translations, translationOf(&page.Translations[i], page.Texts))
	}
	return out, sources
}

func linkOf(l site.Lang, url string) shownLink { return shownLink{l.ID, l.Tag, l.Name, url} }

func textOf(p assemble.Page) shownText {
	han, words := p.Length()
	return shownText{
		linkOf(p.View.TextLang, p.View.Base.Href(p.Source.URL)),
		p.Source.Path, p.Source.Front.Draft, han, words, assemble.Minutes(han, words),
	}
}

func translationOf(t *build.Translation, texts []assemble.Page) shownTranslation {
	v := texts[0].View
	out := shownTranslation{
		tallyOf: chosen{Translation: t, rows: all(t)}.tally(),
		File:    wanted(t), Written: t.Target != nil, Name: t.B.Lang.Name, Seen: seen(t), Open: []shownBlock{},
	}
	for _, a := range v.Alternates {
		if a.Lang.ID == t.B.Lang.ID {
			out.URL = v.Base.Href(a.URL)
		}
	}
	if t.Target == nil {
		return out
	}
	out.File = t.Target.Path
	keys := keysOf(t, texts)
	for n, s := range t.States {
		if s == pairing.Fresh {
			continue
		}
		r := row{t, n}
		out.Open = append(out.Open, shownBlock{
			t.Names[n], s.String(), s.Stale() && pairing.Foreign(t.A, t.B, t.Rows[n]), near(keys, n),
			placeOf(r.source(), t.A, t.Rows[n].A), placeOf(r.target(), t.B, t.Rows[n].B),
		})
	}
	return out
}

func placeOf(at diag.Pos, t pairing.Text, blocks []int) shownPlace {
	out := shownPlace{File: at.File, Line: at.Line, Tag: t.Lang.Tag}
	if len(blocks) > 0 {
		text := []rune(t.Doc.Blocks[blocks[0]].Text())
		if len(text) > excerpt {
			text = append(text[:excerpt], '…')
		}
		out.Text = string(text)
	}
	return out
}

// keysOf returns for each row the number that it has in the page, 0 for one that
// does not stand there.
func keysOf(t *build.Translation, texts []assemble.Page) []int {
	out := make([]int, len(t.Rows))
	for n, p := range texts {
		keys := blockKeys(texts[0].View, p, n == 1)
		for i, r := range t.Rows {
			blocks := r.A
			if p.Source != t.Source {
				blocks = r.B
			}
			for _, b := range blocks {
				if out[i] == 0 && b < len(keys) {
					out[i] = keys[b]
				}
			}
		}
	}
	return out
}

// blockKeys returns the numbers by block of a text, which is the second of a
// paired page or not. There the rows have them.
func blockKeys(v *assemble.View, p assemble.Page, second bool) []int {
	if v.Paired == nil || p.Doc == nil {
		return p.View.Keys
	}
	out := make([]int, len(p.Doc.Blocks))
	for _, r := range v.Paired.Rows {
		blocks := r.A
		if second {
			blocks = r.B
		}
		for _, b := range blocks {
			out[b] = r.Key
		}
	}
	return out
}

// near returns the numbers of a row and of those above it, two at most.
func near(keys []int, n int) []int {
	out := []int{}
	for i := n; i >= 0 && len(out) < 2; i-- {
		if keys[i] > 0 {
			out = append(out, keys[i])
		}
	}
	return out
}

// seen identifies a translation as it stands: its rows, what they say, and how
// far they are accepted.
func seen(t *build.Translation) string {
	h := sha256.New()
	for n, r := range t.Rows {
		fmt.Fprintf(h, "%q %d %s %s\n", t.Names[n], t.States[n], t.A.Digest(r.A...), t.B.Digest(r.B...))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
