package serve

import (
	"strings"

	"rsc.io/qr"
)

// quiet is how many modules around a QR code are empty, as cameras need it.
const quiet = 4

// qrCode draws a text as a QR code for a terminal, two modules to a character.
// The colours are named, since a code that is light on dark is read by few.
func qrCode(text string) string {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return "" // too long for any code
	}
	var b strings.Builder
	for y := -quiet; y < code.Size+quiet; y += 2 {
		b.WriteString("\x1b[30;107m") // black on bright white
		for x := -quiet; x < code.Size+quiet; x++ {
			switch up, down := code.Black(x, y), code.Black(x, y+1); {
			case up && down:
				b.WriteString("█")
			case up:
				b.WriteString("▀")
			case down:
				b.WriteString("▄")
			default:
				b.WriteString(" ")
			}
		}
		b.WriteString("\x1b[0m\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}
