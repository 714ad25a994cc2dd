package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// callouts are the names of GitHub's five alerts, which containers have too.
var callouts = []string{"note", "tip", "important", "warning", "caution"}

// alertName is the attribute of a quote that is an alert: its name, a string.
var alertName = []byte("alert")

// alertOf returns the name of the alert that a quote is; "" if it is a quote.
func alertOf(n ast.Node) string {
	if v, ok := n.Attribute(alertName); ok {
		name, _ := v.(string)
		return name
	}
	return ""
}

// alertTransformer finds quotes whose first line is [!NAME], or [!NAME] Title.
// It sees a paragraph before links are read from it.
type alertTransformer struct{}

func (alertTransformer) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	quote, ok := p.Parent().(*ast.Blockquote)
	if !ok || quote.FirstChild() != ast.Node(p) || p.Lines().Len() == 0 {
		return
	}
	src, first := reader.Source(), p.Lines().At(0)
	line := first.Value(src)
	if !bytes.HasPrefix(line, []byte("[!")) {
		return
	}
	size := calloutLength(line[2:])
	rest := line[2+size:]
	if size == 0 || len(rest) == 0 || rest[0] != ']' || len(rest) > 1 && !bytes.ContainsRune([]byte(" \t\r\n"), rune(rest[1])) {
		return
	}
	at := first.Start + 2
	name := strings.ToLower(string(src[at : at+size]))
	if !slices.Contains(callouts, name) {
		addNote(pc, diag.Note{
			Start: at, End: at + size, Severity: diag.Warning, Code: "unknown-callout",
			Text: fmt.Sprintf("there is no callout %q, so this stays a quote", src[at:at+size]),
			Hint: unknownCallout(name),
		})
		return
	}
	quote.SetAttribute(alertName, name)
	if t := newTitle(src, at+size+1, first.Stop); t != nil {
		quote.InsertBefore(quote, p, t)
	}
	if p.Lines().Len() == 1 {
		quote.RemoveChild(quote, p)
		return
	}
	p.Lines().SetSliced(1, p.Lines().Len())
	p.SetPos(p.Lines().At(0).Start)
}

// calloutLength returns the length of what stands where a callout's name would:
// names are of ASCII letters, but who writes [!重要] means one too.
func calloutLength(s []byte) int {
	if n := nameLength(s); n > 0 {
		return n
	}
	return len(s) - len(bytes.TrimLeftFunc(s, unicode.IsLetter))
}

func unknownCallout(name string) string {
	if hint := diag.DidYouMean(strings.ToUpper(name), upper(callouts)); hint != "" {
		return hint
	}
	return "there are " + strings.Join(upper(callouts), ", ")
}

func upper(names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, strings.ToUpper(n))
	}
	return out
}

// quote compiles a quote, which may be an alert.
func (c *compiler) quote(n ast.Node) {
	if name := alertOf(n); name != "" {
		c.callout(name, n, site.Attrs{})
		return
	}
	c.element(n, "<blockquote>\n", "</blockquote>\n")
}
