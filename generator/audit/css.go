package audit

import (
	"bytes"
	"slices"
	"strings"
)

// What is read of a style: its rules with their declarations, flat, each with the
// conditions it stands under. It is a reader of styles that are well-formed, as
// bundlers write them; what it does not understand it passes over.

// sheet is a style.
type sheet struct {
	file  string
	data  []byte
	rules []cssRule
}

// cssRule is a rule.
type cssRule struct {
	selector string
	media    []string // the conditions of the @media and the like around it
	layered  bool     // it stands in a layer, so that every rule outside of them wins
	decls    []declaration
}

// declaration is a property with its value, and the bytes of both.
type declaration struct {
	name, value string
	start, end  int
}

// readSheet reads a style.
func readSheet(file string, data []byte) *sheet {
	s := &sheet{file: file, data: data}
	p := &cssReader{text: blankComments(data), sheet: s}
	p.rules(cssRule{}, false)
	return s
}

// blankComments writes spaces for comments, so that places stay.
func blankComments(data []byte) []byte {
	out := bytes.Clone(data)
	for at := 0; ; {
		i := bytes.Index(out[at:], []byte("/*"))
		if i < 0 {
			return out
		}
		start, end := at+i, len(out)
		if j := bytes.Index(out[start+2:], []byte("*/")); j >= 0 {
			end = start + 2 + j + 2
		}
		for k := start; k < end; k++ {
			if out[k] != '\n' {
				out[k] = ' '
			}
		}
		at = end
	}
}

type cssReader struct {
	text  []byte
	at    int
	depth int
	sheet *sheet
}

// deepest is how deep blocks are followed.
const deepest = 32

// rules reads up to the end of the block that is open: declarations into the rule
// around, and rules in it.
func (p *cssReader) rules(around cssRule, inside bool) {
	p.depth++
	own := around
	own.decls = nil
	for p.at < len(p.text) {
		start := p.at
		stop := p.part()
		text := bytes.TrimSpace(p.text[start:min(p.at, len(p.text))])
		p.at++
		if inside && stop != '{' {
			own.declare(p.text, start, p.at-1)
		}
		switch stop {
		case '{':
			p.block(around, string(text))
		case '}':
			p.at--
			p.close(own)
			return
		}
	}
	p.close(own)
}

func (p *cssReader) close(own cssRule) {
	p.depth--
	p.at++
	if len(own.decls) > 0 {
		p.sheet.rules = append(p.sheet.rules, own)
	}
}

// part goes to the sign that ends a prelude or a declaration, and returns it.
func (p *cssReader) part() byte {
	round := 0
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; c {
		case '\\':
			p.at++
		case '"', '\'':
			for p.at++; p.at < len(p.text) && p.text[p.at] != c; p.at++ {
				if p.text[p.at] == '\\' {
					p.at++
				}
			}
		case '(', '[':
			round++
		case ')', ']':
			round--
		case '{', '}':
			return c
		case ';':
			if round <= 0 {
				return c
			}
		}
	}
	return 0
}

// block reads what stands between braces behind a prelude.
func (p *cssReader) block(around cssRule, prelude string) {
	next := around
	name, condition, _ := strings.Cut(prelude, " ")
	if i := strings.IndexByte(name, '('); i > 0 { // @media(…)
		name, condition = prelude[:i], prelude[i:]
	}
	switch {
	case p.depth >= deepest || slices.Contains([]string{"@font-face", "@keyframes", "@page", "@property", "@counter-style"}, name):
		p.skip()
		return
	case name == "@layer":
		next.layered = true
		p.rules(next, false)
	case strings.HasPrefix(name, "@"):
		next.media = append(slices.Clip(around.media), strings.TrimPrefix(name, "@")+" "+condition)
		p.rules(next, around.selector != "")
	default:
		next.selector = prelude
		p.rules(next, true)
	}
}

// skip goes behind the end of a block.
func (p *cssReader) skip() {
	for open := 1; open > 0 && p.at < len(p.text); p.at++ {
		switch p.part() {
		case '{':
			open++
		case '}':
			open--
		}
	}
}

// declare takes a declaration in.
func (r *cssRule) declare(text []byte, start, end int) {
	end = min(end, len(text))
	name, value, ok := bytes.Cut(text[start:end], []byte(":"))
	d := declaration{name: strings.TrimSpace(string(name)), value: strings.TrimSpace(string(value))}
	if !ok || d.name == "" || strings.ContainsAny(d.name, " \t\n") {
		return
	}
	d.start = start + len(name) - len(bytes.TrimLeft(name, " \t\r\n\f"))
	d.end = start + len(bytes.TrimRight(text[start:end], " \t\r\n\f"))
	if plain, important := strings.CutSuffix(d.value, "!important"); important {
		d.value = strings.TrimSpace(plain)
	}
	r.decls = append(r.decls, d)
}

// get returns the last declaration of a property.
func (r *cssRule) get(names ...string) (declaration, bool) {
	for _, d := range slices.Backward(r.decls) {
		if slices.Contains(names, d.name) {
			return d, true
		}
	}
	return declaration{}, false
}
