package image

import (
	"bytes"
	"image/png"
	"os"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
)

// guideFont is the guide's font, which has Han characters.
func guideFont(t testing.TB) Font {
	data, err := os.ReadFile("../../content/fonts/noto-serif-sc-bold.otf")
	if err != nil {
		t.Fatal(err)
	}
	f, bad := ReadFace(data)
	if bad != nil {
		t.Fatal(bad)
	}
	return Font{f}
}

func TestTitleCard(t *testing.T) {
	f := guideFont(t)
	for _, w := range []Words{
		{Lang: "zh-Hans", Title: "“任务”而非职业：自动化——增强（该不该转行？）", Number: "2.2", Chapter: "核心概念与联系", Site: "AIGC 时代的职业规划"},
		{Lang: "en", Title: "“Exposure” isn’t loss … " + strings.Repeat("and so on, ", 30), Number: "2.3", Chapter: strings.Repeat("Concepts ", 20), Site: strings.Repeat("Career planning ", 9)},
		{Lang: "en", Title: strings.Repeat("w", 300)},
		{Lang: "zh-Hans", Title: strings.Repeat("职", 300)},
		{Lang: "en", Title: "\u200b"}, {},
	} {
		data, err := TitleCard(f, w)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := TitleCard(f, w); !bytes.Equal(data, again) {
			t.Errorf("%.20q: the card is another each time", w.Title)
		}
		if len(data) > 25<<10 {
			t.Errorf("%.20q: the card weighs %d bytes", w.Title, len(data))
		}
		pic, err := png.Decode(bytes.NewReader(data))
		if err != nil || pic.Bounds().Dx() != 1200 || pic.Bounds().Dy() != 630 {
			t.Fatalf("%.20q: %v %v", w.Title, err, pic)
		}
		for y := range 630 { // nothing but the ground beside the lines
			for _, x := range []int{0, margin - 9, CardWidth - margin + 12} {
				if r, g, b, _ := pic.At(x, y).RGBA(); r>>8 != 0xFB || g>>8 != 0xFA || b>>8 != 0xF7 {
					t.Fatalf("%.20q: ink in the margin, at %d, %d", w.Title, x, y)
				}
			}
		}
	}
}

// cut returns how a title is cut, its lines parted by bars.
func cut(f Font, s, lang string, n int, width float64) string {
	g := glyphs{font: f, seen: map[rune]*glyph{}}
	t := g.set(s, lang)
	if n == 0 {
		n = t.count(width)
	}
	var out []string
	for _, l := range t.balanced(n, width) {
		out = append(out, string(t.runes[l.from:l.to]))
	}
	return strings.Join(out, "|")
}

func TestTitleLines(t *testing.T) {
	f := guideFont(t)
	for _, c := range []struct {
		lang, title string
		width       float64
		want        string
	}{
		{"zh-Hans", "应用场景：九种角色", 20, "应用场景：九种角色"},
		{"zh-Hans", "问题的由来，研究现状", 9.5, "问题的由来，|研究现状"},
		{"zh-Hans", "检索工具智能体，翻译", 7.2, "检索工具智|能体，翻译"},
		{"zh-Hans", "术语（任务）的解剖术", 5.6, "术语（任务）|的解剖术"},
		{"zh-Hans", "用 AIGC 写作者的十二周", 8, "用 AIGC 写|作者的十二周"},
		{"en", "Two losses: why the generator can't", 12, "Two losses:|why the generator can't"},
		{"en", "Career planning in the age", 10, "Career planning|in the age"},
	} {
		got := cut(f, c.title, c.lang, 0, c.width)
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.title, got, c.want)
		}
		for i, l := range strings.Split(got, "|") {
			if i > 0 && strings.ContainsAny(l[:1], ",.:;!?") || strings.HasPrefix(l, "，") || strings.HasPrefix(l, "）") || strings.HasSuffix(l, "（") {
				t.Errorf("%s: a mark at the wrong end of %s", c.title, l)
			}
		}
	}
	g := glyphs{font: f, seen: map[rune]*glyph{}}
	if n := g.set("incomprehensibilities", "en").count(5); n != 0 {
		t.Errorf("a word wider than a line was set in %d", n)
	}
}

// What a long title loses begins with a whole word.
func TestFit(t *testing.T) {
	g := glyphs{font: guideFont(t), seen: map[rune]*glyph{}}
	for _, c := range []struct {
		name, title, lang, want string
		width                   float64
	}{
		{"between words", "very long title", "en", "very", 3.5},
		{"behind a word", "very, long title", "en", "very", 2.6},
		{"a word that is all", "incomprehensibilities", "en", "inc", 2.2},
		{"Han anywhere", "职业由一组任务构成", "zh-Hans", "职业由", 3.5},
	} {
		set := g.set(c.title, c.lang)
		if got := string(set.runes[:set.fit(line{0, len(set.runes)}, c.width)]); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	// A line ends before the space behind its last word.
	if set := g.set("very long title", "en"); set.fit(line{0, len("very long")}, 99) != len("very long") {
		t.Error("a word that fits is lost")
	}
}

func TestReadFace(t *testing.T) {
	if _, bad := ReadFace(goregular.TTF); bad != nil {
		t.Errorf("a TrueType font: %v", bad)
	}
	variable := bytes.Replace(goregular.TTF, []byte("prep"), []byte("fvar"), 1)
	for want, data := range map[string][]byte{
		"is no TrueType":        []byte("no font"),
		"for web pages":         []byte("wOF2..."),
		"is a collection":       []byte("ttcf..."),
		"is a variable font":    variable,
		"is a damaged font":     goregular.TTF[:400],
		"is no TrueType or Ope": nil,
	} {
		if _, bad := ReadFace(data); bad == nil || !strings.Contains(bad.Text, want) || bad.Hint == "" {
			t.Errorf("want %q, got %v", want, bad)
		}
	}
}

func TestLacks(t *testing.T) {
	face, _ := ReadFace(goregular.TTF)
	latin := Font{face}
	if got := string(latin.Lacks("a 职b\u200d业职")); got != "职业" {
		t.Errorf("the Latin font lacks %q", got)
	}
	if got := latin.Lacks("é… “x”\u00a0y"); len(got) > 0 {
		t.Errorf("the Latin font lacks %q", string(got))
	}
	if got := string(latin.Lacks("e\u0301te\u0301 q\u0301")); got != "\u0301" {
		t.Errorf("of decomposed accents the Latin font lacks %q", got)
	}
	whole, _ := TitleCard(latin, Words{Lang: "fr", Title: "été"})
	if parts, _ := TitleCard(latin, Words{Lang: "fr", Title: "e\u0301te\u0301"}); !bytes.Equal(whole, parts) {
		t.Error("a decomposed title is drawn in another way")
	}
	if got := append(latin, guideFont(t)...).Lacks("a 职b业"); len(got) > 0 {
		t.Errorf("two fonts lack %q", string(got))
	}
	if got := string(latin.Lacks("سلام")); got != "سلام" || !Shaped('س') || Shaped('a') || Shaped('职') {
		t.Errorf("Arabic cannot be drawn: %q", got)
	}
}

// FuzzReadFace: whatever a file holds, a card is drawn or the font refused.
func FuzzReadFace(f *testing.F) {
	f.Add(goregular.TTF[:4000])
	f.Fuzz(func(t *testing.T, data []byte) {
		if face, bad := ReadFace(data); bad == nil {
			Font{face}.Lacks("Aé")
			if _, err := TitleCard(Font{face}, Words{Lang: "en", Title: "Aé, b"}); err != nil {
				t.Error(err)
			}
		}
	})
}

func BenchmarkTitleCard(b *testing.B) {
	f := guideFont(b)
	for b.Loop() {
		if _, err := TitleCard(f, Words{Lang: "zh-Hans", Title: "自动化、暴露与增强：参差前沿", Number: "2.3", Chapter: "核心概念与联系", Site: "AIGC 时代的职业规划"}); err != nil {
			b.Fatal(err)
		}
	}
}
