package search

import (
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// titles returns what stands above the code in a block, the names of files most
// often. It is no part of the block's runs: it is not translated.
func titles(doc *markdown.Doc, b *markdown.Block) [][]site.Run {
	var out [][]site.Run
	for _, h := range b.HTML.Holes {
		if h.Kind != markdown.LeafBody || h.N >= len(doc.Leaves) {
			continue
		}
		if look := doc.Leaves[h.N].Look; look != nil && look.Title != "" {
			out = append(out, []site.Run{{Field: site.Code, Text: look.Title}})
		}
	}
	return out
}
