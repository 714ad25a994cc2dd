package pairing

import (
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// byPlace pairs blocks by place alone: those of one heading with those of its
// partner, one by one, as long as their kinds are the same. It is what Align
// has to beat.
func byPlace(a, b *markdown.Doc, headings []int) []Row {
	var rows []Row
	j := 0
	for i, x := range a.Blocks {
		if x.Kind == site.HeadingBlock && headings[x.Heading] >= 0 {
			for k := j; k < len(b.Blocks); k++ {
				if b.Blocks[k].Kind == site.HeadingBlock && b.Blocks[k].Heading == headings[x.Heading] {
					for ; j < k; j++ {
						rows = append(rows, Row{B: []int{j}})
					}
					break
				}
			}
		}
		if j < len(b.Blocks) && b.Blocks[j].Kind == x.Kind && (x.Kind != site.HeadingBlock || headings[x.Heading] == b.Blocks[j].Heading) {
			rows = append(rows, Row{A: []int{i}, B: []int{j}})
			j++
			continue
		}
		rows = append(rows, Row{A: []int{i}})
	}
	for ; j < len(b.Blocks); j++ {
		rows = append(rows, Row{B: []int{j}})
	}
	return rows
}
