package render

import (
	"html"
	"net/url"
	"slices"
	"strings"

	tokens "golang.org/x/net/html"
)

// plainHTML returns an article's HTML for readers that have neither this site's
// style nor its scripts nor its address, such as a feed's: addresses are absolute,
// from that of the page; ids, classes and all else that only the page has a use for
// are left out, and with them the elements that nothing but a class told apart.
// Formulas are their MathML alone.
//
// It goes through the tags once and leaves text as it is.
func plainHTML(in, page string) string {
	base, err := url.Parse(page)
	if err != nil {
		base = &url.URL{}
	}
	p := &plain{base: base}
	p.out.Grow(len(in))
	z := tokens.NewTokenizer(strings.NewReader(in))
	for {
		kind := z.Next()
		raw := string(z.Raw())
		switch kind {
		case tokens.ErrorToken:
			return p.out.String()
		case tokens.TextToken:
			if p.skip == "" {
				p.out.WriteString(raw)
			}
		case tokens.StartTagToken, tokens.SelfClosingTagToken:
			p.start(z.Token())
		case tokens.EndTagToken:
			p.end(z.Token().Data)
		}
	}
}

type plain struct {
	out  strings.Builder
	base *url.URL
	skip string // the element that is left out with all in it, at the moment
	deep int    // how many of its name are open in it
	math int    // how many elements of MathML are open
	open []openTag
}

// openTag is an element that is open, and what its end tag is written as: "" for
// nothing.
type openTag struct{ name, end string }

// void are elements without an end.
var void = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

// useless are elements that are left out with all in them.
var useless = []string{"script", "style", "button", "svg", "template", "iframe", "object", "select", "textarea", "noscript"}

// kept are the attributes of HTML that say something without a style.
var kept = []string{
	"abbr", "alt", "cite", "colspan", "controls", "datetime", "dir", "height", "href", "hreflang", "kind", "label", "lang", "open",
	"poster", "reversed", "rowspan", "scope", "span", "src", "srclang", "start", "title", "type", "value", "width",
}

func (p *plain) start(t tokens.Token) {
	alone := slices.Contains(void, t.Data) || t.Type == tokens.SelfClosingTagToken && (p.math > 0 || t.Data == "svg")
	if p.skip != "" {
		if t.Data == p.skip && !alone {
			p.deep++
		}
		return
	}
	if p.left(t) {
		if !alone {
			p.skip, p.deep = t.Data, 1
		}
		return
	}
	name := t.Data
	attrs := p.attributes(t)
	switch {
	case name == "input":
		p.checkbox(t)
		return
	case name == "link", name == "meta", name == "base":
		return
	case attrs == "" && (name == "span" || name == "a"), name == "form", name == "label":
		p.push(name, "")
		return
	case name == "p" && classed(t, "callout-title", "tab-label"):
		p.out.WriteString("<p" + attrs + "><b>")
		p.push(name, "</b></p>")
		return
	}
	p.out.WriteString("<" + name + attrs)
	if alone && p.math > 0 {
		p.out.WriteString("/>")
		return
	}
	p.out.WriteString(">")
	if !alone {
		p.push(name, "</"+name+">")
		if name == "math" {
			p.math++
		}
	}
}

// left reports whether an element is left out with all in it: what needs scripts,
// what is hidden, and what stands in a page for finding one's way alone.
func (p *plain) left(t tokens.Token) bool {
	if slices.Contains(useless, t.Data) {
		return true
	}
	for _, a := range t.Attr {
		switch {
		case a.Key == "hidden" && a.Val != "until-found", a.Key == "aria-hidden" && a.Val == "true":
			return true
		}
	}
	return classed(t, "back", "dark-only", "vh")
}

// classed reports whether an element has one of the classes.
func classed(t tokens.Token, classes ...string) bool {
	for _, a := range t.Attr {
		if a.Key == "class" && slices.ContainsFunc(strings.Fields(a.Val), func(c string) bool { return slices.Contains(classes, c) }) {
			return true
		}
	}
	return false
}

func (p *plain) push(name, end string) { p.open = append(p.open, openTag{name, end}) }

func (p *plain) end(name string) {
	if p.skip != "" {
		if name == p.skip {
			if p.deep--; p.deep == 0 {
				p.skip = ""
			}
		}
		return
	}
	// An owner's own HTML may leave elements open: they are looked for near by.
	const near = 8
	for i := len(p.open) - 1; i >= max(0, len(p.open)-near); i-- {
		if p.open[i].name != name {
			continue
		}
		for _, o := range slices.Backward(p.open[i:]) {
			p.out.WriteString(o.end)
		}
		p.open = p.open[:i]
		if name == "math" {
			p.math--
		}
		return
	}
}

// checkbox writes one of a list of tasks as a sign.
func (p *plain) checkbox(t tokens.Token) {
	kind, sign := "", "☐"
	for _, a := range t.Attr {
		switch a.Key {
		case "type":
			kind = a.Val
		case "checked":
			sign = "☑"
		}
	}
	if kind == "checkbox" {
		p.out.WriteString(sign)
	}
}

// attributes are those of a tag that are kept, as they are written into it.
func (p *plain) attributes(t tokens.Token) string {
	var out strings.Builder
	for _, a := range t.Attr {
		key, value := a.Key, a.Val
		switch {
		case key == "class" && (t.Data == "td" || t.Data == "th"): // the alignment of a column
			if value != "right" && value != "center" {
				continue
			}
			key = "align"
		case p.math > 0 || t.Data == "math":
			if key == "class" || key == "id" || key == "style" || key == "href" || strings.HasPrefix(key, "on") {
				continue
			}
		case !slices.Contains(kept, key):
			continue
		case key == "href" || key == "src" || key == "poster" || key == "cite":
			if value = p.absolute(value); value == "" {
				continue
			}
		}
		out.WriteString(" " + key + `="` + html.EscapeString(value) + `"`)
	}
	return out.String()
}

// absolute returns an address as it is anywhere; "" for one that is none, or a
// script.
func (p *plain) absolute(address string) string {
	u, err := p.base.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme == "javascript" || u.Scheme == "vbscript" {
		return ""
	}
	return u.String()
}
