package pairing

import (
	"bytes"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// piece is a block's source and which pieces of the unedited page are in it.
type piece struct {
	src  []byte
	kind site.BlockKind
	of   []int
}

// edited is a page whose two texts were changed, each by itself.
type edited struct {
	a, b Text
	gold map[[2]int]bool
}

func pieces(d *markdown.Doc, src []byte) []piece {
	var out []piece
	for i, b := range d.Blocks {
		if b.Kind != site.FootnotesBlock && b.Start < b.End {
			out = append(out, piece{bytes.TrimSpace(src[b.Start:b.End]), b.Kind, []int{i}})
		}
	}
	return out
}

// edit changes a text: deletes, inserts, merges and moves, each with a share of
// the blocks in thousandths.
func edit(rng *rand.Rand, list []piece, foreign []piece, share int) []piece {
	var out []piece
	for i := 0; i < len(list); i++ {
		p := list[i]
		if p.kind == site.HeadingBlock {
			out = append(out, p)
			continue
		}
		switch n := rng.Intn(1000); {
		case n < share:
			continue
		case n < 2*share && len(foreign) > 0:
			f := foreign[rng.Intn(len(foreign))]
			out = append(out, p, piece{f.src, f.kind, []int{-1 - f.of[0]}})
			continue
		case n < 3*share && p.kind == site.ParagraphBlock && i+1 < len(list) && list[i+1].kind == p.kind:
			q := list[i+1]
			out = append(out, piece{bytes.Join([][]byte{p.src, q.src}, []byte(" ")), p.kind, append(slices.Clone(p.of), q.of...)})
			i++
			continue
		}
		out = append(out, p)
	}
	for k := 0; k < len(out); k++ {
		if out[k].kind != site.HeadingBlock && rng.Intn(1000) < share/2 {
			p := out[k]
			out = slices.Delete(out, k, k+1)
			out = slices.Insert(out, rng.Intn(len(out)+1), p)
		}
	}
	return out
}

func joined(list []piece) []byte {
	var out []byte
	for _, p := range list {
		out = append(append(out, p.src...), "\n\n"...)
	}
	return out
}

// editPage changes both texts of a page and returns which blocks are pairs; ok
// is false where the parts do not make the same blocks when put together.
func editPage(rng *rand.Rand, zh, en *markdown.Parser, a, b []piece, foreignA, foreignB []piece, share int) (edited, bool) {
	a, b = edit(rng, a, foreignA, share), edit(rng, b, foreignB, share)
	e := edited{
		Text{Doc: zh.Parse(joined(a)), Lang: site.Lang{ID: "zh"}}, Text{Doc: en.Parse(joined(b)), Lang: site.Lang{ID: "en"}}, map[[2]int]bool{},
	}
	if len(e.a.Doc.Blocks) != len(a) || len(e.b.Doc.Blocks) != len(b) {
		return e, false
	}
	for i := range a {
		for j := range b {
			for _, k := range a[i].of {
				if slices.Contains(b[j].of, k) {
					e.gold[[2]int{i, j}] = true
				}
			}
		}
	}
	return e, true
}

// count compares an alignment with the labels. A pair with a block that is equal
// to the right one is right.
func count(rows []Row, gold map[[2]int]bool, a, b *markdown.Doc, show func(kind string, i, j int)) (right, wrong, missed int) {
	got := map[[2]int]bool{}
	for _, r := range rows {
		for _, i := range r.A {
			for _, j := range r.B {
				got[[2]int{i, j}] = true
			}
		}
	}
	equal := func(x, y markdown.Block) bool { return x.Kind == y.Kind && x.Text() == y.Text() }
	twin := func(p [2]int, in map[[2]int]bool) bool {
		for q := range in {
			if q[0] == p[0] && equal(b.Blocks[q[1]], b.Blocks[p[1]]) || q[1] == p[1] && equal(a.Blocks[q[0]], a.Blocks[p[0]]) ||
				equal(b.Blocks[q[1]], b.Blocks[p[1]]) && equal(a.Blocks[q[0]], a.Blocks[p[0]]) {
				return true
			}
		}
		return false
	}
	for p := range got {
		if gold[p] || twin(p, gold) {
			right++
		} else {
			wrong++
			show("wrong", p[0], p[1])
		}
	}
	for p := range gold {
		if !got[p] && !twin(p, got) {
			missed++
			show("missed", p[0], p[1])
		}
	}
	return
}

// TestEditedCorpus changes published pages at random and prints what is found of
// the pairs: the constants are chosen by it.
func TestEditedCorpus(t *testing.T) {
	dir := os.Getenv("PAIRING_CORPUS")
	if dir == "" {
		t.Skip("PAIRING_CORPUS names no corpus")
	}
	zh, en := markdown.NewParser(markdown.Site("zh-Hans", true)), markdown.NewParser(markdown.Site("en", true))
	var right, wrong, missed, n int
	rng := rand.New(rand.NewSource(1))
	var base [3]int
	var list [][2][]piece
	var names []string
	for _, p := range corpus(t, dir) {
		if !sameKinds(p.a.Doc, p.b.Doc) || len(p.a.Doc.Blocks) < 5 {
			continue
		}
		a, b := pieces(p.a.Doc, p.srcA), pieces(p.b.Doc, p.srcB)
		list = append(list, [2][]piece{a, b})
		names = append(names, p.name)
	}
	for round := 0; round < 3; round++ {
		for k, p := range list {
			f := list[(k+1+rng.Intn(len(list)-1))%len(list)]
			e, ok := editPage(rng, zh, en, p[0], p[1], f[0], f[1], 40)
			if !ok {
				continue
			}
			n++
			al := Align(e.a, e.b, nil)
			r, w, m := count(al.Rows, e.gold, e.a.Doc, e.b.Doc, func(kind string, i, j int) {
				if os.Getenv("PAIRING_SHOW") != "" {
					fmt.Printf("%s %s round %d: %d %d %s\n    %.160q\n    %.260q\n", kind, names[k], round, i, j, e.a.Doc.Blocks[i].Kind, e.a.Doc.Blocks[i].Text(), e.b.Doc.Blocks[j].Text())
				}
			})
			right, wrong, missed = right+r, wrong+w, missed+m
			r, w, m = count(byPlace(e.a.Doc, e.b.Doc, al.Headings), e.gold, e.a.Doc, e.b.Doc, func(string, int, int) {})
			base[0], base[1], base[2] = base[0]+r, base[1]+w, base[2]+m
		}
	}
	per := func(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
	fmt.Printf("%s edited: %d pages, %d pairs: wrong %.2f %%, recall %.2f %%; by place: wrong %.2f %%, recall %.2f %%\n",
		filepath.Base(dir), n, right+missed, per(wrong, right+wrong), per(right, right+missed), per(base[1], base[0]+base[1]), per(base[0], base[0]+base[2]))
}
