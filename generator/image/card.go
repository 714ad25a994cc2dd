package image

import (
	"bytes"
	std "image"
	"image/color"
	"image/png"
	"math"
)

// The size of a card, and the colours of the default theme.
const (
	cardWidth, cardHeight = 1200, 630

	sealSide, sealRadius, stroke = 320, 50, 25
)

// strokes are those of the site's icon, whose side is 32: from, to.
var strokes = [][4]int{{8, 9, 14, 9}, {8, 16, 14, 16}, {8, 23, 14, 23}, {11, 9, 11, 23}, {19, 9, 26, 9}, {25, 9, 25, 23}, {19, 9, 19, 25}}

// Card draws the picture that other sites show of a page of a site without one of
// its own: the seal between two columns of lines. It is drawn of rectangles, needs
// no font, and is the same bytes everywhere.
func Card() ([]byte, error) {
	// The ground, the seal, the lines, then what stands between ground and seal at
	// the seal's round corners.
	palette := color.Palette{ground, sealRed, hairline}
	const corners = 13
	for i := 1; i < corners; i++ {
		palette = append(palette, mixed(ground, sealRed, i, corners))
	}
	c := card{std.NewPaletted(std.Rect(0, 0, cardWidth, cardHeight), palette)}
	for i, width := range []int{300, 300, 260, 300, 280, 300, 190} {
		y := 147 + i*54
		c.fill(90, y, 90+width, y+12, 2)
		c.fill(810, y, 810+width, y+12, 2)
	}
	left, top := (cardWidth-sealSide)/2, (cardHeight-sealSide)/2
	for y := range sealSide {
		for x := range sealSide {
			switch n := int(math.Round(covered(x, y) * corners)); n {
			case 0:
			case corners:
				c.SetColorIndex(left+x, top+y, 1)
			default:
				c.SetColorIndex(left+x, top+y, uint8(2+n))
			}
		}
	}
	for _, s := range strokes {
		x0, y0, x1, y1 := left+s[0]*10, top+s[1]*10, left+s[2]*10, top+s[3]*10
		if x0 == x1 {
			c.fill(x0-stroke/2, y0-stroke/2, x1+stroke/2+1, y1, 0)
		} else {
			c.fill(x0, y0-stroke/2, x1, y1+stroke/2+1, 0)
		}
	}
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, c)
	return b.Bytes(), err
}

type card struct{ *std.Paletted }

func (c card) fill(x0, y0, x1, y1 int, index uint8) {
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			c.SetColorIndex(x, y, index)
		}
	}
}

// covered is how much of a pixel of the seal's square is inside its round corners.
func covered(x, y int) float64 {
	distance := func(at int) float64 {
		v := float64(at) + .5
		return max(sealRadius-v, v-(sealSide-sealRadius), 0)
	}
	d := math.Hypot(distance(x), distance(y))
	return min(max(sealRadius+.5-d, 0), 1)
}

func mixed(a, b color.NRGBA, n, of int) color.NRGBA {
	mix := func(x, y uint8) uint8 { return uint8((int(x)*(of-n) + int(y)*n + of/2) / of) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xFF}
}
