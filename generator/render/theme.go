package render

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"html/template"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"text/template/parse"

	"duizhao/generator/diag"
	"duizhao/generator/theme"
)

// Options are the same for all pages of a build.
type Options struct {
	Live   bool   // pages carry the preview's script
	Accent string // #rrggbb, of the icon in tabs; "" for the theme's own
	Tried  bool   // the very same templates were tried before, and nothing was wrong
}

// Theme is a theme made ready for pages: templates parsed, addresses of assets
// known. It is safe for concurrent use.
type Theme struct {
	templates *template.Template
	blocks    *template.Template // the same, where an attribute that is not given is empty
	sources   map[string]theme.Template
	texts     map[string]map[string]string // by the tag of their table
	table     func(tag string) string
	assets    map[string]string
	live      bool
	accent    string
	key       [16]byte
	faces     *faces
	navs      sync.Map // navKey → *navParts
	navCount  atomic.Int64
	buffers   sync.Pool // of *bytes.Buffer
}

// entries are the templates that this package calls by name.
var entries = [...]string{"page.html", "pair.html", "root.html", "404.html", "offline.html", "versions.html", "moved.html", "book.html", "epub.html", "partials/sidebar.html", "partials/code.html"}

// NewTheme parses the templates of t and tries them on a sample page. assets
// are the addresses of bundle.Result.URLs. With an error among the diagnostics
// the theme cannot be used.
func NewTheme(t *theme.Theme, assets map[string]string, opt Options) (*Theme, []diag.Diagnostic) {
	out := &Theme{
		templates: template.New("").Option("missingkey=error"),
		sources:   t.Templates(),
		texts:     map[string]map[string]string{},
		table:     t.Table,
		assets:    maps.Clone(assets),
		live:      opt.Live,
		accent:    opt.Accent,
	}
	css, _ := t.Asset("katex/fonts.css") // without it formulas have no fonts of their own
	out.faces = readFaces(string(css))
	for _, tag := range t.Tags() {
		out.texts[tag] = t.Texts(tag)
	}
	out.key = out.hash()
	var diags []diag.Diagnostic
	for _, name := range slices.Sorted(maps.Keys(out.sources)) {
		if _, err := out.templates.New(name).Parse(out.sources[name].Text); err != nil {
			diags = append(diags, out.locate(name, err))
		}
	}
	if len(diags) == 0 {
		diags = out.prepareBlocks()
	}
	if len(diags) == 0 {
		diags = append(out.unused(t), out.unusedBlocks()...)
		if !opt.Tried {
			diags = append(diags, out.try()...)
		}
	}
	return out, diag.Sort(diags)
}

// Key identifies the theme: equal keys, equal pages of equal Docs and Views.
func (t *Theme) Key() [16]byte { return t.key }

func (t *Theme) hash() [16]byte {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(t.sources)) {
		add(h, name, t.sources[name].Text)
	}
	for _, tag := range slices.Sorted(maps.Keys(t.texts)) {
		add(h, tag)
		addMap(h, t.texts[tag])
	}
	addMap(h, t.assets)
	add(h, fmt.Sprint(t.live), t.accent)
	return [16]byte(h.Sum(nil))
}

func addMap(h hash.Hash, m map[string]string) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		add(h, k, m[k])
	}
	add(h, "")
}

// add writes the parts with their lengths, so that no two lists are alike.
func add(h hash.Hash, parts ...string) {
	for _, p := range parts {
		h.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(p))))
		h.Write([]byte(p))
	}
}

// unused warns of a site's templates that replace nothing and that no page
// calls.
func (t *Theme) unused(from *theme.Theme) []diag.Diagnostic {
	called := map[string]bool{}
	for _, name := range entries {
		t.calls(name, called)
	}
	for _, name := range t.Blocks() {
		t.calls(blockTemplate(name), called)
	}
	var diags []diag.Diagnostic
	for _, file := range from.Extra() {
		name, ok := strings.CutPrefix(file, "templates/")
		if ok && !called[name] {
			diags = append(diags, from.Unused(file))
		}
	}
	return diags
}

func (t *Theme) calls(name string, seen map[string]bool) {
	tmpl := t.templates.Lookup(name)
	if seen[name] || tmpl == nil || tmpl.Tree == nil {
		return
	}
	seen[name] = true
	var walk func(n parse.Node)
	list := func(l *parse.ListNode) {
		if l != nil {
			for _, n := range l.Nodes {
				walk(n)
			}
		}
	}
	branch := func(b *parse.BranchNode) { list(b.List); list(b.ElseList) }
	walk = func(n parse.Node) {
		switch n := n.(type) {
		case *parse.TemplateNode:
			t.calls(n.Name, seen)
		case *parse.IfNode:
			branch(&n.BranchNode)
		case *parse.RangeNode:
			branch(&n.BranchNode)
		case *parse.WithNode:
			branch(&n.BranchNode)
		}
	}
	list(tmpl.Tree.Root)
}

// TemplateError is a template's error with its place; the diagnostic is a
// structural one, since no page can be made.
type TemplateError struct{ diag.Diagnostic }

func (e *TemplateError) Error() string {
	return fmt.Sprintf("%s: %s", e.Pos, e.Text)
}

// locate reads the place out of a template package's error, whose forms are
//
//	template: NAME:LINE: text
//	template: NAME:LINE:COLUMN: executing "NAME" at <.X>: text
//	html/template:NAME:LINE:COLUMN: text
//
// with columns in bytes from 0. An error without a place is put at the file of
// the template called name.
func (t *Theme) locate(name string, err error) diag.Diagnostic {
	text := strings.TrimPrefix(err.Error(), "html/")
	text = strings.TrimSpace(strings.TrimPrefix(text, "template:"))
	var line, col int
	for known := range t.sources {
		rest, ok := strings.CutPrefix(text, known+":")
		if !ok {
			continue
		}
		name, text = known, strings.TrimSpace(rest)
		line, text = number(text)
		col, text = number(text)
		break
	}
	pos := diag.Pos{File: t.sources[name].File, Line: line}
	if lines := strings.Split(t.sources[name].Text, "\n"); line > 0 && col > 0 && line <= len(lines) && col <= len(lines[line-1]) {
		pos.Col = 1 + len([]rune(lines[line-1][:col]))
	}
	return diag.Diagnostic{
		Pos:      pos,
		Severity: diag.Error,
		Code:     "template",
		Text:     "this template does not work: " + strings.TrimSuffix(text, "."),
	}
}

// number cuts "12:" off the front of s; without it the number is 0.
func number(s string) (int, string) {
	n, i := 0, 0
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		n = 10*n + int(s[i]-'0')
	}
	if i == 0 || i == len(s) || s[i] != ':' {
		return 0, s
	}
	return n, strings.TrimSpace(s[i+1:])
}
