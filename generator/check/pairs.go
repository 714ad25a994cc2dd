package check

import (
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/diag"
	"duizhao/generator/pairing"
	"duizhao/generator/site"
)

// Pair is a text and what it translates.
type Pair struct {
	Original, Translation *assemble.Page
}

// Pairs returns each translation with its original.
func Pairs(pages []assemble.Page) []Pair {
	var out []Pair
	for i := 0; i < len(pages); {
		end := i + 1
		for end < len(pages) && pages[end].Page == pages[i].Page {
			end++
		}
		texts := written(pages[i:end])
		original := originalOf(texts)
		for _, t := range texts {
			if original != nil && t != original {
				out = append(out, Pair{original, t})
			}
		}
		i = end
	}
	return out
}

// Comparer compares translations with their originals. It is safe for concurrent
// use.
type Comparer struct {
	terms func(lang site.Lang) *assemble.TermFinder // nil if the site has no glossary
}

// NewComparer returns one for a site; terms is nil if it has no glossary.
func NewComparer(terms func(site.Lang) *assemble.TermFinder) *Comparer {
	return &Comparer{terms: terms}
}

// Compare holds a translation against its original, row by row: what translation leaves as it is must stand on both sides, and a
// term of the glossary must have its counterpart; and a text that is the original's own
// is none of the translation's language. A row is compared as a whole,
// however its blocks are cut; a block without a partner is not compared, nor are
// titles and what is included. What differs is noted in the translation's source,
// and the message names the place in the original. The notes depend on the two
// Docs and Views (all but Nav), the rows and the glossary alone: where a link leads,
// the View tells (assemble.Target.Place), so that no other page counts.
//
// An accepted translation (translations.lock) is compared too: to accept says
// that it is up to date, and a wrong number is wrong all the same. What must
// differ is said beside the text, where the next translator reads it: a comment
// <!-- duizhao-ignore pair-number: reason --> in either block silences that code for the row
// (<!-- off: pair-number --> is the former spelling). What
// such a comment of the original names wrongly is noted there.
func (cs *Comparer) Compare(p Pair, rows []pairing.Row) (original, translation []diag.Note) {
	c := comparison{original: p.Original, translation: p.Translation}
	from, to := p.Original.View.TextLang, p.Translation.View.TextLang
	if cs.terms != nil {
		c.finders[0], c.finders[1] = cs.terms(from), cs.terms(to)
	}
	x, y := pairing.Text{Doc: p.Original.Doc, Lang: from}, pairing.Text{Doc: p.Translation.Doc, Lang: to}
	for _, row := range rows {
		if len(row.A) > 0 && len(row.B) > 0 {
			a, b := gather(p.Original, row.A), gather(p.Translation, row.B)
			c.copied = pairing.Foreign(x, y, row) || b.han && sentence(b.prose.String()) && pairing.Copied(x, y, row)
			c.row(a, b)
		}
	}
	return c.inOriginal.List(), c.List()
}

// sentence reports whether a text has as many ordinary words in Latin letters as a
// name or a title seldom has: names stand in Chinese texts as they are.
func sentence(text string) bool {
	words := 0
	for w := range strings.FieldsSeq(text) {
		w = strings.Trim(w, ".,;:!?()")
		if len(w) > 1 && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" {
			words++
		}
	}
	return words >= 5
}

// written returns the texts of a page that have a source of their own.
func written(pages []assemble.Page) []*assemble.Page {
	var out []*assemble.Page
	for i := range pages {
		if p := &pages[i]; p.Doc != nil && !p.View.Fallback && p.View.Kind == "" {
			out = append(out, p)
		}
	}
	return out
}

// originalOf returns the text that the others are translations of; nil where
// there is none.
func originalOf(texts []*assemble.Page) *assemble.Page {
	for _, t := range texts {
		if t.Lang == t.Source.Original {
			return t
		}
	}
	return nil
}

// comparison gathers what differs between two texts of a page.
type comparison struct {
	diag.Notes                       // in the translation
	inOriginal            diag.Notes // and in the original
	original, translation *assemble.Page
	finders               [2]*assemble.TermFinder // nil without a glossary
	copied                bool                    // the row has the original's text on both sides
	places                int                     // named so far
}

// nouns are what messages call what is compared.
var nouns = []struct{ code, noun string }{
	{"pair-number", "number"},
	{"pair-formula", "formula"},
	{"pair-code", "code"},
	{"pair-link", "link"},
	{"pair-citation", "citation"},
}

const (
	termCode = "pair-term"
	copyCode = "pair-untranslated"
)

// Silencable are the codes that a comment may silence.
func Silencable() []string {
	out := []string{termCode, copyCode}
	for _, n := range nouns {
		out = append(out, n.code)
	}
	return out
}

func (c *comparison) row(a, b *side) {
	c.strange(&c.inOriginal, a)
	c.strange(&c.Notes, b)
	if !c.silenced(copyCode, a, b, func() bool { return c.copied }) && c.copied {
		c.Add(note(copyCode, b.start, b.start, fmt.Sprintf("this is the original's text, %s: it is not translated", c.at(a.start)), ""))
	}
	for _, n := range nouns {
		x, y := leftOver(a.kinds[n.code], b.kinds[n.code])
		x, y = b.without(n.code, x), a.without(n.code, y)
		if !c.silenced(n.code, a, b, func() bool { return len(x)+len(y) > 0 }) {
			c.differ(n.code, n.noun, a, b, x, y)
		}
	}
	if c.finders[0] == nil || c.finders[1] == nil {
		return
	}
	differ := func() bool {
		found := comparison{original: c.original, translation: c.translation, finders: c.finders}
		found.terms(a, b)
		return len(found.List()) > 0
	}
	if !c.silenced(termCode, a, b, differ) {
		c.terms(a, b)
	}
}

// silenced reports whether either side silences a code, and notes where the
// translation does so for nothing; the original may do it for another one.
func (c *comparison) silenced(code string, a, b *side, differ func() bool) bool {
	_, there := a.off[code]
	place, here := b.off[code]
	if here && !differ() {
		c.Add(note("pair-off", place[0], place[1], fmt.Sprintf("%q silences nothing here: the block and its original do not differ so", code), "take it out of the comment"))
	}
	return here || there
}

// strange notes what a side would silence and is no code, and comments as they were
// written before.
func (c *comparison) strange(to *diag.Notes, s *side) {
	for _, place := range s.former {
		to.Add(note("former-name", place[0], place[1], "\"off:\" is the former name of \"duizhao-ignore\"", "write <!-- duizhao-ignore CODE: reason -->"))
	}
	for _, t := range s.strange {
		hint := diag.DidYouMean(t.shown, Silencable())
		if hint == "" {
			hint = "there are: " + strings.Join(Silencable(), ", ")
		}
		to.Add(note("pair-off", t.start, t.end, fmt.Sprintf("no comparison has the code %q", clip(t.shown)), hint))
	}
}

// leftOver returns what of each side has no equal in the other.
func leftOver(a, b []thing) (x, y []thing) {
	for depth := range 2 { // the likeliest meanings first, then any
		a, b = unmatched(a, b, depth == 0)
	}
	x, freeX := asked(a)
	y, freeY := asked(b)
	return x[min(freeY, len(x)):], y[min(freeX, len(y)):]
}

// unmatched takes out what has an equal in the other list.
func unmatched(a, b []thing, first bool) (x, y []thing) {
	places := map[string][]int{}
	for i, t := range b {
		for k, key := range t.keys {
			if k == 0 || !first {
				places[key] = append(places[key], i)
			}
		}
	}
	taken := make([]bool, len(b))
	take := func(key string) bool {
		for list := places[key]; len(list) > 0; {
			i := list[0]
			list = list[1:]
			places[key] = list
			if !taken[i] {
				taken[i] = true
				return true
			}
		}
		return false
	}
	for _, t := range a {
		found := false
		for k, key := range t.keys {
			if found = found || (k == 0 || !first) && take(key); found {
				break
			}
		}
		if !found {
			x = append(x, t)
		}
	}
	for i, t := range b {
		if !taken[i] {
			y = append(y, t)
		}
	}
	return x, y
}

// asked returns the things that are not free, and how many are.
func asked(list []thing) (out []thing, free int) {
	for _, t := range list {
		if t.free {
			free++
			continue
		}
		out = append(out, t)
	}
	return out, free
}

// without returns what the side has not at all: one more of what it has is no
// difference, save where all are counted, nor is a number that it has in words
// or code that it has as plain text.
func (s *side) without(code string, list []thing) []thing {
	has, some, prose := map[string]bool{}, map[string]bool{}, s.prose.String()
	for _, t := range s.kinds[code] {
		for _, key := range t.keys {
			has[key], some[key] = !t.counted, true
		}
	}
	var out []thing
	for _, t := range list {
		found := code == "pair-code" && !t.counted && len(list) <= few && strings.Contains(prose, t.shown)
		if len(t.parts) > 0 && !found {
			found = !slices.ContainsFunc(t.parts, func(key string) bool { return !some[key] && !s.values[key] })
		}
		for _, key := range t.keys {
			found = found || has[key] && !t.counted || code == "pair-number" && s.values[key]
		}
		if !found {
			out = append(out, t)
		}
	}
	return out
}

// most is how many differences of one kind are listed for a row.
const most = 10

// few bounds how many codes of a row are looked for in its prose.
const few = 50

// differ reports what is left over: the first of the one side against the first
// of the other, and so on.
func (c *comparison) differ(code, noun string, a, b *side, x, y []thing) {
	n := max(len(x), len(y))
	for i := range min(n, most) {
		switch {
		case i >= len(x):
			c.Add(note(code, y[i].start, y[i].end, fmt.Sprintf("%s %q is not in the original, %s", noun, clip(y[i].shown), c.at(a.start)), ""))
		case i >= len(y):
			c.Add(note(code, b.start, b.start, fmt.Sprintf("%s %q of the original, %s, is not in this block", noun, clip(x[i].shown), c.at(x[i].start)), ""))
		default:
			c.Add(note(code, y[i].start, y[i].end, fmt.Sprintf("%s %q stands here, %q in the original, %s", noun, clip(y[i].shown), clip(x[i].shown), c.at(x[i].start)), ""))
		}
	}
	if n > most {
		c.Add(note(code, b.start, b.start, fmt.Sprintf("%d more of this block differ from the original, %s: %s", n-most, c.at(a.start), noun), ""))
	}
}

// at names a place in the original; its file alone where so much is wrong that
// nobody reads it (diag.Notes).
func (c *comparison) at(offset int) string {
	if c.places++; c.places > 1000 {
		return c.original.Source.Path
	}
	return diag.At(c.original.Source.Path, c.original.Source.Text, offset).String()
}

func note(code string, start, end int, text, hint string) diag.Note {
	return diag.Note{Start: start, End: end, Severity: diag.Warning, Code: code, Text: text, Hint: hint}
}
