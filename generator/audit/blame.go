package audit

import (
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/colour"
	"duizhao/generator/diag"
)

// Whose fault a pair of colours is, and what would be enough.

// weak is a declaration that is to blame, with the worst of what is wrong with it.
type weak struct {
	measured
	at      diag.Pos
	ground  bool         // the ground is to blame
	name    string       // of what is declared there
	against []limitation // what a better colour has to do
}

// limitation is a colour that another has to stand out from.
type limitation struct {
	colour.Colour
	need float64
}

// judge measures the pairs and tells each declaration that is to blame once.
func (p *palette) judge(own func() []*sheet) []finding {
	all := p.measured()
	if !slices.ContainsFunc(all, measured.weak) {
		return nil
	}
	p.own = own()
	found := map[diag.Pos]*weak{}
	for _, m := range all {
		at, ground, name := p.blamed(m.pairing)
		if found[at] == nil {
			found[at] = &weak{at: at}
		}
		w := found[at]
		w.against = append(w.against, limitation{m.other(ground), m.need})
		if m.weak() && (w.need == 0 || m.ratio/m.need < w.ratio/w.need) {
			w.measured, w.ground, w.name = m, ground, name
		}
	}
	var out []finding
	for _, w := range found {
		if w.need > 0 {
			out = append(out, finding{w.tell(), p.name})
		}
	}
	return out
}

// measured is a pair whose colours are known.
type measured struct {
	pairing
	letters, under colour.Colour
	ratio          float64
}

func (m measured) weak() bool { return m.ratio < m.need }

// other returns the colour that the one to blame comes together with.
func (m measured) other(ground bool) colour.Colour {
	if ground {
		return m.letters
	}
	return m.under
}

func (p *palette) measured() []measured {
	var out []measured
	for _, x := range p.pairs {
		letters, ok := p.colour(x.fore.value, p.scheme)
		under, ok2 := p.colour(x.back.value, p.scheme)
		if ok && ok2 {
			out = append(out, measured{x, letters, under, colour.Contrast(letters, under)})
		}
	}
	return out
}

// tell writes a finding.
func (w *weak) tell() diag.Diagnostic {
	fore, back := w.letters, w.under
	what := "letters"
	switch {
	case w.selector == "" && other(w.fore.name):
		what = "borders of fields, focus and charts"
	case w.need < needText:
		what = "large letters"
	}
	is := fmt.Sprintf("%s %s on %s %s", w.fore.name, fore, w.back.name, back)
	if w.selector != "" {
		is = fmt.Sprintf("%q has %s on %s", w.selector, fore, back)
	}
	from := fore
	if w.ground {
		from = back
	}
	hint := "no colour is far enough from all that it meets: change these first"
	good := func(c colour.Colour) bool {
		return !slices.ContainsFunc(w.against, func(l limitation) bool { return colour.Contrast(c, l.Colour) < l.need })
	}
	if c, ok := colour.Nearest(from, good); ok {
		hint = fmt.Sprintf("write %s: %s, the nearest that is enough", w.name, c)
	}
	return diag.Diagnostic{Pos: w.at, Severity: diag.Warning, Code: "output-contrast",
		Text: fmt.Sprintf("%s: %.2f : 1, and %s need %g : 1", is, floor(w.ratio), what, w.need), Hint: hint}
}

// floor rounds a ratio down, so that 4.499 is not told as enough.
func floor(v float64) float64 { return float64(int(v*100)) / 100 }

// blamed returns whose fault a pair is: of what the site's author wrote the rule that
// brings the two together, else the letters, else the ground.
func (p *palette) blamed(x pairing) (at diag.Pos, ground bool, name string) {
	if x.selector != "" {
		if at, ok := p.written(x.fore, x.selector); ok {
			return at, false, x.fore.name
		}
		if at, ok := p.written(x.back, x.selector); ok {
			return at, true, x.back.name
		}
	}
	for i, d := range []declaration{x.fore, x.back} {
		for range 8 {
			if at, ok := p.written(d, ""); ok {
				return at, i == 1, d.name
			}
			m := reference.FindStringSubmatch(d.value)
			if m == nil {
				break
			}
			d = p.tokens[m[1]].declaration
		}
	}
	return diag.Between(x.on[0].file, x.on[0].data, x.fore.start, x.fore.end), false, x.fore.name
}

// written finds a declaration where the site's author wrote it: published styles are
// bundled and have other places and forms of a colour.
func (p *palette) written(d declaration, selector string) (diag.Pos, bool) {
	for _, s := range slices.Backward(p.own) {
		for _, r := range slices.Backward(s.rules) {
			if selector == "" {
				if _, ok := p.root(r); !ok {
					continue
				}
			} else if plainSelector(r.selector) != plainSelector(selector) {
				continue
			}
			for _, o := range r.decls {
				if o.name == d.name && p.same(o.value, d.value) {
					return diag.Between(s.file, s.data, o.start, o.end), true
				}
			}
		}
	}
	return diag.Pos{}, false
}

// same reports whether two values are one, in whatever form.
func (p *palette) same(a, b string) bool {
	x, ok := colour.Parse(a)
	y, ok2 := colour.Parse(b)
	if ok && ok2 {
		return x.String() == y.String()
	}
	return plainSelector(a) == plainSelector(b)
}

// plainSelector leaves out what minifying does.
func plainSelector(s string) string {
	return strings.NewReplacer(" ", "", "\n", "", "\t", "", `"`, "", "'", "", "::", ":").Replace(s)
}
