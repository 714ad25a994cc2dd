package search

import (
	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// includedRuns returns the texts that a page includes, by the ordinal of the
// block they stand in.
func includedRuns(doc *markdown.Doc, parts []*assemble.Part) map[int][][]site.Run {
	out := map[int][][]site.Run{}
	for i, p := range parts {
		if i < len(doc.Includes) {
			at := doc.Includes[i].Block
			out[at] = appendPart(out[at], p)
		}
	}
	return out
}

func appendPart(out [][]site.Run, p *assemble.Part) [][]site.Run {
	if p == nil {
		return out
	}
	included := includedRuns(p.Doc, p.Parts)
	for i, b := range p.Doc.Blocks {
		out = append(out, titles(p.Doc, &b)...)
		out = append(out, p.View.Vars.Resolve(b.Runs))
		out = append(out, included[i]...)
	}
	return out
}
