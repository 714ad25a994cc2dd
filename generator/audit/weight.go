package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/diag"
)

// What a reader downloads for a page: the page, and what it says it needs. Texts count
// as hosts send them, compressed; what scripts load later, and what comes from other
// hosts, is not known here.

// Budgets are limits in bytes, by what is limited: "page" is all that a page loads,
// and of that "html", "css", "js", "fonts" and "images". What has none, or 0, is not
// limited.
type Budgets map[string]int

// kinds are what a page loads, as budgets name it and as messages do.
var kinds = []struct{ key, what, hint string }{
	{"page", "", "make these smaller, or cut the page in two"},
	{"html", " of HTML", "cut the page in two"},
	{"css", " of styles", "leave out what pages do not need; the style of a block is loaded where the block is"},
	{"js", " of scripts", "leave out what pages do not need; the script of a block is loaded where the block is"},
	{"fonts", " of fonts", "preload what the first screen needs alone, and of a font the characters that texts have"},
	{"images", " of pictures", "save them as WebP or with fewer pixels, or cut the page in two"},
}

// load is what a page loads.
type load struct{ dest, kind string }

// needs notes what a tag has the browser load at once, or when it comes into view.
func (p *page) needs(t tag) {
	add := func(dest, kind string) {
		if dest = strings.TrimSpace(dest); dest != "" && !strings.HasPrefix(dest, "data:") {
			p.file.loads = append(p.file.loads, load{dest, kind})
		}
	}
	src, _ := t.get("src")
	switch t.name {
	case "script":
		add(src, "js")
	case "img":
		set, _ := t.get("srcset")
		add(cmp.Or(candidate(set), src), "images")
	case "link":
		rel, _ := t.get("rel")
		href, _ := t.get("href")
		as, _ := t.get("as")
		switch kind := map[string]string{"font": "fonts", "image": "images", "script": "js", "style": "css"}[as]; {
		case slices.Contains(strings.Fields(rel), "stylesheet"):
			add(href, "css")
			p.file.styles = append(p.file.styles, href)
		case rel == "modulepreload":
			add(href, "js")
		case rel == "preload" && kind != "":
			add(href, kind)
		}
	}
}

// screen is how many pixels a picture fills on a screen of twice the density.
const screen = 1600

// candidate returns the copy of a picture that such a screen loads: the first that is
// wide enough, else the largest.
func candidate(set string) string {
	best, width := "", 0
	for c := range strings.SplitSeq(set, ",") {
		f := strings.Fields(c)
		if len(f) < 2 {
			continue
		}
		w, err := strconv.Atoi(strings.TrimRight(f[1], "wx"))
		if err != nil {
			continue
		}
		if width < screen && w > width || w >= screen && w < width {
			best, width = f[0], w
		}
	}
	return best
}

// part is something that a page consists of.
type part struct {
	name, kind string
	size       int
}

// parts returns what a page consists of, the largest first.
func (s *Site) parts(name string) []part {
	out := []part{{name, "html", s.files[name].size}}
	seen := map[string]bool{name: true}
	for _, l := range s.files[name].loads {
		target, _, inside := s.locate(name, l.dest)
		if f := s.files[target]; inside && f != nil && !seen[target] {
			seen[target] = true
			out = append(out, part{target, l.kind, f.size})
		}
	}
	slices.SortStableFunc(out, func(a, b part) int { return cmp.Compare(b.size, a.size) })
	return out
}

// weigh holds a page to the budgets.
func (s *Site) weigh(name string) []diag.Diagnostic {
	if !s.files[name].page || len(s.Budgets) == 0 || s.Again != nil && s.Again(name) {
		return nil
	}
	var out []diag.Diagnostic
	parts := s.parts(name)
	for _, k := range kinds {
		own, sum := parts[:0:0], 0
		for _, p := range parts {
			if k.key == "page" || p.kind == k.key {
				own, sum = append(own, p), sum+p.size
			}
		}
		if limit := s.Budgets[k.key]; limit > 0 && sum > limit {
			out = append(out, diag.Diagnostic{Pos: s.source(name), Severity: diag.Warning, Code: "output-budget",
				Text: fmt.Sprintf("%q has a reader load %s%s, and %s are allowed; the largest: %s",
					"/"+strings.TrimSuffix(name, "index.html"), bytesOf(sum), k.what, bytesOf(limit), largest(own, name)),
				Hint: fmt.Sprintf("%s; the limit is check.budgets.%s in site.yaml", k.hint, k.key)})
		}
	}
	return out
}

// told is how many parts a message names.
const told = 3

// largest names the first of the parts of a page.
func largest(parts []part, page string) string {
	var out []string
	for _, p := range parts[:min(len(parts), told)] {
		if p.name == page {
			p.name = "the page itself"
		}
		out = append(out, bytesOf(p.size)+" "+p.name)
	}
	return strings.Join(out, ", ")
}

// source returns the place that a page is made from.
func (s *Site) source(name string) diag.Pos {
	if s.Source != nil {
		if file := s.Source(name); file != "" {
			return diag.Pos{File: file}
		}
	}
	return diag.Pos{File: s.Prefix + name}
}

// bytesOf writes a number of bytes for people.
func bytesOf(n int) string {
	if n < 999_500 {
		return fmt.Sprintf("%d KB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
