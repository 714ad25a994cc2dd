package markdown

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"duizhao/generator/site"
)

// runs gathers the plain text of a block. A run is made a string when it ends:
// a string that grows by each word would be copied for each.
type runs struct {
	ended []site.Run
	field site.Field // of the run being written
	text  []byte
}

func (r *runs) add(f site.Field, s string) {
	if s == "" {
		return
	}
	if f != r.field || f == site.Var { // of which each is a name
		r.end()
		r.field = f
	}
	r.text = append(r.text, s...)
}

// gap notes a space between texts that stand apart on the page, such as the
// items of a list, unless one is noted or nothing stands before.
func (r *runs) gap() {
	switch {
	case len(r.text) == 0 || bytes.HasSuffix(r.text, []byte("\n")):
	case r.field == site.Var || r.field == site.TeX: // a name or a formula, with nothing behind it
		r.add(site.Prose, "\n")
	default:
		r.text = append(r.text, '\n')
	}
}

// unspace takes away a space that ends the text so far.
func (r *runs) unspace() { r.text = bytes.TrimSuffix(r.text, []byte(" ")) }

// last returns the last character, if it is prose; else 0.
func (r *runs) last() rune {
	if len(r.text) == 0 || r.field != site.Prose {
		return 0
	}
	c, _ := utf8.DecodeLastRune(r.text)
	return c
}

// before returns the last character, whatever its field; that of what is no
// prose counts as a letter. 0 at the start.
func (r *runs) before() rune {
	switch {
	case len(r.text) == 0 && len(r.ended) == 0:
		return 0
	case bytes.HasSuffix(r.text, []byte("\n")): // a gap
		return '\n'
	case len(r.text) == 0 || r.field != site.Prose:
		return 'x'
	}
	return r.last()
}

// runsMark is a place in the text.
type runsMark struct{ ended, text int }

func (r *runs) mark() runsMark { return runsMark{len(r.ended), len(r.text)} }

// since returns the runs from a place on.
func (r *runs) since(m runsMark) []site.Run {
	out := append(slices.Clone(r.ended[m.ended:]), site.Run{Field: r.field, Text: string(r.text)})
	out[0].Text = out[0].Text[min(m.text, len(out[0].Text)):]
	return slices.DeleteFunc(out, func(run site.Run) bool { return run.Text == "" })
}

// end returns the runs; what is added later is another.
func (r *runs) end() []site.Run {
	if len(r.text) > 0 {
		r.ended = append(r.ended, site.Run{Field: r.field, Text: string(r.text)})
		r.text = r.text[:0]
	}
	return r.ended
}
