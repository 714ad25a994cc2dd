package render

import (
	"html/template"
	"slices"
	"testing"
)

func TestSignFaces(t *testing.T) {
	for _, c := range []struct {
		what, html string
		want       []string
	}{
		{"a letter of the common half", `<span class="mord mathbb">E</span>`, []string{"KaTeX_AMS-Regular-core.woff2"}},
		{"a letter of the other half", `<span class="mord mathbb">P</span>`, nil},
		{"a large sum with room behind it", `<span class="mop op-symbol large-op" style="margin-right:0.4445em;">∫</span>`, []string{"KaTeX_Size2-Regular-core.woff2"}},
		{"brackets of two sizes", `<span class="delimsizing size1">(</span><span class="mopen delimcenter"><span class="delimsizing size3">]</span></span>`, []string{"KaTeX_Size1-Regular-core.woff2", "KaTeX_Size3-Regular-core.woff2"}},
		{"small letters", `<span class="katex-sizing reset-size6 size3 mtight">(</span>`, nil},
		{"script letters, small", `<span class="mord mathcal mtight" style="margin-right:0.1474em;">N</span>`, []string{"KaTeX_Caligraphic-Regular-core.woff2"}},
		{"folded away, folds within folds", `<details class="a"><details><span class="mord mathbb">E</span></details><span class="mord mathbb">E</span></details><b></b>`, nil},
		{"behind what is folded away", `<details></details><span class="mord mathbb">R</span>`, []string{"KaTeX_AMS-Regular-core.woff2"}},
		{"in tabs", `<div class="tabs"><span class="mord mathbb">E</span></div>`, nil},
		{"a fold that nobody closes", `</details><details><span class="mord mathbb">E</span>`, nil},
	} {
		p := &page{Body: template.HTML(c.html), Math: true}
		if got := p.SignFaces(); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
}
