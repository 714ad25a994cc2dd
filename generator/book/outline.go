package book

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// In a book in two languages a heading stands there twice, and so it would in the
// outline: here the two become one item, with both titles.

// heading is one of the book's, in the order of its document.
type heading struct {
	title  string // of a pair both titles
	paired bool
	second bool // the second of a pair
}

// outline reads those of an article.
func (x *links) outline(article *html.Node) {
	var row *html.Node // of the last heading, if that was the first of a pair
	each(article, func(n *html.Node) {
		if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			return
		}
		if b := find(n, func(n *html.Node) bool { return hasClass(n, "b") }); hasClass(n, "row") && b != nil {
			a := find(n, func(n *html.Node) bool { return hasClass(n, "a") })
			x.headings = append(x.headings, heading{title: both(withNumber(a), title(b)), paired: true})
			row = nil
			return
		}
		side := sideOf(n)
		switch last := len(x.headings) - 1; {
		case side != nil && hasClass(side, "b") && side.Parent == row:
			x.headings[last].title, x.headings[last].paired = both(x.headings[last].title, title(n)), true
			x.headings = append(x.headings, heading{second: true})
			row = nil
		default:
			x.headings = append(x.headings, heading{title: withNumber(n)})
			row = nil
			if side != nil && hasClass(side, "a") {
				row = side.Parent
			}
		}
	})
}

// both are two titles as one.
func both(a, b string) string { return a + " · " + b }

// withNumber is what a heading says, behind its number.
func withNumber(n *html.Node) string {
	number := ""
	if no := find(n, func(n *html.Node) bool { return hasClass(n, "no") }); no != nil && no.FirstChild != nil {
		number = no.FirstChild.Data
	}
	return strings.TrimSpace(number + " " + title(n))
}

// sideOf returns the side of a row that an element stands in.
func sideOf(n *html.Node) *html.Node {
	for ; n != nil && n.Parent != nil; n = n.Parent {
		if (hasClass(n, "a") || hasClass(n, "b")) && hasClass(n.Parent, "row") {
			return n
		}
	}
	return nil
}

// item is an entry of a file's outline.
type item struct {
	object int
	body   []byte // without what links it to others
	under  []*item
}

var itemLinks = regexp.MustCompile(`\n/(?:Parent|Prev|Next|First|Last) \d+ 0 R|\n/Count -?\d+`)

// pair makes one item of the two of each paired heading. An outline that is not of
// these headings is left as it is: it is still one to go by.
func (f *pdfFile) pair(headings []heading) {
	top := reference(f.objects[f.root], "Outlines")
	seen := map[int]bool{top: true}
	all, next := f.items(f.objects[top], seen), 0
	if top == 0 || count(all) != len(headings) || !matches(all, headings, &next) {
		return
	}
	next = 0
	all = merged(all, headings, &next)
	for n := range seen {
		if n != top {
			delete(f.objects, n)
		}
	}
	f.objects[top] = f.link(itemLinks.ReplaceAll(f.objects[top], nil), top, all)
}

// items reads the entries below one.
func (f *pdfFile) items(of []byte, seen map[int]bool) []*item {
	var out []*item
	for n := reference(of, "First"); n != 0 && !seen[n]; n = reference(f.objects[n], "Next") {
		seen[n] = true
		it := &item{object: n, body: itemLinks.ReplaceAll(f.objects[n], nil)}
		it.under = f.items(f.objects[n], seen)
		out = append(out, it)
	}
	return out
}

func count(items []*item) int {
	n := len(items)
	for _, it := range items {
		n += count(it.under)
	}
	return n
}

// matches reports whether no item above others is the second of a pair whose first
// has some too, or stands elsewhere than right behind it.
func matches(items []*item, headings []heading, next *int) bool {
	for i, it := range items {
		h := headings[*next]
		*next++
		if h.second && (i == 0 || len(items[i-1].under) > 0) {
			return false
		}
		if !matches(it.under, headings, next) {
			return false
		}
	}
	return true
}

var itemTitle = regexp.MustCompile(`/Title (?:<[0-9A-F]*>|\((?:[^()\\]|\\.)*\))`)

// merged are the items with each pair as one, which has what is below its second.
func merged(items []*item, headings []heading, next *int) []*item {
	var out []*item
	for _, it := range items {
		h := headings[*next]
		*next++
		it.under = merged(it.under, headings, next)
		switch {
		case h.second:
			out[len(out)-1].under = it.under
			continue
		case h.paired:
			it.body = itemTitle.ReplaceAll(it.body, []byte("/Title "+pdfText(h.title)))
		}
		out = append(out, it)
	}
	return out
}

// link writes items into the file, and returns what is above them with its links.
func (f *pdfFile) link(above []byte, number int, items []*item) []byte {
	for i, it := range items {
		var s strings.Builder
		fmt.Fprintf(&s, "\n/Parent %d 0 R", number)
		if i > 0 {
			fmt.Fprintf(&s, "\n/Prev %d 0 R", items[i-1].object)
		}
		if i+1 < len(items) {
			fmt.Fprintf(&s, "\n/Next %d 0 R", items[i+1].object)
		}
		f.objects[it.object] = f.link(inDict(it.body, s.String()), it.object, it.under)
	}
	if len(items) == 0 {
		return above
	}
	return inDict(above, fmt.Sprintf("\n/First %d 0 R\n/Last %d 0 R\n/Count %s", items[0].object, items[len(items)-1].object, strconv.Itoa(count(items))))
}

// inDict adds to a dictionary.
func inDict(dict []byte, more string) []byte {
	end := bytes.LastIndex(dict, []byte(">>"))
	if end < 0 {
		return dict // it is none
	}
	return slices.Concat(dict[:end], []byte(more), dict[end:])
}
