package check

import (
	"bytes"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/pairing"
	"duizhao/generator/site"
)

// thing is one piece of a text that its counterpart must have too.
type thing struct {
	keys       []string // things with a key in common are equal; the first is the likeliest
	shown      string   // as messages quote it
	start, end int      // bytes in the source
	free       bool     // stands for one of any key, and is not asked for
	counted    bool     // how often it stands there counts
	parts      []string // keys that may stand for it together
}

// side is what one text's blocks of a row have.
type side struct {
	page           *assemble.Page
	start, end     int                // bytes in the source
	kinds          map[string][]thing // by code of diagnostic
	prose          strings.Builder    // all that a reader reads as text
	asked          strings.Builder    // of that, what terms are asked for in
	aside          strings.Builder    // of that, what stands in brackets or as code
	values         map[string]bool    // numbers in words, names, formulas and code
	off            map[string][2]int  // codes that the author silenced, and where
	strange        []thing            // what stands among these and is no such code
	former         [][2]int           // where such a comment has its former name
	explicit       []string           // terms that the author marked, as named
	blocks         []looker           // one for each block
	han            bool               // the text is Chinese or Japanese
	looker                            // of the current one, as are these:
	table, heading bool
}

// gather collects what some blocks of a text have.
func gather(p *assemble.Page, blocks []int) *side {
	tag := p.View.TextLang.Tag
	s := &side{
		page: p, kinds: map[string][]thing{}, values: map[string]bool{}, off: map[string][2]int{},
		han: strings.HasPrefix(tag, "zh") || strings.HasPrefix(tag, "ja"),
	}
	for i, n := range blocks {
		b := &p.Doc.Blocks[n]
		if i == 0 {
			s.start = b.Start
			s.lead(n)
		}
		s.start, s.end = min(s.start, b.Start), max(s.end, b.End)
		s.block(b)
	}
	return s
}

// lead reads a comment that stands for itself before a block: at the end of the
// block before it.
func (s *side) lead(block int) {
	if block == 0 {
		return
	}
	src, from := s.page.Source.Body, s.page.Doc.Blocks[block-1].Start
	before := bytes.TrimRight(src[from:max(from, s.page.Doc.Blocks[block].Start)], " \t\n")
	if open := bytes.LastIndex(before, []byte("<!--")); open >= 0 && bytes.HasSuffix(before, []byte("-->")) && (open == 0 || before[open-1] == '\n') {
		s.looker = newLooker(src, from+open, from+len(before))
		s.silence()
	}
}

func (s *side) block(b *markdown.Block) {
	s.looker = newLooker(s.page.Source.Body, b.Start, b.End)
	s.table, s.heading = b.Kind == site.TableBlock, b.Kind == site.HeadingBlock
	h := holes{side: s, links: map[int]bool{}}
	h.fragment(&b.HTML)
	for _, code := range h.codes {
		s.code(code)
	}
	s.silence() // once code, which may show such a comment, is masked
	s.lists()
	for _, r := range b.Runs {
		switch r.Field {
		case site.Prose, site.Alt:
			s.numbers(r.Text)
			s.prose.WriteString(r.Text)
			if !s.heading && r.Field == site.Prose {
				s.asked.WriteString(r.Text)
			}
		case site.Code:
			s.aside.WriteString(r.Text + "\n")
			s.loose(r.Text)
		case site.TeX:
			s.prose.WriteByte(' ')
			s.asked.WriteByte(' ')
			s.loose(r.Text)
		case site.Var:
			s.prose.WriteByte(' ')
			s.asked.WriteByte(' ')
			if strings.HasPrefix(r.Text, "result.") {
				at, end := s.find(r.Text)
				s.add("pair-number", thing{keys: []string{r.Text}, shown: "{{" + r.Text + "}}", start: at, end: end})
			}
		}
	}
	s.prose.WriteByte('\n')
	s.asked.WriteByte('\n')
	s.blocks = append(s.blocks, s.looker)
}

func (s *side) add(code string, t thing) { s.kinds[code] = append(s.kinds[code], t) }

// numbers notes the numbers of a run of prose.
func (s *side) numbers(text string) {
	english := strings.HasPrefix(s.page.View.TextLang.Tag, "en")
	wordValues(text, s.han, english, s.values)
	for _, n := range numbersIn(text, !s.han && !english) {
		shown := text[n.at : n.at+n.length]
		at, end := s.find(shown)
		if n.soft {
			for _, v := range n.values {
				s.values[v] = true
			}
			continue
		}
		for _, v := range n.parts {
			s.values[v] = true
		}
		s.add("pair-number", thing{keys: n.values, shown: shown, start: at, end: end, counted: s.table, parts: n.parts})
	}
}

// loose notes numbers that are compared for themselves elsewhere.
func (s *side) loose(text string) {
	for _, n := range numbersIn(text, false) {
		for _, v := range n.values {
			s.values[v] = true
		}
	}
}

// silence reads what stands in a comment: <!-- duizhao-ignore pair-number pair-term: reason -->,
// or <!-- off: pair-number pair-term -->, as it was written before.
func (s *side) silence() {
	for at := 0; ; {
		_, after, found := bytes.Cut(s.text[at:], []byte("<!--"))
		list, _, closed := bytes.Cut(after, []byte("-->"))
		if !found || !closed {
			return
		}
		at = len(s.text) - len(after) + len(list)
		if rest, ok := markdown.Excepts(string(list)); ok {
			codes, reason, _ := strings.Cut(rest, ":")
			if strings.TrimSpace(reason) != "" { // else it is reported, and silences nothing
				s.silenced([]byte(codes), at-len(rest), false)
			}
		} else if codes, ok := bytes.CutPrefix(bytes.TrimLeft(list, " \t\n"), []byte("off:")); ok {
			from := at - len(codes)
			s.former = append(s.former, [2]int{s.from + from - len("off:"), s.from + from})
			s.silenced(codes, from, true)
		}
	}
}

// silenced notes the codes of a list at a byte of the text; only says that
// others have no place in it.
func (s *side) silenced(list []byte, at int, only bool) {
	for code := range bytes.FieldsFuncSeq(list, func(r rune) bool { return unicode.IsSpace(r) || r == ',' && !only }) {
		start := at + bytes.Index(s.text[at:], code)
		at = start + len(code)
		place := [2]int{s.from + start, s.from + at}
		if name := string(code); slices.Contains(Silencable(), name) {
			s.off[name] = place
		} else if only {
			s.strange = append(s.strange, thing{shown: name, start: place[0], end: place[1]})
		}
	}
}

// holes walks a fragment and what stands in its holes.
type holes struct {
	*side
	links map[int]bool // seen already
	codes []string     // in code spans
}

func (h *holes) fragment(f *markdown.Fragment) {
	for rest := f.HTML; ; {
		_, after, found := strings.Cut(rest, "<code>")
		code, more, closed := strings.Cut(after, "</code>")
		if !found || !closed {
			break
		}
		h.codes = append(h.codes, html.UnescapeString(code))
		rest = more
	}
	for _, hole := range f.Holes {
		h.hole(hole)
	}
}

func (h *holes) hole(hole markdown.Hole) {
	d := h.page.Doc
	switch hole.Kind {
	case markdown.LeafBody:
		h.leaf(d.Leaves[hole.N])
	case markdown.LinkAttrs, markdown.ImageAttrs, markdown.Address:
		if !h.links[hole.N] {
			h.links[hole.N] = true
			h.link(hole.N)
		}
	case markdown.CiteBody:
		c := d.Cites[hole.N]
		for _, item := range c.Items {
			h.add("pair-citation", thing{keys: []string{item.Key}, shown: "@" + item.Key, start: item.Start, end: item.End})
		}
		h.mask(c.Start, c.End)
	case markdown.TermOpen:
		h.explicit = append(h.explicit, d.Terms[hole.N].Name)
	case markdown.IncludeBody:
		i := d.Includes[hole.N]
		h.add("pair-code", thing{keys: []string{"<<< " + pairing.NeutralPath(i.Path) + "#" + i.Region}, shown: "<<< " + i.Path, start: i.Start, end: i.End})
		h.mask(i.Start, i.End)
	case markdown.CustomBlock:
		c := &d.Customs[hole.N]
		h.fragment(&c.Title)
		h.fragment(&c.Body)
	case markdown.AccessibleName:
		if d.Names[hole.N].Key == "footnote.ref" {
			h.add("pair-link", thing{keys: []string{"[^]"}, shown: "[^…]", start: h.from, end: h.from})
		}
	}
}

func (h *holes) leaf(l markdown.Leaf) {
	h.mask(l.Start, l.End)
	switch l.Kind {
	case markdown.MathLeaf:
		h.add("pair-formula", thing{keys: []string{plainTeX(l.Text)}, shown: l.Text, start: l.Start, end: l.End})
	case markdown.CodeLeaf:
		h.lines(l)
	case markdown.ChartLeaf:
		for _, n := range numbersIn(l.Text, false) {
			if !n.soft {
				start := l.SourceOffset(n.at)
				h.add("pair-number", thing{keys: n.values[:1], shown: l.Text[n.at : n.at+n.length], start: start, end: start + n.length, counted: true})
			}
		}
	}
}

// looker finds the place in the source of what stands in a run: runs are what is
// left of it, in the same order.
type looker struct {
	from, cursor int
	text         []byte // a copy, from byte from on, with zeros where no run comes from
}

func newLooker(src []byte, start, end int) looker {
	start = min(max(start, 0), len(src))
	return looker{from: start, text: bytes.Clone(src[start:min(max(end, start), len(src))])}
}

// mask takes a range of the source out.
func (l *looker) mask(start, end int) {
	start, end = max(start-l.from, 0), min(end-l.from, len(l.text))
	if start < end {
		clear(l.text[start:end])
	}
}

// reach bounds how far behind the last find the next one is looked for.
const reach = 1 << 14

// find returns the place of what follows in the text, or, as notes do, begins
// anew; the block's start where it cannot be told, since it is written in another
// way than it is read.
func (l *looker) find(s string) (start, end int) {
	for _, from := range []int{l.cursor, 0} {
		window := l.text[from:min(len(l.text), from+reach)]
		if i := bytes.Index(window, []byte(s)); i >= 0 && s != "" {
			start = l.from + from + i
			l.cursor = from + i + len(s)
			return start, start + len(s)
		}
	}
	return l.from, l.from
}

// lists takes out the numbers of list items.
func (l *looker) lists() {
	l.cursor = 0
	bol := 0
	for line := range bytes.Lines(l.text) {
		mark := bytes.TrimLeft(line, " \t>")
		n := 0
		for n < len(mark) && n < 10 && '0' <= mark[n] && mark[n] <= '9' {
			n++
		}
		if n > 0 && n < len(mark) && (mark[n] == '.' || mark[n] == ')') && n+1 < len(mark) && unicode.IsSpace(rune(mark[n+1])) {
			at := l.from + bol + len(line) - len(mark)
			l.mask(at, at+n)
		}
		bol += len(line)
	}
}

// clip shortens what a message quotes to its first line.
func clip(s string) string {
	s, _, more := strings.Cut(strings.TrimSpace(s), "\n")
	if utf8.RuneCountInString(s) > 60 {
		s, more = string([]rune(s)[:57]), true
	}
	if more {
		s += "…"
	}
	return s
}
