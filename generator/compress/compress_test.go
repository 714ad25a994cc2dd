package compress

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func TestBytes(t *testing.T) {
	text := []byte(strings.Repeat("职业规划 career planning\n", 200))
	for _, form := range []string{Gzip, Brotli} {
		packed, err := Bytes(form, text)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := Bytes(form, bytes.Clone(text)); !bytes.Equal(packed, again) {
			t.Errorf("%s: the same text gives other bytes", form)
		}
		var r io.Reader = brotli.NewReader(bytes.NewReader(packed))
		if form == Gzip {
			z, err := gzip.NewReader(bytes.NewReader(packed))
			if err != nil {
				t.Fatal(err)
			}
			if z.Name != "" || !z.ModTime.IsZero() {
				t.Errorf("the head tells %q, %v", z.Name, z.ModTime)
			}
			r = z
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s: %v, %d bytes come back of %d", form, err, len(got), len(text))
		}
		if len(packed) > len(text)/20 {
			t.Errorf("%s: %d bytes of %d", form, len(packed), len(text))
		}
	}
	if _, err := Bytes("zst", text); err == nil {
		t.Error("a form that there is not is made")
	}
}

func TestWorth(t *testing.T) {
	for name, want := range map[string]bool{
		"zh/index.html": true, "assets/main-AB.css": true, "a.SVG": true, "zh/feed.xml": true, "zh/index.md": true,
		"a.png": false, "assets/a.woff2": false, "zh/search/dir": false, "zh/search/0a.bin": false, "a.html.gz": false, "a.pdf": false, "CNAME": false,
	} {
		if Worth(name) != want {
			t.Errorf("%s: %t", name, !want)
		}
	}
}

// TestSent holds the bytes that hosts send to texts alone.
func TestSent(t *testing.T) {
	text := bytes.Repeat([]byte("文字 text "), 1000)
	if n := Sent("a/index.html", text); n > 200 || n < 20 {
		t.Errorf("a page of %d bytes is sent as %d", len(text), n)
	}
	if n := Sent("a.woff2", text); n != len(text) {
		t.Errorf("a font of %d bytes is sent as %d", len(text), n)
	}
	if n := Sent("a.css", []byte("b")); n != 1 {
		t.Errorf("one byte is sent as %d", n)
	}
}
