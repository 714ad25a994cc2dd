package pairing

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// corpusPage is one page of published documentation in two languages.
type corpusPage struct {
	name       string
	a, b       Text
	srcA, srcB []byte
}

// corpus reads DIR/NAME/{zh,en}/PATH.md, pages that both languages have.
func corpus(t testing.TB, dir string) []corpusPage {
	zh, en := markdown.NewParser(markdown.Site("zh-Hans", true)), markdown.NewParser(markdown.Site("en", true))
	var out []corpusPage
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".md") || !strings.Contains(path, "/zh/") {
			return err
		}
		a, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		b, err := os.ReadFile(strings.Replace(path, "/zh/", "/en/", 1))
		if err != nil {
			return nil // the other language has no such page
		}
		a, b = body(a), body(b)
		out = append(out, corpusPage{
			strings.TrimPrefix(path, dir),
			Text{Doc: zh.Parse(a), Lang: site.Lang{ID: "zh"}}, Text{Doc: en.Parse(b), Lang: site.Lang{ID: "en"}}, a, b,
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// body blanks the front matter.
func body(src []byte) []byte {
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	if end := bytes.Index(src, []byte("\n---")); bytes.HasPrefix(src, []byte("---\n")) && end > 0 {
		src = src[end+len("\n---"):]
	}
	if os.Getenv("PAIRING_IDS") == "" {
		src = headingID.ReplaceAll(src, []byte("$1"))
	}
	return src
}

// headingID is an id of the author's, in the three ways the corpora write it.
var headingID = regexp.MustCompile(`(?m)^(#+ .*?) *(?:\{ *#[^}\n]*\}|\{/\*[^\n]*\*/\})`)

// TestCorpus prints how much of published documentation is paired:
// PAIRING_CORPUS=DIR go test -run TestCorpus -v.
func TestCorpus(t *testing.T) {
	dir := os.Getenv("PAIRING_CORPUS")
	if dir == "" {
		t.Skip("PAIRING_CORPUS names no corpus")
	}
	pages := corpus(t, dir)
	var same, headings, right, wrong, inBlocks, blocks, paired, known, agree, differ int
	var spent, slowest time.Duration
	for _, p := range pages {
		start := time.Now()
		al := Align(p.a, p.b, nil)
		took := time.Since(start)
		spent, slowest = spent+took, max(slowest, took)
		a, b := p.a.Doc, p.b.Doc
		if !sameSkeleton(a.Headings, b.Headings) {
			continue
		}
		same++
		for i, j := range al.Headings {
			headings++
			switch {
			case i == j:
				right++
			case j >= 0:
				wrong++
				fmt.Printf("%s: heading %q = %q\n", p.name, a.Headings[i].Text(), b.Headings[j].Text())
			default:
				if os.Getenv("PAIRING_SHOW") != "" {
					fmt.Printf("%s: heading %q = nothing (%q)\n", p.name, a.Headings[i].Text(), b.Headings[i].Text())
				}
			}
		}
		equal := sameKinds(a, b)
		blocks += len(a.Blocks) + len(b.Blocks)
		for _, r := range al.Rows {
			if len(r.A) > 0 && len(r.B) > 0 {
				paired += len(r.A) + len(r.B)
			}
			for _, i := range r.A {
				if !equal {
					break
				}
				known++
				switch {
				case len(r.B) == 1 && r.B[0] == i:
					agree++
				case len(r.B) > 0:
					differ++
					if os.Getenv("PAIRING_SHOW") != "" {
						fmt.Printf("%s: block %d = %v\n", p.name, i, r.B)
					}
				}
			}
		}
		_ = inBlocks
	}
	per := func(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
	fmt.Printf("%s: %d pages, %d of one skeleton with %d headings: %.2f %% mapped both ways, %.2f %% otherwise\n",
		filepath.Base(dir), len(pages), same, headings, per(right, headings), per(wrong, headings))
	fmt.Printf("  blocks: %.2f %% of %d paired; on pages with equal kinds %.2f %% of %d by place, %.2f %% otherwise\n",
		per(paired, blocks), blocks, per(agree, known), known, per(differ, known))
	fmt.Printf("  time: %v a page, slowest %v\n", (spent / time.Duration(max(len(pages), 1))).Round(time.Microsecond), slowest.Round(time.Microsecond))
}

func sameSkeleton(x, y []site.Heading) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i].Level != y[i].Level {
			return false
		}
	}
	return true
}

func sameKinds(a, b *markdown.Doc) bool {
	if len(a.Blocks) != len(b.Blocks) {
		return false
	}
	for i := range a.Blocks {
		if a.Blocks[i].Kind != b.Blocks[i].Kind {
			return false
		}
	}
	return true
}
