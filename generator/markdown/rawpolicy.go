package markdown

import (
	"regexp"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
)

// rawPolicy says which raw HTML may stand in a page: bluemonday's policy for
// texts of users, with classes, ids and what a guide needs besides.
type rawPolicy struct {
	policy   *bluemonday.Policy
	elements sync.Map // bool by name: what was asked before
}

// newRawPolicy makes the policy, which is safe for concurrent use. Addresses never reach it: they
// become links of the Doc, where schemes are refused.
func newRawPolicy() *rawPolicy {
	p := bluemonday.UGCPolicy()
	p.RequireNoFollowOnLinks(false)
	p.AllowElements("kbd", "picture", "data", "dl", "dt", "dd")
	p.AllowNoAttrs().OnElements("a", "img", "source", "picture", "q", "time", "data", "kbd", "bdo", "progress", "meter")
	p.AllowAttrs("class", "role", "title", "lang").Globally()
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^[^\s"'<>&]+$`)).Globally()
	p.AllowAttrs("dir").Matching(regexp.MustCompile(`(?i)^(ltr|rtl|auto)$`)).Globally()
	p.AllowAttrs(aria...).Globally()
	p.AllowAttrs("media", "type", "sizes", "width", "height").OnElements("source")
	p.AllowAttrs("sizes", "alt", "width", "height").OnElements("img")
	p.AllowAttrs("loading").Matching(regexp.MustCompile(`(?i)^(lazy|eager)$`)).OnElements("img")
	p.AllowAttrs("decoding").Matching(regexp.MustCompile(`(?i)^(async|sync|auto)$`)).OnElements("img")
	p.AllowAttrs("name").Matching(regexp.MustCompile(`^[^\s"'<>&_][^\s"'<>&]*$`)).OnElements("details")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("reversed").Matching(regexp.MustCompile(`(?i)^(|reversed)$`)).OnElements("ol")
	p.AllowAttrs("value").OnElements("data")
	return &rawPolicy{policy: p}
}

var aria = []string{
	"aria-label", "aria-labelledby", "aria-describedby", "aria-details", "aria-hidden", "aria-level",
	"aria-current", "aria-expanded", "aria-controls", "aria-roledescription", "aria-live", "aria-colcount",
	"aria-colindex", "aria-colspan", "aria-rowcount", "aria-rowindex", "aria-rowspan", "aria-sort",
	"aria-setsize", "aria-posinset", "aria-orientation", "aria-valuemin", "aria-valuemax", "aria-valuenow", "aria-valuetext",
}

// element reports whether an element may stand in a page.
func (p *rawPolicy) element(name string) bool {
	if ok, known := p.elements.Load(name); known {
		return ok.(bool)
	}
	ok := p.policy.Sanitize("<"+name+">") != "" && !rawRefused[name]
	if len(name) < 16 { // no author's invention fills the memory
		p.elements.Store(name, ok)
	}
	return ok
}

// attributes returns the names of a tag's attributes that may stand there.
func (p *rawPolicy) attributes(t html.Token) map[string]bool {
	keep := map[string]bool{}
	bare := html.Token{Type: html.StartTagToken, Data: t.Data, DataAtom: t.DataAtom}
	for _, a := range t.Attr {
		switch {
		case rawAddress[a.Key][t.Data]:
			keep[a.Key] = true
		case !rawOld[a.Key] && a.Namespace == "":
			bare.Attr = append(bare.Attr, a)
		}
	}
	if len(bare.Attr) == 0 {
		return keep
	}
	z := html.NewTokenizer(strings.NewReader(p.policy.Sanitize(bare.String())))
	z.Next()
	for _, a := range z.Token().Attr {
		keep[a.Key] = true
	}
	return keep
}

func attrHint(name string) string {
	switch {
	case name == "style" || rawOld[name]:
		return "give it a class, and write the style in a CSS file of the theme"
	case strings.HasPrefix(name, "on"):
		return "a text may not run scripts"
	case name == "target":
		return "readers choose themselves where a link opens"
	}
	return "unsafe_html: true in site.yaml passes all HTML on"
}

func set(names string) map[string]bool {
	out := map[string]bool{}
	for _, n := range strings.Fields(names) {
		out[n] = true
	}
	return out
}

// What HTML says of its elements, as far as it matters here.
var (
	rawVoid    = set("area base br col embed hr img input link meta param source track wbr")
	rawForeign = set("svg math")
	// rawBlocks stand apart from the text around them.
	rawBlocks = set("address article aside blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table tbody td tfoot th thead tr ul br")
	// rawContents hold no text for readers: they are dropped with what they hold.
	rawContents = set("applet canvas datalist frameset head iframe math noembed noframes noscript object plaintext script select style svg template textarea title xmp")
	// rawRefused are in bluemonday's policy, but have no use without a form or
	// cannot be kept working: an image map's places are those of the whole picture.
	rawRefused = set("map area acronym strike tt")
	// rawOld are attributes of looks, which belong in a style.
	rawOld = set("align valign bgcolor border cellpadding cellspacing background usemap")
	// rawAddress are the attributes that become links of the Doc, by element.
	rawAddress = map[string]map[string]bool{
		"href": set("a"), "src": set("img"), "srcset": set("img source"),
	}
	// rawImplied says, for elements whose close tag may be left out, what start
	// tags end them.
	rawImplied = map[string]map[string]bool{
		"li": set("li"), "dt": set("dt dd"), "dd": set("dt dd"), "rt": set("rt rp"), "rp": set("rt rp"),
		"td": set("td th tr tbody tfoot"), "th": set("td th tr tbody tfoot"), "tr": set("tr tbody tfoot"),
		"thead": set("tbody tfoot"), "tbody": set("tbody tfoot"), "tfoot": set("tbody"), "colgroup": set("thead tbody tfoot tr"),
		"p": set("address article aside blockquote details div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul"),
	}
	rawHints = map[string]string{
		"script": "a text may not run scripts; head: in site.yaml is for the owner's own",
		"style":  "write the style in a CSS file of the theme",
		"svg":    "save it as a file and show it as a picture: ![…](name.svg)",
		"iframe": "link to it: pages load nothing from elsewhere",
		"video":  "write ![what it shows](file.mp4)",
		"audio":  "write ![what is heard](file.mp3)",
		"center": "give a <div> a class, and write the style in a CSS file of the theme",
		"font":   "give a <span> a class, and write the style in a CSS file of the theme",
	}
)
