package search

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestCoder writes numbers, terms and names in every kind and has the client
// read them, the same again from a coder that was used before.
func TestCoder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	terms := []string{"", "\x01sheng", "\x04", "~", "~a", "build_gan", "buildgan", "é", "数", "数\x00", "数据", "数据\U00020000", "\ufb00", "\U00020000"}
	for range 400 {
		terms = append(terms, string([]rune{rune('a' + random.IntN(26)), rune(0x4e00 + random.IntN(20000)), rune(random.IntN(0x300))}))
	}
	slices.SortFunc(terms, compareTerms)
	terms = slices.Compact(terms)
	var numbers [][2]int
	for i := range 6000 {
		numbers = append(numbers, [2]int{i % kindSymbol, random.IntN(1 << random.IntN(32))})
	}
	names := []hash{{}, {255, 255, 255, 255, 255, 255}, hashOf([]byte("a"))}
	var c coder
	var file []byte
	for range 2 {
		for _, n := range numbers {
			c.number(n[0], n[1])
		}
		for _, term := range terms {
			c.term(term)
		}
		for _, h := range names {
			c.name(h)
		}
		if got := c.end(); file != nil && !slices.Equal(got, file) {
			t.Fatal("a coder that was used before writes other bytes")
		} else {
			file = got
		}
	}
	var got struct {
		Numbers      []int
		Terms, Names []string
		Short        int
	}
	runClient(t, `
		const all = Uint8Array.from(atob(input.file), (c) => c.charCodeAt(0));
		const read = (bytes) => {
			const r = reader(bytes);
			let term = '';
			return {
				Numbers: input.numbers.map(([kind]) => r.number(kind)),
				Terms: input.terms.map(() => (term = r.term(term))),
				Names: input.names.map(() => r.name() + '.bin'),
			};
		};
		let Short = 0;
		for (const n of [0, 3, 4, 100, all.length - 1]) {
			try {
				read(all.subarray(0, n));
			} catch (e) {
				Short += e instanceof Stale;
			}
		}
		return { ...read(all), Short };
	`, map[string]any{"file": file, "numbers": numbers, "terms": terms, "names": make([]int, len(names))}, &got)
	for i, n := range numbers {
		if got.Numbers[i] != n[1] {
			t.Fatalf("number %d, of kind %d, is read as %d, want %d", i, n[0], got.Numbers[i], n[1])
		}
	}
	if !slices.Equal(got.Terms, terms) {
		t.Errorf("terms are read as %q", got.Terms)
	}
	for i, h := range names {
		if got.Names[i] != h.file() {
			t.Errorf("the name %s is read as %s", h.file(), got.Names[i])
		}
	}
	if got.Short != 5 {
		t.Errorf("%d of 5 files that are cut short are noticed", got.Short)
	}
}
