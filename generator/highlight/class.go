package highlight

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// The classes, each a colour in assets/css/code.css.
const (
	none     = ""
	keyword  = "k"
	text     = "s" // strings
	value    = "n" // numbers, constants, variables, attributes, escapes
	comment  = "c"
	function = "f" // functions defined or built in
	kind     = "t" // types, tags, keys
	inserted = "i" // lines of a diff
	deleted  = "d"
)

// classes gives a class to kinds of words. A kind that is not listed takes the
// class of its group (the kind with the last two digits zero), then of its
// category (the last three).
var classes = map[chroma.TokenType]string{
	chroma.Keyword:          keyword,
	chroma.KeywordConstant:  value,
	chroma.KeywordType:      kind,
	chroma.OperatorWord:     keyword,
	chroma.OperatorReserved: keyword,

	chroma.NameAttribute:     value,
	chroma.NameBuiltin:       function,
	chroma.NameBuiltinPseudo: none, // self, this: too many to colour
	chroma.NameClass:         kind,
	chroma.NameConstant:      value,
	chroma.NameDecorator:     function,
	chroma.NameEntity:        value,
	chroma.NameException:     kind,
	chroma.NameFunction:      function,
	chroma.NameKeyword:       keyword,
	chroma.NameLabel:         value,
	chroma.NameProperty:      kind,
	chroma.NameTag:           kind,
	chroma.NameVariable:      value,

	chroma.LiteralDate:           value,
	chroma.LiteralNumber:         value,
	chroma.LiteralString:         text,
	chroma.LiteralStringEscape:   value,
	chroma.LiteralStringInterpol: value,

	chroma.Comment:            comment,
	chroma.CommentPreproc:     keyword,
	chroma.CommentPreprocFile: text,

	chroma.GenericDeleted:    deleted,
	chroma.GenericHeading:    keyword,
	chroma.GenericInserted:   inserted,
	chroma.GenericPrompt:     comment,
	chroma.GenericSubheading: kind,
}

func classOf(t chroma.TokenType) string {
	for _, t := range []chroma.TokenType{t, t.SubCategory(), t.Category()} {
		if c, ok := classes[t]; ok {
			return c
		}
	}
	return none
}

// escaper leaves quotes as they are: the text stands between tags.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func escape(s string) string { return escaper.Replace(s) }

// writer joins neighbours of one class into one span.
type writer struct {
	out   strings.Builder
	open  string // class of the span that is open
	space string // spaces that may still join the open span: they show no colour
}

// write returns the tokens as HTML.
func write(tokens []chroma.Token) string {
	var w writer
	for _, t := range tokens {
		class := classOf(t.Type)
		for line := range strings.Lines(t.Value) {
			body := strings.TrimSuffix(line, "\n")
			w.add(class, body)
			if body != line {
				w.close()
				w.out.WriteByte('\n')
			}
		}
	}
	w.close()
	return w.out.String()
}

// add writes a piece of one line.
func (w *writer) add(class, s string) {
	if strings.Trim(s, " \t") == "" {
		w.space += s
		return
	}
	if class != w.open {
		w.close()
		if class != none {
			w.out.WriteString(`<span class="` + class + `">`)
		}
		w.open = class
	}
	w.out.WriteString(w.space)
	w.space = ""
	w.out.WriteString(escape(s))
}

// close ends the open span, if any, before the spaces that wait.
func (w *writer) close() {
	if w.open != none {
		w.out.WriteString("</span>")
	}
	w.open = none
	w.out.WriteString(w.space)
	w.space = ""
}
