package audit

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/colour"
)

// Which letters stand on which ground, as far as rules tell.

// named reports whether a value is a token.
func (p *palette) named(value string) bool {
	m := reference.FindStringSubmatch(value)
	return m != nil && p.tokens[m[1]].sheet != nil
}

// letters notes which tokens a colour of letters stands for: one that rules set for
// themselves, such as --kind, stands for all that they set it to.
// Names that were looked at are in seen.
func (p *palette) letters(value string, need float64, seen map[string]bool) {
	m := reference.FindStringSubmatch(value)
	if m == nil || seen[m[1]] {
		return
	}
	seen[m[1]] = true
	if p.tokens[m[1]].sheet != nil {
		p.texts[m[1]] = max(p.texts[m[1]], need)
		return
	}
	for _, s := range p.sheets {
		for _, r := range s.rules {
			if d, ok := r.get(m[1]); ok {
				p.letters(d.value, need, seen)
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

// shape reports whether a rule draws something of a size of its own, such as a bar or
// a dot, and no ground for letters.
func shape(r cssRule) bool {
	_, sized := r.get("height", "block-size", "aspect-ratio", "mask", "-webkit-mask")
	return sized
}

var class = regexp.MustCompile(`\.[\w-]+`)

// byClass sorts the rules that have a colour or a ground.
func byClass(sheets []*sheet) map[string][]cssRule {
	out := map[string][]cssRule{}
	for _, s := range sheets {
		for _, r := range s.rules {
			if _, ok := r.get("color", "background", "background-color"); ok {
				for _, name := range class.FindAllString(r.selector, -1) {
					out[name] = append(out[name], r)
				}
			}
		}
	}
	return out
}

// inverted reports whether the letters on a ground are made for it, and not for the
// page: rules of the same class give them a colour that is no token, or that would not
// stand out on the page.
func (p *palette) inverted(ground cssRule) bool {
	names := class.FindAllString(ground.selector, -1)
	if len(names) == 0 {
		return false
	}
	return slices.ContainsFunc(p.classes[names[len(names)-1]], func(r cssRule) bool {
		d, ok := r.get("color")
		return ok && p.sinks(d.value)
	})
}

// apart reports whether letters have a ground of their own, which is none of the page.
func (p *palette) apart(letters cssRule) bool {
	return slices.ContainsFunc(class.FindAllString(letters.selector, -1), func(name string) bool {
		return slices.ContainsFunc(p.classes[name], func(r cssRule) bool {
			back, ok := r.get("background", "background-color")
			_, drawn := r.get("content")
			_, opaque := p.colour(back.value, p.scheme)
			return ok && opaque && !drawn && !shape(r) && !p.ground[back.value]
		})
	})
}

// sinks reports whether a colour of letters is none for the page's own ground, in some
// scheme: what letters stand on is the same in all.
func (p *palette) sinks(value string) bool {
	if _, literal := colour.Parse(value); literal {
		return true
	}
	for i, ts := range p.all {
		letters, ok := ts.colour(value, schemes[i])
		for ground := range p.ground {
			if page, known := ts.colour(ground, schemes[i]); ok && known && colour.Contrast(letters, page) < needOther {
				return true
			}
		}
	}
	return false
}

// meet brings letters and grounds together.
func (p *palette) meet() {
	p.grounds = slices.DeleteFunc(p.grounds, p.inverted)
	for _, r := range p.grounds {
		back, _ := r.get("background", "background-color")
		p.ground[back.value] = true
	}
	for _, r := range p.uses {
		if fore, _ := r.get("color"); !p.apart(r) {
			p.letters(fore.value, size(r), map[string]bool{})
		}
	}
	for name := range p.tokens {
		if other(name) {
			p.texts[name] = max(p.texts[name], needOther)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.texts)) {
		fore := p.tokens[name]
		if p.ground["var("+name+")"] {
			continue // letters in the colour of a ground are on another, which their rule names
		}
		for _, ground := range slices.Sorted(maps.Keys(p.ground)) {
			back := token{declaration: declaration{name: "background", value: ground}}
			if m := reference.FindStringSubmatch(ground); m != nil {
				back = p.tokens[m[1]]
			}
			p.pairs = append(p.pairs, pairing{fore.declaration, back.declaration, [2]*sheet{fore.sheet, back.sheet}, "", p.texts[name]})
		}
	}
}
