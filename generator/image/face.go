package image

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// Face is a file of a font, read. It may be used by several goroutines.
type Face struct {
	font *sfnt.Font
	unit int // of its outlines, in an em
}

// Font is the faces that a text is drawn with: each character in the first that
// has it.
type Font []*Face

// ReadFace reads a font: TrueType or OpenType, one face, of one weight.
func ReadFace(data []byte) (*Face, *Problem) {
	const one = "name a .ttf or .otf file"
	kind := ""
	if len(data) >= 4 {
		kind = string(data[:4])
	}
	switch kind {
	case "wOFF", "wOF2":
		return nil, &Problem{"is a font for web pages, which is packed", "unpack it: " + one}
	case "ttcf":
		return nil, &Problem{"is a collection of fonts", "take one font out of it: " + one}
	case "\x00\x01\x00\x00", "OTTO", "true":
	default:
		return nil, &Problem{"is no TrueType or OpenType font", one}
	}
	if tables := tables(data); slices.Contains(tables, "fvar") || slices.Contains(tables, "CFF2") {
		return nil, &Problem{"is a variable font, of which one weight has to be chosen", "make a font of one weight of it, for instance: fonttools varLib.instancer FILE wght=700"}
	}
	f, err := sfnt.Parse(data)
	if err != nil {
		return nil, &Problem{fmt.Sprintf("is a damaged font (%v)", err), one}
	}
	unit := int(f.UnitsPerEm())
	if unit < 16 || unit > 16384 {
		return nil, &Problem{fmt.Sprintf("is a damaged font (%d units in an em)", unit), one}
	}
	face := &Face{f, unit}
	if _, err := f.LoadGlyph(&sfnt.Buffer{}, 0, fixed.I(unit), nil); err != nil && !errors.Is(err, sfnt.ErrColoredGlyph) {
		return nil, &Problem{fmt.Sprintf("is a font whose outlines cannot be read (%v)", err), one}
	}
	return face, nil
}

// tables lists the tables of a font.
func tables(data []byte) []string {
	var out []string
	if len(data) < 12 {
		return nil
	}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		at := 12 + 16*i
		if at+16 > len(data) {
			break
		}
		out = append(out, string(data[at:at+4]))
	}
	return out
}

// Lacks returns the characters of a text that a card cannot show, each once.
func (f Font) Lacks(text string) []rune {
	var buf sfnt.Buffer
	var out []rune
	for _, r := range norm.NFC.String(text) { // as it is set
		if invisible(r) || slices.Contains(out, r) {
			continue
		}
		if face, _ := f.find(&buf, r); face == nil || Shaped(r) {
			out = append(out, r)
		}
	}
	return out
}

// find returns the face that has a character, and its number there.
func (f Font) find(buf *sfnt.Buffer, r rune) (*Face, sfnt.GlyphIndex) {
	if r == '\u00a0' || unicode.IsSpace(r) {
		r = ' '
	}
	for _, face := range f {
		if i, err := face.font.GlyphIndex(buf, r); err == nil && i != 0 {
			return face, i
		}
	}
	return nil, 0
}

// invisible reports whether a character takes no room and is drawn by nothing.
func invisible(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Variation_Selector) }

// shaped are scripts whose letters join, change their order or run from right to
// left, and marks that stand on a letter which Unicode has no character for with them.
var shaped = []*unicode.RangeTable{
	unicode.Adlam, unicode.Arabic, unicode.Bengali, unicode.Devanagari, unicode.Gujarati, unicode.Gurmukhi, unicode.Hebrew, unicode.Kannada,
	unicode.Khmer, unicode.Lao, unicode.Malayalam, unicode.Mongolian, unicode.Myanmar, unicode.Nko, unicode.Oriya, unicode.Sinhala,
	unicode.Syriac, unicode.Tamil, unicode.Telugu, unicode.Thaana, unicode.Thai, unicode.Tibetan, unicode.Mn,
}

// Shaped reports whether a character cannot be drawn beside others one by one,
// which is all that a card does.
func Shaped(r rune) bool { return !invisible(r) && unicode.In(r, shaped...) }

// glyph is a character's outline, in units of its face.
type glyph struct {
	face     *Face
	index    sfnt.GlyphIndex
	segments sfnt.Segments
	advance  float64 // in ems, like the rest
	from, to float64 // the ink
}

// glyphs reads outlines, each once.
type glyphs struct {
	font Font
	buf  sfnt.Buffer
	seen map[rune]*glyph
}

// of returns a character's outline; nil where it has none.
func (g *glyphs) of(r rune) *glyph {
	if out, ok := g.seen[r]; ok {
		return out
	}
	out := g.read(r)
	g.seen[r] = out
	return out
}

func (g *glyphs) read(r rune) *glyph {
	face, index := g.font.find(&g.buf, r)
	if face == nil || invisible(r) {
		return nil
	}
	segments, err := face.font.LoadGlyph(&g.buf, index, fixed.I(face.unit), nil)
	if err != nil {
		return nil
	}
	// The buffer is used again for the next.
	out := &glyph{face: face, index: index, segments: slices.Clone(segments)}
	em := float64(face.unit * 64)
	bounds := out.segments.Bounds()
	out.from, out.to = float64(bounds.Min.X)/em, float64(bounds.Max.X)/em
	if advance, err := face.font.GlyphAdvance(&g.buf, index, fixed.I(face.unit), font.HintingNone); err == nil {
		out.advance = float64(advance) / em
	}
	return out
}

// kern is how much closer two characters stand, in ems.
func (g *glyphs) kern(a, b *glyph) float64 {
	if a == nil || b == nil || a.face != b.face {
		return 0
	}
	k, err := a.face.font.Kern(&g.buf, a.index, b.index, fixed.I(a.face.unit), font.HintingNone)
	if err != nil {
		return 0
	}
	return float64(k) / float64(a.face.unit*64)
}
