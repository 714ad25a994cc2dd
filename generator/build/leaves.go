package build

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/calc"
	"duizhao/generator/diag"
	"duizhao/generator/draw"
	"duizhao/generator/highlight"
	"duizhao/generator/markdown"
	"duizhao/generator/math"
	"duizhao/generator/theme"
)

// formulas is what the formulas of a page take from it, besides their text.
type formulas struct {
	view   *assemble.View    // of the page or of a part of it, for numbers
	macros map[string]string // of the page
}

// leaves returns a Doc's leaves with the numbers of equations in them.
func (f formulas) leaves(d *markdown.Doc) []markdown.Leaf {
	out := make([]markdown.Leaf, len(d.Leaves))
	for i, l := range d.Leaves {
		out[i] = l.Filled(f.view.Numbers, f.view.Eqrefs)
	}
	return out
}

// part is the same for a part of the page.
func (f formulas) part(v *assemble.View) formulas { return formulas{v, f.macros} }

// setter turns leaves into HTML. Its results are remembered by everything they
// depend on, so that a formula is set once for both languages, and a build in
// which every formula is known starts no engine.
type setter struct {
	memo *cache.Memo
	math *math.Engine

	files chartFiles
}

// leaf is what a formula or a piece of code became.
type leaf struct {
	html  string
	notes []diag.Note // offsets in the leaf's text
	data  []diag.Note // of a chart: offsets in its file of data

	passing bool // another time it may be another; not stored

	missing string // of a chart: that its file cannot be read, which is reported with the files; not stored
}

func newSetter(b *builder) (*setter, error) {
	katex, err := katexScript(b.files)
	if err != nil {
		return nil, fmt.Errorf("start math: %w", err)
	}
	engine := b.Engines.math(katex, b.settings.Math.Macros, b.Jobs)
	return &setter{memo: b.Memo, math: engine, files: chartFiles{}}, nil
}

// katexScript returns KaTeX with mhchem, for \ce and \pu.
func katexScript(t *theme.Theme) ([]byte, error) {
	var all []byte
	for _, name := range []string{"katex/katex.min.js", "katex/mhchem.min.js"} {
		script, err := t.Asset(name)
		if err != nil {
			return nil, err
		}
		all = append(append(all, script...), '\n')
	}
	return all, nil
}

// key identifies a leaf's inputs.
func (s *setter) key(l markdown.Leaf, macros map[string]string) cache.Key {
	if l.Kind == markdown.MathLeaf {
		parts := []string{"math", s.math.Version(), fmt.Sprint(l.Display), l.Text}
		for _, name := range slices.Sorted(maps.Keys(macros)) {
			parts = append(parts, name, macros[name])
		}
		return cache.NewKey(parts...)
	}
	if l.Kind == markdown.ChartLeaf {
		in := s.chartInput(l)
		return cache.NewKey("chart", draw.Version, in.Text, in.Title, string(in.Data), fmt.Sprint(in.Missing))
	}
	if l.Kind == markdown.CalcLeaf {
		in := s.calcInput(l)
		return cache.NewKey("calc", calc.Version, in.Text, string(in.Data), fmt.Sprint(in.Missing))
	}
	if l.Kind == markdown.DiagramLeaf {
		return cache.NewKey("diagram", draw.Version, l.Text, l.Chart.Title, l.Chart.Desc)
	}
	return cache.NewKey("code", highlight.Version(), l.Lang, l.Text)
}

// set returns the leaf's HTML and notes. An error is the engine's fault, not
// the author's.
func (s *setter) set(l markdown.Leaf, macros map[string]string) (leaf, error) {
	k := s.key(l, macros)
	if data, ok := s.memo.Get(k); ok {
		if out, ok := decodeLeaf(data); ok {
			return out, nil
		}
	}
	var out leaf
	switch l.Kind {
	case markdown.MathLeaf:
		var err error
		if out.html, out.notes, err = s.math.RenderWith(macros, l.Text, l.Display); err != nil {
			return leaf{}, fmt.Errorf("set the formula %q: %w", excerpt(l.Text), err)
		}
	case markdown.ChartLeaf:
		out = s.chart(l)
	case markdown.CalcLeaf:
		out = s.calc(l)
	case markdown.DiagramLeaf:
		out = diagram(l)
	case markdown.CodeLeaf:
		out.html, out.notes = highlight.Render(l.Lang, l.Text)
	}
	if !out.passing {
		s.memo.Put(k, encodeLeaf(out))
	}
	return out, nil
}

// all sets the leaves of a text and places their notes in its source.
func (s *setter) all(d *markdown.Doc, f formulas) ([]leaf, []diag.Note, error) {
	var out []leaf
	var notes []diag.Note
	for _, l := range f.leaves(d) {
		set, err := s.set(l, f.macros)
		if err != nil {
			return nil, nil, err
		}
		if l.Chart != nil && s.chartInput(l).Missing {
			set.missing = fmt.Sprintf("%q cannot be read", l.Chart.Data)
		}
		out = append(out, set)
		for _, n := range set.notes {
			notes = append(notes, place(n, l))
		}
	}
	return out, notes, nil
}

// place moves a note from a leaf's text to the source. A note without a span of
// its own is about the whole leaf: for code, its language.
func place(n diag.Note, l markdown.Leaf) diag.Note {
	switch {
	case n.Start != 0 || n.End != 0:
	case l.LangAt > 0 && l.Lang != "":
		n.Start, n.End = l.LangAt, l.LangAt+len(l.Lang)
		return n
	default:
		n.Start, n.End = l.Start, l.Start
		return n
	}
	n.Start, n.End = l.SourceOffset(n.Start), l.SourceOffset(n.End)
	return n
}

// A leaf is stored as the length of its notes in JSON, the notes, the HTML.

func encodeLeaf(l leaf) []byte {
	var notes []byte
	if len(l.notes)+len(l.data) > 0 {
		notes, _ = json.Marshal([2][]diag.Note{l.notes, l.data}) // plain data: it cannot fail
	}
	out := binary.AppendUvarint(nil, uint64(len(notes)))
	return append(append(out, notes...), l.html...)
}

func decodeLeaf(data []byte) (leaf, bool) {
	n, size := binary.Uvarint(data)
	if size <= 0 || n > uint64(len(data)-size) {
		return leaf{}, false
	}
	var out leaf
	rest := data[size:]
	var notes [2][]diag.Note
	if n > 0 && json.Unmarshal(rest[:n], &notes) != nil {
		return leaf{}, false
	}
	out.notes, out.data = notes[0], notes[1]
	out.html = string(rest[n:])
	return out, true
}

// excerpt shortens a text for a message.
func excerpt(s string) string {
	const most = 60 // characters
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
