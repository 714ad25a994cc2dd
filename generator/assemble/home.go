package assemble

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// A page with layout: home in its front matter is a title page: the title, the
// description, the ways in, a piece of the book in two languages and, on the
// first page of a language, all contents with a sentence and a reading time each.

// Front is what such a page shows beyond its text.
type Front struct {
	Pair   *PairLink // the next page, in two languages; nil for none
	Sample *Sample   // nil for none
}

// Sample is the opening of a section in two languages.
type Sample struct {
	Texts [2]SampleText // that in the page's language first
	Page  NavLink       // the section, in two languages
}

// SampleText is a section's heading and its first paragraph.
type SampleText struct {
	Lang        site.Lang
	Title, Runs []site.Run
}

// Minutes is how long a text takes to read, at 400 Han or 220 words a minute.
func Minutes(han, words int) int { return (han*220 + words*400 + 400*220 - 1) / (400 * 220) }

// front makes what the i-th page shows as a title page; nil where it is none.
func (a *assembler) front(v *View, i int, src *content.Source) *Front {
	layout, sample := src.Front.Layout, src.Front.Sample
	if layout.Text != "home" {
		if layout.Text != "" {
			a.layout(v, src, layout, fmt.Sprintf("no layout %q", layout.Text), `write "home", or leave the line out`)
		} else if sample.Text != "" {
			a.layout(v, src, sample, "a sample is shown on a page with the layout home alone", `write "layout: home" too`)
		}
		return nil
	}
	a.fronts[i] = true
	f := &Front{}
	if i+1 < len(a.model.pages) {
		if links := a.pairLinks(&a.model.pages[i+1], v.Lang.ID); len(links) > 0 {
			f.Pair = &links[0]
		}
	}
	if sample.Text != "" {
		f.Sample = a.sample(v, src, sample)
	}
	a.describe(v)
	return f
}

// layout reports a key of the front matter once, in the language of its text.
func (a *assembler) layout(v *View, src *content.Source, at config.Placed, text, hint string) {
	if !v.Fallback {
		a.add(src, diag.Note{Start: at.Start, End: at.End, Severity: diag.Error, Code: "layout", Text: text, Hint: hint})
	}
}

// sample finds the section that a page names, as a link would; nil where it is
// not there in two languages.
func (a *assembler) sample(v *View, src *content.Source, at config.Placed) *Sample {
	file, fragment, _ := strings.Cut(at.Text, "#")
	x := a.model.byPath[path.Join(path.Dir(src.Path), file)]
	if x == nil || a.Docs[x.TextID] == nil {
		a.layout(v, src, at, fmt.Sprintf("no page %q to show a sample of", file), `write a path as in a link: 01-chapter/01-page.md#section`)
		return nil
	}
	a.sampled[x.Page] = true
	heading := -1
	if s, ok := a.at(x.TextID)[fragment]; ok {
		heading = s.heading
	}
	if fragment == "" || heading < 0 {
		a.layout(v, src, at, fmt.Sprintf("no heading %q in %q", "#"+fragment, x.Path), diag.DidYouMean(fragment, a.fragments(x.TextID)))
		return nil
	}
	p := a.model.byKey[x.Page]
	links := a.pairLinks(p, x.Lang)
	if len(links) == 0 {
		return nil
	}
	y := p.texts[links[0].Lang.ID]
	if a.Docs[y.TextID] == nil {
		return nil
	}
	out := &Sample{Page: NavLink{Title: a.title(x), Number: p.number, URL: links[0].URL.At(fragment)}}
	for _, r := range a.rows(p, x, y) {
		if len(r.A) != 1 || len(r.B) != 1 {
			continue
		}
		one, first := a.excerpt(x, r.A[0])
		two, second := a.excerpt(y, r.B[0])
		if first == heading && second >= 0 {
			out.Texts = [2]SampleText{one, two}
			return out
		}
	}
	a.layout(v, src, at, fmt.Sprintf("no paragraph without a formula opens %q in both languages", at.Text), "name another section")
	return nil
}

// excerpt returns a paragraph with the ordinal of the heading it stands under;
// -1 where the block is none, or has what plain text cannot show.
func (a *assembler) excerpt(s *content.Source, block int) (SampleText, int) {
	d := a.Docs[s.TextID]
	b := d.Blocks[block]
	if b.Kind != site.ParagraphBlock || b.Heading < 0 || slices.ContainsFunc(b.Runs, func(r site.Run) bool { return r.Field == site.TeX }) {
		return SampleText{}, -1
	}
	lang, _ := a.Settings.Lang(s.Lang)
	vars := a.values(s, d)
	return SampleText{lang, vars.Resolve(d.Headings[b.Heading].Runs), vars.Resolve(b.Runs)}, b.Heading
}

// describe gives each chapter in the contents its sentence and reading time.
func (a *assembler) describe(v *View) {
	for c := range v.Contents {
		ch := a.model.chapters[c]
		if s := a.model.pages[ch.pages[0]].texts[v.Lang.ID]; s != nil && ch.own {
			v.Contents[c].About = a.filled(s, s.Front.Description)
		}
		v.Contents[c].Minutes = a.minutes(c, v.Lang.ID)
	}
}

// minutes is how long a chapter takes to read as a language shows it.
func (a *assembler) minutes(c int, lang string) int {
	han, words := 0, 0
	for _, i := range a.model.chapters[c].pages {
		p := &a.model.pages[i]
		s := cmp.Or(p.texts[lang], p.original)
		h, w := Length(a.Docs[s.TextID], a.Parts[s.TextID])
		han, words = han+h, words+w
	}
	return Minutes(han, words)
}

// addParts counts what is included too.
func addParts(han, words *int, parts []*Part) {
	for _, p := range parts {
		if p != nil && p.Doc != nil {
			*han, *words = *han+p.Doc.Han, *words+p.Doc.Words
			addParts(han, words, p.Parts)
		}
	}
}

// Length is how many Han and how many words of other scripts a text has, with what
// it includes; none where there is no text.
func Length(d *markdown.Doc, parts []*Part) (han, words int) {
	if d != nil {
		han, words = d.Han, d.Words
	}
	addParts(&han, &words, parts)
	return han, words
}

// Length is that of the page's text.
func (p Page) Length() (han, words int) { return Length(p.Doc, p.Parts) }
