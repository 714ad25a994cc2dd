package image

import (
	"bytes"
	"encoding/binary"
	std "image"
)

// orientation returns how a camera was held, from a JPEG's Exif block: 1 to 8,
// 1 if it does not say. Browsers turn such a picture, and so must its copies.
func orientation(data []byte) int {
	if !bytes.HasPrefix(data, []byte("\xff\xd8")) {
		return 1
	}
	for at := 2; at+4 <= len(data) && data[at] == 0xff && data[at+1] != 0xda; {
		size := int(binary.BigEndian.Uint16(data[at+2:]))
		end := min(at+2+size, len(data))
		if data[at+1] == 0xe1 && at+10 <= end && string(data[at+4:at+10]) == "Exif\x00\x00" {
			return exifOrientation(data[at+10 : end])
		}
		at += 2 + size
	}
	return 1
}

// exifOrientation reads tag 0x0112 of the first directory.
func exifOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	at := int(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > len(tiff) {
		return 1
	}
	n := int(order.Uint16(tiff[at:]))
	for i := range n {
		entry := at + 2 + 12*i
		if entry+12 > len(tiff) {
			break
		}
		if order.Uint16(tiff[entry:]) == 0x0112 {
			if v := int(order.Uint16(tiff[entry+8:])); v >= 1 && v <= 8 {
				return v
			}
		}
	}
	return 1
}

// turned returns a picture as it is to be seen, by its orientation.
func turned(m *std.NRGBA, orientation int) *std.NRGBA {
	if orientation == 1 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := std.NewNRGBA(std.Rect(0, 0, w, h))
	if orientation >= 5 {
		out = std.NewNRGBA(std.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			var tx, ty int
			switch orientation {
			case 2:
				tx, ty = w-1-x, y
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				tx, ty = x, h-1-y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			out.SetNRGBA(tx, ty, m.NRGBAAt(x, y))
		}
	}
	return out
}
