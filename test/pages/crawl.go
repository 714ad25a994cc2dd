// Command pages crawls a built site as GitHub Pages serves it: it asks for every
// address that any file of the site names, whoever reads that file, a browser, a feed
// reader or a search engine, and says which of them are bad. It looks at answers over
// HTTP alone and shares no code with the program, nor with its audit of published
// files: what one overlooks the other need not.
//
//	pages FOLDER https://someone.github.io/repo/
//	pages --serve 127.0.0.1:8080 FOLDER /repo/
//
// An address is bad if
//
//   - nothing is there, or only a redirect;
//   - it is of the site's host and lies beside the site;
//   - it names an element that its page has not;
//   - it is loaded by a page and of another host, or of a type that it cannot be;
//   - it is for machines (canonical, hreflang, Open Graph, JSON-LD, sitemap, feeds,
//     robots.txt, OpenSearch) and not absolute, or not of the site.
//
// A published file that no address led to is told too: were a kind of address
// overlooked, its files would be among these.
package main

import (
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
)

// rule says what an address of a kind must be, besides there.
type rule struct {
	own      bool     // of the site
	absolute bool     // with its host, where that is known
	types    []string // one of these media types, by their beginning
}

var (
	styles  = []string{"text/css"}
	scripts = []string{"application/javascript", "text/javascript"}
	images  = []string{"image/"}
)

// rules by kind of address. A kind "feed NAME" is NAME in the text of a feed, which
// has no address that others could be relative to.
var rules = map[string]rule{
	"link": {}, "cite": {}, "markdown link": {}, "markdown image": {own: true},
	"form": {own: true}, "redirect": {own: true}, "data": {own: true}, "media": {own: true}, "frame": {}, "preload": {own: true},
	"style": {own: true, types: styles}, "script": {own: true, types: scripts}, "import": {own: true}, "url()": {own: true},
	"image": {own: true, types: images}, "srcset": {own: true, types: images}, "icon": {own: true, types: images}, "font": {own: true, types: []string{"font/"}},
	"manifest": {own: true, types: []string{"application/manifest+json"}}, "manifest address": {own: true}, "manifest icon": {own: true, types: images},
	"opensearch file": {own: true, types: []string{"application/xml"}}, "feed file": {own: true, types: []string{"application/xml"}},
	"hit": {own: true, types: []string{"text/html"}}, "twin": {own: true, types: []string{"text/markdown"}}, "precache": {own: true}, "search": {own: true}, "json": {own: true},
	"canonical": {own: true, absolute: true}, "hreflang": {own: true, absolute: true}, "open graph": {own: true, absolute: true},
	"json-ld": {own: true, absolute: true}, "sitemap": {own: true, absolute: true}, "robots": {own: true, absolute: true},
	"opensearch": {own: true, absolute: true}, "atom": {own: true, absolute: true}, "root": {own: true},
}

func ruleOf(kind string) rule {
	r, ok := rules[kind]
	if inner, feed := strings.CutPrefix(kind, "feed "); feed && !ok {
		r, ok = rules[inner]
		r.absolute = true
	}
	if !ok {
		panic("no rule for addresses of the kind " + kind)
	}
	return r
}

// ref is an address that a file names.
type ref struct {
	from, kind, raw  string
	target, fragment string // resolved
}

// bad is an address that is bad, or, of the kind "unreached", a file.
type bad struct{ from, kind, raw, why string }

func (b bad) String() string { return fmt.Sprintf("%s: %s %q: %s", b.from, b.kind, b.raw, b.why) }

// answer is what the host said to a request.
type answer struct {
	status int
	kind   string // media type
	ids    map[string]bool
}

// crawl is a walk through a site.
type crawl struct {
	host  http.Handler
	base  *url.URL // where the site lies
	known bool     // its host is

	asked map[string]*answer
	queue []string
	refs  []ref
	bad   []bad
	urls  map[string]int // addresses by kind
	index map[string]bool
}

// walk crawls a folder at a base, which is a path where no host is known.
func walk(files fs.FS, base string) (*crawl, error) {
	u, err := url.Parse(base)
	if err != nil || !strings.HasSuffix(u.Path, "/") {
		return nil, fmt.Errorf("%q is no address that ends in a slash", base)
	}
	c := &crawl{host: newHost(files, u.Path), base: u, known: u.Host != "", asked: map[string]*answer{}, urls: map[string]int{}, index: map[string]bool{}}
	if !c.known {
		u.Scheme, u.Host = "https", "site.invalid"
	}
	c.add(u.String(), "root", "")
	if err := c.unnamed(files); err != nil {
		return nil, err
	}
	c.drain()
	c.lost()
	c.judge()
	return c, c.unreached(files)
}

// add notes an address and has it asked for.
func (c *crawl) add(from, kind, raw string) {
	rule := ruleOf(kind)
	c.urls[kind]++
	say := func(why string) { c.bad = append(c.bad, bad{from, kind, raw, why}) }
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		say("it is no address")
		return
	}
	switch u.Scheme {
	case "", "http", "https":
	case "javascript":
		say("it runs a script")
		return
	default: // mailto:, data:
		if rule.absolute {
			say("it is not of the web")
		}
		return
	}
	if rule.absolute && c.known && !u.IsAbs() {
		say("it is not absolute")
		return
	}
	at, _ := url.Parse(from)
	u = at.ResolveReference(u)
	switch {
	case u.Host != c.base.Host:
		if rule.own {
			say("it is of another host")
		}
		return
	case u.Scheme != c.base.Scheme:
		say("the site is at " + c.base.Scheme)
		return
	case !strings.HasPrefix(u.Path, c.base.Path):
		say("it lies outside of " + c.base.Path)
		return
	}
	r := ref{from: from, kind: kind, raw: raw, target: (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}).String()}
	r.fragment, _, _ = strings.Cut(u.Fragment, ":~:")
	c.refs = append(c.refs, r)
	if _, ok := c.asked[r.target]; !ok {
		c.asked[r.target] = nil
		c.queue = append(c.queue, r.target)
	}
}

// get asks the host.
func (c *crawl) get(address string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	c.host.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	return w
}

// ask asks for an address and reads what is there.
func (c *crawl) ask(address string) {
	got := c.get(address)
	a := &answer{status: got.Code}
	a.kind, _, _ = strings.Cut(got.Header().Get("Content-Type"), ";")
	c.asked[address] = a
	if a.status == http.StatusOK {
		c.read(address, a, got.Body.Bytes())
	}
}

// lost reads the page for what is not there, as readers get it in whatever folder
// they are.
func (c *crawl) lost() {
	for _, p := range []string{"no-such-page", "zh/no/such/page", "en/no/such/page/"} {
		address := c.base.JoinPath(p).String()
		got := c.get(address)
		a := &answer{status: got.Code}
		if a.status != http.StatusNotFound {
			c.bad = append(c.bad, bad{address, "lost", p, fmt.Sprintf("the status is %d", a.status)})
		}
		c.asked[address] = a
		c.html(address, a, got.Body.Bytes(), "")
	}
	c.drain()
}

// drain asks for what was noted, and for what this leads to.
func (c *crawl) drain() {
	for len(c.queue) > 0 {
		next := c.queue[0]
		c.queue = c.queue[1:]
		c.ask(next)
	}
}

// judge says which addresses are bad, now that all are asked for.
func (c *crawl) judge() {
	for _, r := range c.refs {
		a, why := c.asked[r.target], ""
		rule := ruleOf(r.kind)
		switch {
		case a.status == http.StatusMovedPermanently:
			why = "it is redirected"
		case a.status != http.StatusOK && a.ids == nil:
			why = fmt.Sprintf("the status is %d", a.status)
		case rule.types != nil && !slices.ContainsFunc(rule.types, func(t string) bool { return strings.HasPrefix(a.kind, t) }):
			why = "the type is " + a.kind
		case a.ids != nil && r.fragment != "" && r.fragment != "top" && !a.ids[r.fragment]:
			why = "the page has no such element"
		default:
			continue
		}
		c.bad = append(c.bad, bad{r.from, r.kind, r.raw, why})
	}
}

// summary says how many addresses there are, by kind.
func (c *crawl) summary() string {
	var out []string
	sum := 0
	for _, kind := range slices.Sorted(maps.Keys(c.urls)) {
		sum += c.urls[kind]
		out = append(out, fmt.Sprintf("%s %d", kind, c.urls[kind]))
	}
	return fmt.Sprintf("%d addresses in %d files, %d bad (%s)", sum, len(c.asked), len(c.bad), strings.Join(out, ", "))
}
