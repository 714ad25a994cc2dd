package search

import (
	"strings"
	"sync"
	"unicode/utf8"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// Part is what one page adds to the index of its language: its terms with
// their postings, and its texts for excerpts.
// A Part depends on its page and the files that this shows rows of, never changes,
// and may be packed again and again, in several goroutines.
type Part struct {
	terms       []entry // in the order in which they occur first
	lists       []byte  // of all terms, one behind the other
	sections    int
	traditional bool // a traditional character was simplified
	texts       []textFile
}

// entry is a term of one page.
type entry struct {
	term string
	hash uint32
	place
}

// place is where a part's lists have a term: from, the list of its sections, without
// the page's number; to, that of its positions, which goes to end.
type place struct{ from, to, end uint32 }

// Maker makes parts. The zero value is ready and serves several goroutines. It
// hands its buffers on from page to page: a compressor takes longer to begin
// with than most pages to index. It looks each character's readings up once.
type Maker struct {
	collectors sync.Pool // of *collector
	readings   readings
}

// Part indexes one page. Section 0 is what stands before the first
// heading, under the page's title; section n+1 belongs to the heading with
// ordinal n and its id in v.IDs.
// What the page includes is of the section it stands in.
func (m *Maker) Part(doc *markdown.Doc, v *assemble.View, rows Rows, parts ...*assemble.Part) *Part {
	c, _ := m.collectors.Get().(*collector)
	if c == nil {
		c = &collector{}
	}
	defer m.collectors.Put(c)
	c.begin(min(len(doc.Headings)+1, maxSections))
	c.chinese, c.readings = chinese(v), &m.readings
	t := texts{title: v.Title, path: v.URL.Path, deflater: &c.deflater}
	t.section(0, "", v.Title)
	c.heading(0, v.Title)
	if v.Front != nil && v.About != "" { // a home page shows its description
		about := []site.Run{{Field: site.Prose, Text: v.About}}
		t.add(about, 0)
		c.body(0, about)
		c.next++
	}
	blocks, included := doc.Blocks, rows.included(doc, parts)
	for s := range c.lengths {
		if s > 0 {
			h := doc.Headings[s-1]
			text := v.Vars.Text(h.Runs)
			t.section(s, id(v, s-1), plain(v.Vars.Resolve(h.Runs)))
			c.heading(s, text)
		}
		for len(blocks) > 0 && (blocks[0].Heading < s || s == len(c.lengths)-1) {
			if blocks[0].Kind != site.HeadingBlock {
				add := func(runs []site.Run) {
					for _, runs := range pieces(runs) {
						t.add(runs, c.next)
						c.body(s, runs)
					}
					c.next++ // no phrase reaches from one block into the next
				}
				for _, runs := range rows.texts(doc, &blocks[0], v.Vars) {
					add(runs)
				}
				for _, runs := range included[len(doc.Blocks)-len(blocks)] {
					add(runs)
				}
			}
			blocks = blocks[1:]
		}
		c.lengths[s], c.next = c.next, 0
	}
	c.glossary(&t, v.Glossary)
	if v.Kind == assemble.References { // elsewhere they are at the foot of a page about something else
		c.works(&t, v.References)
	}
	terms, lists := c.entries()
	return &Part{terms: terms, lists: lists, sections: len(c.lengths), traditional: c.traditional, texts: t.files()}
}

// maxSections is the highest number of sections that a page has; what comes
// later on a page counts to its last one.
const maxSections = 1 << 16

func chinese(v *assemble.View) bool {
	base, _, _ := strings.Cut(v.TextLang.Tag, "-")
	return strings.EqualFold(base, "zh")
}

func id(v *assemble.View, ordinal int) string {
	if ordinal < len(v.IDs) {
		return v.IDs[ordinal]
	}
	return ""
}

// occurrence is one token of the page. A position in a heading is negative.
type occurrence struct {
	slot    uint32
	section int32
	pos     int32
	weight  uint8 // hundredths of an occurrence in prose; whole for a token that is all of its heading
}

// whole marks the token of a heading that says nothing else.
const whole = 255

// collector gathers the tokens of a page, then of another.
type collector struct {
	dictionary
	occurrences []occurrence
	lengths     []int // positions per section
	next        int   // the next position of the body
	chinese     bool  // headings are found by their pinyin
	readings    *readings
	traditional bool

	deflater deflater
	ends     []int        // of the runs of a stretch
	starts   []int        // of each term in sorted
	sorted   []occurrence // by term
	lists    []byte
}

// begin makes it ready for a page of so many sections.
func (c *collector) begin(sections int) {
	c.reset()
	c.occurrences = c.occurrences[:0]
	c.lengths = append(c.lengths[:0], make([]int, sections)...)
	c.next, c.traditional = 0, false
}

func (c *collector) add(term string, section, pos int, weight uint8) {
	n, _ := c.number(term, hashTerm(term))
	c.occurrences = append(c.occurrences, occurrence{uint32(n), int32(section), int32(pos), weight})
}

// heading adds the tokens of a section's heading. Its place among the
// positions tells its length, so that a match tells whether it is all of it.
func (c *collector) heading(section int, text string) {
	folded := c.fold(text)
	length := min(tokenize(folded, 0, func(string, int, int) {}), maxHeading)
	first := headingStart(length)
	last := -1
	tokenize(folded, 0, func(term string, pos, _ int) {
		if pos >= maxHeading {
			return
		}
		part := pos == last && term[0] < utf8.RuneSelf // memo is not all of useMemo
		last = pos
		weight := uint8(0)
		if pos == 0 && !part && (length == 1 || length == 2 && pairs(term)) {
			weight = whole
		}
		c.add(term, section, first+pos-headingSpan, weight)
	})
	if c.chinese {
		c.pinyin(section, folded)
	}
}

// body adds the tokens of a stretch of a section.
func (c *collector) body(section int, runs []site.Run) {
	text := ""
	ends := c.ends[:0]
	if len(runs) == 1 {
		text = c.fold(runs[0].Text)
		ends = append(ends, len(text))
	} else {
		var b strings.Builder
		for _, r := range runs {
			b.WriteString(c.fold(r.Text))
			ends = append(ends, b.Len())
		}
		text = b.String()
	}
	c.ends = ends
	run := 0
	c.next = tokenize(text, c.next, func(term string, pos, at int) {
		for run > 0 && at < ends[run-1] {
			run-- // a lone ideograph is given after its successor was seen
		}
		for at >= ends[run] {
			run++
		}
		field := runs[run].Field
		c.add(term, section, pos, fieldWeight(field))
		if field == site.TeX && at > 0 && text[at-1] == '\\' {
			c.sign(text[at:min(at+len(term), len(text))], section, pos)
		}
	})
}

func (c *collector) fold(text string) string {
	folded, traditional := fold(text)
	c.traditional = c.traditional || traditional
	return folded
}

// sign adds, beside the name of a command, the sign that readers see for it.
func (c *collector) sign(name string, section, pos int) {
	if sign, ok := signs[name]; ok {
		folded, _ := fold(sign)
		tokenize(folded, pos, func(term string, at, _ int) {
			if at == pos {
				c.add(term, section, pos, fieldWeight(site.TeX))
			}
		})
	}
}

func fieldWeight(f site.Field) uint8 {
	switch f {
	case site.Code, site.TeX:
		return 70
	case site.Alt:
		return 80
	}
	return 100
}
