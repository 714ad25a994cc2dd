package image

import (
	"bytes"
	std "image"
	"image/color"
	"image/draw"
	"image/png"
	"testing"
)

func TestIcon(t *testing.T) {
	blue := std.NewNRGBA(std.Rect(0, 0, 600, 600))
	draw.Draw(blue, blue.Bounds(), std.NewUniform(color.NRGBA{0, 0, 0xFF, 0xFF}), std.Point{}, draw.Src)
	var own, flat bytes.Buffer
	if png.Encode(&own, blue) != nil || png.Encode(&flat, blue.SubImage(std.Rect(0, 0, 600, 500))) != nil {
		t.Fatal("no picture")
	}
	for _, c := range []struct {
		name           string
		picture        []byte
		full           bool
		corner, middle color.NRGBA
	}{
		{"the seal", nil, false, color.NRGBA{}, sealRed},
		{"the seal, to be cut", nil, true, sealRed, sealRed},
		{"a picture", own.Bytes(), false, color.NRGBA{0, 0, 0xFF, 0xFF}, color.NRGBA{0, 0, 0xFF, 0xFF}},
		{"a picture, to be cut", own.Bytes(), true, ground, color.NRGBA{0, 0, 0xFF, 0xFF}},
	} {
		data, err := Icon(c.picture, 192, c.full)
		if err != nil {
			t.Fatal(c.name, err)
		}
		again, _ := Icon(c.picture, 192, c.full)
		m, err := png.Decode(bytes.NewReader(data))
		if err != nil || m.Bounds().Dx() != 192 || m.Bounds().Dy() != 192 || !bytes.Equal(data, again) {
			t.Fatal(c.name, err)
		}
		at := func(x, y int) color.NRGBA { return color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA) }
		if got := at(0, 0); got != c.corner {
			t.Errorf("%s: the corner is %v", c.name, got)
		}
		if got := at(90, 70); got != c.middle {
			t.Errorf("%s: the middle is %v", c.name, got)
		}
	}
	for _, bad := range [][]byte{flat.Bytes(), own.Bytes()[:100], []byte("<svg/>")} {
		if _, err := Icon(bad, 192, false); err == nil {
			t.Errorf("an icon was made of %.8q", bad)
		}
	}
}
