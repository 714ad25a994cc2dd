package audit

import (
	"maps"
	"regexp"
	"slices"
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
	all     []tokens             // of all schemes, in their order
	classes map[string][]cssRule // rules with colours, by the classes that they name
	sheets  []*sheet
	own     []*sheet           // what the site's author wrote of them
	texts   map[string]float64 // tokens of letters, with what they need at least
	ground  map[string]bool    // values that are grounds: "var(--bg)", "#fff"
	uses    []cssRule          // that give letters a colour and no ground
	grounds []cssRule          // that give a ground and no letters
	pairs   []pairing
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
	var all []tokens
	for _, by := range schemes {
		all = append(all, tokensOf(sheets, by))
	}
	classes := byClass(sheets)
	for i, by := range schemes {
		p := &palette{scheme: by, tokens: all[i], all: all, classes: classes, sheets: sheets, texts: map[string]float64{}, ground: map[string]bool{}}
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
				p.letters(fore.value, size(r), map[string]bool{})
				p.ground[back.value] = true
			}
		case hasFore && paints:
			p.uses = append(p.uses, r)
		case hasBack && paints && painting.MatchString(r.selector):
			p.ground[back.value] = true
		case hasBack && paints && p.named(back.value) && !shape(r):
			p.grounds = append(p.grounds, r)
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
