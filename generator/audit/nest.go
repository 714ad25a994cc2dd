package audit

import (
	"fmt"
	"slices"
	"strings"
)

// void are the elements without an end tag.
var void = set("area base br col embed hr img input link meta source track wbr")

// optional are those whose end tag may be left out.
var optional = set("html head body p li dt dd option optgroup tr td th thead tbody tfoot colgroup caption rt rp")

// blocks are elements that end a paragraph, in which they may not stand.
var blocks = set("address article aside blockquote details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section table ul")

// pressed are elements that a reader presses: none stands in another.
var pressed = set("a button select textarea label summary")

// parents say where else an element cannot stand.
var parents = map[string][]string{
	"li": {"ul", "ol", "menu"}, "dt": {"dl", "div"}, "dd": {"dl", "div"},
	"tr": {"table", "thead", "tbody", "tfoot"}, "td": {"tr"}, "th": {"tr"},
	"thead": {"table"}, "tbody": {"table"}, "tfoot": {"table"}, "caption": {"table"},
	"figcaption": {"figure"}, "summary": {"details"}, "option": {"select", "datalist", "optgroup"}, "legend": {"fieldset"},
}

// closes says which open elements a start tag ends.
var closes = map[string][]string{
	"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "option": {"option"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"},
	"tbody": {"thead", "tbody", "tr", "td", "th"}, "body": {"head"},
}

func set(names string) map[string]bool {
	out := map[string]bool{}
	for n := range strings.FieldsSeq(names) {
		out[n] = true
	}
	return out
}

// foreign reports whether the place is in SVG or MathML, which have rules of their own.
func (p *page) foreign() bool { return p.deep["svg"]+p.deep["math"] > 0 }

func (p *page) push(e element) {
	p.open = append(p.open, e)
	p.deep[e.name]++
	if pressed[e.name] {
		p.presses++
	}
}

// pop closes the innermost element.
func (p *page) pop() element {
	e := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	p.deep[e.name]--
	if pressed[e.name] {
		p.presses--
	}
	return e
}

// nest checks where a start tag stands, and closes what it ends.
func (p *page) nest(t tag) {
	if t.name == "svg" || t.name == "math" || p.foreign() {
		return
	}
	for len(p.open) > 0 && slices.Contains(closes[t.name], p.open[len(p.open)-1].name) {
		p.pop()
	}
	if n := len(p.open); n > 0 {
		parent := p.open[n-1].name
		if blocks[t.name] && parent == "p" {
			p.pop() // browsers do; what closes the paragraph is then too much
		} else if may, ok := parents[t.name]; ok && !slices.Contains(may, parent) && parent != "template" {
			p.warn(t.at, "output-html", fmt.Sprintf("<%s> stands in <%s>", t.name, parent), fmt.Sprintf("it stands in <%s>", strings.Join(may, ">, <")))
		}
	}
	p.inside(t)
}

// lines are elements that are part of a line of text.
var lines = set("span em strong code")

// inside checks what a start tag stands in, at whatever depth.
func (p *page) inside(t tag) {
	if n := len(p.open); n > 0 && blocks[t.name] && lines[p.open[n-1].name] {
		p.warn(t.at, "output-html", fmt.Sprintf("<%s> stands in <%s>, which is part of a line", t.name, p.open[n-1].name), "close it before")
	}
	if t.name == "form" && p.deep["form"] > 0 {
		p.warn(t.at, "output-html", "<form> stands in <form>", "put one beside the other")
	}
	if !pressed[t.name] || p.presses == p.deep["label"]+p.deep["summary"] {
		return // a label holds its field, a summary may hold a link
	}
	for i := len(p.open) - 1; i >= 0; i-- {
		if e := p.open[i].name; pressed[e] && e != "label" && e != "summary" {
			p.warn(t.at, "output-html", fmt.Sprintf("<%s> stands in <%s>", t.name, e), "nobody can press both; put one beside the other")
			return
		}
	}
}

// end checks an end tag against what is open.
func (p *page) end(name string, at int) {
	switch {
	case void[name]:
		return
	case p.deep[name] == 0:
		p.warn(at, "output-html", fmt.Sprintf("</%s> closes nothing", name), "take it out, or look for what ended the element before")
		return
	}
	for {
		e := p.pop()
		if e.name == name {
			return
		}
		if !optional[e.name] {
			p.warn(e.at, "output-html", fmt.Sprintf("<%s> is not closed before </%s>", e.name, name), "write its end tag there")
		}
	}
}
