package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// variables parses {{var.NAME}} and {{result.NAME}}: exactly so, without spaces,
// so that {{x}^2} and ${{ secrets.X }} stay what they are. \{{ escapes. A name is
// letters, digits, _ and -, a result's . too. Code, formulas and destinations
// are not parsed, so no variable stands in them.
func variables() syntax {
	return syntax{
		constructs: []construct{
			{name: "variable", kind: kindVar},
		},
		inlines: []util.PrioritizedValue{util.Prioritized(varParser{}, 130)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){kindVar: (*compiler).variable},
	}
}

// Var is a variable in a text.
type Var struct {
	Name  string // "version" of {{var.version}}, "result.loss" of {{result.loss}}
	Start int    // byte offsets in the source, of the braces
	End   int
}

// resultPrefix begins the names of results.
const resultPrefix = "result."

// String returns the variable as it is written.
func (v Var) String() string {
	if _, result := v.Result(); result {
		return "{{" + v.Name + "}}"
	}
	return "{{var." + v.Name + "}}"
}

// Result returns the name of the result that the variable stands for; false
// for a variable of the settings.
func (v Var) Result() (string, bool) { return strings.CutPrefix(v.Name, resultPrefix) }

var kindVar = ast.NewNodeKind("Variable")

type varNode struct {
	ast.BaseInline
	v Var
}

func (*varNode) Kind() ast.NodeKind           { return kindVar }
func (n *varNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

type varParser struct{}

func (varParser) Trigger() []byte { return []byte{'{'} }

func (varParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	name, size := varName(line)
	if size == 0 {
		return nil
	}
	block.Advance(size)
	return &varNode{v: Var{Name: name, Start: segment.Start, End: segment.Start + size}}
}

// varName reads a variable at the start of line and returns its length with the
// braces; 0 where there is none.
func varName(line []byte) (name string, size int) {
	prefix, dots := "", false
	rest, ok := bytes.CutPrefix(line, []byte("{{var."))
	if !ok {
		if rest, ok = bytes.CutPrefix(line, []byte("{{"+resultPrefix)); !ok {
			return "", 0
		}
		prefix, dots = resultPrefix, true
	}
	n := 0
	for n < len(rest) {
		r, width := utf8.DecodeRune(rest[n:])
		if !nameRune(r) && !(dots && r == '.' && n > 0) {
			break
		}
		n += width
	}
	if n == 0 || !bytes.HasPrefix(rest[n:], []byte("}}")) {
		return "", 0
	}
	return prefix + string(rest[:n]), len(line) - len(rest) + n + 2
}

// nameRune reports whether a character may stand in a variable's name.
func nameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '_' || r == '-'
}

func (c *compiler) variable(n ast.Node) {
	v := n.(*varNode).v
	c.run(site.Var, v.Name)
	c.hole(VarText, len(c.doc.Vars))
	c.doc.Vars = append(c.doc.Vars, v)
}

// title notes the page's title.
func (c *compiler) title(n ast.Node) {
	runs := c.plainRuns(n)
	c.doc.Title = strings.TrimSpace(site.Block{Runs: runs}.Text())
	if site.HasVar(runs) {
		c.doc.Runs = runs
	}
}

// altText returns a picture's alternative text and notes it; its runs only where
// a variable stands in it.
func (c *compiler) altText(n ast.Node) (string, []site.Run) {
	runs := c.plainRuns(n)
	alt := strings.TrimSpace(site.Block{Runs: runs}.Text())
	if !site.HasVar(runs) {
		c.run(site.Alt, alt)
		return alt, nil
	}
	for _, r := range runs {
		if r.Field != site.Var {
			r.Field = site.Alt
		}
		c.run(r.Field, r.Text)
	}
	return alt, runs
}

// SplitVars returns a plain text, such as a title in front matter, as runs, its
// variables apart.
func SplitVars(text string) []site.Run {
	var r runs
	for {
		i := strings.Index(text, "{{")
		if i < 0 {
			break
		}
		name, size := varName([]byte(text[i:]))
		switch {
		case i > 0 && text[i-1] == '\\':
			r.add(site.Prose, text[:i-1]+"{{")
			size = len("{{")
		case size == 0:
			r.add(site.Prose, text[:i+1])
			size = 1
		default:
			r.add(site.Prose, text[:i])
			r.add(site.Var, name)
		}
		text = text[i+size:]
	}
	r.add(site.Prose, text)
	return r.end()
}
