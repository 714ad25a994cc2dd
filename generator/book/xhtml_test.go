package book

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"duizhao/generator/image"
	"duizhao/generator/site"

	"golang.org/x/net/html"
)

func written(in string) (string, error) {
	doc, err := html.Parse(strings.NewReader(in))
	if err != nil {
		return "", err
	}
	return string(xhtml(doc)), nil
}

func wellFormed(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		switch _, err := d.Token(); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

func TestXHTML(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"elements without an end", "<p>a<br>b<img src=x>", `<p>a<br/>b<img src="x"/></p>`},
		{"an empty element", "<p></p><span></span>", "<p></p><span></span>"},
		{"attributes without a value", "<input disabled>", `<input disabled=""/>`},
		{"signs", `<p title="a&quot;b<c">1 &lt; 2 &amp; 3&nbsp;`, "<p title=\"a&quot;b&lt;c\">1 &lt; 2 &amp; 3\u00a0</p>"},
		{"a language", `<p lang=en>a`, `<p xml:lang="en" lang="en">a</p>`},
		{"a drawing", `<svg viewBox="0 0 1 1"><use xlink:href="#a"/></svg>`, `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1"><use xlink:href="#a"/></svg>`},
		{"a formula", `<math><mi>x</mi></math>`, `<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>`},
		{"names that XML does not know", `<p "a" b:c=1 d=2>x<x:y>z</x:y>`, `<p d="2">xz</p>`},
		{"characters that XML does not know", "<p>a\x0c\x01\ufffeb<!-- c -->", "<p>ab</p>"},
	} {
		got, err := written(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: got\n%s\nwithout\n%s", c.name, got, c.want)
		}
		if err := wellFormed(got); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// Whatever a site's owner writes as HTML becomes XML.
func FuzzXHTML(f *testing.F) {
	f.Add(`<p a"b=c>x<svg><style>a<b></style></svg><math><mo><mover>`)
	f.Add("<table><svg:a xmlns=1 xml:lang=2 lang>&#0;&#12;<!-- -- -->]]>")
	f.Fuzz(func(t *testing.T, in string) {
		out, err := written(in)
		if err != nil {
			return // no page, so deep is it
		}
		if err := wellFormed(out); err != nil {
			t.Errorf("%q becomes %q: %v", in, out, err)
		}
	})
}

func TestFormulas(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"an operator with another on it", `<mrow><mo><mover><mo><mo>=</mo></mo><mtext>(1)</mtext></mover></mo></mrow>`,
			`<mrow><mrow><mover><mrow><mo>=</mo></mrow><mtext>(1)</mtext></mover></mrow></mrow>`},
		{"a number of its own", `<mtable width="100%"><mtr><mtd width="50%"></mtd><mtd><mrow><mi>L</mi></mrow></mtd><mtd width="50%"></mtd><mtd><mtext>(1)</mtext></mtd></mtr></mtable>`,
			`<mrow><mi>L</mi></mrow>`},
		{"numbers of lines", `<mtable columnalign="right left" columnspacing="0em"><mtr><mtd width="50%" padding="0"></mtd><mtd class="x"><mi>L</mi></mtd></mtr><mtr><mtd></mtd></mtr></mtable>`,
			`<mtable columnalign="right left" columnspacing="0em"><mtr><mtd class="right flush"></mtd><mtd class="left near"><mi>L</mi></mtd></mtr><mtr><mtd class="right"></mtd></mtr></mtable>`},
		{"letters", `<mrow><mi mathvariant="double-struck">E</mi><mi mathvariant="script">L</mi><mi mathvariant="bold">x</mi></mrow>`,
			`<mrow><mi>𝔼</mi><mi>ℒ</mi><mi mathvariant="bold">x</mi></mrow>`},
		{"a function of one thing", `<mrow><munder><mi>max</mi><mi>D</mi></munder><mi>V</mi><mi>log</mi><mo>@</mo><mo>(</mo></mrow>`,
			`<mrow><munder><mi>max</mi><mi>D</mi></munder><mspace width="0.1667em"></mspace><mi>V</mi><mi>log</mi><mo>@</mo><mo>(</mo></mrow>`},
		{"a function in a place for one", `<mfrac><mi>lim</mi><mo>@</mo><mn>2</mn></mfrac>`, `<mfrac><mi>lim</mi><mn>2</mn></mfrac>`},
		{"units of TeX", `<mpadded voffset="2.56mu"><mi>x</mi></mpadded>`, `<mpadded voffset="0.1422em"><mi>x</mi></mpadded>`},
		{"a style", `<mrow style="a" class="b"><mi>x</mi></mrow>`, `<mrow><mi>x</mi></mrow>`},
	} {
		c.in, c.want = strings.ReplaceAll(c.in, "@", applied), strings.ReplaceAll(c.want, "@", applied)
		doc, err := html.Parse(strings.NewReader(`<p><span class="katex"><span class="katex-mathml"><math><semantics>` + c.in + `<annotation encoding="application/x-tex">tex</annotation></semantics></math></span><span class="katex-html">x</span></span>`))
		if err != nil {
			t.Fatal(err)
		}
		formula(find(doc, func(n *html.Node) bool { return hasClass(n, "katex") }))
		var out bytes.Buffer
		if err := html.Render(&out, find(doc, func(n *html.Node) bool { return n.Data == "p" })); err != nil {
			t.Fatal(err)
		}
		want := `<math alttext="tex"><semantics>` + c.want + `<annotation encoding="application/x-tex">tex</annotation></semantics></math>`
		if got := out.String(); !strings.Contains(got, want) || strings.Contains(got, "katex") {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, want)
		}
	}
}

// A WebP becomes a picture that all readers know; what cannot be shown is not in
// the book.
func TestMedia(t *testing.T) {
	dot := []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")
	webp, err := image.Copy(dot, image.Info{Width: 1, Height: 1, Drawing: true}, 1)
	if err != nil {
		t.Fatal(err)
	}
	m := media{store: &store{files: map[string][]byte{"图/a.webp": webp, "B.GIF": dot, "b.gif": dot, "c.svg": []byte("<svg><a></svg>"), "d.avif": dot}}, base: site.Base{Prefix: "/g"}, used: map[string]bool{}, known: map[string]string{}}
	for _, c := range []struct{ src, want string }{
		{"/g/%E5%9B%BE/a.webp", "../files/56fe.a.png"}, {"/g/B.GIF", "../files/B.gif"}, {"/g/b.gif", "../files/b-2.gif"}, {"/g/b.gif", "../files/b-2.gif"},
		{"/g/c.svg", ""}, {"/g/d.avif", ""}, {"/g/no.png", ""}, {"https://example.org/x.png", ""}, {"", ""},
	} {
		if got, ok := m.file(c.src); got != c.want || ok != (c.want != "") {
			t.Errorf("%q: got %q, want %q", c.src, got, c.want)
		}
	}
	if len(m.parts) != 3 || m.parts[0].kind != "image/png" || !bytes.HasPrefix(m.parts[0].data, []byte("\x89PNG")) {
		t.Errorf("got %v", m.parts)
	}
}

func TestNames(t *testing.T) {
	seen := map[string]string{}
	for _, id := range []string{"a", "A", "a.b", "a:b", "a-b", "1a", "_1a", "三", "eq:loss", "eq.3a.loss", "-", "."} {
		safe := safeID(id)
		if other, ok := seen[safe]; ok {
			t.Errorf("%q and %q are both %q", id, other, safe)
		}
		seen[safe] = id
	}
	for _, c := range []struct{ in, want string }{
		{"https://example.org/一 二?q=[a]|b#c#d", "https://example.org/%E4%B8%80%20%E4%BA%8C?q=%5Ba%5D%7Cb#c%23d"},
		{"https://example.org/%41%zz", "https://example.org/%41%25zz"},
		{"mailto:a@example.org", "mailto:a@example.org"},
	} {
		if got := address(c.in); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
