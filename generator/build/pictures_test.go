package build

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/diag"
)

func picture(t *testing.T, width, height int) *fstest.MapFile {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		m.Set(x, x%height, color.NRGBA{200, 0, uint8(x), 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: b.Bytes()}
}

// TestPictures holds that pictures carry their size, that wide ones have smaller
// copies that both languages share, and that the copies are the same each time.
func TestPictures(t *testing.T) {
	root := small()
	root["site.yaml"] = &fstest.MapFile{Data: []byte("title: T\nlanguages: [zh, en]\nbase_url: https://e.org/g/\n")}
	unlike(root)
	root["content/images/宽 1.png"] = picture(t, 1000, 40)
	root["content/images/small.png"] = picture(t, 30, 20)
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte("# 甲\n\n<img src=\"/images/small.png\" alt=\"小\" width=60>\n\n![宽](<../images/宽 1.png>)\n")}
	root["content/en/a.md"] = &fstest.MapFile{Data: []byte("# A\n\n![small](/images/small.png)\n\n![wide](<../images/宽 1.png>)\n")}
	m := memo(t)
	first, found := run(t, root, m, false)
	if len(found) > 0 {
		t.Errorf("reported %v", found)
	}
	var copied string
	for path, data := range first.files {
		if strings.HasPrefix(path, "assets/images/") && strings.HasSuffix(path, "-714.webp") && strings.HasPrefix(data, "RIFF") {
			copied = path
		}
	}
	page := first.files["zh/a/index.html"]
	for _, want := range []string{
		`src="/g/images/small.png" alt="小" width="60" height="40" decoding="async">`,
		`src="/g/images/%E5%AE%BD%201.png" alt="宽" width="1000" height="40" srcset="/g/` + copied + ` 714w, /g/images/%E5%AE%BD%201.png 1000w"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	for _, again := range []*memory{ran(run(t, root, m, false)), ran(run(t, root, memo(t), false))} {
		if !maps.Equal(first.files, again.files) || !maps.Equal(first.keys, again.keys) {
			t.Error("a second build differs")
		}
	}
}

func ran(m *memory, _ []diag.Diagnostic) *memory { return m }

// TestBadPicture holds that a damaged picture is reported where a text shows it,
// not where it lies.
func TestBadPicture(t *testing.T) {
	root := small()
	whole := picture(t, 300, 200).Data
	root["content/images/坏.png"] = &fstest.MapFile{Data: whole[:len(whole)/2]}
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte("# 甲\n\n字 ![图](../images/坏.png)\n")}
	_, found := run(t, root, memo(t), false)
	if len(found) != 1 || found[0].Code != "bad-image" || found[0].Pos.String() != "content/zh/a.md:3:8" {
		t.Errorf("reported %v", found)
	}
}
