package pairing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// item is what is compared: a block, or a heading with its section.
type item struct {
	kind    site.BlockKind
	heft    int // length of the prose, in hundredths of a Han character
	counts  [kindsOfCounts]int32
	colon   bool    // the text ends in a colon
	tokens  []int32 // sorted, each once
	same    int32   // equal for blocks that are equal in all this package looks at
	sample  bool    // code with words of the text's own language in it
	picture bool    // nothing but pictures
	under   bool    // it stands under a heading that has no partner
}

// What is counted in a block.
const (
	sentenceCount = iota
	questionCount
	itemCount
	rowCount
	cellCount
	strongCount
	linkCount
	lineCount
	kindsOfCounts
)

// heft measures prose so that a text and its translation weigh about the same
// in any two languages: by script, in hundredths of a Han character.
func heft(s string) int {
	n := 0
	for i := 0; i < len(s); {
		c := rune(s[i])
		if c < utf8.RuneSelf {
			if c|0x20 >= 'a' && c|0x20 <= 'z' || digit(byte(c)) {
				n += latinHeft
			}
			i++
			continue
		}
		c, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case unicode.Is(unicode.Han, c):
			n += hanHeft
		case unicode.In(c, unicode.Hiragana, unicode.Katakana):
			n += kanaHeft
		case unicode.Is(unicode.Hangul, c):
			n += hangulHeft
		case unicode.IsLetter(c):
			n += latinHeft
		}
	}
	return n
}

// side is one text, read.
type side struct {
	doc    *markdown.Doc
	items  []item // by block
	latin  bool   // most of its letters are Latin
	words  *lexicon
	blocks []int // by heading ordinal: the block that is the heading, or -1
}

// read gathers what the blocks of a text are compared by.
func read(t Text, v *vocabulary, terms *forms, words *lexicon) *side {
	d := t.Doc
	s := &side{doc: d, items: make([]item, len(d.Blocks)), blocks: make([]int, len(d.Headings))}
	r := &reader{vocab: v, terms: terms, words: words}
	s.words = words
	spots := spotsOf(d)
	for i := range s.blocks {
		s.blocks[i] = -1
	}
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind == site.HeadingBlock && b.Heading >= 0 && b.Heading < len(s.blocks) {
			s.blocks[b.Heading] = i
		}
		it := &s.items[i]
		it.kind = b.Kind
		r.out = nil
		r.runs(b.Runs, b.Kind == site.CodeBlock)
		for len(spots) > 0 && spots[0].at < b.Start {
			spots = spots[1:]
		}
		for len(spots) > 0 && spots[0].at < b.End {
			r.add(spots[0].class, spots[0].text)
			spots = spots[1:]
		}
		for _, run := range b.Runs {
			if run.Field == site.Prose || run.Field == site.Alt {
				it.heft += heft(run.Text)
				signs(run.Text, it)
			}
		}
		it.picture = picture(b.Runs)
		r.structure(b.HTML, it)
		if b.Kind == site.CodeBlock {
			it.lines(b.Text())
		}
		slices.Sort(r.out)
		it.tokens = slices.Compact(r.out)
	}
	s.latin = d.Han*4 < d.Words
	return s
}

// picture reports whether a block says nothing but what stands in for pictures:
// their sources tell more than these words.
func picture(runs []site.Run) bool {
	alt := false
	for _, run := range runs {
		switch {
		case run.Field == site.Alt:
			alt = true
		case strings.TrimSpace(run.Text) != "":
			return false
		}
	}
	return alt
}

// lines looks at code line by line.
func (it *item) lines(code string) {
	for line := range strings.Lines(code) {
		it.counts[lineCount]++
		it.sample = it.sample || !ascii(Uncomment(line))
	}
}

// spot is a token that the Doc keeps in a list with its place in the source.
type spot struct {
	at    int
	class class
	text  string
}

// spotsOf returns what the lists of a Doc hold, in the order of the source.
func spotsOf(d *markdown.Doc) []spot {
	var out []spot
	for _, l := range d.Links {
		out = append(out, spot{l.Start, linkClass, target(l.Dest)})
	}
	for _, c := range d.Cites {
		for _, it := range c.Items {
			out = append(out, spot{it.Start, citeClass, it.Key})
		}
	}
	for _, t := range d.Includes {
		out = append(out, spot{t.Start, labelClass, t.Path + "#" + t.Region})
	}
	for _, n := range d.Numbered {
		out = append(out, spot{n.Start, labelClass, n.ID})
	}
	for _, a := range d.Anchors {
		out = append(out, spot{a.Start, labelClass, a.ID})
	}
	slices.SortStableFunc(out, func(a, b spot) int { return a.at - b.at })
	return out
}

// level makes the two texts weigh the same as a whole: one language, or one
// translator, is wordier than another.
func level(a, b []item) {
	x, y := 0, 0
	for i := range a {
		x += a[i].heft
	}
	for j := range b {
		y += b[j].heft
	}
	if x == 0 || y == 0 || max(x, y) > 2*min(x, y) {
		return // one of them lacks most of the text
	}
	for j := range b {
		b[j].heft = b[j].heft * x / y
	}
}
