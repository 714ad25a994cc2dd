package pairing

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duizhao/generator/markdown"

	"golang.org/x/tools/txtar"
)

// TestAlign runs testdata/*.txtar: two texts and the pairs of their headings,
// by ordinal. UPDATE=1 rewrites the pairs.
func TestAlign(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	p := markdown.NewParser(markdown.Site("zh-Hans", false))
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			a, b := p.Parse(ar.Files[0].Data), p.Parse(ar.Files[1].Data)
			al := Align(Text{Doc: a}, Text{Doc: b}, nil)
			var out strings.Builder
			for i, j := range al.Headings {
				partner := "nothing"
				if j >= 0 {
					partner = b.Headings[j].Text()
				}
				fmt.Fprintf(&out, "%s = %s\n", a.Headings[i].Text(), partner)
			}
			back := Alignment{Headings: al.Reverse(len(b.Headings))}.Reverse(len(a.Headings))
			if fmt.Sprint(back) != fmt.Sprint(al.Headings) {
				t.Errorf("reversed twice: %v, was %v", back, al.Headings)
			}
			if os.Getenv("UPDATE") != "" {
				ar.Files = append(ar.Files[:2], txtar.File{Name: "pairs", Data: []byte(out.String())})
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := string(ar.Files[2].Data); out.String() != want {
				t.Errorf("got\n%swant\n%s", out.String(), want)
			}
		})
	}
}

// Reversed rows hold the same blocks in the other text's order, and those that
// it has not stay behind their neighbours that have not moved.
func TestReversed(t *testing.T) {
	one := func(i int) []int { return []int{i} }
	rows := []Row{{A: one(0)}, {A: one(1), B: one(2), Moved: true}, {A: one(2)}, {A: one(3), B: one(0)}, {B: one(1)}, {A: []int{4, 5}, B: one(3)}}
	got := fmt.Sprint(Reversed(rows, 6))
	want := "[{[] [0] false} {[] [2] false} {[0] [3] false} {[1] [] false} {[2] [1] true} {[3] [4 5] false}]"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
