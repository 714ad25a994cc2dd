package render

import (
	"fmt"
	"strconv"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/site"
)

// textWidth is how wide a text is at most, in CSS pixels.
const textWidth = 714

// image writes the attributes of a picture, a film or a sound.
func (w *writer) image(n int) {
	t, resolved := w.target(n)
	l := &w.doc.Links[n]
	classes := l.Attrs.Classes
	if l.Theme != "" {
		classes = append(classes[:len(classes):len(classes)], string(l.Theme)+"-only")
	}
	if resolved && t.Href == "" {
		classes = append(classes[:len(classes):len(classes)], "broken") // src="" would fetch the page again
	} else {
		w.address("src", t.Href)
	}
	if l.Media {
		w.attr("aria-label", w.alt(n))
	} else {
		w.WriteString(` alt="`)
		w.escaped(w.alt(n))
		w.WriteByte('"')
	}
	w.attr("title", l.Title)
	w.attr("id", l.Attrs.ID)
	if l.Poster > 0 {
		t, _ = w.target(l.Poster - 1) // a film is shown as large as its poster
	}
	share := w.size(l, t, &classes)
	w.attr("class", strings.Join(classes, " "))
	if l.Media || !resolved {
		return
	}
	if t.Srcset != "" {
		w.attr("srcset", t.Srcset)
		w.attr("sizes", share)
	}
	if n != w.first() {
		w.attr("loading", "lazy")
	}
	w.attr("decoding", "async")
}

// size writes a picture's width and height, adds the class of a share of the
// text's width, and returns how wide browsers should take it to be.
func (w *writer) size(l *site.Link, t assemble.Target, classes *[]string) (sizes string) {
	width, height := t.Width, t.Height
	sizes = fmt.Sprintf("(min-width: 800px) %dpx, 100vw", textWidth)
	n, unit := site.ParseLength(l.Attrs.Get("width"))
	h, tall := site.ParseLength(l.Attrs.Get("height"))
	switch {
	case unit == "%":
		step := max((n+2)/5*5, 5)
		*classes = append((*classes)[:len(*classes):len(*classes)], fmt.Sprintf("w-%d", step))
		sizes = fmt.Sprintf("(min-width: 800px) %dpx, %dvw", textWidth*step/100, step)
	case unit == "px":
		width, height = n, scaled(t.Height, n, t.Width)
		if tall == "px" {
			height = h
		}
		sizes = fmt.Sprintf("%dpx", n)
	case tall == "px":
		width, height = scaled(t.Width, h, t.Height), h
	}
	if width > 0 {
		w.attr("width", strconv.Itoa(width))
	}
	if height > 0 {
		w.attr("height", strconv.Itoa(height))
	}
	return sizes
}

// scaled returns a × by/of, rounded; 0 where it is not known.
func scaled(a, by, of int) int {
	if of == 0 {
		return 0
	}
	return (a*by + of/2) / of
}

// first returns the ordinal of the page's first picture, which is fetched at
// once; that of no link if it is one of two for the themes, of which one is not to be
// fetched at all.
func (w *writer) first() int {
	if w.eager != 0 {
		return w.eager - 1
	}
	w.eager = len(w.doc.Links) + 1
	for i, l := range w.doc.Links {
		// A poster and a file to choose from are no pictures of their own.
		if l.Embed && !l.Media && !(l.Sources && l.Decorative) {
			if l.Theme == "" {
				w.eager = i + 1
			}
			break
		}
	}
	return w.eager - 1
}
