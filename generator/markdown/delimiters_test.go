package markdown_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/render"

	"golang.org/x/tools/txtar"
)

// TestDelimiters runs testdata/delimiters.txt, whose head says how to read it.
// The cases are written from the rules, in both languages' parsers.
func TestDelimiters(t *testing.T) {
	data, err := os.ReadFile("testdata/delimiters.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for _, f := range txtar.Parse(data).Files {
		opt := markdown.Site("zh-Hans", false)
		opt.Bracket = strings.Contains(f.Name, "(on)")
		p := markdown.NewParser(opt)
		for line := range strings.SplitSeq(strings.TrimSuffix(string(f.Data), "\n"), "\n") {
			source, want, ok := strings.Cut(line, " ⇒ ")
			if !ok {
				t.Fatalf("%s: no case: %s", f.Name, line)
			}
			cases++
			if got := read(p, strings.ReplaceAll(source, "⏎", "\n")); got != want {
				t.Errorf("%s: %s\ngot  %s\nwant %s", f.Name, source, got, want)
			}
		}
	}
	if cases < 120 {
		t.Errorf("only %d cases", cases)
	}
}

var (
	forms = []struct {
		html *regexp.Regexp
		sign string
	}{
		{regexp.MustCompile(`<span class="math">(.*?)</span>`), "⟪$1⟫"},
		{regexp.MustCompile(`<span class="math-display">(.*?)</span>`), "⟪⟪$1⟫⟫"},
		{regexp.MustCompile(`<div class="math-display">(.*?)</div>`), "⟦$1⟧"},
		{regexp.MustCompile(`<span class="nb nb[12]">(⟪.*?⟫)<span>(.*?)</span></span>`), "$1$2"},
		{regexp.MustCompile(`<span class="nb">(.*?)</span>`), "$1"},
		{regexp.MustCompile(`<wbr>`), ""},
		{regexp.MustCompile(`^<p>(.*?)</p>$`), "$1"},
		{regexp.MustCompile(`^<div class="table".*?<table>⏎<thead>⏎<tr>⏎(.*)⏎</tr>⏎</thead>⏎<tbody>⏎<tr>⏎(.*)⏎</tr>⏎</tbody>⏎</table></div>$`), "$1⏎$2"},
	}
)

// read returns what a source reads as, in the form of the cases.
func read(p *markdown.Parser, src string) string {
	d := p.Parse([]byte(src))
	out := strings.ReplaceAll(strings.TrimSpace(render.Article(d, &assemble.View{}, nil)), "\n", "⏎")
	for _, f := range forms {
		if f.sign == "$1" && strings.HasPrefix(out, "<p>") && strings.Count(out, "<p>") > 1 {
			continue
		}
		out = f.html.ReplaceAllString(out, f.sign)
	}
	for _, n := range d.Notes {
		head := src[:n.Start]
		out += fmt.Sprintf(" !%s %d:%d", n.Code, 1+strings.Count(head, "\n"), 1+len([]rune(head[strings.LastIndex(head, "\n")+1:])))
	}
	return out
}
