package audit

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"duizhao/generator/colour"
)

// What the custom properties of the root are, in each of the ways in which a reader
// may see a page: light, dark by the system, dark by choice.

// scheme is one of these ways.
type scheme struct {
	name   string // as messages have it
	system bool   // the system is dark
	chosen string // data-theme of the root: what the reader chose
}

var schemes = []scheme{{name: "light"}, {name: "dark", system: true}, {name: "dark", chosen: "dark"}}

// token is a custom property of the root as it counts in a scheme.
type token struct {
	declaration
	sheet  *sheet
	weight int // of its selector
	loose  bool
}

// tokens are the custom properties of the root in a scheme, by name.
type tokens map[string]token

// tokensOf finds what counts: what stands in no layer wins, then the more special
// selector, then what stands last.
func tokensOf(sheets []*sheet, by scheme) tokens {
	out := tokens{}
	for _, s := range sheets {
		for _, r := range s.rules {
			if !slices.ContainsFunc(r.decls, func(d declaration) bool { return strings.HasPrefix(d.name, "--") }) {
				continue
			}
			weight, ok := by.root(r)
			if !ok {
				continue
			}
			for _, d := range r.decls {
				if !strings.HasPrefix(d.name, "--") {
					continue
				}
				old, there := out[d.name]
				next := token{d, s, weight, !r.layered}
				if !there || cmp.Or(compareBool(old.loose, next.loose), cmp.Compare(old.weight, next.weight)) <= 0 {
					out[d.name] = next
				}
			}
		}
	}
	return out
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// root reports whether a rule is of the root in the scheme, and how special it is.
func (by scheme) root(r cssRule) (weight int, ok bool) {
	for _, m := range r.media {
		if !by.medium(m) {
			return 0, false
		}
	}
	for selector := range strings.SplitSeq(r.selector, ",") {
		if w, fits := by.selects(strings.TrimSpace(selector)); fits {
			weight, ok = max(weight, w), true
		}
	}
	return weight, ok
}

var simple = regexp.MustCompile(`^(?::root|html|\[data-theme=["']?(\w+)["']?\]|:not\(\[data-theme=["']?(\w+)["']?\]\))`)

// selects reports whether a selector names the root in the scheme.
func (by scheme) selects(selector string) (weight int, ok bool) {
	for selector != "" {
		m := simple.FindStringSubmatch(selector)
		if m == nil || m[1] != "" && m[1] != by.chosen || m[2] != "" && m[2] == by.chosen {
			return 0, false
		}
		if weight++; m[0] != "html" {
			weight += 9
		}
		selector = selector[len(m[0]):]
	}
	return weight, weight > 0
}

// medium reports whether a condition around a rule holds on a screen in the scheme,
// for readers who asked for nothing particular.
func (by scheme) medium(condition string) bool {
	kind, query, _ := strings.Cut(strings.ReplaceAll(condition, ": ", ":"), " ")
	if kind != "media" {
		return kind == "supports"
	}
	return slices.ContainsFunc(strings.Split(query, ","), func(q string) bool {
		q, not := strings.CutPrefix(strings.TrimSpace(q), "not ")
		holds := true
		for part := range strings.SplitSeq(strings.TrimPrefix(q, "only "), " and ") {
			switch strings.TrimSpace(part) {
			case "screen", "all":
			case "(prefers-color-scheme:dark)":
				holds = holds && by.system
			case "(prefers-color-scheme:light)":
				holds = holds && !by.system
			default:
				holds = false
			}
		}
		return holds != not
	})
}

// reference is a value that is a custom property and nothing else.
var reference = regexp.MustCompile(`^var\(\s*(--[\w-]+)\s*(?:,.*)?\)$`)

// colour returns the colour that a value is; false where it is none that is known.
func (ts tokens) colour(value string, by scheme) (colour.Colour, bool) {
	for range 8 { // a token may be another's
		if m := reference.FindStringSubmatch(value); m != nil {
			value = ts[m[1]].value
			continue
		}
		if both, ok := strings.CutPrefix(value, "light-dark("); ok {
			light, dark, _ := strings.Cut(strings.TrimSuffix(both, ")"), ",")
			value = strings.TrimSpace(light)
			if by.name == "dark" {
				value = strings.TrimSpace(dark)
			}
			continue
		}
		return colour.Parse(value)
	}
	return colour.Colour{}, false
}
