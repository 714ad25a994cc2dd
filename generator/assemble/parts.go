package assemble

import (
	"slices"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// Part is what an include of a text stands for: a partial, or code as a Doc of
// one leaf. Its Doc is its own, with places in its own file; its View is that of
// the page around it.
type Part struct {
	// Source is the file, as a text of the page it stands in: links in it lead
	// on from the file, its headings are the page's.
	Source *content.Source
	Doc    *markdown.Doc
	View   *View
	Parts  []*Part // by include ordinal of the Doc; nil for one that is broken
}

// Included returns what the includes of a text say, by their ordinals.
func Included(parts []*Part) []string {
	if len(parts) == 0 {
		return nil
	}
	out := make([]string, len(parts))
	for i, p := range parts {
		if p == nil {
			continue
		}
		said := Included(p.Parts)
		for _, block := range p.Doc.Blocks {
			said = append(said, block.Text())
		}
		out[i] = strings.Join(said, "\n")
	}
	return out
}

// Sources are the paths of the files that the page's text is made from, its own
// first.
func (p Page) Sources() []string {
	out := []string{p.Source.Path}
	var add func(parts []*Part)
	add = func(parts []*Part) {
		for _, part := range parts {
			if part != nil && !slices.Contains(out, part.Source.Path) {
				out = append(out, part.Source.Path)
				add(part.Parts)
			}
		}
	}
	add(p.Parts)
	return out
}

// allPartIDs gives the headings of all parts ids that are free on their page.
func (a *assembler) allPartIDs() map[*Part][]string {
	out := map[*Part][]string{}
	a.anchors = map[site.TextID]map[string]bool{}
	for text, parts := range a.Parts {
		a.anchors[text] = a.textPartIDs(text, parts, out)
	}
	return out
}

// textPartIDs does so for the parts of one text, and returns their ids.
func (a *assembler) textPartIDs(text site.TextID, parts []*Part, out map[*Part][]string) map[string]bool {
	var ids site.IDs
	for id := range a.at(text) {
		ids.Take(id)
	}
	anchors := map[string]bool{}
	a.idsOf(parts, text.Lang == a.idLang(), &ids, out, anchors)
	return anchors
}

func (a *assembler) idsOf(parts []*Part, latin bool, ids *site.IDs, out map[*Part][]string, anchors map[string]bool) {
	for _, p := range parts {
		if p == nil {
			continue
		}
		for _, h := range p.Doc.Headings {
			want := h.ID
			if want == "" || reserved(want) {
				want = slug(h, latin)
			}
			id := ids.Unique(want)
			out[p] = append(out[p], id)
			anchors[id] = true
		}
		a.idsOf(p.Parts, latin, ids, out, anchors)
	}
}

// parts gives the parts of a page their Views; the page's own is v.
func (a *assembler) parts(in []*Part, v *View) []*Part {
	if len(in) == 0 {
		return nil
	}
	out := make([]*Part, len(in))
	for i, p := range in {
		if p == nil {
			continue
		}
		own := &View{Base: v.Base, Lang: v.Lang, TextLang: v.TextLang, Fallback: v.Fallback, Page: v.Page, URL: v.URL}
		own.IDs = a.partIDs[p]
		own.Vars = a.values(p.Source, p.Doc)
		own.Targets = a.targets(p.Source, p.Doc, v.Lang, v.Fallback)
		own.Eqrefs = a.eqrefs(p.Source, p.Doc, v.Lang, v.Fallback)
		own.seal()
		if !v.Fallback {
			a.checkBlocks(p.Source, p.Doc)
			a.checkPart(p)
		}
		out[i] = &Part{Source: p.Source, Doc: p.Doc, View: own, Parts: a.parts(p.Parts, v)}
	}
	return out
}

// checkPart reports what a partial cannot have: what is counted, listed or linked
// to in a page or in the whole site belongs to the page.
func (a *assembler) checkPart(p *Part) {
	refuse := func(start, end int, what string) {
		a.add(p.Source, diag.Note{
			Start: start, End: end, Severity: diag.Error, Code: "partial",
			Text: "a partial has no " + what, Hint: "write it into the pages themselves",
		})
	}
	for _, c := range p.Doc.Cites {
		refuse(c.Start, c.End, "citations")
	}
	for _, t := range p.Doc.Terms {
		refuse(t.Start, t.End, "terms of the glossary in brackets")
	}
	numbered := map[int]bool{}
	for _, n := range p.Doc.Numbered {
		numbered[n.Start] = true
		refuse(n.Start, n.End, "labels with numbers")
	}
	for _, anchor := range p.Doc.Anchors {
		if !numbered[anchor.Start] {
			refuse(anchor.Start, anchor.Start+len(anchor.ID), "ids but those of headings")
		}
	}
}
