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
	src, err := os.ReadFile("testdata/blocks/glossary.csv")
	if err != nil {
		t.Fatal(err)
	}
	g := refs.ParseGlossary(src, []site.Lang{{ID: "zh"}, {ID: "en"}})
	measure(t, "testdata/blocks", g, 300, 99)
}

// TestHeldOut runs two sets on other subjects than those of testdata/blocks,
// without a glossary, in which every section was edited. Their labels are older
// than any result. No constant was chosen by them, but what went wrong on the first
// set led to changes of the method and to the list of common words; the second was
// written after these, and led to one more, of pictures. Both miss the recall of
// 99 % that is aimed at: the bounds are what is reached.
func TestHeldOut(t *testing.T) {
	t.Run("first", func(t *testing.T) { measure(t, "testdata/heldout", nil, 320, 95) })
	t.Run("second", func(t *testing.T) { measure(t, "testdata/heldout-2", nil, 100, 96) })
}

// measure counts the right, wrong and missed pairs of a labelled set, which has
// so many blocks at least and of whose pairs so many in a hundred must be found.
func measure(t *testing.T, dir string, g *refs.Glossary, least int, found float64) {
	t.Helper()
	files, err := filepath.Glob(dir + "/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	var all, base [3]int // right, wrong, missed
	blocks := 0
	for _, name := range files {
		a, b, gold := labelled(t, name)
		blocks += len(a.Doc.Blocks)
		al := Align(a, b, g)
		for k, rows := range [][]Row{al.Rows, byPlace(a.Doc, b.Doc, al.Headings)} {
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
	if wrong > .2 || recall < found || blocks < least {
		t.Errorf("wrong pairs may be 0.2 %%, recall must be %v %%, of %d blocks", found, least)
	}
	if baseWrong <= wrong || baseRecall >= recall {
		t.Errorf("place alone is no worse")
	}
}

// labelled reads two texts, named for their languages, and their labels:
// "3,4 = 3", "5 = -".
func labelled(t *testing.T, name string) (a, b Text, gold map[[2]int]bool) {
	t.Helper()
	ar, err := txtar.ParseFile(name)
	if err != nil || len(ar.Files) != 3 {
		t.Fatalf("%s: %v", name, err)
	}
	read := func(f txtar.File) Text {
		lang := strings.TrimSuffix(f.Name, ".md")
		return Text{Doc: markdown.NewParser(markdown.Site(lang, false)).Parse(f.Data), Lang: site.Lang{ID: lang}}
	}
	a, b = read(ar.Files[0]), read(ar.Files[1])
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
