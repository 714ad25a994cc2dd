// Package image looks at pictures: how large they are, whether they are sound,
// and which smaller copies are worth making; and it makes those copies. It is a
// pure function of a file's bytes, knows no page and imports none of ours.
//
// # What is read
//
// PNG, JPEG, GIF and WebP are decoded once, so that a damaged file is found
// before a reader finds it; a picture of more than 64 million pixels is refused
// before that, by what its head says. Of SVG the root element alone is read:
// width and height, else the viewBox. Other formats pass unread.
//
// # Smaller copies
//
// A text is 714 CSS pixels wide at most. A bitmap more than 1.25 times as wide
// gets a copy of 714 pixels, and one of 1428 for screens of two pixels to one
// where it is more than 1.25 times that. Copies are WebP: of photographs at
// quality 80; of drawings and screenshots, that is PNG and GIF of at most 4096
// colours, without loss (build leaves out one that weighs more than its
// original). Nothing is made larger, and what moves is left alone.
package image

import (
	"bytes"
	"errors"
	"fmt"
	std "image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"path"
	"strings"

	"github.com/gen2brain/webp"
	xwebp "golang.org/x/image/webp"

	"golang.org/x/image/draw"
)

// Version changes when the same picture gives another answer or other copies.
const Version = "2"

// limits of what is decoded and copied.
const (
	maxPixels = 64 << 20
	maxColors = 4096
	quality   = 80
)

// Info is what a picture is like.
type Info struct {
	Width, Height int   // in CSS pixels, as a browser shows it; 0 if unknown
	Copies        []int // widths of the smaller copies to make
	Drawing       bool  // few colours: copies are made without loss
}

// Problem says why a picture cannot be shown.
type Problem struct{ Text, Hint string }

// Inspect looks at a picture; the problem is nil where it is sound.
func Inspect(name string, data []byte) (Info, *Problem) {
	switch strings.ToLower(path.Ext(name)) {
	case ".svg":
		return vector(data)
	case ".png", ".jpg", ".jpeg", ".gif", ".webp":
		return bitmap(data)
	}
	return Info{}, nil
}

func bitmap(data []byte) (Info, *Problem) {
	damaged := func(err error) (Info, *Problem) {
		return Info{}, &Problem{fmt.Sprintf("is damaged (%v)", err), "export it again"}
	}
	w, h, err := size(data)
	if err != nil {
		return damaged(err)
	}
	if w*h > maxPixels {
		return Info{}, &Problem{fmt.Sprintf("has %d × %d pixels, more than 64 million", w, h), "make it smaller: no screen shows so many"}
	}
	info := Info{Width: w, Height: h}
	if webpMoves(data) {
		return info, nil
	}
	m, moves, err := decode(data)
	if err != nil {
		return damaged(err)
	}
	if orientation(data) >= 5 {
		info.Width, info.Height = h, w
	}
	if !moves {
		info.Copies = copies(info.Width)
		info.Drawing = len(info.Copies) > 0 && !bytes.HasPrefix(data, []byte("\xff\xd8")) && fewColors(m)
	}
	return info, nil
}

// copies returns the widths that are worth making of a picture.
func copies(width int) []int {
	var out []int
	for _, w := range []int{714, 1428} {
		if width*4 > w*5 {
			out = append(out, w)
		}
	}
	return out
}

// Copy returns a picture made smaller, as WebP.
func Copy(data []byte, info Info, width int) ([]byte, error) {
	m, _, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("decode a picture: %w", err)
	}
	height := max((info.Height*width+info.Width/2)/info.Width, 1)
	turn := orientation(data)
	w, h := width, height
	if turn >= 5 {
		w, h = height, width
	}
	small := std.NewNRGBA(std.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(small, small.Bounds(), m, m.Bounds(), draw.Src, nil)
	var out bytes.Buffer
	opt := webp.Options{Quality: quality, Method: webp.DefaultMethod, Lossless: info.Drawing}
	if err := webp.Encode(&out, turned(small, turn), opt); err != nil {
		return nil, fmt.Errorf("encode a picture: %w", err)
	}
	return out.Bytes(), nil
}

var errUnknown = errors.New("it is no PNG, JPEG, GIF or WebP")

// size reads a bitmap's size from its head.
func size(data []byte) (w, h int, err error) {
	var c std.Config
	switch r := bytes.NewReader(data); {
	case bytes.HasPrefix(data, []byte("\x89PNG")):
		c, err = png.DecodeConfig(r)
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		c, err = jpeg.DecodeConfig(r)
	case bytes.HasPrefix(data, []byte("GIF8")):
		c, err = gif.DecodeConfig(r)
	case webpMoves(data):
		return 1 + uint24(data[24:]), 1 + uint24(data[27:]), nil
	case len(data) > 12 && string(data[8:12]) == "WEBP":
		c, err = xwebp.DecodeConfig(r)
	default:
		err = errUnknown
	}
	return c.Width, c.Height, err
}

// decode decodes a bitmap and reports whether it moves.
func decode(data []byte) (m std.Image, moves bool, err error) {
	switch r := bytes.NewReader(data); {
	case bytes.HasPrefix(data, []byte("\x89PNG")):
		m, err = png.Decode(r)
		head, _, _ := bytes.Cut(data, []byte("IDAT"))
		return m, bytes.Contains(head, []byte("acTL")), err
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		m, err = jpeg.Decode(r)
	case bytes.HasPrefix(data, []byte("GIF8")):
		m, err = gif.Decode(r)
		return m, gifMoves(data), err
	case len(data) > 12 && string(data[8:12]) == "WEBP":
		m, err = xwebp.Decode(r)
	default:
		err = errUnknown
	}
	return m, false, err
}

// gifMoves reports whether a GIF has more than one frame.
func gifMoves(data []byte) bool {
	at, frames := 13, 0
	if len(data) < at {
		return false
	}
	table := func(flags byte) int {
		if flags&0x80 == 0 {
			return 0
		}
		return 3 << (flags&7 + 1)
	}
	at += table(data[10])
	for at < len(data) {
		switch {
		case data[at] == 0x21: // an extension: its label, then its blocks
			at += 2
		case data[at] == 0x2c && at+10 < len(data): // a frame: its place, its colours, a size of codes
			if frames++; frames > 1 {
				return true
			}
			at += 10 + table(data[at+9]) + 1
		default:
			return false
		}
		for at < len(data) && data[at] != 0 {
			at += 1 + int(data[at])
		}
		at++
	}
	return false
}

// webpMoves reports whether a file is an animated WebP, by its extended head.
func webpMoves(data []byte) bool {
	return len(data) >= 30 && string(data[:4]) == "RIFF" && string(data[8:16]) == "WEBPVP8X" && data[20]&2 != 0
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

// fewColors reports whether a picture is drawn, not taken.
func fewColors(m std.Image) bool {
	if _, ok := m.(*std.Paletted); ok {
		return true
	}
	seen := map[color.NRGBA]bool{}
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			seen[color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA)] = true
		}
		if len(seen) > maxColors {
			return false
		}
	}
	return true
}
