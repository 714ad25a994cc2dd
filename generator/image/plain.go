package image

import (
	"bytes"
	"fmt"
	std "image"
	"image/jpeg"
	"image/png"

	"github.com/gen2brain/webp"
)

// Plain returns a WebP as a JPEG or a PNG, for readers that know no WebP, and the
// ending of its name: a photograph becomes a JPEG, all else a PNG. Of one that
// moves it is the first picture.
func Plain(data []byte) (out []byte, ending string, err error) {
	var m std.Image
	if webpMoves(data) {
		m, err = webp.Decode(bytes.NewReader(data))
	} else {
		m, _, err = decode(data)
	}
	if err != nil {
		return nil, "", fmt.Errorf("decode a picture: %w", err)
	}
	var b bytes.Buffer
	if o, ok := m.(interface{ Opaque() bool }); ok && o.Opaque() && !fewColors(m) {
		err = jpeg.Encode(&b, m, &jpeg.Options{Quality: 90})
		ending = ".jpg"
	} else {
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, m)
		ending = ".png"
	}
	if err != nil {
		return nil, "", fmt.Errorf("encode a picture: %w", err)
	}
	return b.Bytes(), ending, nil
}

// Moves reports whether a picture may move: an animation, or a drawing with one.
func Moves(data []byte) bool {
	switch {
	case bytes.HasPrefix(data, []byte("GIF8")):
		return gifMoves(data)
	case bytes.HasPrefix(data, []byte("\x89PNG")):
		head, _, _ := bytes.Cut(data, []byte("IDAT"))
		return bytes.Contains(head, []byte("acTL"))
	}
	return bytes.Contains(data, []byte("<animate")) || bytes.Contains(data, []byte("@keyframes"))
}
