package audit

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"duizhao/generator/diag"
)

// Contrast is measured in the published styles, not on the pages: which letters stand
// on which ground only a browser knows for each place, but a theme says by its tokens
// what is a colour of letters and what is a ground. These are measured:
//
//   - every token that is the colour of letters in the style that paints the page, on
//     every token that is a ground there, and on the page's own: 4.5 : 1, for large
//     letters 3 : 1 (WCAG 2.2, 1.4.3);
//   - the tokens of what a reader has to make out that is no letter, by their names:
//     --border, of fields and buttons, --focus, and the colours of charts: 3 : 1
//     (1.4.11). That other lines, such as --hairline, only decorate, no style tells;
//   - the two colours of a rule that gives both, in every style.
//
// Colours that something shines through are left out, and what the page's own grounds
// say nothing of: a colour of letters without a ground beside it, if it is no token.

// need is a ratio that is asked for.
const (
	needText  = 4.5
	needOther = 3.0
)

// other reports whether a token is of what is no letter and has to be made out.
func other(name string) bool {
	return name == "--border" || name == "--focus" || strings.HasPrefix(name, "--chart-")
}

// palette is what styles say of colours in one scheme.
type palette struct {
	scheme
	tokens
	sheets []*sheet
	own    []*sheet           // what the site's author wrote of them
	texts  map[string]float64 // tokens of letters, with what they need at least
	ground map[string]bool    // values that are grounds: "var(--bg)", "#fff"
	pairs  []pairing
}

// pairing is a colour of letters with its ground, as a rule has them or as they come
// together.
type pairing struct {
	fore, back declaration // of a token, or of the rule itself
	on         [2]*sheet
	selector   string // of the rule; "" for tokens
	need       float64
}

// contrast measures the colours of the styles that pages load, in their order.
func (s *Site) contrast() []diag.Diagnostic {
	var sheets []*sheet
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		for _, dest := range s.files[name].styles {
			target, _, _ := s.locate(name, dest)
			if f := s.files[target]; f != nil && f.sheet != nil && !slices.Contains(sheets, f.sheet) {
				sheets = append(sheets, f.sheet)
			}
		}
	}
	own := sync.OnceValue(func() []*sheet {
		if len(s.Styles) == 0 {
			return sheets
		}
		var out []*sheet
		for _, name := range slices.Sorted(maps.Keys(s.Styles)) {
			out = append(out, readSheet(name, s.Styles[name]))
		}
		return out
	})
	var found []finding
	for _, by := range schemes {
		p := &palette{scheme: by, tokens: tokensOf(sheets, by), sheets: sheets, texts: map[string]float64{}, ground: map[string]bool{}}
		for _, s := range sheets {
			p.read(s)
		}
		p.meet()
		found = append(found, p.judge(own)...)
	}
	return together(found)
}

// finding is what is wrong in a scheme.
type finding struct {
	diag.Diagnostic
	scheme string
}

// together tells once what is wrong in every scheme.
func together(found []finding) []diag.Diagnostic {
	in := map[diag.Diagnostic][]string{}
	for _, f := range found {
		if !slices.Contains(in[f.Diagnostic], f.scheme) {
			in[f.Diagnostic] = append(in[f.Diagnostic], f.scheme)
		}
	}
	var out []diag.Diagnostic
	for d, names := range in {
		if len(names) == 1 {
			d.Text += " (" + names[0] + ")"
		}
		out = append(out, d)
	}
	return out
}

// painting reports whether a rule paints the page itself.
var painting = regexp.MustCompile(`(^|,)\s*(html|body|:root)\s*(,|$)`)

// read notes what a style says.
func (p *palette) read(s *sheet) {
	paints := slices.ContainsFunc(s.rules, func(r cssRule) bool {
		_, back := r.get("background", "background-color")
		return back && painting.MatchString(r.selector)
	})
	for _, r := range s.rules {
		if !p.seen(r) {
			continue
		}
		fore, hasFore := r.get("color")
		back, hasBack := r.get("background", "background-color")
		_, drawn := r.get("content")
		switch {
		case drawn: // a sign or a shape, not what is read
		case hasFore && hasBack:
			p.pairs = append(p.pairs, pairing{fore, back, [2]*sheet{s, s}, r.selector, size(r)})
			if paints && painting.MatchString(r.selector) {
				p.letters(fore.value, size(r), 0)
				p.ground[back.value] = true
			}
		case hasFore && paints:
			p.letters(fore.value, size(r), 0)
		case hasBack && paints && (painting.MatchString(r.selector) || p.named(back.value)):
			p.ground[back.value] = true
		}
	}
}

// seen reports whether a rule counts on a screen of some width.
func (p *palette) seen(r cssRule) bool {
	return !slices.ContainsFunc(r.media, func(m string) bool {
		m = strings.ReplaceAll(m, ": ", ":")
		return strings.Contains(m, "print") || strings.Contains(m, "forced-colors") || strings.Contains(m, "prefers-contrast") ||
			strings.Contains(m, "prefers-color-scheme:dark") && !p.system || strings.Contains(m, "prefers-color-scheme:light") && p.system
	})
}

// named reports whether a value is a token.
func (p *palette) named(value string) bool {
	m := reference.FindStringSubmatch(value)
	return m != nil && p.tokens[m[1]].sheet != nil
}

// letters notes which tokens a colour of letters stands for: one that rules set for
// themselves, such as --kind, stands for all that they set it to.
func (p *palette) letters(value string, need float64, depth int) {
	m := reference.FindStringSubmatch(value)
	if m == nil || depth > 4 {
		return
	}
	if p.tokens[m[1]].sheet != nil {
		p.texts[m[1]] = max(p.texts[m[1]], need)
		return
	}
	for _, s := range p.sheets {
		for _, r := range s.rules {
			if d, ok := r.get(m[1]); ok {
				p.letters(d.value, need, depth+1)
			}
		}
	}
}

var fontSize = regexp.MustCompile(`(?:^|\s)([\d.]+)(px|rem|em)(?:/|\s|$)`)

// size returns what letters of a rule need: less where it makes them large, 24 px or,
// in bold, 18.66.
func size(r cssRule) float64 {
	font, _ := r.get("font", "font-size")
	weight, _ := r.get("font", "font-weight")
	m := fontSize.FindStringSubmatch(font.value)
	if m == nil || m[2] == "em" {
		return needText
	}
	px, _ := strconv.ParseFloat(m[1], 64) // the pattern lets nothing else pass, or ".", which is no size
	if m[2] == "rem" {
		px *= 16
	}
	if bold := strings.Contains(weight.value, "bold") || strings.Contains(weight.value, "700") || strings.Contains(weight.value, "800"); px >= 24 || bold && px >= 56./3 {
		return needOther
	}
	return needText
}

// meet brings letters and grounds together.
func (p *palette) meet() {
	for name := range p.tokens {
		if other(name) {
			p.texts[name] = max(p.texts[name], needOther)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.texts)) {
		fore := p.tokens[name]
		for _, ground := range slices.Sorted(maps.Keys(p.ground)) {
			back := token{declaration: declaration{name: "background", value: ground}}
			if m := reference.FindStringSubmatch(ground); m != nil {
				back = p.tokens[m[1]]
			}
			p.pairs = append(p.pairs, pairing{fore.declaration, back.declaration, [2]*sheet{fore.sheet, back.sheet}, "", p.texts[name]})
		}
	}
}

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
	colour
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
	letters, under colour
	ratio          float64
}

func (m measured) weak() bool { return m.ratio < m.need }

// other returns the colour that the one to blame comes together with.
func (m measured) other(ground bool) colour {
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
			out = append(out, measured{x, letters, under, contrast(letters, under)})
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
	good := func(c colour) bool {
		return !slices.ContainsFunc(w.against, func(l limitation) bool { return contrast(c, l.colour) < l.need })
	}
	if c, ok := nearest(from, good); ok {
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
	x, ok := parseColour(a)
	y, ok2 := parseColour(b)
	if ok && ok2 {
		return x.String() == y.String()
	}
	return plainSelector(a) == plainSelector(b)
}

// plainSelector leaves out what minifying does.
func plainSelector(s string) string {
	return strings.NewReplacer(" ", "", "\n", "", "\t", "", `"`, "", "'", "", "::", ":").Replace(s)
}
