package image

import (
	"bytes"
	std "image"
	"image/color"
	"image/png"
	"math"

	"golang.org/x/image/font/sfnt"
	outline "golang.org/x/image/vector"
)

// TitleVersion changes when the same words give another card.
const TitleVersion = "2"

// Words are what a card of a page says.
type Words struct {
	Lang    string // tag of the language of them all
	Title   string
	Number  string // of the page; may be "", like the others
	Chapter string // that the page is a part of
	Site    string
}

// The colours of the default theme.
var (
	ground   = color.NRGBA{0xFB, 0xFA, 0xF7, 0xFF}
	ink      = color.NRGBA{0x23, 0x21, 0x1C, 0xFF}
	muted    = color.NRGBA{0x5B, 0x57, 0x4D, 0xFF}
	sealRed  = color.NRGBA{0xB2, 0x3A, 0x2B, 0xFF}
	hairline = color.NRGBA{0xDA, 0xD5, 0xC8, 0xFF}
)

// A shade is a colour in the palette: where the steps begin that lead to it from
// the ground, and how many they are. The ground is 0, the hairline behind them
// all: 16 colours in sum, of which PNG writes two into a byte.
type shade struct{ first, steps int }

var (
	inkShade   = shade{1, 6}
	mutedShade = shade{7, 4}
	sealShade  = shade{11, 4}
)

// The measures of a card of a page, in pixels.
const (
	margin   = 96
	headline = 128 // where the chapter's line stands
	footline = 520 // the rule above the site's name
	small    = 34
	longest  = 200 // characters of a title that are looked at
)

// A fit is a size of a title and how many lines of it there is room for.
type fit struct{ size, lines int }

// sizes are those that a card's title may have.
var sizes = []fit{{104, 1}, {92, 2}, {84, 2}, {76, 3}, {68, 3}, {60, 4}, {52, 4}}

// TitleCard draws the picture that other sites show of a page: its title, below
// its number and chapter, above the name of the site.
func TitleCard(f Font, w Words) ([]byte, error) {
	palette := titlePalette()
	p := newPainter(card{std.NewPaletted(std.Rect(0, 0, CardWidth, CardHeight), palette)}, margin, f, w.Lang)
	top := margin - 16
	if w.Number != "" || w.Chapter != "" {
		x := margin
		if w.Number != "" {
			x += p.line(w.Number, small, x, headline, sealShade) + small*3/4
		}
		p.line(w.Chapter, small, x, headline, mutedShade)
		top = headline + 20
	}
	lines := p.lines(w.Title, sizes)
	p.title(lines, top+(footline-12-top-lines.height())/2, inkShade)
	p.fill(margin, footline, CardWidth-margin, footline+2, uint8(len(palette)-1))
	const side = 40
	p.seal(margin, footline+34, side, sealShade)
	if w.Site != w.Title {
		p.line(w.Site, small-4, margin+side+20, footline+34+31, mutedShade)
	}
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.DefaultCompression}).Encode(&b, p.Paletted)
	return b.Bytes(), err
}

// titlePalette are the colours of a picture with words: three, in their shades.
func titlePalette() color.Palette {
	palette := color.Palette{ground}
	for _, c := range []struct {
		color.NRGBA
		shade
	}{{ink, inkShade}, {muted, mutedShade}, {sealRed, sealShade}} {
		for i := 1; i <= c.steps; i++ {
			palette = append(palette, mixed(ground, c.NRGBA, i, c.steps))
		}
	}
	return append(palette, hairline)
}

// painter draws words on a card, in one language, between two margins.
type painter struct {
	card
	glyphs
	lang        string
	left, right int
	mask        *std.Alpha
	raster      outline.Rasterizer
}

func newPainter(c card, margin int, f Font, lang string) *painter {
	return &painter{card: c, glyphs: glyphs{font: f, seen: map[rune]*glyph{}}, lang: lang, left: margin, right: c.Rect.Max.X - margin}
}

// line draws a text on one line, shortened if it must be, and returns its width.
func (p *painter) line(s string, size, x, y int, c shade) int {
	t := p.set(s, p.lang)
	all, width := line{0, len(t.runes)}, float64(p.right-x)/float64(size)
	if _, w := t.span(0, all.to); w <= width {
		p.draw(t, all, size, x, y, c)
		return int(math.Ceil(w * float64(size)))
	}
	p.ellipsis(t, all, width, size, x, y, c)
	return p.right - x
}

// ellipsis draws what a width has room for, and a sign that there is more.
func (p *painter) ellipsis(t *text, l line, width float64, size, x, y int, c shade) {
	dots := p.set("…", p.lang)
	if len(dots.runes) == 1 && dots.glyphs[0] == nil {
		dots = p.set("...", p.lang)
	}
	end := line{0, len(dots.runes)}
	l.to = t.fit(l, width-dots.at[end.to])
	p.draw(t, l, size, x, y, c)
	x += int(math.Round((t.at[l.to] - t.at[l.from] - t.indent(l.from)) * float64(size)))
	p.draw(dots, end, size, x, y, c)
}

// lines are a title cut into lines, with their size.
type lines struct {
	*text
	lines []line
	size  int
	over  bool // more is left
}

// leading is the distance between two lines.
func (l lines) leading() int { return l.size * 4 / 3 }

// height is that of all lines.
func (l lines) height() int { return l.leading()*(len(l.lines)-1) + l.size }

// lines cuts a title into lines of the largest size in which it fits.
func (p *painter) lines(s string, sizes []fit) lines {
	if r := []rune(s); len(r) > longest {
		s = string(r[:longest])
	}
	out := lines{text: p.set(s, p.lang)}
	if len(out.runes) == 0 {
		return out
	}
	width := 0.0
	for _, o := range sizes {
		out.size = o.size
		width = float64(p.right-p.left) / float64(o.size)
		if n := out.count(width); n > 0 && n <= o.lines {
			out.lines = out.balanced(n, width)
			return out
		}
	}
	out.lines, out.over = out.clipped(sizes[len(sizes)-1].lines, width)
	return out
}

// title draws a title from a height on downwards.
func (p *painter) title(l lines, top int, c shade) {
	// The em of a Han character stands .88 above its base line and .12 below.
	y := top + l.size*22/25
	for i, one := range l.lines {
		if l.over && i == len(l.lines)-1 {
			p.ellipsis(l.text, one, float64(p.right-p.left)/float64(l.size), l.size, p.left, y, c)
		} else {
			p.draw(l.text, one, l.size, p.left, y, c)
		}
		y += l.leading()
	}
}

// draw draws a line whose characters are size pixels high.
func (p *painter) draw(t *text, l line, size, x, y int, c shade) {
	if l.from >= l.to {
		return
	}
	start := t.at[l.from] + t.indent(l.from)
	for i := l.from; i < l.to; i++ {
		if g := t.glyphs[i]; g != nil && len(g.segments) > 0 {
			// In 64ths of a pixel, so that no rounding differs between machines.
			p.glyph(g, size, x*64+int(math.Round((t.at[i]-start)*float64(size*64))), y, c)
		}
	}
}

// glyph draws one character at x, in 64ths of a pixel, on a base line.
func (p *painter) glyph(g *glyph, size, x, y int, c shade) {
	scaled := func(v int32) int { return int(v) * size / g.face.unit }
	bounds := g.segments.Bounds()
	left, top := (x+scaled(int32(bounds.Min.X)))>>6-1, scaled(int32(bounds.Min.Y))>>6-1
	w, h := (x+scaled(int32(bounds.Max.X)))>>6+2-left, scaled(int32(bounds.Max.Y))>>6+2-top
	if w > 4*size || h > 4*size { // ink far outside of its em: the font is damaged
		return
	}
	p.raster.Reset(w, h)
	at := func(i int, s sfnt.Segment) (float32, float32) {
		return float32(x+scaled(int32(s.Args[i].X))-left*64) / 64, float32(scaled(int32(s.Args[i].Y))-top*64) / 64
	}
	for _, s := range g.segments {
		x0, y0 := at(0, s)
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			p.raster.ClosePath()
			p.raster.MoveTo(x0, y0)
		case sfnt.SegmentOpLineTo:
			p.raster.LineTo(x0, y0)
		case sfnt.SegmentOpQuadTo:
			x1, y1 := at(1, s)
			p.raster.QuadTo(x0, y0, x1, y1)
		case sfnt.SegmentOpCubeTo:
			x1, y1 := at(1, s)
			x2, y2 := at(2, s)
			p.raster.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	p.raster.ClosePath()
	p.blend(w, h, left, y+top, c)
}

// blend puts what was outlined on the card.
func (p *painter) blend(w, h, left, top int, c shade) {
	if p.mask == nil || len(p.mask.Pix) < w*h {
		p.mask = std.NewAlpha(std.Rect(0, 0, w, h))
	}
	mask := &std.Alpha{Pix: p.mask.Pix[:w*h], Stride: w, Rect: std.Rect(0, 0, w, h)}
	clear(mask.Pix)
	p.raster.Draw(mask, mask.Rect, std.Opaque, std.Point{})
	for y := range h {
		if at := top + y; at < 0 || at >= p.Rect.Max.Y {
			continue
		}
		for x, a := range mask.Pix[y*w : (y+1)*w] {
			step := (int(a)*c.steps + 127) / 255
			if step == 0 || left+x < 0 || left+x >= p.Rect.Max.X {
				continue
			}
			pixel := &p.Pix[(top+y)*p.Stride+left+x]
			*pixel = max(*pixel, uint8(c.first+step-1))
		}
	}
}
