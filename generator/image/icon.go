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
	m, err := seal(side, full), error(nil)
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

// seal draws the seal, each pixel of 4 × 4 points. All is counted in whole numbers,
// so it is the same on every machine.
func seal(side int, full bool) std.Image {
	out := std.NewNRGBA(std.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			red, white := 0, 0
			for i := range 16 {
				switch at(8*x+2*(i%4)+1, 8*y+2*(i/4)+1, 8*side, full) {
				case 'r':
					red++
				case 'w':
					white++
				}
			}
			if all := red + white; all > 0 {
				c := mixed(sealRed, ground, white, all)
				c.A = uint8(all * 255 / 16)
				out.SetNRGBA(x, y, c)
			}
		}
	}
	return out
}

// at says what is at a point of a square with the side s: red, white or nothing.
func at(x, y, s int, full bool) byte {
	const scale, radius = 64 << 8, 10 << 8 // the drawing's square, and the radius of its corners
	u, v := x*scale/s, y*scale/s
	if full { // as large as fits into a circle of 4/5, with its corners
		u, v = (u-scale/2)*4/3+scale/2, (v-scale/2)*4/3+scale/2
	} else {
		off := func(a int) int { return max(radius-a, a-(scale-radius), 0) }
		if du, dv := off(u), off(v); du*du+dv*dv > radius*radius {
			return ' '
		}
	}
	const side, half = scale / 32, scale * 5 / 128 // of the strokes' square, and of their width
	for _, s := range strokes {
		dx, dy := 0, half
		if s[0] == s[2] {
			dx, dy = half, 0
		}
		if u >= s[0]*side-dx && u < s[2]*side+dx && v >= s[1]*side-dy && v < s[3]*side+dy {
			return 'w'
		}
	}
	return 'r'
}
