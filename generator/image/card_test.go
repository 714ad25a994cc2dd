package image

import (
	"bytes"
	"image/png"
	"testing"
)

func TestCard(t *testing.T) {
	data, err := Card()
	if err != nil {
		t.Fatal(err)
	}
	again, _ := Card()
	if !bytes.Equal(data, again) {
		t.Error("the card is another each time")
	}
	if len(data) > 8<<10 {
		t.Errorf("the card weighs %d bytes", len(data))
	}
	pic, err := png.Decode(bytes.NewReader(data))
	if err != nil || pic.Bounds().Dx() != 1200 || pic.Bounds().Dy() != 630 {
		t.Fatalf("%v %v", err, pic)
	}
	for _, c := range []struct{ x, y, r uint32 }{{0, 0, 0xFB}, {600, 180, 0xB2}, {441, 156, 0xFB}, {550, 310, 0xFB}} {
		if r, _, _, _ := pic.At(int(c.x), int(c.y)).RGBA(); r>>8 != c.r {
			t.Errorf("at %d, %d the red is %x, want %x", c.x, c.y, r>>8, c.r)
		}
	}
}
