package render

import (
	"slices"
	"strings"
)

// drawing reads the HTML of a page and notes which faces its formulas draw with
// as it is opened. It is asked of each page that is shown, so it goes over the
// tags once and knows those alone that open, fold or end a formula.
type drawing struct {
	*faces
	drawn  []bool
	fonts  []font // of the open elements of a formula, innermost last
	folds  []fold // the open elements that may hide what is in them, innermost last
	hidden int    // how many of them do
	first  bool   // the next tab is the first of its tabs
}

// fold is an element that may hide its content: details, a tab; or the label
// of one, which shows what is in it.
type fold struct {
	name         string
	hides, shows bool
}

// hiding is how much an element adds to the number of those around a text that
// hide it.
func (f fold) hiding() int {
	switch {
	case f.hides:
		return 1
	case f.shows:
		return -1
	}
	return 0
}

func (d *drawing) read(html string) {
	for {
		text, rest, ok := strings.Cut(html, "<")
		d.text(text)
		if !ok {
			return
		}
		tag, rest, _ := strings.Cut(rest, ">")
		d.tag(tag)
		html = rest
	}
}

// text notes the faces of a text; a character that HTML writes as a name is one
// of ASCII.
func (d *drawing) text(text string) {
	if text == "" || len(d.fonts) == 0 || d.hidden > 0 {
		return
	}
	all := d.of(d.fonts[len(d.fonts)-1])
	for _, r := range text {
		if i := slices.IndexFunc(all, func(f face) bool { return f.has(r) }); i >= 0 {
			d.drawn[all[i].file] = true
		}
	}
}

func (d *drawing) tag(tag string) {
	name, attrs, _ := strings.Cut(tag, " ")
	switch {
	case len(d.fonts) > 0:
		d.inside(name, attrs)
	case name == "span" && strings.HasPrefix(attrs, `class="katex-html"`):
		d.inside(name, attrs)
	case name == "details":
		d.open(fold{name: name, hides: !strings.Contains(attrs, " open") && attrs != "open"})
	case name == "summary", name == "p" && classOf(attrs) == "tab-label":
		d.open(fold{name: name, shows: len(d.folds) > 0 && d.folds[len(d.folds)-1].hides})
	case name == "div" && ofClass(attrs, "tabs"):
		d.first = true
	case name == "section":
		tab := ofClass(attrs, "tab")
		d.open(fold{name: name, hides: tab && !d.first})
		d.first = d.first && !tab
	case strings.HasPrefix(name, "/") && d.at(name[1:]):
		d.close()
	}
}

// inside follows the elements of a formula.
func (d *drawing) inside(name, attrs string) {
	switch name {
	case "span":
		var outer font
		if len(d.fonts) > 0 {
			outer = d.fonts[len(d.fonts)-1]
		}
		d.fonts = append(d.fonts, outer.with(classOf(attrs)))
	case "/span":
		d.fonts = d.fonts[:len(d.fonts)-1]
	}
}

func (d *drawing) open(f fold) {
	d.folds = append(d.folds, f)
	d.hidden += f.hiding()
}

func (d *drawing) close() {
	last := len(d.folds) - 1
	d.hidden -= d.folds[last].hiding()
	d.folds = d.folds[:last]
}

// at reports whether the innermost fold is of an element.
func (d *drawing) at(name string) bool {
	return len(d.folds) > 0 && d.folds[len(d.folds)-1].name == name
}

// classOf returns the value of the class attribute, if it is the first.
func classOf(attrs string) string {
	value, ok := strings.CutPrefix(attrs, `class="`)
	if !ok {
		return ""
	}
	value, _, _ = strings.Cut(value, `"`)
	return value
}

func ofClass(attrs, class string) bool {
	for c := range strings.SplitSeq(classOf(attrs), " ") {
		if c == class {
			return true
		}
	}
	return false
}
