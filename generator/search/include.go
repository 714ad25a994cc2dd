package search

import (
	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// included returns the texts that a page includes, by the ordinal of the
// block they stand in.
func (rows Rows) included(doc *markdown.Doc, parts []*assemble.Part) map[int][][]site.Run {
	out := map[int][][]site.Run{}
	for i, p := range parts {
		if i < len(doc.Includes) {
			at := doc.Includes[i].Block
			out[at] = rows.appendPart(out[at], p)
		}
	}
	return out
}

func (rows Rows) appendPart(out [][]site.Run, p *assemble.Part) [][]site.Run {
	if p == nil {
		return out
	}
	included := rows.included(p.Doc, p.Parts)
	for i, b := range p.Doc.Blocks {
		out = append(out, rows.texts(p.Doc, &b, p.View.Vars)...)
		out = append(out, included[i]...)
	}
	return out
}
