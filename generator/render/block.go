package render

import (
	"html/template"
	"maps"
	"slices"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// block is the data of blocks/NAME.html, the template of :::NAME in content.
type block struct {
	Name  string
	Title template.HTML     // behind the name; may be ""
	Args  map[string]string // key="value" in braces, by key in lower case
	ID    string            // {#id}; may be ""
	// Class is the classes {.a .b} in one string.
	Class string
	Body  template.HTML // what stands in the block
	texts map[string]string
}

// Attr returns an attribute's value; "" where it is not given.
func (b block) Attr(key string) string { return b.Args[key] }

// T returns a text of the interface in the article's language. Pairs of name
// and value fill in what it writes in braces.
func (b block) T(key string, pairs ...any) (string, error) {
	return shell{texts: b.texts}.T(key, pairs...)
}

// custom writes a block of the site's own; without a theme, or where the theme
// does not know it (which is reported), its title and body alone.
func (w *writer) custom(n int) {
	c := &w.doc.Customs[n]
	title, body := w.inner(&c.Title), w.inner(&c.Body)
	t := w.furniture.theme
	if t == nil || t.blocks.Lookup(blockTemplate(c.Name)) == nil {
		w.WriteString("<div")
		w.attr("data-block", c.Name)
		w.WriteString(">\n")
		if title != "" {
			w.WriteString("<p>" + title + "</p>\n")
		}
		w.WriteString(body + "</div>\n")
		return
	}
	// Title and body are safe: they were made as the article is, whose part they are.
	data := newBlock(c.Name, c.Attrs, template.HTML(title), template.HTML(body), w.furniture.texts)
	w.fail(t.block(&w.Builder, data))
	w.WriteByte('\n')
}

func newBlock(name string, a site.Attrs, title, body template.HTML, texts map[string]string) block {
	b := block{Name: name, Title: title, Args: map[string]string{}, ID: a.ID, Class: strings.Join(a.Classes, " "), Body: body, texts: texts}
	for _, p := range slices.Backward(a.Pairs) { // of a key given twice the first counts, as in Attrs.Get
		b.Args[p.Key] = p.Value
	}
	return b
}

// inner returns a fragment with its holes filled.
func (w *writer) inner(f *markdown.Fragment) string {
	in := writer{doc: w.doc, view: w.view, leaves: w.leaves, parts: w.parts, furniture: w.furniture, eager: w.eager}
	in.fragment(f)
	w.fail(in.err)
	return in.String()
}

func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// blockTemplate is the name of the template of a block.
func blockTemplate(name string) string { return "blocks/" + name + ".html" }

// Blocks returns the names of the blocks that the theme draws, sorted.
func (t *Theme) Blocks() []string {
	var out []string
	for name := range t.sources {
		if rest, ok := strings.CutPrefix(name, "blocks/"); ok && !strings.Contains(rest, "/") {
			out = append(out, strings.TrimSuffix(rest, ".html"))
		}
	}
	slices.Sort(out)
	return out
}

// prepareBlocks copies the templates for blocks, in which .Args.x is empty
// where content does not give it; elsewhere an unknown key is a mistake.
func (t *Theme) prepareBlocks() []diag.Diagnostic {
	set, err := t.templates.Clone()
	if err != nil {
		return []diag.Diagnostic{t.locate("page.html", err)}
	}
	t.blocks = set.Option("missingkey=zero")
	return nil
}

func (t *Theme) block(w *strings.Builder, data block) error {
	name := blockTemplate(data.Name)
	if err := t.blocks.ExecuteTemplate(w, name, data); err != nil {
		return t.fault(name, err)
	}
	return nil
}

// tryBlocks draws each block once.
func (t *Theme) tryBlocks() []error {
	var errs []error
	for _, name := range t.Blocks() {
		for _, tag := range slices.Sorted(maps.Keys(t.texts)) {
			data := newBlock(name, site.Attrs{}, "Title", "<p>Body</p>", t.texts[tag])
			errs = append(errs, t.block(new(strings.Builder), data))
		}
	}
	return errs
}

// unusedBlocks warns of templates that content cannot call: their names are
// those of built-in blocks, or no names.
func (t *Theme) unusedBlocks() []diag.Diagnostic {
	var diags []diag.Diagnostic
	for _, name := range t.Blocks() {
		if slices.Contains(markdown.Containers(), name) || !markdown.ContainerName(name) {
			diags = append(diags, diag.Diagnostic{
				Pos: diag.Pos{File: t.sources[blockTemplate(name)].File}, Severity: diag.Warning, Code: "unused-theme-file",
				Text: "no text can call this block: " + name + " is built in, or not a letter with letters, digits and hyphens behind it",
				Hint: "rename it",
			})
		}
	}
	return diags
}

// blockAssets returns the addresses of what the text's blocks load, each once,
// in the order of their names.
func (p *page) blockAssets(ending string) []string {
	var names, out []string
	for _, c := range p.customs {
		names = append(names, c.Name)
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if url := p.Asset("blocks/" + name + ending); url != "" {
			out = append(out, url)
		}
	}
	return out
}

// BlockStyles are the addresses of the styles of the blocks in the text.
func (p *page) BlockStyles() []string { return p.blockAssets(".css") }

// BlockScripts are those of their scripts.
func (p *page) BlockScripts() []string { return p.blockAssets(".js") }
