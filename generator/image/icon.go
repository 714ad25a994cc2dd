package image

import (
	"bytes"
	"errors"
	std "image"
	"image/png"

	"golang.org/x/image/draw"
)

// smallestIcon is the side of the largest icon that is made.
const smallestIcon = 512

// Icon draws the icon of a site that is installed, a PNG whose side is a number of
// pixels: of a picture or, for none, the seal. A full one has no corners of its own
// and its drawing in the middle, since systems cut it to their own shapes.
func Icon(picture []byte, side int, full bool) ([]byte, error) {
	m, err := sealIcon(side, full), error(nil)
	if picture != nil {
		m, err = iconOf(picture, side, full)
	}
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, m)
	return b.Bytes(), err
}

func iconOf(picture []byte, side int, full bool) (std.Image, error) {
	w, h, err := size(picture)
	if err != nil {
		return nil, err
	}
	if w != h || w < smallestIcon {
		return nil, errors.New("it is not square, or its side is less than 512 pixels")
	}
	m, _, err := decode(picture)
	if err != nil {
		return nil, err
	}
	out, into := std.NewNRGBA(std.Rect(0, 0, side, side)), std.Rect(0, 0, side, side)
	if full { // systems leave a circle of 4/5 of the side at least
		draw.Draw(out, into, std.NewUniform(ground), std.Point{}, draw.Src)
		into = into.Inset(side / 8)
	}
	draw.CatmullRom.Scale(out, into, m, m.Bounds(), draw.Over, nil)
	return out, nil
}

// sealIcon draws the seal, on nothing.
func sealIcon(side int, full bool) std.Image {
	out := std.NewNRGBA(std.Rect(0, 0, side, side))
	seal(side, full, func(x, y, red, white int) {
		if all := red + white; all > 0 {
			c := mixed(sealRed, ground, white, all)
			c.A = uint8(all * 255 / points)
			out.SetNRGBA(x, y, c)
		}
	})
	return out
}
