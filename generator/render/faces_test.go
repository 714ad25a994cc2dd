package render

import (
	"html/template"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestFaces(t *testing.T) {
	formula := func(html string) string { return `<span class="katex-html" aria-hidden="true">` + html + `</span>` }
	bb, x := formula(`<span class="mord mathbb">E</span>`), formula(`<span class="mord mathnormal">x</span>`)
	theme := defaultTheme(t)
	for _, c := range []struct {
		what, html string
		want       []string
	}{
		{"a letter", x, []string{"Math-Italic-core"}},
		{"text beside a formula", `<b class="mathbb">E</b>` + formula("1") + `<b class="mathbb">E</b>`, []string{"Main-Regular-core"}},
		{"a sign written as a name", formula(`<span class="mrel">&lt;</span>`), []string{"Main-Regular-core"}},
		{"Han", formula(`<span class="mord text"><span class="mord cjk_fallback">中</span></span>`), nil},
		{"both halves", formula(`<span class="mord">ℵ1</span>`), []string{"Main-Regular-rest", "Main-Regular-core"}},
		{"a letter of the other half", formula(`<span class="mord mathbb">P</span>`), []string{"AMS-Regular-rest"}},
		{"a large sum with room behind it", formula(`<span class="mop op-symbol large-op" style="margin-right:0.4445em;">∫</span>`), []string{"Size2-Regular-core"}},
		{"brackets of two sizes", formula(`<span class="delimsizing size1">(</span><span class="mopen delimcenter"><span class="delimsizing size3">]</span></span>`), []string{"Size1-Regular-core", "Size3-Regular-core"}},
		{"small letters", formula(`<span class="katex-sizing reset-size6 size3 mtight">(</span>`), []string{"Main-Regular-core"}},
		{"a font that is bold for what is around it", formula(`<span class="mord text"><span class="mord textbf"><span class="mord textsf">a</span></span></span>`), []string{"SansSerif-Bold"}},
		{"a font without a bold face", formula(`<span class="mord mathbb textbf">E</span>`), []string{"AMS-Regular-core"}},
		{"folded away, folds within folds", `<details class="a"><summary>y</summary><details>` + bb + `</details>` + bb + `</details>`, nil},
		{"in what a fold is called, and behind it", `<details><summary>` + bb + `</summary>` + x + `</details>` + formula(`<span class="mathcal">L</span>`), []string{"AMS-Regular-core", "Caligraphic-Regular-core"}},
		{"in an open fold", `<details class="details" open>` + x + `</details>`, []string{"Math-Italic-core"}},
		{"in tabs", "<div class=\"tabs\">\n<section class=\"tab\">\n<p class=\"tab-label\">a</p>" + x + `</section><section class="tab"><p class="tab-label">` + bb + `</p>` + formula(`<span class="mathcal">L</span>`) + `</section></div>`, []string{"Math-Italic-core", "AMS-Regular-core"}},
		{"a section that is no tab, and a fold that nobody closes", `</details><section class="table">` + x + `</section><details>` + bb, []string{"Math-Italic-core"}},
		{"a formula that nobody closes", `<span class="katex-html"><span class="mord mathnormal">x</span>`, []string{"Math-Italic-core"}},
	} {
		p := &page{Body: template.HTML(c.html), Math: true, shell: shell{theme: theme}}
		var want []string
		for _, name := range c.want {
			want = append(want, "KaTeX_"+name+".woff2")
		}
		if got := p.Faces(); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", c.what, got, want)
		}
	}
}

// Every selector of KaTeX's style that chooses a font is one that with knows.
func TestFontsOfKaTeX(t *testing.T) {
	css, err := os.ReadFile("../../assets/katex/katex.css")
	if err != nil {
		t.Fatal(err)
	}
	rule := regexp.MustCompile(`([^{}]*)\{([^{}]*)\}`)
	family, weight, slant := regexp.MustCompile(`font-family: (\w+)`), regexp.MustCompile(`font-weight: (\w+)`), regexp.MustCompile(`font-style: (\w+)`)
	found := 0
	for _, m := range rule.FindAllStringSubmatch(string(css), -1) {
		for selector := range strings.SplitSeq(m[1], ",") {
			path := strings.Fields(strings.TrimSpace(selector))
			if !strings.Contains(m[2], "font-") || len(path) < 2 || !regexp.MustCompile(`font-(family|weight|style)`).MatchString(m[2]) {
				continue
			}
			found++
			// What the rule leaves open stays as it is outside, whatever that is.
			for _, outer := range []font{{"KaTeX_Main", false, false}, {"KaTeX_Math", true, true}} {
				want := outer
				if f := family.FindStringSubmatch(m[2]); f != nil {
					want.family = f[1]
				}
				if w := weight.FindStringSubmatch(m[2]); w != nil {
					want.bold = w[1] == "bold"
				}
				if s := slant.FindStringSubmatch(m[2]); s != nil {
					want.italic = s[1] == "italic"
				}
				got := outer
				for _, part := range path[1:] {
					if part != ">" && part != "span" {
						got = got.with(strings.Join(strings.Split(part, ".")[1:], " "))
					}
				}
				if got != want {
					t.Errorf("%s inside %v: got %v, want %v", selector, outer, got, want)
				}
			}
		}
	}
	if found < 30 {
		t.Errorf("only %d selectors choose fonts", found)
	}
}
