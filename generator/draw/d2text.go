package draw

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"duizhao/generator/diag"

	"oss.terrastruct.com/d2/d2ast"
	"oss.terrastruct.com/d2/d2parser"
)

// wholeText is the place of what is wrong with all of a text.
var wholeText d2ast.Range

// d2Text is the text of a diagram while it is read.
type d2Text struct {
	text  string
	notes []diag.Note
	keys  int             // names so far
	known map[string]bool // classes that the text defines
}

func (t *d2Text) failed() bool {
	return slices.ContainsFunc(t.notes, func(n diag.Note) bool { return n.Severity == diag.Error })
}

func (t *d2Text) say(r d2ast.Range, severity diag.Severity, hint, text string, args ...any) {
	start := min(max(r.Start.Byte, 0), len(t.text))
	end := min(max(r.End.Byte, start), len(t.text))
	if i := strings.IndexByte(t.text[start:end], '\n'); i >= 0 { // of a block its first line
		end = start + i
	}
	if end == 0 && r != wholeText { // a note without a span is about the whole
		end = min(1, len(t.text))
	}
	n := diag.Note{Start: start, End: end, Severity: severity, Code: DiagramCode, Text: fmt.Sprintf(text, args...), Hint: hint}
	if !slices.ContainsFunc(t.notes, func(o diag.Note) bool { return o.Start == start && o.Text == n.Text }) {
		t.notes = append(t.notes, n)
	}
}

func (t *d2Text) wrong(r d2ast.Range, hint, text string, args ...any) {
	t.say(r, diag.Error, hint, text, args...)
}

// lead is the place that the library writes before its messages.
var lead = regexp.MustCompile(`^\d+:\d+: `)

// failure reports what the library says of a text.
func (t *d2Text) failure(err error) {
	list, ok := err.(*d2parser.ParseError)
	if !ok {
		t.wrong(wholeText, "", "%s", lead.ReplaceAllString(err.Error(), ""))
		return
	}
	const most = 20
	for _, e := range list.Errors[:min(len(list.Errors), most)] {
		text := lead.ReplaceAllString(e.Message, "")
		hint := "the language is described at https://d2lang.com"
		if rest, ok := strings.CutPrefix(text, `unknown shape "`); ok {
			hint = cmp.Or(diag.DidYouMean(strings.TrimSuffix(rest, `"`), drawnShapes()), "there are: "+strings.Join(drawnShapes(), ", "))
		}
		if strings.Contains(text, " import") { // its advice is how to write one
			text, hint = noFiles, "write its lines here"
		}
		t.wrong(e.Range, hint, "%s", text)
	}
}

// read reports mistakes of syntax, and what is not drawn. Nothing that makes
// much out of little, such as patterns and variables, comes past it.
func (t *d2Text) read() {
	switch {
	case len(t.text) > maxD2Bytes:
		t.wrong(wholeText, "split it: a reader follows a few dozen shapes at most", "the diagram has more than %d KB", maxD2Bytes>>10)
		return
	case strings.TrimSpace(t.text) == "":
		t.wrong(wholeText, "write a -> b", "the diagram is empty")
		return
	}
	m, err := d2parser.Parse("", strings.NewReader(t.text), nil)
	if err != nil {
		t.failure(err)
	}
	t.classes(m)
	t.block(m, 0, false)
	if t.keys > maxD2Keys {
		t.wrong(wholeText, "split it: a reader follows a few dozen shapes at most", "the diagram has more than %d names", maxD2Keys)
	}
}

// classes notes the classes that the text defines.
func (t *d2Text) classes(m *d2ast.Map) {
	t.known = map[string]bool{}
	for _, n := range m.Nodes {
		if n.MapKey == nil || n.MapKey.Key == nil || len(n.MapKey.Key.Path) == 0 || n.MapKey.Key.Path[0].ScalarString() != "classes" {
			continue
		}
		switch p := n.MapKey.Key.Path; {
		case len(p) > 1:
			t.known[strings.ToLower(p[1].ScalarString())] = true
		case n.MapKey.Value.Map != nil:
			for _, c := range n.MapKey.Value.Map.Nodes {
				if c.MapKey != nil && c.MapKey.Key != nil && len(c.MapKey.Key.Path) > 0 {
					t.known[strings.ToLower(c.MapKey.Key.Path[0].ScalarString())] = true
				}
			}
		}
	}
}

// block reads what stands between braces. In a style each key is a style.
func (t *d2Text) block(m *d2ast.Map, depth int, style bool) {
	if depth > maxD2Depth {
		t.wrong(m.Range, "", "blocks stand in each other more than %d deep", maxD2Depth)
		return
	}
	for _, n := range m.Nodes {
		switch {
		case n.Import != nil:
			t.imported(n.Import)
		case n.Substitution != nil:
			t.wrong(n.Substitution.Range, notDrawn["vars"], "variables are not read")
		case n.MapKey != nil:
			t.key(n.MapKey, depth, style)
		}
	}
}

const noFiles = "other files are not read"

func (t *d2Text) imported(i *d2ast.Import) {
	t.wrong(i.Range, "write its lines here", noFiles)
}

func (t *d2Text) key(k *d2ast.Key, depth int, style bool) {
	if k.Ampersand || k.NotAmpersand {
		t.wrong(k.Range, "write each one out", "patterns are not drawn")
		return
	}
	last := ""
	if k.Key != nil {
		last, style = t.path(k.Key, depth, style)
	}
	for _, e := range k.Edges {
		for _, p := range []*d2ast.KeyPath{e.Src, e.Dst} {
			if p != nil {
				t.path(p, depth, false)
			}
		}
	}
	if k.EdgeIndex != nil && k.EdgeIndex.Glob {
		t.wrong(k.Range, "write each one out", "patterns are not drawn")
	}
	if k.EdgeKey != nil {
		last, style = t.path(k.EdgeKey, depth, false)
	}
	t.value(k, last, depth, style)
}

// path reads a name such as a.b.style.fill; it returns its last part and
// whether that is the block of styles.
func (t *d2Text) path(p *d2ast.KeyPath, depth int, style bool) (last string, inStyle bool) {
	t.keys += len(p.Path)
	if len(p.Path) > maxD2Depth {
		t.wrong(p.Range, "", "shapes stand in each other more than %d deep", maxD2Depth)
	}
	for i, part := range p.Path {
		bare := part.UnquotedString
		if bare == nil {
			if part.DoubleQuotedString != nil {
				t.substituted(part.DoubleQuotedString.Value)
			}
			last = ""
			continue
		}
		t.substituted(bare.Value)
		name := strings.ToLower(part.ScalarString())
		switch hint, lost := notDrawn[name]; {
		case bare.Pattern != nil:
			t.wrong(bare.Range, "write each one out", "patterns are not drawn")
		case strings.ContainsAny(name, "：→"):
			t.say(bare.Range, diag.Warning, `d2's signs are ASCII: a -> b: label; a name that has the other ones stands in quotes`, "%q is one name", part.ScalarString())
		case style:
			t.styled(bare.Range, name)
		case lost:
			t.wrong(bare.Range, hint, "%q is not drawn", name)
		case name == "direction" && depth+i > 0:
			t.say(bare.Range, diag.Warning, "the whole diagram has one direction; write it at the beginning", "the direction of a part has no effect")
		}
		style = name == "style"
		last = name
	}
	return last, style
}

// styled warns of a style; what has a meaning of its own is drawn.
func (t *d2Text) styled(r d2ast.Range, name string) {
	if name != "stroke-dash" && name != "filled" {
		t.say(r, diag.Warning, "colours and letters are the theme's; class: accent or class: muted tells shapes apart", "the style %q has no effect", name)
	}
}

// value reads what stands behind a name.
func (t *d2Text) value(k *d2ast.Key, last string, depth int, style bool) {
	for _, s := range []d2ast.ScalarBox{k.Primary, k.Value.ScalarBox()} {
		switch {
		case s.BlockString != nil:
			t.wrong(s.BlockString.Range, `write a label in one line, "…", with \n where a line ends`, "texts in Markdown, TeX or code are not drawn")
		case s.UnquotedString != nil:
			t.substituted(s.UnquotedString.Value)
			t.word(s.UnquotedString.Range, last, s.UnquotedString.ScalarString())
		case s.DoubleQuotedString != nil:
			t.substituted(s.DoubleQuotedString.Value)
			t.word(s.DoubleQuotedString.Range, last, s.DoubleQuotedString.ScalarString())
		}
	}
	switch v := k.Value; {
	case v.Import != nil:
		t.imported(v.Import)
	case v.Map != nil:
		t.block(v.Map, depth+1, style)
	case v.Array != nil && last == "class":
		for _, n := range v.Array.Nodes {
			if n.UnquotedString != nil {
				t.word(n.UnquotedString.Range, last, n.UnquotedString.ScalarString())
			}
		}
	case v.Array != nil:
		t.wrong(v.Array.Range, "write each one out", "lists are not drawn")
	}
}

// word checks the value of a keyword.
func (t *d2Text) word(r d2ast.Range, key, value string) {
	value = strings.ToLower(value)
	switch hint, lost := notShapes[value]; {
	case key == "shape" && lost:
		t.wrong(r, hint, "the shape %q is not drawn", value)
	case key == "shape" && strings.HasPrefix(value, "cf-"):
		t.wrong(r, `write the number at the arrow's end: target-arrowhead: "1"`, "the arrowhead %q is not drawn", value)
	case key == "class" && value != "accent" && value != "muted" && !t.known[value]:
		names := append([]string{"accent", "muted"}, slices.Sorted(maps.Keys(t.known))...)
		hint := diag.DidYouMean(value, names)
		if hint == "" {
			hint = "there are: " + strings.Join(names, ", ")
		}
		t.say(r, diag.Warning, hint, "the class %q has no effect", value)
	}
}

func (t *d2Text) substituted(parts []d2ast.InterpolationBox) {
	for _, p := range parts {
		if p.Substitution != nil {
			t.wrong(p.Substitution.Range, notDrawn["vars"], "variables are not read")
		}
	}
}
