package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/text/width"
)

// emphasisParser parses *, _ and, in place of goldmark's own parser, ~ by the rules of
// "CommonMark CJK-friendly Amendments" (markdown-cjk-friendly, specification of
// 2025): CommonMark takes ** beside punctuation for an opener or a closer by the
// spaces around it, which Chinese, Japanese and Korean do not write. So full-width
// punctuation counts as a letter, and a CJK character beside other punctuation
// as a space. Texts without CJK characters are parsed as CommonMark says.
type emphasisParser struct{ delimiters }

// delimiters says what a kind of delimiter runs becomes.
type delimiters struct {
	chars string
	node  func(length int) ast.Node
	most  int // longest run; 0 for any
}

// emphasisParsers replaces goldmark's parser of the same trigger by priority.
func emphasisParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{util.Prioritized(emphasisParser{delimiters{
		chars: "*_",
		node:  func(n int) ast.Node { return ast.NewEmphasis(n) },
	}}, 499)}
}

// strikethroughParsers parses ~text~ and ~~text~~ (GFM 6.5).
func strikethroughParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{util.Prioritized(emphasisParser{delimiters{
		chars: "~",
		node:  func(int) ast.Node { return east.NewStrikethrough() },
		most:  2,
	}}, 499)}
}

func (p emphasisParser) Trigger() []byte { return []byte(p.chars) }

func (p emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	n := 1
	for n < len(line) && line[n] == line[0] {
		n++
	}
	before := neighbour(block)
	if p.most > 0 && (n > p.most || before.last == rune(line[0])) {
		return nil
	}
	after := rune(' ')
	if n < len(line) {
		after, _ = utf8.DecodeRune(line[n:])
	}
	open, close := flanking(before, after)
	if line[0] == '_' {
		open, close = open && (!close || before.punct), close && (!open || util.IsPunctRune(after))
	}
	d := parser.NewDelimiter(open, close, n, line[0], p.delimiters)
	d.Segment = segment.WithStop(segment.Start + n)
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

// IsDelimiter reports whether c is of this kind.
func (p delimiters) IsDelimiter(c byte) bool { return p.chars[0] == c || p.chars[len(p.chars)-1] == c }

// CanOpenCloser reports whether two runs can belong together; where a run has a
// longest form, only whole runs of one length do.
func (p delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char && (p.most == 0 || opener.OriginalLength == closer.OriginalLength)
}

// OnMatch makes the node of two runs, of which length characters are used.
func (p delimiters) OnMatch(length int) ast.Node { return p.node(length) }

// preceding is what stands before a delimiter run: a character with the
// variation selector behind it, if it has one.
type preceding struct {
	last  rune // the very last character; '\n' at the start of a line
	space bool
	punct bool // punctuation, CJK or not
	cjk   bool // a CJK character, or a selector that only follows one
}

// neighbour reads what precedes the reader's place in its line.
func neighbour(block text.Reader) preceding {
	last := block.PrecendingCharacter()
	base := last
	if last >= 0xFE00 && last <= 0xFE0E { // standardised variation selectors
		_, segment := block.PeekLine()
		head := block.Source()[:segment.Start]
		base, _ = utf8.DecodeLastRune(head[:len(head)-utf8.RuneLen(last)])
	}
	quote := base == '‘' || base == '’' || base == '“' || base == '”'
	return preceding{
		last:  last,
		space: util.IsSpaceRune(last),
		punct: util.IsPunctRune(base),
		// VS2 makes a quotation mark full-width; the supplement selects ideographs.
		cjk: isCJK(base) || quote && last == 0xFE01 || last >= 0xE0100 && last <= 0xE01EF,
	}
}

// flanking reports whether a delimiter run is left- and right-flanking.
func flanking(before preceding, after rune) (left, right bool) {
	spaceAfter, cjkAfter := util.IsSpaceRune(after), isCJK(after)
	punctAfter := util.IsPunctRune(after) && !cjkAfter
	punctBefore := before.punct && !before.cjk
	left = !spaceAfter && (!punctAfter || before.space || punctBefore || before.cjk)
	right = !before.space && (!punctBefore || spaceAfter || punctAfter || cjkAfter)
	return left, right
}

// isCJK reports whether a character is a "CJK character" of the amendments: of
// East Asian width W, F or H, but no emoji by default, or Hangul.
func isCJK(r rune) bool {
	if r < 0x1100 {
		return false
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianHalfwidth:
		return !unicode.Is(emojiPresentation, r)
	}
	return unicode.Is(unicode.Hangul, r)
}

// emojiPresentation are the characters with the property Emoji_Presentation
// (Unicode 16, emoji-data.txt); in the last two blocks unassigned ones too.
var emojiPresentation = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x231A, 0x231B, 1}, {0x23E9, 0x23EC, 1}, {0x23F0, 0x23F3, 3}, {0x25FD, 0x25FE, 1}, {0x2614, 0x2615, 1},
		{0x2648, 0x2653, 1}, {0x267F, 0x2693, 20}, {0x26A1, 0x26AA, 9}, {0x26AB, 0x26BD, 18}, {0x26BE, 0x26C4, 6},
		{0x26C5, 0x26CE, 9}, {0x26D4, 0x26EA, 22}, {0x26F2, 0x26F3, 1}, {0x26F5, 0x26FA, 5}, {0x26FD, 0x2705, 8},
		{0x270A, 0x270B, 1}, {0x2728, 0x274C, 36}, {0x274E, 0x2753, 5}, {0x2754, 0x2755, 1}, {0x2757, 0x2795, 62},
		{0x2796, 0x2797, 1}, {0x27B0, 0x27BF, 15}, {0x2B1B, 0x2B1C, 1}, {0x2B50, 0x2B55, 5},
	},
	R32: []unicode.Range32{
		{0x1F004, 0x1F0CF, 203}, {0x1F18E, 0x1F191, 3}, {0x1F192, 0x1F19A, 1}, {0x1F1E6, 0x1F1FF, 1}, {0x1F201, 0x1F21A, 25},
		{0x1F22F, 0x1F232, 3}, {0x1F233, 0x1F236, 1}, {0x1F238, 0x1F23A, 1}, {0x1F250, 0x1F251, 1}, {0x1F300, 0x1F320, 1},
		{0x1F32D, 0x1F335, 1}, {0x1F337, 0x1F37C, 1}, {0x1F37E, 0x1F393, 1}, {0x1F3A0, 0x1F3CA, 1}, {0x1F3CF, 0x1F3D3, 1},
		{0x1F3E0, 0x1F3F0, 1}, {0x1F3F4, 0x1F3F8, 4}, {0x1F3F9, 0x1F43E, 1}, {0x1F440, 0x1F442, 2}, {0x1F443, 0x1F4FC, 1},
		{0x1F4FF, 0x1F53D, 1}, {0x1F54B, 0x1F54E, 1}, {0x1F550, 0x1F567, 1}, {0x1F57A, 0x1F595, 27}, {0x1F596, 0x1F5A4, 14},
		{0x1F5FB, 0x1F64F, 1}, {0x1F680, 0x1F6C5, 1}, {0x1F6CC, 0x1F6D0, 4}, {0x1F6D1, 0x1F6D2, 1}, {0x1F6D5, 0x1F6D7, 1},
		{0x1F6DC, 0x1F6DF, 1}, {0x1F6EB, 0x1F6EC, 1}, {0x1F6F4, 0x1F6FC, 1}, {0x1F7E0, 0x1F7EB, 1}, {0x1F7F0, 0x1F90C, 284},
		{0x1F90D, 0x1F93A, 1}, {0x1F93C, 0x1F945, 1}, {0x1F947, 0x1F9FF, 1}, {0x1FA70, 0x1FAFF, 1},
	},
}
