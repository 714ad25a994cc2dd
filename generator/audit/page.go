package audit

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"duizhao/generator/diag"

	"golang.org/x/net/html"
)

// page is a page while its tags are read.
type page struct {
	*reader
	open    []element // innermost last
	counts  map[string]int
	names   []naming // what points to ids
	title   strings.Builder
	lang    bool
	policy  bool
	loaded  bool // something was loaded before the policy
	navs    []tagAt
	doctype bool

	words   map[string]string
	attrs   []attr         // of the tag that is read
	deep    map[string]int // how many elements of a name are open
	presses int            // how many of pressed
}

// element is one that is open.
type element struct {
	name  string
	at    int
	katex bool
}

// naming is an attribute that names ids.
type naming struct {
	ids, what string
	at        int
}

type tagAt struct {
	label string
	at    int
}

// html reads a page token by token. A text of a script or style is one token.
func (r *reader) html() {
	p := &page{reader: r, counts: map[string]int{}, deep: map[string]int{}, words: map[string]string{}}
	r.file.ids = map[string]bool{}
	z := html.NewTokenizer(bytes.NewReader(r.data))
	for at := 0; ; {
		kind := z.Next()
		raw := z.Raw()
		if kind == html.ErrorToken {
			break
		}
		size := len(raw)
		switch kind {
		case html.DoctypeToken:
			p.doctype = true
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start(p.tag(z, at), kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			p.end(p.word(name), at)
		case html.TextToken:
			p.text(raw, at)
		}
		at += size
	}
	p.finish()
}

// tag is a start tag.
type tag struct {
	name  string
	at    int
	attrs []attr
}

type attr struct{ key, value string }

// tag reads a start tag. The attributes are valid until the next one is read; values
// that nobody asks for, such as the paths of drawings, are left out.
func (p *page) tag(z *html.Tokenizer, at int) tag {
	name, more := z.TagName()
	t := tag{name: p.word(name), at: at, attrs: p.attrs[:0]}
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		a := attr{key: p.word(k)}
		switch {
		case a.key == "class":
			a.value = p.word(v)
		case valued[a.key] || strings.HasPrefix(a.key, "aria-"):
			a.value = string(v)
		}
		t.attrs = append(t.attrs, a)
	}
	p.attrs = t.attrs
	return t
}

// valued are the attributes whose values are looked at.
var valued = set("id lang href src poster data action srcset imagesrcset rel http-equiv content property type for headers list popovertarget form as")

// word returns a short text that a page has many times.
func (p *page) word(b []byte) string {
	if s, ok := p.words[string(b)]; ok {
		return s
	}
	s := string(b)
	p.words[s] = s
	return s
}

func (t tag) get(key string) (string, bool) {
	for _, a := range t.attrs {
		if a.key == key {
			return a.value, true
		}
	}
	return "", false
}

func (p *page) warn(at int, code, text, hint string) { p.say(at, diag.Warning, code, text, hint) }
func (p *page) fail(at int, code, text, hint string) { p.say(at, diag.Error, code, text, hint) }

func (p *page) start(t tag, selfClosing bool) {
	p.counts[t.name]++
	p.nest(t)
	p.attributes(t)
	p.loads(t)
	p.needs(t)
	switch t.name {
	case "html":
		lang, _ := t.get("lang")
		p.lang = tagLike.MatchString(lang)
	case "nav":
		label, _ := t.get("aria-label")
		if by, ok := t.get("aria-labelledby"); ok {
			label = "#" + by
		}
		p.navs = append(p.navs, tagAt{label, t.at})
	case "img":
		if _, ok := t.get("alt"); !ok {
			p.warn(t.at, "output-html", "<img> without alt", `write alt="", if it only decorates`)
		}
	case "meta":
		p.meta(t)
	}
	if void[t.name] || selfClosing && p.foreign() {
		return
	}
	class, _ := t.get("class")
	e := element{name: t.name, at: t.at, katex: slices.Contains(strings.Fields(class), "katex")}
	if n := len(p.open); n > 0 {
		e.katex = e.katex || p.open[n-1].katex
	}
	p.push(e)
}

// tagLike is the form of a language tag (BCP 47), its parts in short.
var tagLike = regexp.MustCompile(`^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$`)

// pointers are attributes that name ids of the page.
var pointers = []string{"for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "headers", "list", "popovertarget", "form"}

func (p *page) attributes(t tag) {
	for _, a := range t.attrs {
		switch {
		case a.key == "id":
			p.id(t, a.value)
		case a.key == "lang" && a.value != "" && !tagLike.MatchString(a.value):
			p.warn(t.at, "output-lang", fmt.Sprintf("lang=%q on <%s> is no language tag", a.value, t.name), "write one of BCP 47: zh-Hans, en")
		case slices.Contains(pointers, a.key):
			p.names = append(p.names, naming{a.value, fmt.Sprintf("%s on <%s>", a.key, t.name), t.at})
		}
		p.addresses(t, a)
	}
}

func (p *page) id(t tag, id string) {
	switch {
	case id == "" || strings.ContainsAny(id, " \t\n\r\f"):
		p.warn(t.at, "output-id", fmt.Sprintf("the id %q of <%s> is empty or has a space", id, t.name), "write one word")
	case p.file.ids[id]:
		p.warn(t.at, "output-id", fmt.Sprintf("the id %q stands twice on the page", id), "links reach the first only; rename one")
	}
	p.file.ids[id] = true
}

// addresses notes the attributes that hold addresses of files.
func (p *page) addresses(t tag, a attr) {
	switch a.key {
	case "href":
		rel, _ := t.get("rel")
		switch {
		case t.name == "link" && strings.Contains(rel, "preconnect"):
			return
		case t.name == "a" && slices.Contains(strings.Fields(rel), "external"):
			return // it says itself that another site is there: another version of this one, built apart
		}
		p.ref(t.at, a.value, "<", t.name, " ", a.key, ">")
	case "src", "poster":
		p.ref(t.at, a.value, "<", t.name, " ", a.key, ">")
	case "data":
		if t.name == "object" {
			p.ref(t.at, a.value, "<", t.name, " ", a.key, ">")
		}
	case "action":
		if a.value != "" {
			p.ref(t.at, a.value, "<", t.name, " ", a.key, ">")
		}
	case "srcset", "imagesrcset":
		for candidate := range strings.SplitSeq(a.value, ",") {
			if fields := strings.Fields(candidate); len(fields) > 0 && !strings.HasPrefix(a.value, "data:") {
				p.ref(t.at, fields[0], "<", t.name, " ", a.key, ">")
			}
		}
	}
}

// meta reads what a page says of itself to machines.
func (p *page) meta(t tag) {
	content, _ := t.get("content")
	if equiv, _ := t.get("http-equiv"); strings.EqualFold(equiv, "refresh") {
		if _, to, ok := strings.Cut(content, "="); ok && strings.Contains(strings.ToLower(content), "url=") {
			p.file.moved = strings.Trim(to, ` '"`)
			p.ref(t.at, p.file.moved, `<meta http-equiv="refresh">`)
		}
	}
	switch property, _ := t.get("property"); property {
	case "og:url", "og:image":
		p.ref(t.at, content, fmt.Sprintf("<meta property=%q>", property))
	}
}

func (p *page) text(raw []byte, at int) {
	if n := len(p.open); n > 0 {
		switch e := p.open[n-1]; e.name {
		case "title":
			if n < 2 || p.open[n-2].name != "svg" {
				p.title.Write(raw)
			}
		case "style":
			if len(bytes.TrimSpace(raw)) > 0 {
				p.fail(at, "output-policy", "a <style> element, which the policy of the page blocks", "write a class, and its rule into a file under assets/")
			}
		}
	}
}

// finish looks at what a whole page must have.
func (p *page) finish() {
	for _, e := range p.open {
		if !optional[e.name] {
			p.warn(e.at, "output-html", fmt.Sprintf("<%s> is not closed", e.name), "write its end tag")
		}
	}
	if !p.doctype {
		p.warn(0, "output-html", "no <!doctype html>", "without it browsers lay pages out as those of 1998")
	}
	if strings.TrimSpace(p.title.String()) == "" {
		p.warn(0, "output-html", "the page has no <title>", "")
	}
	if !p.lang {
		p.warn(0, "output-lang", "<html> says no language", `write lang="zh-Hans" or that of the page: voices and fonts are chosen by it`)
	}
	if !p.policy {
		p.fail(0, "output-policy", "the page has no content security policy", "a template of your own begins with that of the theme: {{template \"head\"}}")
	}
	if n := p.counts["main"]; n != 1 {
		p.warn(0, "output-landmark", fmt.Sprintf("the page has %d <main>", n), "write one: readers jump to it")
	}
	if n := p.counts["h1"]; n != 1 {
		p.warn(0, "output-landmark", fmt.Sprintf("the page has %d <h1>", n), "write one: it names the page")
	}
	p.landmarks()
	for _, n := range p.names {
		for id := range strings.FieldsSeq(n.ids) {
			if !p.file.ids[id] {
				p.warn(n.at, "output-id", fmt.Sprintf("%s names the id %q, which the page has not", n.what, id), "")
			}
		}
	}
}

// landmarks wants names for parts of which there are several.
func (p *page) landmarks() {
	seen := map[string]bool{}
	for _, n := range p.navs {
		if len(p.navs) > 1 && (n.label == "" || seen[n.label]) {
			p.warn(n.at, "output-landmark", "<nav> has no name of its own, though there are several", "write aria-label=\"…\"")
		}
		seen[n.label] = true
	}
}
