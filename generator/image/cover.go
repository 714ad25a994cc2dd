package image

import (
	"bytes"
	std "image"
	"image/png"
)

// The size of the cover of an ebook, in the shape that shelves of them have room for.
const CoverWidth, CoverHeight = 1600, 2560

// The measures of a cover, in pixels.
const (
	coverMargin = 160
	coverSeal   = 200
	coverTop    = 620 // where the title begins
	coverFoot   = 2240
	coverSmall  = 64
)

var (
	coverSizes  = []fit{{208, 1}, {184, 2}, {160, 3}, {136, 4}, {116, 5}, {96, 6}}
	secondSizes = []fit{{104, 2}, {92, 3}, {80, 4}, {68, 5}}
)

// Line is a text on a cover, in a language and what it is drawn with.
type Line struct {
	Font
	Lang string
	Text string
}

// drawn reports whether all characters of a line can be.
func (l Line) drawn() bool { return l.Text != "" && len(l.Font) > 0 && len(l.Lacks(l.Text)) == 0 }

// Cover draws the cover of a book: the seal, the titles one below the other, the
// first in ink, and at the foot who wrote it. A line whose font lacks a character
// is left out; named reports whether the first title is there. Without it the
// cover has the seal between two columns of lines, as Card has.
func Cover(titles []Line, by Line) (data []byte, named bool, err error) {
	palette := titlePalette()
	c := card{std.NewPaletted(std.Rect(0, 0, CoverWidth, CoverHeight), palette)}
	rule := uint8(len(palette) - 1)
	if named = titles[0].drawn(); named {
		c.seal(coverMargin, coverMargin+40, coverSeal, sealShade)
		c.words(titles, by)
		c.fill(coverMargin, coverFoot, CoverWidth-coverMargin, coverFoot+4, rule)
	} else {
		const side = 560
		for i, width := range []int{320, 320, 280, 320, 300, 320, 200} {
			y := 940 + i*96
			c.fill(coverMargin, y, coverMargin+width, y+20, rule)
			c.fill(CoverWidth-coverMargin-320, y, CoverWidth-coverMargin-320+width, y+20, rule)
		}
		c.fill((CoverWidth-side)/2-60, 900, (CoverWidth+side)/2+60, 1560, 0)
		c.seal((CoverWidth-side)/2, 940, side, sealShade)
	}
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, c)
	return b.Bytes(), named, err
}

// words draws the titles and the name.
func (c card) words(titles []Line, by Line) {
	top, sizes, colour := coverTop, coverSizes, inkShade
	for _, t := range titles {
		if t.drawn() {
			p := newPainter(c, coverMargin, t.Font, t.Lang)
			l := p.lines(t.Text, sizes)
			p.title(l, top, colour)
			top += l.height() + 120
		}
		sizes, colour = secondSizes, mutedShade
	}
	if by.drawn() {
		newPainter(c, coverMargin, by.Font, by.Lang).line(by.Text, coverSmall, coverMargin, coverFoot+120, mutedShade)
	}
}
