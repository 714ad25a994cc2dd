package assemble

import (
	"duizhao/generator/content"
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

// allPartIDs gives the headings of all parts ids that are free on their page.
func (a *assembler) allPartIDs() map[*Part][]string {
	out := map[*Part][]string{}
	a.anchors = map[site.TextID]map[string]bool{}
	for text, parts := range a.Parts {
		var ids site.IDs
		for _, id := range a.ids[text] {
			ids.Take(id)
		}
		anchors := map[string]bool{}
		a.idsOf(parts, text.Lang == a.idLang(), &ids, out, anchors)
		a.anchors[text] = anchors
	}
	return out
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
		out[i] = &Part{Source: p.Source, Doc: p.Doc, View: own, Parts: a.parts(p.Parts, v)}
	}
	return out
}
