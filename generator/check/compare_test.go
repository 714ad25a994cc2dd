package check

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"duizhao/generator/assemble"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/pairing"
	"duizhao/generator/refs"
	"duizhao/generator/site"

	"golang.org/x/tools/txtar"
)

var (
	chinese = site.Lang{ID: "zh", Tag: "zh-Hans"}
	english = site.Lang{ID: "en", Tag: "en"}
)

// TestCompare runs testdata/*.txtar: an original, its translation and what is
// said of them. UPDATE=1 rewrites what is said.
func TestCompare(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			part := map[string][]byte{}
			for _, f := range ar.Files {
				part[f.Name] = f.Data
			}
			var got strings.Builder
			for _, d := range compared(part["zh.md"], part["en.md"], chinese, english, part["glossary.csv"]) {
				got.WriteString(d.String() + "\n")
			}
			last := &ar.Files[len(ar.Files)-1]
			if os.Getenv("UPDATE") != "" {
				last.Data = []byte(got.String())
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got.String() != string(last.Data) {
				t.Errorf("got\n%swant\n%s", got.String(), last.Data)
			}
		})
	}
}

// compared compares a text with its translation, row by row of an alignment that
// pairs blocks one by one.
func compared(a, b []byte, from, to site.Lang, csv []byte) []diag.Diagnostic {
	g := refs.ParseGlossary(csv, []site.Lang{chinese, english})
	finders := map[string]*assemble.TermFinder{"zh": assemble.NewTermFinder(g, chinese), "en": assemble.NewTermFinder(g, english)}
	page := func(src []byte, name string, lang site.Lang) assemble.Page {
		return assemble.Page{
			TextID: site.TextID{Page: "p", Lang: lang.ID}, Source: &content.Source{Path: name, Original: from.ID, Text: src, Body: src},
			Doc: markdown.NewParser(markdown.Site(lang.Tag, false)).Parse(src), View: &assemble.View{Lang: lang, TextLang: lang},
		}
	}
	pages := []assemble.Page{page(a, "a.md", from), page(b, "b.md", to)}
	c := NewComparer(func(l site.Lang) *assemble.TermFinder { return finders[l.ID] })
	var out []diag.Diagnostic
	for _, p := range Pairs(pages) {
		var rows []pairing.Row
		for i := range min(len(p.Original.Doc.Blocks), len(p.Translation.Doc.Blocks)) {
			rows = append(rows, pairing.Row{A: []int{i}, B: []int{i}})
		}
		original, translation := c.Compare(p, rows)
		for _, n := range original {
			out = append(out, n.In("a.md", a))
		}
		for _, n := range translation {
			out = append(out, n.In("b.md", b))
		}
	}
	return diag.Sort(out)
}

// TestCopies holds that a text differs in nothing from itself, be it said to be
// in the same language or in another; but for being no translation.
func TestCopies(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var texts [][]byte
	glossary := []byte("id,zh,en\ntoken,词元,token\ntask,任务,task\n")
	for _, name := range files {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range ar.Files {
			if strings.HasSuffix(f.Name, ".md") {
				texts = append(texts, f.Data)
			}
		}
	}
	pieces := strings.Split("3|万|.|,|2023|年|`x`|$a$|[l](b.md)|词元|token |[@k]|\n\n|\n| |一|百|three |hundred |- |1. |p.m.|世纪 |90|年代|<!-- off: pair-link -->|# |５|%|成|``|$$|(|)", "|")
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var b strings.Builder
		for range r.IntN(60) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		texts = append(texts, []byte(b.String()))
	}
	for _, src := range texts {
		for _, to := range []site.Lang{chinese, english} {
			found := slices.DeleteFunc(compared(src, src, chinese, to, glossary), func(d diag.Diagnostic) bool {
				return d.Code == "pair-off" || d.Code == "former-name" || d.Code == copyCode
			})
			if len(found) > 0 {
				t.Errorf("%q as a translation of itself into %s: %v", src, to.ID, found)
			}
		}
	}
}

// TestTime holds that the time grows with the text and not with its square.
func TestTime(t *testing.T) {
	glossary := []byte("id,zh,en\ntoken,词元,token\ntask,任务,task\n")
	unit := "有 3 万个 `x` 和 $a$，共 12 人、[甲](b.md)、一百二十，词元。"
	other := "With 4 million `y` and $b$, 13 people, [a](c.md), one hundred."
	measure := func(n int) time.Duration {
		a, b := []byte(strings.Repeat(unit, n)), []byte(strings.Repeat(other, n))
		best := time.Hour
		for range 3 {
			start := time.Now()
			compared(a, b, chinese, english, glossary)
			best = min(best, time.Since(start))
		}
		return best
	}
	short, long := measure(1000), measure(8000)
	if long > 30*short+time.Second {
		t.Errorf("a text of 8 times the length takes %v, the short one %v", long, short)
	}
}

// FuzzNumbers holds that numbers lie in their text, in order, and have a value.
func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"1,500", "１．５千万", "p < .05", "20 世纪 90 年代", "1.2.3", "3 百分", "７.", "9'999'9", "2 p.m.", "٣ and 五十", ".5.5", "2½", "1/2", "3 亿 2000 万", "15:00", "90后", "½⁄3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		seen := map[string]bool{}
		wordValues(s, true, true, seen)
		behind := 0
		for _, n := range numbersIn(s, len(s)%2 == 0) {
			if n.at < behind || n.length <= 0 || n.at+n.length > len(s) || len(n.values) == 0 || n.values[0] == "" {
				t.Fatalf("%q: %+v", s, n)
			}
			behind = n.at + n.length
		}
	})
}
