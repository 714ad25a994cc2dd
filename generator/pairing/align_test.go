package pairing

import (
	"bytes"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"duizhao/generator/markdown"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// verify checks what holds for every alignment: each block stands in one row,
// rows are in a's order, and headings are paired in Headings as in Rows.
func verify(a, b *markdown.Doc, al Alignment) error {
	seenA, seenB := make([]int, len(a.Blocks)), make([]int, len(b.Blocks))
	last := -1
	for _, r := range al.Rows {
		if len(r.A)+len(r.B) == 0 || !slices.IsSorted(r.A) || !slices.IsSorted(r.B) {
			return fmt.Errorf("row %v", r)
		}
		if len(r.A) > 0 {
			if r.A[0] <= last {
				return fmt.Errorf("row %v stands behind block %d", r, last)
			}
			last = r.A[0]
		}
		for _, i := range r.A {
			seenA[i]++
		}
		for _, j := range r.B {
			seenB[j]++
		}
		if err := verifyHeading(a, b, al, r); err != nil {
			return err
		}
	}
	for _, n := range append(seenA, seenB...) {
		if n != 1 {
			return fmt.Errorf("blocks stand in rows %v and %v times", seenA, seenB)
		}
	}
	taken := map[int]bool{}
	for _, j := range al.Headings {
		if j >= 0 && taken[j] {
			return fmt.Errorf("heading %d has two partners", j)
		}
		taken[j] = true
	}
	return nil
}

func verifyHeading(a, b *markdown.Doc, al Alignment, r Row) error {
	for _, i := range r.A {
		x := a.Blocks[i]
		if x.Kind != site.HeadingBlock {
			continue
		}
		want := -1
		if len(r.B) > 0 {
			want = b.Blocks[r.B[0]].Heading
		}
		if len(r.A) > 1 || len(r.B) > 1 || len(r.B) == 1 && b.Blocks[r.B[0]].Kind != site.HeadingBlock || al.Headings[x.Heading] != want {
			return fmt.Errorf("row %v: heading %d is paired with %d", r, x.Heading, al.Headings[x.Heading])
		}
	}
	return nil
}

// pairsOf returns the pairs of an alignment, from a's side or from b's.
func pairsOf(al Alignment, back bool) map[[2]int]bool {
	out := map[[2]int]bool{}
	for _, r := range al.Rows {
		for _, i := range r.A {
			for _, j := range r.B {
				p := [2]int{i, j}
				if back {
					p = [2]int{j, i}
				}
				out[p] = r.Moved
			}
		}
	}
	return out
}

// TestReverse edits the labelled pages at random: an alignment is valid, the
// same every time, and the reverse of that of b and a.
func TestReverse(t *testing.T) {
	files, err := filepath.Glob("testdata/blocks/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	zh, en := markdown.NewParser(markdown.Site("zh-Hans", false)), markdown.NewParser(markdown.Site("en", false))
	rng := rand.New(rand.NewSource(5))
	for _, name := range files {
		a, b, _ := labelled(t, name)
		srcA, srcB := textsOf(t, name)
		for range 6 {
			x, y := a, b
			x.Doc = zh.Parse(joined(edit(rng, pieces(a.Doc, srcA), nil, 60)))
			y.Doc = en.Parse(joined(edit(rng, pieces(b.Doc, srcB), nil, 60)))
			al, back := Align(x, y, nil), Align(y, x, nil)
			if err := verify(x.Doc, y.Doc, al); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := verify(y.Doc, x.Doc, back); err != nil {
				t.Fatalf("%s, reversed: %v", name, err)
			}
			if fmt.Sprint(pairsOf(al, false)) != fmt.Sprint(pairsOf(back, true)) || fmt.Sprint(al.Reverse(len(y.Doc.Headings))) != fmt.Sprint(back.Headings) {
				t.Fatalf("%s: reversed, the alignment is another", name)
			}
			if again := Align(x, y, nil); fmt.Sprint(al) != fmt.Sprint(again) {
				t.Fatalf("%s: aligned again, the alignment is another", name)
			}
		}
	}
}

// TestItself aligns each labelled text with itself: nothing is left out and
// nothing moves.
func TestItself(t *testing.T) {
	files, _ := filepath.Glob("testdata/blocks/*.txtar")
	for _, name := range files {
		a, _, _ := labelled(t, name)
		for _, r := range Align(a, a, nil).Rows {
			if len(r.A) != 1 || len(r.B) != 1 || r.A[0] != r.B[0] || r.Moved {
				t.Errorf("%s: row %v", name, r)
			}
		}
	}
}

// TestGuide prints how much of the guide and the manual is paired.
func TestGuide(t *testing.T) {
	src, err := os.ReadFile("../../content/glossary.csv")
	if err != nil {
		t.Fatal(err)
	}
	langs := []site.Lang{{ID: "zh"}, {ID: "en"}}
	g := refs.ParseGlossary(src, langs)
	for _, dir := range []string{"../../content", "../../docs/content"} {
		var headings, lone, blocks, alone int
		for _, p := range corpus(t, dir) {
			al := Align(p.a, p.b, g)
			for i, j := range al.Headings {
				headings++
				if j < 0 {
					lone++
					t.Logf("%s: heading %q has no partner", p.name, p.a.Doc.Headings[i].Text())
				}
			}
			for _, r := range al.Rows {
				blocks += len(r.A) + len(r.B)
				if len(r.A) > 0 && len(r.B) > 0 {
					continue
				}
				alone += len(r.A) + len(r.B)
				for _, i := range r.A {
					t.Logf("%s: block %d of zh has no partner: %.80q", p.name, i+1, p.a.Doc.Blocks[i].Text())
				}
				for _, j := range r.B {
					t.Logf("%s: block %d of en has no partner: %.80q", p.name, j+1, p.b.Doc.Blocks[j].Text())
				}
			}
		}
		t.Logf("%s: %d of %d headings and %d of %d blocks have a partner", dir, headings-lone, headings, blocks-alone, blocks)
		if headings == 0 || lone > 0 || 100*alone > blocks {
			t.Errorf("%s: too little is paired", dir)
		}
	}
}

// TestGrowth counts the cells that are computed: twice the text may be little
// more than twice the work, in pages of every bad shape.
func TestGrowth(t *testing.T) {
	p := markdown.NewParser(markdown.Site("en", false))
	shapes := map[string]func(i int) string{
		"equal paragraphs":     func(int) string { return "The same words again.\n\n" },
		"different paragraphs": func(i int) string { return fmt.Sprintf("Paragraph %d speaks of number %d.\n\n", i, i*i) },
		"equal headings":       func(int) string { return "## Example\n\n" },
		"short sections":       func(i int) string { return fmt.Sprintf("## Part %d\n\nText of `f%d`.\n\n", i, i) },
		"empty items":          func(int) string { return "***\n\n" },
	}
	for name, block := range shapes {
		work := func(n int) (cells int) {
			var a, b bytes.Buffer
			for i := range n {
				a.WriteString(block(i))
				if i != n/3 && i != n/2 {
					b.WriteString(block(i))
				}
			}
			x, y := Text{Doc: p.Parse(a.Bytes())}, Text{Doc: p.Parse(b.Bytes())}
			al := align(x, y, nil, &cells)
			if err := verify(x.Doc, y.Doc, al); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			return cells
		}
		small, large := work(1000), work(4000)
		if large > 5*small || large > 500*4000 {
			t.Errorf("%s: %d cells for 1000 blocks, %d for 4000", name, small, large)
		}
	}
}

// BenchmarkAlign aligns pages of 20,000 blocks.
func BenchmarkAlign(b *testing.B) {
	p := markdown.NewParser(markdown.Site("en", false))
	for name, shape := range map[string]string{"equal": "The same words again.\n\n", "sections": "## Part %d\n\nText of `f%d` and $x_{%d}$, in 3 parts.\n\n"} {
		var src strings.Builder
		for i := range 20000 / strings.Count(shape, "\n\n") {
			src.WriteString(strings.ReplaceAll(shape, "%d", fmt.Sprint(i)))
		}
		x := Text{Doc: p.Parse([]byte(src.String()))}
		y := Text{Doc: p.Parse([]byte("One more.\n\n" + src.String()))}
		b.Run(name, func(b *testing.B) {
			for range b.N {
				Align(x, y, nil)
			}
		})
	}
}

// FuzzAlign aligns any two texts: what verify checks holds.
func FuzzAlign(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	more, _ := filepath.Glob("testdata/blocks/[a-o]*.txtar")
	for _, name := range append(files, more...) {
		a, b := textsOf(f, name)
		f.Add(a, b)
	}
	f.Add([]byte("> # A\n\n<details>\n\n## B\n\n</details>\n"), []byte("> # B\n\n:::note\n## B\n:::\n\n[^1]\n\n[^1]: x\n"))
	zh, en := markdown.NewParser(markdown.Site("zh-Hans", false)), markdown.NewParser(markdown.Site("en", false))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		x, y := Text{Doc: zh.Parse(a), Lang: site.Lang{ID: "zh"}}, Text{Doc: en.Parse(b), Lang: site.Lang{ID: "en"}}
		al, back := Align(x, y, nil), Align(y, x, nil)
		if err := verify(x.Doc, y.Doc, al); err != nil {
			t.Error(err)
		}
		if err := verify(y.Doc, x.Doc, back); err != nil {
			t.Error(err)
		}
		if fmt.Sprint(pairsOf(al, false)) != fmt.Sprint(pairsOf(back, true)) {
			t.Error("reversed, the alignment is another")
		}
	})
}

// TestRewritten changes paragraphs on one side and prints how many keep their
// partner: a stale block is one with a partner, not one without.
func TestRewritten(t *testing.T) {
	zh := markdown.NewParser(markdown.Site("zh-Hans", false))
	rng := rand.New(rand.NewSource(3))
	changes := []func(s string) string{
		func(s string) string { return s + "这里后来补了一句，原文还没有。" },
		func(s string) string { return "改写过的开头：" + s },
		func(s string) string {
			return s[:strings.LastIndexAny(s[:len(s)-1], "。，；：")+1] + "后面全换了。"
		},
		func(s string) string { return strings.NewReplacer("1", "7", "2", "8", "不", "很").Replace(s) },
	}
	kept, all := 0, 0
	for _, p := range append(corpus(t, "../../content"), corpus(t, "../../docs/content")...) {
		if !sameKinds(p.a.Doc, p.b.Doc) {
			continue
		}
		list := pieces(p.a.Doc, p.srcA)
		changed := map[int]bool{}
		for i := range list {
			text := string(list[i].src)
			if list[i].kind == site.ParagraphBlock && strings.Contains(text, "，") && rng.Intn(4) == 0 {
				list[i].src = []byte(changes[rng.Intn(len(changes))](text))
				changed[i] = true
			}
		}
		x := Text{Doc: zh.Parse(joined(list)), Lang: p.a.Lang}
		if len(x.Doc.Blocks) != len(list) || len(list) != len(p.b.Doc.Blocks) {
			continue // the footnotes are no piece
		}
		pairs := pairsOf(Align(x, p.b, nil), false)
		for i := range changed {
			all++
			if _, ok := pairs[[2]int{i, i}]; ok {
				kept++
			} else {
				t.Logf("%s: block %d: %.60q", p.name, i, x.Doc.Blocks[i].Text())
			}
		}
	}
	t.Logf("%d of %d rewritten paragraphs keep their partner", kept, all)
	if all < 20 || 100*kept < 97*all {
		t.Error("too few keep it")
	}
}
