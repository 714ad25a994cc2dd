package search

import (
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// Rows tells what a leaf shows of a file of which its Doc has no more than the
// name; "" for most.
type Rows func(markdown.Leaf) string

// texts returns what is read in a block, in order: what stands above code, the
// names of files most often, which is not translated and so in no run; its
// runs; the rows that charts and calculators take from files.
func (rows Rows) texts(doc *markdown.Doc, b *markdown.Block, vars site.Values) [][]site.Run {
	var above, below [][]site.Run
	leaves(doc, b.HTML, func(l *markdown.Leaf) {
		if l.Look != nil && l.Look.Title != "" {
			above = append(above, code(l.Look.Title))
		}
		if rows == nil {
			return
		}
		if text := rows(*l); text != "" {
			below = append(below, code(text))
		}
	})
	return append(append(above, vars.Resolve(b.Runs)), below...)
}

func code(text string) []site.Run { return []site.Run{{Field: site.Code, Text: text}} }

// leaves calls with for each leaf in a fragment, in order.
func leaves(doc *markdown.Doc, f markdown.Fragment, with func(*markdown.Leaf)) {
	for _, h := range f.Holes {
		switch {
		case h.Kind == markdown.LeafBody && h.N < len(doc.Leaves):
			with(&doc.Leaves[h.N])
		case h.Kind == markdown.CustomBlock && h.N < len(doc.Customs):
			leaves(doc, doc.Customs[h.N].Title, with)
			leaves(doc, doc.Customs[h.N].Body, with)
		}
	}
}
