package search

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

// golden is one line of testdata/tokens.txt.
type golden struct{ Input, Want string }

func readGolden(t testing.TB, name string) []golden {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out []golden
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		quoted, want, ok := strings.Cut(line, " =>")
		var input string
		if err := json.Unmarshal([]byte(quoted), &input); err != nil || !ok {
			t.Fatalf("line %q is not of the form \"input\" => tokens", line)
		}
		out = append(out, golden{input, strings.TrimSpace(want)})
	}
	return out
}

func TestTokens(t *testing.T) {
	for _, g := range readGolden(t, "tokens.txt") {
		if got := tokensOf(g.Input); got != g.Want {
			t.Errorf("%q\n got %s\nwant %s", g.Input, got, g.Want)
		}
	}
}

func tokensOf(input string) string {
	var out []string
	folded, _ := fold(input)
	tokenize(folded, 0, func(term string, pos, _ int) { out = append(out, fmt.Sprintf("%s@%d", term, pos)) })
	return strings.Join(out, " ")
}

// TestTokensInBrowser runs the client's tokenizer over the same file.
func TestTokensInBrowser(t *testing.T) {
	lines := readGolden(t, "tokens.txt")
	var got []string
	runClient(t, `
		const pairs = new Map(input.pairs);
		return input.lines.map((line) => tokenize(fold(line.Input, pairs)).map((t) => t.term + '@' + t.pos).join(' '));
	`, map[string]any{"lines": lines, "pairs": allPairs()}, &got)
	for i, g := range lines {
		if got[i] != g.Want {
			t.Errorf("%q\n got %s\nwant %s", g.Input, got[i], g.Want)
		}
	}
}

// TestQueriesInBrowser holds the client's reading of queries to its rules.
func TestQueriesInBrowser(t *testing.T) {
	lines := readGolden(t, "queries.txt")
	var got []string
	runClient(t, `
		const pairs = new Map(input.pairs);
		const signs = { exact: '', word: '~', prefix: '*', han: '*' };
		const slots = (u) => u.slots.map((s) => s.term + '@' + s.pos + signs[s.kind]).join(' ');
		const unit = (u) => (u.without ? '-' : '') + (u.quoted ? '"' + slots(u) + '"' : slots(u));
		return input.lines.map((line) => parse(line.Input, pairs).map(unit).join(' | '));
	`, map[string]any{"lines": lines, "pairs": allPairs()}, &got)
	for i, g := range lines {
		if got[i] != g.Want {
			t.Errorf("%q\n got %s\nwant %s", g.Input, got[i], g.Want)
		}
	}
}

func allPairs() [][2]string {
	var out [][2]string
	for rest := simplified; rest != ""; rest = rest[6:] {
		out = append(out, [2]string{rest[:3], rest[3:6]})
	}
	return out
}

func TestSimplifiedTable(t *testing.T) {
	before, firsts := "", map[string]bool{}
	for _, p := range allPairs() {
		if p[0] <= before {
			t.Errorf("%s after %s: the table is not sorted", p[0], before)
		}
		before, firsts[p[0]] = p[0], true
	}
	for _, p := range allPairs() {
		if firsts[p[1]] {
			t.Errorf("%s is simplified to %s, which is simplified itself", p[0], p[1])
		}
	}
}

func FuzzTokenize(f *testing.F) {
	for _, g := range readGolden(f, "tokens.txt") {
		f.Add(g.Input)
	}
	f.Add("\xff中\xc0a_\xffB")
	f.Fuzz(func(t *testing.T, input string) {
		folded, _ := fold(input)
		last, begin := 0, 0
		next := tokenize(folded, 0, func(term string, pos, at int) {
			if term == "" || pos < last || pos > last+1 || at < begin || at >= len(folded) {
				t.Fatalf("%q: token %q at position %d, byte %d, after position %d, byte %d", input, term, pos, at, last, begin)
			}
			last, begin = pos, at
		})
		if next < last || next > last+1 {
			t.Fatalf("%q: the next position is %d, the last token's %d", input, next, last)
		}
	})
}
