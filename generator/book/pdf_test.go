package book

import (
	"bytes"
	"compress/zlib"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// radicals.pdf is what Chromium 156 printed of a page that says 一人见 A, 日 and,
// on the second page behind an id with Han, 日月.
func printed(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/radicals.pdf")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// shown returns the characters that the fonts of a file say they show.
func shown(t *testing.T, data []byte) string {
	t.Helper()
	f, err := readPDF(data)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for n := 1; n < f.size; n++ {
		to := reference(head(f.objects[n]), "ToUnicode")
		if to == 0 {
			continue
		}
		body := f.objects[to]
		zr, err := zlib.NewReader(bytes.NewReader(body[len(head(body))+len(">> stream\n"):]))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(zr)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range oneCode.FindAllSubmatch(text, -1) {
			out.WriteRune(hexRune(string(m[2])))
		}
	}
	return out.String()
}

func TestRadicalsBecomeCharacters(t *testing.T) {
	before := shown(t, printed(t))
	if !strings.ContainsAny(before, "⼀⼈⻅⽇⽉") {
		t.Fatalf("the print shows %q: it has no radicals to mend", before)
	}
	b := &Book{Title: "一", text: "一人见 A 日月", Updated: "2026-03-01"}
	out, err := b.PDF(printed(t))
	if err != nil {
		t.Fatal(err)
	}
	after := shown(t, out)
	for _, r := range after {
		if isRadical(r) {
			t.Errorf("the file still shows the radical %q", r)
		}
	}
	for _, r := range "一人见日月A" {
		if !strings.ContainsRune(after, r) {
			t.Errorf("the file does not show %q, but %q", r, after)
		}
	}
}

// The file is that of the book: neither the clock nor the browser's name is in it.
func TestSameBytes(t *testing.T) {
	b := &Book{Title: "一", text: "一人见 A 日月", Updated: "2026-03-01"}
	one, err := b.PDF(printed(t))
	if err != nil {
		t.Fatal(err)
	}
	later := regexp.MustCompile(`\(D:\d{14}`).ReplaceAll(printed(t), []byte("(D:"+time.Date(2031, 1, 2, 3, 4, 5, 0, time.UTC).Format("20060102150405")))
	two, err := b.PDF(later)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("prints at two times give two files")
	}
	for _, want := range []string{"/CreationDate (D:20260301000000+00'00')", "/ModDate (D:20260301000000+00'00')", "/Title <FEFF4E00>", "/Lang (zh-Hans)", "/Outlines ", "/MarkInfo ", "/RoleMap <</Em /Span\n/Strong /Span>>", "/ID [<"} {
		if !bytes.Contains(one, []byte(want)) {
			t.Errorf("the file has no %s", want)
		}
	}
	if bytes.Contains(one, []byte("HeadlessChrome")) {
		t.Error("the file names the browser's system")
	}
	undated, err := (&Book{Title: "一", text: b.text}).PDF(later)
	if err != nil || bytes.Contains(undated, []byte("CreationDate")) {
		t.Errorf("a book without a day has a date, or: %v", err)
	}
}

// The names of elements are in order and do not depend on where the browser began
// to count; the names of others and streams are left alone.
func TestElementsAreNumberedAnew(t *testing.T) {
	file := func(first, second string) *pdfFile {
		return &pdfFile{objects: map[int][]byte{
			1: []byte("<</S /TH\n/ID (" + first + ")>>"),
			2: []byte("<</S /TH\n/ID (" + second + ")>>"),
			3: []byte("<</Headers [(" + second + ")]>>"),
			4: []byte("<</Length 14>> stream\n(node00000003)\nendstream"),
			5: []byte("<</Names [(" + first + ") 1 0 R (" + second + ") 2 0 R]>>"),
		}}
	}
	a, b := file("node00000472", "node00001473"), file("node00000009", "node00000474")
	a.rename()
	b.rename()
	for n := range a.objects {
		if !bytes.Equal(a.objects[n], b.objects[n]) {
			t.Errorf("object %d: %s, and %s", n, a.objects[n], b.objects[n])
		}
	}
	if got := string(a.objects[3]); got != "<</Headers [(node00000002)]>>" {
		t.Errorf("got %s", got)
	}
	if got := string(a.objects[4]); !strings.Contains(got, "(node00000003)") {
		t.Errorf("a stream was changed: %s", got)
	}
}

// What was mended is a file that can be read and mended again, to the same.
func TestMendedFileIsWhole(t *testing.T) {
	b := &Book{Title: "一", text: "一人见 A 日月", Updated: "2026-03-01"}
	one, err := b.PDF(printed(t))
	if err != nil {
		t.Fatal(err)
	}
	two, err := b.PDF(one)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("the file changes when it is mended again")
	}
}

func TestLeaves(t *testing.T) {
	got, err := Leaves(printed(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got["a~日"] != 2 {
		t.Errorf("got %v, want the id on page 2", got)
	}
}

func TestMeant(t *testing.T) {
	for _, c := range []struct {
		name, text string
		shows      rune
		want       rune
	}{
		{"a radical of the book's character", "一", '⼀', '一'},
		{"a radical that normalisation does not know", "见", '⻅', '见'},
		{"a radical that the book has beside the character", "⼀一", '⼀', '一'},
		{"a radical that the book has alone", "⼀", '⼀', '⼀'},
		{"a radical that the book has neither way", "二", '⼀', '一'},
		{"the stroke through ≠", "\ue020=", '\ue020', '\u0338'},
		{"a no-break space that is none", "a b", '\u00a0', ' '},
		{"a hyphen that is a minus sign of keyboards", "a-b", '\u2010', '-'},
		{"a hyphen of the book", "a‐b", '\u2010', '\u2010'},
		{"a sign of the style", "a", '•', '•'},
		{"the micro sign of a Greek letter", "μ", 'µ', 'μ'},
	} {
		if got := newWords(c.text).meant(c.shows); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// A range with a radical in it is written character by character, the others
// stay ranges.
func TestRanges(t *testing.T) {
	w := newWords("一丨abc")
	got := w.codes(w.ranges("2 beginbfrange\n<0001> <0002> <2F00>\n<0005> <0007> <0061>\nendbfrange\n"))
	want := "1 beginbfrange\n<0005> <0007> <0061>\nendbfrange\n2 beginbfchar\n<0001> <4E00>\n<0002> <4E28>\nendbfchar\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Anything else than a print of Chromium is refused, and nothing panics.
func TestBrokenFiles(t *testing.T) {
	whole := printed(t)
	b := &Book{text: "一"}
	for _, data := range [][]byte{nil, []byte("%PDF-1.4\n"), []byte("trailer<</Root 1 0 R>>startxref\n0\n%%EOF"), whole[:len(whole)/2], whole[:len(whole)-8],
		bytes.ReplaceAll(whole, []byte(" obj\n"), []byte(" ob\n\n"))} {
		if _, err := b.PDF(data); err == nil {
			t.Errorf("%.20q… is taken for a file of Chromium", data)
		}
	}
	for i := range 400 { // a byte wrong anywhere
		bad := bytes.Clone(whole)
		bad[i*len(bad)/400] ^= 0x15
		if out, err := b.PDF(bad); err == nil && len(out) == 0 {
			t.Errorf("byte %d wrong: no file and no error", i*len(bad)/400)
		}
		_, _ = Leaves(bad) // must not panic; most bytes do not matter to it
	}
}
