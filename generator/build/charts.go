package build

import (
	"fmt"
	"path"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/calc"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/draw"
	"duizhao/generator/markdown"
	"duizhao/generator/render"
	"duizhao/generator/site"
)

// chartFiles are the files that charts draw and calculators read, by path from content/; those that
// cannot be read have no text and are reported.
type chartFiles map[string]chartFile

type chartFile struct {
	text []byte
	sum  [32]byte // its SHA-256
}

// largestData is how many bytes such a file may have.
const largestData = 8 << 20

// charts reads the files that the charts of all texts and their parts draw.
func (b *builder) charts(tree *content.Tree, docs map[site.TextID]*markdown.Doc, parts map[site.TextID][]*assemble.Part) {
	x := &includer{builder: b, tree: tree, texts: map[string]fileText{}}
	b.setter.files = chartFiles{}
	for _, s := range tree.Sources {
		if d := docs[s.TextID]; d != nil {
			x.charts(s, d)
			x.partCharts(parts[s.TextID])
		}
	}
}

func (x *includer) partCharts(parts []*assemble.Part) {
	for _, p := range parts {
		if p != nil {
			x.charts(p.Source, p.Doc)
			x.partCharts(p.Parts)
		}
	}
}

// charts reads what the charts and calculators of one text need, and reports what is not there.
func (x *includer) charts(s *content.Source, d *markdown.Doc) {
	for _, l := range d.Leaves {
		if l.Chart == nil || l.Chart.Data == "" {
			continue
		}
		p := path.Join(content.Root, l.Chart.Data)
		bad := x.wrongPath(l.Chart.Data, p)
		if bad == nil {
			file := x.read(p)
			bad = file.bad
			if bad == nil && len(file.text) > largestData {
				bad = &diag.Note{Text: fmt.Sprintf("%q has more than %d MB", l.Chart.Data, largestData>>20), Hint: "sum the rows up first: a reader sees no more"}
			}
			if bad == nil {
				if _, known := x.setter.files[l.Chart.Data]; !known {
					x.setter.files[l.Chart.Data] = chartFile{file.text, file.sum}
				}
				continue
			}
		}
		note := *bad // what is remembered of the file is not changed
		note.Severity, note.Code = diag.Error, string(l.Kind)
		note.Start, note.End = l.Chart.DataStart, l.Chart.DataEnd
		x.add(note.In(s.Path, s.Text))
	}
}

// chartInput is what draw gets of a leaf.
func (s *setter) chartInput(l markdown.Leaf) draw.Input {
	in := draw.Input{Text: l.Text, Title: l.Chart.Title}
	if l.Chart.Data != "" {
		file, ok := s.files[l.Chart.Data]
		in.Data, in.Missing = file.text, !ok
	}
	return in
}

func (s *setter) chart(l markdown.Leaf) leaf {
	f := draw.Chart(s.chartInput(l))
	out := leaf{notes: f.Notes, data: f.DataNotes}
	if f.Wide != "" {
		out.html = render.ChartLeaf(f.ID, f.Wide, f.Narrow, f.Table)
	}
	return out
}

// rows returns what a leaf shows of the file that it takes its rows from: what stands in the table of
// a chart, in the fields of a calculator; "" for a leaf without such a file.
func (s *setter) rows(l markdown.Leaf) string {
	if l.Chart == nil || l.Chart.Data == "" {
		return ""
	}
	var rows [][]string
	if l.Kind == markdown.CalcLeaf {
		r := calc.Work(s.calcInput(l))
		rows = append([][]string{r.Names}, r.Rows...)
	} else {
		rows = draw.Rows(s.chartInput(l))
	}
	var b strings.Builder
	for _, row := range rows {
		if len(row) > 0 {
			b.WriteString(strings.Join(row, ", ") + "\n")
		}
	}
	return b.String()
}

// fileKeys identify the files that the leaves of a text take rows from, in their order.
func (s *setter) fileKeys(d *markdown.Doc) [][16]byte {
	var out [][16]byte
	for _, l := range d.Leaves {
		if l.Chart != nil && l.Chart.Data != "" {
			file := s.files[l.Chart.Data] // its sum is zero where it cannot be read
			out = append(out, [16]byte(file.sum[:16]))
		}
	}
	return out
}

func (s *setter) calcInput(l markdown.Leaf) calc.Input {
	in := s.chartInput(l)
	return calc.Input{Text: in.Text, Data: in.Data, Missing: in.Missing}
}

func (s *setter) calc(l markdown.Leaf) leaf {
	r := calc.Work(s.calcInput(l))
	out := leaf{notes: r.Notes, data: r.DataNotes}
	if r.Kind != "" {
		out.html = render.CalcLeaf(render.Calc{Kind: r.Kind, Names: r.Names, Rows: r.Rows, Values: r.Values})
	}
	return out
}
