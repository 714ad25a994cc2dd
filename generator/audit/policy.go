package audit

import (
	"fmt"
	"slices"
	"strings"
)

// loads checks what a tag loads or runs against the policy of the page: the policy
// is the first thing that counts, and nothing is written into the page that it
// blocks.
func (p *page) loads(t tag) {
	switch t.name {
	case "meta":
		if equiv, _ := t.get("http-equiv"); strings.EqualFold(equiv, "Content-Security-Policy") {
			if p.loaded {
				p.fail(t.at, "output-policy", "the content security policy stands behind what it is to guard", "write it right behind <meta charset>")
			}
			if content, _ := t.get("content"); !strings.Contains(content, "default-src") {
				p.fail(t.at, "output-policy", "the content security policy has no default-src", "")
			}
			p.policy = true
		}
	case "script":
		p.loaded = true
		kind, _ := t.get("type")
		if _, outside := t.get("src"); !outside && slices.Contains([]string{"", "module", "text/javascript"}, kind) {
			p.fail(t.at, "output-policy", "a script in the page, which its policy blocks", "write it into a file under assets/")
		}
	case "link":
		if rel, _ := t.get("rel"); strings.Contains(rel, "stylesheet") || strings.Contains(rel, "preload") {
			p.loaded = true
		}
	case "style":
		p.loaded = true
	}
	for _, a := range t.attrs {
		switch {
		case strings.HasPrefix(a.key, "on") && len(a.key) > 3:
			p.fail(t.at, "output-policy", fmt.Sprintf("%s on <%s> would run a script, which the policy of the page blocks", a.key, t.name), "write it into a file under assets/")
		case a.key == "style" && !p.styled():
			p.warn(t.at, "output-policy", fmt.Sprintf("a style attribute on <%s>", t.name), "write a class: formulas alone need style attributes")
		case (a.key == "href" || a.key == "src" || a.key == "action") && script(a.value):
			p.fail(t.at, "output-policy", fmt.Sprintf("%s on <%s> would run a script", a.key, t.name), "")
		}
	}
}

// styled reports whether the place is in a formula.
func (p *page) styled() bool { n := len(p.open); return n > 0 && p.open[n-1].katex }

func script(address string) bool {
	return strings.HasPrefix(strings.ToLower(strings.TrimSpace(address)), "javascript:")
}
