package image_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	std "image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"duizhao/generator/image"

	"golang.org/x/image/webp"
)

// photo is a picture of many colours, red at its top left corner.
func photo(w, h int) *std.NRGBA {
	m := std.NewNRGBA(std.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, color.NRGBA{uint8(255 - 255*x/w), uint8(255 * y / h), uint8(x * y), 255})
		}
	}
	return m
}

func drawing(w, h int) *std.Paletted { return std.NewPaletted(std.Rect(0, 0, w, h), palette.WebSafe) }

func pngOf(t *testing.T, m std.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t *testing.T, m std.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// held says in a JPEG's Exif block how the camera was held.
func held(data []byte, orientation byte) []byte {
	tiff := []byte{'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0}
	block := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(block)+2))...)
	return append(append(out, block...), data[2:]...)
}

func gifOf(t *testing.T, frames int) []byte {
	t.Helper()
	g := &gif.GIF{}
	for range frames {
		g.Image = append(g.Image, drawing(1000, 10))
		g.Delay = append(g.Delay, 1)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestInspect(t *testing.T) {
	moving := append([]byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00"), 0xe7, 3, 0, 9, 0, 0)
	wide := pngOf(t, drawing(2000, 10))
	// A picture that moves says so in a chunk before the first of its data.
	at := bytes.Index(wide, []byte("IDAT")) - 4
	animated := slices.Concat(wide[:at], binary.BigEndian.AppendUint32([]byte("\x00\x00\x00\x00acTL"), crc32.ChecksumIEEE([]byte("acTL"))), wide[at:])
	for _, c := range []struct {
		what, file string
		data       []byte
		want       image.Info
	}{
		{"a small picture", "a.png", pngOf(t, photo(300, 200)), image.Info{Width: 300, Height: 200}},
		{"hardly wider than the text", "a.png", pngOf(t, photo(892, 20)), image.Info{Width: 892, Height: 20}},
		{"wider than the text", "a.JPG", jpegOf(t, photo(893, 20)), image.Info{Width: 893, Height: 20, Copies: []int{714}}},
		{"a wide drawing", "a.png", wide, image.Info{Width: 2000, Height: 10, Copies: []int{714, 1428}, Drawing: true}},
		{"a photograph as PNG", "a.png", pngOf(t, photo(1000, 200)), image.Info{Width: 1000, Height: 200, Copies: []int{714}}},
		{"a camera held upright", "a.jpeg", held(jpegOf(t, photo(1000, 100)), 6), image.Info{Width: 100, Height: 1000}},
		{"a GIF", "a.gif", gifOf(t, 1), image.Info{Width: 1000, Height: 10, Copies: []int{714}, Drawing: true}},
		{"a GIF that moves", "a.gif", gifOf(t, 2), image.Info{Width: 1000, Height: 10}},
		{"a WebP that moves", "a.webp", moving, image.Info{Width: 1000, Height: 10}},
		{"a PNG that moves", "a.png", animated, image.Info{Width: 2000, Height: 10}},
		{"SVG with a size", "a.svg", []byte(`<?xml version="1.0"?><!-- x --><svg width="10mm" height="20px"/>`), image.Info{Width: 38, Height: 20}},
		{"SVG with a box", "a.svg", []byte(`<svg width="100%" viewBox="0 0 24.4,12"><g/></svg>`), image.Info{Width: 24, Height: 12}},
		{"SVG with a box and a width", "a.svg", []byte(`<svg width="48" viewBox="0 0 24 12">`), image.Info{Width: 48, Height: 24}},
		{"SVG of any size", "a.svg", []byte("\ufeff<svg>"), image.Info{}},
		{"a format that is not read", "a.avif", []byte("x"), image.Info{}},
	} {
		got, bad := image.Inspect(c.file, c.data)
		if bad != nil {
			t.Errorf("%s: %v", c.what, bad)
		}
		if got.Width != c.want.Width || got.Height != c.want.Height || got.Drawing != c.want.Drawing || !slices.Equal(got.Copies, c.want.Copies) {
			t.Errorf("%s: got %+v, want %+v", c.what, got, c.want)
		}
	}
}

func TestBadPictures(t *testing.T) {
	whole := pngOf(t, photo(300, 200))
	bomb := pngOf(t, drawing(10, 10))
	binary.BigEndian.PutUint32(bomb[16:], 60000)
	binary.BigEndian.PutUint32(bomb[20:], 60000)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	for what, c := range map[string]struct {
		file, want string
		data       []byte
	}{
		"cut off":      {"a.png", "is damaged", whole[:len(whole)/2]},
		"empty":        {"a.jpg", "is damaged", nil},
		"another kind": {"a.webp", "it is no PNG", []byte("<html>")},
		"a bomb":       {"a.png", "60000 × 60000", bomb},
		"no SVG":       {"a.svg", "is no SVG", []byte("<html><svg/></html>")},
	} {
		_, bad := image.Inspect(c.file, c.data)
		if bad == nil || !strings.Contains(bad.Text, c.want) {
			t.Errorf("%s: got %v, want %q", what, bad, c.want)
		}
	}
}

// A copy is as wide as asked for, stands upright, shows the same, and is the
// same each time.
func TestCopy(t *testing.T) {
	for what, data := range map[string][]byte{
		"photograph": jpegOf(t, photo(1000, 400)),
		"PNG":        pngOf(t, photo(1000, 400)),
		"upright":    held(jpegOf(t, turnedLeft(photo(1000, 400))), 6),
	} {
		info, bad := image.Inspect("a.png", data)
		if bad != nil {
			t.Fatal(bad)
		}
		a, err := image.Copy(data, info, 714)
		if err != nil {
			t.Fatal(err)
		}
		b, err := image.Copy(data, info, 714)
		if err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s: two copies differ (%v)", what, err)
		}
		m, err := webp.Decode(bytes.NewReader(a))
		if err != nil {
			t.Fatal(err)
		}
		if m.Bounds().Dx() != 714 || m.Bounds().Dy() != 286 {
			t.Errorf("%s: %v", what, m.Bounds())
		}
		if r, g, _, _ := m.At(10, 10).RGBA(); r < 0xc000 || g > 0x4000 {
			t.Errorf("%s: the top left corner is not red but %x, %x", what, r, g)
		}
	}
}

// turnedLeft is a picture as a camera turned by a quarter takes it.
func turnedLeft(m *std.NRGBA) *std.NRGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := std.NewNRGBA(std.Rect(0, 0, h, w))
	for y := range h {
		for x := range w {
			out.SetNRGBA(y, w-1-x, m.NRGBAAt(x, y))
		}
	}
	return out
}

// FuzzInspect holds that no file makes it panic.
func FuzzInspect(f *testing.F) {
	f.Add("a.svg", []byte(`<svg width="1e9mm" viewBox="0 0 1 0"/>`))
	f.Add("a.gif", []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b"))
	f.Add("a.jpg", []byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\xff\xff"))
	f.Add("a.webp", []byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00\xe7\x03\x00\x09\x00\x00"))
	f.Fuzz(func(_ *testing.T, name string, data []byte) { image.Inspect(name, data) })
}
