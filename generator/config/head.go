package config

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"golang.org/x/net/html"
)

// head checks the HTML that the owner puts into the head of each page: elements
// of the head alone, all of them closed, and nothing that the policy of the page
// would keep from being loaded or run.
func (c *checker) head() {
	at := c.s.places["head"]
	h := headChecker{checker: c, from: at.start, end: blockEnd(c.s.src, at)}
	z := html.NewTokenizer(strings.NewReader(c.s.Head))
	for h.good(z) {
	}
}

// headChecker reads the owner's HTML, piece by piece.
type headChecker struct {
	*checker
	from, end    int    // where in the settings the next piece is looked for
	at           span   // the piece
	opened       span   // the element that is open
	open, inside string // what it is, and its text
}

// good checks the next piece, and reports whether it makes sense to go on.
func (h *headChecker) good(z *html.Tokenizer) bool {
	kind := z.Next()
	raw := string(z.Raw())
	h.find(raw)
	switch kind {
	case html.ErrorToken:
		if h.open != "" {
			h.at = h.opened
		}
		if h.open != "" || strings.TrimSpace(raw) != "" {
			h.say("a tag is not closed", "close each <script> and <style>, and the quotation marks of attributes")
		}
		return false
	case html.TextToken:
		if h.open != "" {
			h.inside += raw
		} else if text := strings.TrimSpace(raw); text != "" {
			h.say(fmt.Sprintf("%q is text, and the head of a page shows none", text), "put what readers should see into theme.announcement or theme.footer")
			return false
		}
	case html.CommentToken:
		if !strings.HasSuffix(raw, "-->") {
			h.say("a comment is not closed", "end it with -->")
			return false
		}
	case html.DoctypeToken:
		h.say("a page has its <!doctype> already", "leave it out")
		return false
	case html.EndTagToken:
		if h.open == "" {
			h.say(fmt.Sprintf("%s closes nothing", raw), "leave it out: <meta> and <link> are not closed")
			return false
		}
		h.at = h.opened
		h.inline()
		h.open, h.inside = "", ""
	case html.StartTagToken, html.SelfClosingTagToken:
		return h.element(z.Token())
	}
	return true
}

// find looks a piece up in the settings, where each of its lines may be indented.
// Where its first line is not found as it is, the place is the key.
func (h *headChecker) find(raw string) {
	h.at = span{}
	line, _, _ := strings.Cut(strings.TrimSpace(raw), "\n")
	if line == "" {
		return
	}
	if i := bytes.Index(h.s.src[h.from:h.end], []byte(line)); i >= 0 {
		h.at = span{h.from + i, h.from + i + len(line)}
		h.from = h.at.end
	}
}

// blockEnd is where the text of a setting ends: of a block, of which the decoder
// has the sign alone, before the first line that is indented no deeper than its key.
func blockEnd(src []byte, at span) int {
	if at.start >= len(src) || src[at.start] != '|' && src[at.start] != '>' {
		return at.end
	}
	depth := func(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " ")) }
	key := depth(src[bytes.LastIndexByte(src[:at.start], '\n')+1:])
	end := at.start
	for first := true; end < len(src); first = false {
		line, _, _ := bytes.Cut(src[end:], []byte("\n"))
		if !first && len(bytes.TrimSpace(line)) > 0 && depth(line) <= key {
			break
		}
		end = min(end+len(line)+1, len(src))
	}
	return end
}

// say reports what is wrong with the piece.
func (h *headChecker) say(text, hint string) {
	pos := h.s.At("head")
	if h.at.end > 0 {
		pos = diag.Between(File, h.s.src, h.at.start, h.at.end)
	}
	h.out = append(h.out, diag.Diagnostic{Pos: pos, Severity: diag.Error, Code: "setting", Text: `"head": ` + text, Hint: hint})
}

// element checks a tag.
func (h *headChecker) element(t html.Token) bool {
	if !slices.Contains([]string{"meta", "link", "script", "style"}, t.Data) {
		h.say(fmt.Sprintf("<%s> cannot stand in the head", t.Data), "there may be <meta>, <link>, <script> and <style>")
		return false
	}
	attrs := map[string]string{}
	for _, a := range t.Attr {
		attrs[a.Key] = a.Val
		if strings.HasPrefix(a.Key, "on") {
			h.say(fmt.Sprintf("the policy of the pages runs no script in an attribute, %q", a.Key), "write a file below content/static/, and <script defer src=…> for it")
		}
	}
	switch t.Data {
	case "script":
		h.open, h.opened = "script", h.at
		if attrs["src"] != "" {
			h.open = "script src"
			h.loaded("script-src", attrs["src"])
		} else if kind := strings.ToLower(attrs["type"]); strings.HasSuffix(kind, "json") || kind == "text/plain" {
			h.open = "data" // which nothing runs
		}
	case "style":
		h.open, h.opened = "style", h.at
	case "link":
		h.loaded(linked(strings.Fields(strings.ToLower(attrs["rel"])), strings.ToLower(attrs["as"])), attrs["href"])
	case "meta":
		if strings.EqualFold(attrs["http-equiv"], "content-security-policy") {
			h.say("the pages have a policy already, and a second one only forbids more", "write what it should allow into csp")
		}
	}
	return true
}

// linked is the directive that says whether a <link> may load; "" for one that
// loads nothing.
func linked(rel []string, as string) string {
	for _, r := range rel {
		switch r {
		case "stylesheet":
			return "style-src"
		case "modulepreload":
			return "script-src"
		case "icon", "apple-touch-icon":
			return "img-src"
		case "manifest":
			return "manifest-src"
		case "preload":
			return map[string]string{
				"script": "script-src", "style": "style-src", "font": "font-src", "image": "img-src", "fetch": "connect-src",
				"audio": "media-src", "video": "media-src", "worker": "worker-src",
			}[as]
		}
	}
	return ""
}

// loaded checks an address that an element loads.
func (h *headChecker) loaded(directive, at string) {
	u, err := url.Parse(strings.TrimSpace(at))
	if directive == "" || at == "" || err != nil || u.Host == "" && u.Scheme == "" {
		return // one of the site's own
	}
	if u.Scheme == "" {
		u.Scheme = "https"
	}
	allowed := slices.ContainsFunc(h.s.CSP[directive], func(source string) bool { return allows(source, u) }) ||
		u.Scheme == "data" && directive == "img-src"
	if base, err := site.ParseBase(h.s.BaseURL); err == nil && base.Origin != "" {
		allowed = allowed || allows(base.Origin, u) // 'self', which each of these has
	}
	if allowed {
		return
	}
	want := u.Scheme + ":"
	if u.Host != "" {
		want += "//" + u.Host
	}
	h.say(fmt.Sprintf("the policy of the pages keeps %q from being loaded", at), "allow it: csp: { "+directive+": ["+want+"] }")
}

// allows reports whether a source of the policy allows an address, as browsers
// compare them.
func allows(source string, u *url.URL) bool {
	scheme, rest, ok := strings.Cut(source, "://")
	if !ok {
		return source == u.Scheme+":"
	}
	if scheme != u.Scheme && scheme+"s" != u.Scheme {
		return false
	}
	host, path, _ := strings.Cut(rest, "/")
	name, port, _ := strings.Cut(host, ":")
	if base, wild := strings.CutPrefix(name, "*"); wild {
		if !strings.HasSuffix(strings.ToLower(u.Hostname()), strings.ToLower(base)) {
			return false
		}
	} else if !strings.EqualFold(name, u.Hostname()) {
		return false
	}
	standard := map[string]string{"http": "80", "https": "443", "ws": "80", "wss": "443"}
	if port == "" {
		port = standard[u.Scheme]
	}
	if own := u.Port(); own != port && !(own == "" && port == standard[u.Scheme]) {
		return false
	}
	switch {
	case path == "":
		return true
	case strings.HasSuffix(path, "/"):
		return strings.HasPrefix(u.EscapedPath(), "/"+path)
	}
	return u.EscapedPath() == "/"+path
}

// inline checks a script or a style that stands in the head itself.
func (h *headChecker) inline() {
	directive := map[string]string{"script": "script-src", "style": "style-src"}[h.open]
	if directive == "" || strings.TrimSpace(h.inside) == "" {
		return
	}
	sum := sha256.Sum256([]byte(h.inside))
	hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	if !slices.Contains(h.s.CSP[directive], hash) {
		h.say("the policy of the pages lets no inline "+h.open+" run", `allow it by its hash: csp: { `+directive+`: ["`+hash+`"] }`)
	}
}
