package pairing

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"duizhao/generator/markdown"
	"duizhao/generator/refs"
	"duizhao/generator/site"

	"golang.org/x/tools/txtar"
)

// TestLabelled runs testdata/blocks/*.txtar: two texts, and which of their
// blocks are pairs. They were labelled by reading, before any result was seen;
// but those of page-*, pages of this repository that were edited by recorded
// steps, follow from these steps.
func TestLabelled(t *testing.T) {
	files, err := filepath.Glob("testdata/blocks/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	var all, base [3]int // right, wrong, missed
	blocks := 0
	src, err := os.ReadFile("testdata/blocks/glossary.csv")
	if err != nil {
		t.Fatal(err)
	}
	g := refs.ParseGlossary(src, []site.Lang{{ID: "zh"}, {ID: "en"}})
	for _, name := range files {
		a, b, gold := labelled(t, name)
		blocks += len(a.Doc.Blocks)
		al := Align(a, b, g)
		base0 := Alignment{Headings: al.Headings, Rows: byPlace(a.Doc, b.Doc, al.Headings)}
		for k, rows := range [][]Row{al.Rows, base0.Rows} {
			sum := []*[3]int{&all, &base}[k]
			r, w, m := count(rows, gold, a.Doc, b.Doc, func(kind string, i, j int) {
				if k == 0 {
					t.Logf("%s: %s %d = %d: %.60q = %.60q", filepath.Base(name), kind, i+1, j+1, a.Doc.Blocks[i].Text(), b.Doc.Blocks[j].Text())
				}
			})
			sum[0], sum[1], sum[2] = sum[0]+r, sum[1]+w, sum[2]+m
		}
	}
	per := func(n, of int) float64 { return 100 * float64(n) / float64(of) }
	wrong, recall := per(all[1], all[0]+all[1]), per(all[0], all[0]+all[2])
	baseWrong, baseRecall := per(base[1], base[0]+base[1]), per(base[0], base[0]+base[2])
	t.Logf("%d blocks, %d pairs: wrong %.2f %%, recall %.2f %%; by place alone: wrong %.2f %%, recall %.2f %%",
		blocks, all[0]+all[2], wrong, recall, baseWrong, baseRecall)
	if wrong > .2 || recall < 99 || blocks < 300 {
		t.Errorf("wrong pairs may be 0.2 %%, recall must be 99 %%, of 300 blocks")
	}
	if baseWrong <= wrong || baseRecall >= recall {
		t.Errorf("place alone is no worse")
	}
}

// labelled reads two texts and their labels: "3,4 = 3", "5 = -".
func labelled(t *testing.T, name string) (a, b Text, gold map[[2]int]bool) {
	t.Helper()
	ar, err := txtar.ParseFile(name)
	if err != nil || len(ar.Files) != 3 {
		t.Fatalf("%s: %v", name, err)
	}
	zh, en := markdown.NewParser(markdown.Site("zh-Hans", false)), markdown.NewParser(markdown.Site("en", false))
	a = Text{Doc: zh.Parse(ar.Files[0].Data), Lang: site.Lang{ID: "zh"}}
	b = Text{Doc: en.Parse(ar.Files[1].Data), Lang: site.Lang{ID: "en"}}
	gold = map[[2]int]bool{}
	seenA, seenB := make([]bool, len(a.Doc.Blocks)), make([]bool, len(b.Doc.Blocks))
	for _, line := range strings.Split(strings.TrimSpace(string(ar.Files[2].Data)), "\n") {
		left, right, _ := strings.Cut(line, " = ")
		for _, i := range numbered(t, left, seenA) {
			for _, j := range numbered(t, right, nil) {
				gold[[2]int{i, j}] = true
			}
		}
		numbered(t, right, seenB)
	}
	if strings.Contains(fmt.Sprint(seenA, seenB), "false") {
		t.Fatalf("%s: a block has no label: %v %v", name, seenA, seenB)
	}
	return a, b, gold
}

// textsOf returns the first two texts of a file.
func textsOf(t testing.TB, name string) (a, b []byte) {
	t.Helper()
	ar, err := txtar.ParseFile(name)
	if err != nil || len(ar.Files) < 2 {
		t.Fatalf("%s: %v", name, err)
	}
	return ar.Files[0].Data, ar.Files[1].Data
}

// numbered reads "3,4" or "-" and notes the blocks in seen.
func numbered(t *testing.T, s string, seen []bool) []int {
	t.Helper()
	var out []int
	for _, p := range strings.Split(s, ",") {
		if p == "-" {
			continue
		}
		n, err := strconv.Atoi(p)
		if err != nil || seen != nil && (n < 1 || n > len(seen) || seen[n-1]) {
			t.Fatalf("label %q: %v", s, err)
		}
		if seen != nil {
			seen[n-1] = true
		}
		out = append(out, n-1)
	}
	return out
}
