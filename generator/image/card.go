package image

import (
	"bytes"
	std "image"
	"image/color"
	"image/png"
)

// The size of a card, which most sites show in full.
const CardWidth, CardHeight = 1200, 630

// Card draws the picture that other sites show of a page of a site without one of
// its own: the seal between two columns of lines. It needs no font, and is the same bytes everywhere.
func Card() ([]byte, error) {
	palette := color.Palette{ground, hairline}
	reds := shade{2, 14} // 16 colours in sum, of which PNG writes two into a byte
	for i := 1; i <= reds.steps; i++ {
		palette = append(palette, mixed(ground, sealRed, i, reds.steps))
	}
	c := card{std.NewPaletted(std.Rect(0, 0, CardWidth, CardHeight), palette)}
	for i, width := range []int{300, 300, 260, 300, 280, 300, 190} {
		y := 147 + i*54
		c.fill(90, y, 90+width, y+12, 1)
		c.fill(810, y, 810+width, y+12, 1)
	}
	const side = 320
	c.seal((CardWidth-side)/2, (CardHeight-side)/2, side, reds)
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

func mixed(a, b color.NRGBA, n, of int) color.NRGBA {
	mix := func(x, y uint8) uint8 { return uint8((int(x)*(of-n) + int(y)*n + of/2) / of) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xFF}
}
