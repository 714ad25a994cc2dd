package render

import (
	"strconv"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/refs"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Twin returns a text as plain Markdown: what copies well and what a program
// reads without taking a page apart. It is made of the article's HTML, in which
// includes, variables, citations and numbers are filled in by the code that fills
// them in for the page, so that the two cannot differ; formulas, code and drawings
// come into that HTML as what they are made from (twinLeaf).
//
// The form is GitHub's: tables, task lists, footnotes, formulas between dollars,
// callouts as > [!NOTE]. What Markdown has no form for (tabs, details, captions)
// is written below its title. Links and pictures are absolute.
func Twin(text Text, t *Theme) ([]byte, error) {
	v := text.View
	w := writer{doc: text.Doc, view: v, leaves: text.Leaves, parts: text.Parts, furniture: t.furniture(v.TextLang.Tag)}
	w.furniture.bare, w.furniture.twin = true, true
	body := w.article()
	if w.err != nil {
		return nil, t.fault("page.html", w.err)
	}
	m := marker{page: v.Base.Absolute(v.URL), origin: v.Base.Origin, texts: w.furniture.texts}
	title := v.Title
	if v.Number != "" {
		title = v.Number + " " + title
	}
	parts := []string{"# " + headed(escapeText(title))}
	if root := tree(body); root != nil {
		parts = append(parts, m.flow(root)...)
	} else {
		parts = append(parts, plainBlocks(text.Doc)...)
	}
	parts = append(parts, m.works(v)...)
	return []byte(strings.Join(parts, "\n\n") + "\n"), nil
}

// tree reads HTML; nil where it is nested deeper than the parser goes.
func tree(body string) *html.Node {
	context := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(body), context)
	if err != nil {
		return nil
	}
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root
}

// plainBlocks are the words of a text alone.
func plainBlocks(d *markdown.Doc) []string {
	var out []string
	for i := range d.Blocks {
		if text := strings.TrimSpace(d.Blocks[i].Text()); text != "" {
			out = append(out, guarded(escapeText(text)))
		}
	}
	return out
}

// works is the list of what the text cites.
func (m *marker) works(v *assemble.View) []string {
	if len(v.References) == 0 {
		return nil
	}
	var lines []string
	for i, r := range v.References {
		var b strings.Builder
		for _, run := range r.Runs {
			switch run.Field {
			case refs.Italic:
				b.WriteString(emphasised("*", bracketed(run.Text)))
			case refs.Link:
				b.WriteString(link(escapeText(run.Text), run.URL, ""))
			default:
				b.WriteString(bracketed(run.Text))
			}
		}
		mark := "- "
		if v.Numbered {
			mark = strconv.Itoa(i+1) + ". "
		}
		lines = append(lines, mark+b.String())
	}
	return []string{"## " + m.texts["references.heading"], strings.Join(lines, "\n")}
}

// bracketed is text in which brackets that can be no link's, such as [J/OL], stay
// as they are.
func bracketed(s string) string {
	if out := escapeText(s); !strings.Contains(s, "](") && !strings.Contains(s, "[^") {
		return strings.NewReplacer(`\[`, "[", `\]`, "]").Replace(out)
	}
	return escapeText(s)
}

// twinLeaf writes a leaf as what a twin needs of it: TeX and code as text, a
// drawing as its data or its words.
func (w *writer) twinLeaf(n int) {
	l := w.doc.Leaves[n].Filled(w.view.Numbers, w.view.Eqrefs)
	leaf := ""
	if n < len(w.leaves) {
		leaf = w.leaves[n]
	}
	parts := strings.Split(leaf, between)
	switch {
	case l.Kind == markdown.MathLeaf:
		w.WriteString("<x-tex")
		if l.Display {
			w.WriteString(" display")
		}
		w.WriteString(">")
		w.escaped(l.Text)
		w.WriteString("</x-tex>")
	case l.Kind == markdown.CodeLeaf:
		w.twinCode(&l)
	case l.Kind == markdown.ChartLeaf && len(parts) == 4:
		w.described(&l, parts[3])
	case l.Kind == markdown.DiagramLeaf && len(parts) == 5:
		w.described(&l, parts[3])
	case l.Kind == markdown.CalcLeaf:
		w.calc(&w.doc.Leaves[n], leaf)
	default:
		w.twinCode(&l)
	}
}

// described writes what a drawing shows; its title is the caption of the figure
// around it.
func (w *writer) described(l *markdown.Leaf, html string) {
	if text := l.Chart.Desc; text != "" {
		w.WriteString("<p>")
		w.escaped(text)
		w.WriteString("</p>\n")
	}
	w.WriteString(html)
}

// twinCode writes code for a twin. Where lines are marked as inserted and deleted
// the signs of a diff say so: the text alone would be old and new at once.
func (w *writer) twinCode(l *markdown.Leaf) {
	lang, title, code := l.Lang, "", l.Text
	if k := l.Look; k != nil {
		title = k.Title
		if hasMark(k, markdown.Inserted) || hasMark(k, markdown.Deleted) {
			lang, code = "diff", diffed(k, code)
		}
	}
	w.WriteString("<pre")
	w.attr("data-lang", lang)
	w.attr("data-title", title)
	w.WriteString("><code>")
	w.escaped(code)
	w.WriteString("</code></pre>\n")
}

func diffed(k *markdown.Look, code string) string {
	var b strings.Builder
	n := 0
	for line := range strings.Lines(code) {
		sign := " "
		if n < len(k.Marks) {
			switch {
			case k.Marks[n]&markdown.Inserted != 0:
				sign = "+"
			case k.Marks[n]&markdown.Deleted != 0:
				sign = "-"
			}
		}
		b.WriteString(sign + line)
		n++
	}
	return b.String()
}
