package build

import (
	"duizhao/generator/draw"
	"duizhao/generator/markdown"
	"duizhao/generator/render"
)

func diagram(l markdown.Leaf) leaf {
	f := draw.Diagram(draw.Input{Text: l.Text, Title: l.Chart.Title, Desc: l.Chart.Desc})
	out := leaf{notes: f.Notes, passing: f.GaveUp}
	if f.Wide != "" {
		out.html = render.DiagramLeaf(f.ID, f.Wide, f.Narrow, f.Table, f.WideScrolls, f.NarrowScrolls)
	}
	return out
}
