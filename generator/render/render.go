// Package render makes HTML: of a Doc and its View an article, of these and a
// theme a page. It decides nothing: addresses, ids and navigation stand in the
// View, the text's HTML in the Doc, formulas and code in the leaves, and the
// page around them in the theme's templates. What it makes depends on its
// arguments alone, so their hash is the page's key.
//
// Templates are html/template files that the theme names; these are executed:
//
//	page.html            a page of the site, given a page
//	pair.html            two languages of one side by side, given a page whose Paired is set
//	root.html, 404.html  the pages outside any language, given an outside
//	moved.html           an address that a page had before, given a redirect
//	offline.html         likewise, for what a browser has not kept
//	versions.html        likewise, for all versions of a site that has several
//	book.html            all pages as one, given a Book with the words of its language
//	epub.html            a file of an ebook, given an EbookFile, likewise
//	partials/code.html   a block of code inside an article, given a code
//	partials/chart.html  a chart inside an article, given a chart
//	partials/calc.html   a calculator inside an article, given a Calc
//	partials/diagram.html  a diagram inside an article, given a diagram
//	blocks/NAME.html     a block that content calls :::NAME, given a block
//
// Their data are the types page, outside, redirect, code, chart, Calc, diagram and block; every exported field and
// method of these is for templates. A template error (in a site's own
// templates, then) is a diagnostic "template" at its line: NewTheme parses all
// and tries each page once on a sample, and Page returns a *TemplateError for
// what only real content brings to light.
//
// No page has an inline script, a style element or a style attribute, save the
// attributes that KaTeX writes and what a site's owner adds by its hash; CSP says so
// to the browser. A page described as JSON-LD is data, which nothing runs.
package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
)

// CSP is the one content security policy, on every page; an owner may add to it
// (policy).
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; " +
	"img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; " +
	"media-src 'self'; form-action 'self'; base-uri 'none'"

// Page returns a whole page. leaves[i] is the HTML of doc.Leaves[i], parts[i]
// what doc.Includes[i] stands for. The error is a *TemplateError where a template of the theme is at fault.
func Page(doc *markdown.Doc, v *assemble.View, leaves []string, t *Theme, parts ...Part) ([]byte, error) {
	return textPage(Text{doc, v, leaves, parts}, nil, t)
}

// textPage returns the page of a text and, where it is a stale translation,
// of its original.
func textPage(text Text, original *Text, t *Theme) ([]byte, error) {
	doc, v := text.Doc, text.View
	w := writer{doc: doc, view: v, leaves: text.Leaves, parts: text.Parts, furniture: t.furniture(v.TextLang.Tag)}
	w.stale, w.lined = newStale(text, original, t), t.live
	body := w.article()
	if w.err != nil {
		return nil, t.fault("page.html", w.err)
	}
	// The body is safe: raw HTML went through the compiler's allow-list, unless
	// the site says unsafe_html; the rest it escaped, as the writer does with what
	// it fills in.
	return t.execute("page.html", newPage(doc, v, template.HTML(body), t, text.Parts))
}

// Article returns the article's inside alone, without furniture: headings have
// the View's ids and no permalinks, code is a plain <pre>. With a zero View
// headings have no ids and links read as they were written; with nil leaves
// formulas and code stand as text, escaped.
func Article(doc *markdown.Doc, v *assemble.View, leaves []string) string {
	w := writer{doc: doc, view: v, leaves: leaves}
	return w.article()
}

// Fragment returns the article's inside for use outside a page: with the words of
// the theme, such as a callout's, but without permalinks and buttons.
func Fragment(doc *markdown.Doc, v *assemble.View, leaves []string, t *Theme) (string, error) {
	w := writer{doc: doc, view: v, leaves: leaves, furniture: t.furniture(v.TextLang.Tag)}
	w.furniture.bare = true
	html := w.article()
	return html, w.err
}

// Root returns the page at /, which offers the languages.
func Root(r *assemble.Root, t *Theme) ([]byte, error) {
	return t.execute("root.html", newOutside(r, "", t))
}

// NotFound returns the page for addresses that do not exist: in all languages,
// or in the one with the id lang.
func NotFound(r *assemble.Root, lang string, t *Theme) ([]byte, error) {
	return t.execute("404.html", newOutside(r, lang, t))
}

func (t *Theme) execute(name string, data any) ([]byte, error) {
	b, ok := t.buffers.Get().(*bytes.Buffer)
	if !ok {
		b = &bytes.Buffer{}
	}
	defer t.buffers.Put(b)
	b.Reset()
	if err := t.templates.ExecuteTemplate(b, name, data); err != nil {
		return nil, t.fault(name, err)
	}
	return bytes.Clone(b.Bytes()), nil // of its own size: a preview holds many
}

func (t *Theme) fault(name string, err error) error {
	var own *TemplateError
	if errors.As(err, &own) {
		return err
	}
	return fmt.Errorf("render %s: %w", name, &TemplateError{t.locate(name, err)})
}
