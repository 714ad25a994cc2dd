package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/diag"
)

// lineKeys are the keys that take lines, as ins={2-4}.
var lineKeys = map[string]LineMark{"mark": Marked, "ins": Inserted, "del": Deleted, "focus": Focused, "collapse": Folded}

// codeKeys are all that an author may write, but those of sampleKeys (samples.go).
func codeKeys() []string {
	return []string{"title", "showLineNumbers", "startLineNumber", "wrap", "collapse", "collapsed", "mark", "ins", "del", "focus"}
}

// key reads a word, alone or with a value behind it.
func (p *infoParser) key() {
	start := p.at
	n := bytes.IndexAny(p.text[start:], " \t={")
	if n < 0 {
		n = len(p.text) - start
	}
	end := start + n
	name := string(p.text[start:end])
	p.at = end
	if end == len(p.text) || p.text[end] != '=' || name == "" {
		p.at = max(p.at, start+1)
		p.flag(name, start)
		return
	}
	p.at++
	mark := lineKeys[strings.ToLower(name)]
	if p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '{' && mark != 0 && p.lines(mark):
			return
		case c == '/' && mark > 0 && mark <= Deleted, (c == '"' || c == '\'') && mark > 0 && mark <= Deleted:
			p.word(mark, start)
			return
		case c == '"' || c == '\'':
			if value, n := between(p.text[p.at:]); n > 0 {
				p.at += n
				p.set(name, value, start, end)
				return
			}
		case c == '{': // lines that cannot be read
			p.at = p.until(p.at)
			p.unknown(start, p.at, fmt.Sprintf("%q is no set of lines", p.text[start:p.at]), "write lines as {1,4-6}")
			return
		}
	}
	from := p.at
	for p.at < len(p.text) && p.text[p.at] != ' ' && p.text[p.at] != '\t' {
		p.at++
	}
	p.set(name, string(p.text[from:p.at]), start, end)
}

// flag takes a word without a value. Behind the path of an include an unknown
// one is most likely the rest of a path with a space in it.
func (p *infoParser) flag(name string, start int) {
	known := append(codeKeys(), sampleKeys()...)
	if p.include && p.odd < 0 && !slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, name) }) {
		p.odd = p.base + start
	}
	if p.odd < 0 {
		p.set(name, "", start, p.at)
	}
}

// set takes a key with its value, "" for a flag.
func (p *infoParser) set(name, value string, start, end int) {
	on := value == "" || value == "true"
	switch key := strings.ToLower(name); key {
	case "title":
		p.Title = value
	case "showlinenumbers":
		p.Numbered = value != "false"
		p.first(value)
	case "startlinenumber":
		p.Numbered = true
		if value == "file" && p.include {
			p.OfFile = true
		} else if !p.first(value) {
			p.unknown(start, end, fmt.Sprintf("%q is no number of a line", value), "write startLineNumber=10 or, of an included file, startLineNumber=file")
		}
	case "wrap":
		p.Wrap = on
	case "collapse":
		p.Collapse = on
	case "collapsed":
		p.Collapsed = on
	default:
		p.other(key, name, value, start, end)
	}
}

// other takes a key that changes no look.
func (p *infoParser) other(key, name, value string, start, end int) {
	if slices.Contains(sampleKeys(), key) {
		p.runKey(key, value, start, end)
		return
	}
	if lineKeys[key] != 0 {
		p.unknown(start, end, fmt.Sprintf("%q needs lines", name), "write "+name+"={2,4-6}")
		return
	}
	p.unknown(start, end, fmt.Sprintf("code has no attribute %q", name), diag.DidYouMean(name, codeKeys()))
}

func (p *infoParser) first(value string) bool {
	n, ok := lineNumber(value)
	if ok {
		p.First = n
	}
	return ok
}
