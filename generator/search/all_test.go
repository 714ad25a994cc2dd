package search

import (
	"fmt"
	"strings"
	"testing"
)

// sums stand for all that the index has of a term.
type sums struct{ Rows, Lists, Count, Places int }

func (s *sums) row(page, section, grade int) {
	s.Rows++
	s.Lists = (s.Lists*31 + page*65536 + section) % 1000003
	s.Lists = (s.Lists*31 + grade) % 1000003
}

func (s *sums) place(pos int) {
	s.Count++
	s.Places = (s.Places*31 + pos + headingSpan) % 1000003
}

// sumsOf returns the sums of a term as the parts have it.
func sumsOf(l *list, parts []*Part) sums {
	var s sums
	for i, p := range l.pages {
		section := 0
		docs, pos := l.of(i, parts)
		next := func(buf *[]byte) (value int) {
			value, *buf = read(*buf)
			return value
		}
		for len(docs) > 0 {
			row := next(&docs)
			section += row >> 4
			s.row(int(p.page), section, row>>1&7)
			section++
			if l.own != nil {
				continue // a summary has no positions
			}
			n, at := next(&pos), -headingSpan
			if n&1 == 1 {
				for range next(&pos) {
					at += next(&pos)
					s.place(at)
				}
			}
			at = 0
			for range n >> 1 {
				at += next(&pos)
				s.place(at)
			}
		}
	}
	return s
}

// TestEveryTerm has the client read all terms with all that there is of them:
// in shards and blocks, also where two terms stand in the same sections.
func TestEveryTerm(t *testing.T) {
	parts := append(guide(), many(300)...)
	for i := range 320 {
		parts = append(parts, page(fmt.Sprint("same", i), "same", strings.Repeat("left right ", 40)))
	}
	lists := complete(merge(parts), parts)
	want := map[string]sums{}
	blocks := 0
	for i := range lists {
		if l := &lists[i]; !vocabulary(l.term) {
			want[l.term] = sumsOf(l, parts)
			if l.hot() {
				blocks++
			}
		}
	}
	if blocks < 5 {
		t.Fatalf("%d terms have blocks", blocks)
	}
	var got map[string]sums
	runClient(t, `
		const shards = index(async (name) => new Uint8Array(readFileSync(input.folder + '/' + name))).during();
		const add = (sum, n) => (sum * 31 + n) % 1000003;
		const out = {};
		for (const { term, blocks } of await shards.terms('', Infinity)) {
			if (term < ' ') continue;
			const s = (out[term] = { Rows: 0, Lists: 0, Count: 0, Places: 0 });
			for (const b of blocks) {
				const { keys, grades } = await shards.rows(b);
				s.Rows += keys.length;
				keys.forEach((key, i) => (s.Lists = add(add(s.Lists, key), grades[i])));
				if (term.endsWith('\0')) continue;
				for (const at of (await shards.positions(b)).places.slice(0, keys.length).flat()) {
					s.Count++;
					s.Places = add(s.Places, at + 524288);
				}
			}
		}
		return out;
	`, map[string]any{"folder": pack(t, parts)}, &got)
	if len(got) != len(want) {
		t.Errorf("the client reads %d terms of %d", len(got), len(want))
	}
	for term, w := range want {
		if got[term] != w {
			t.Errorf("%q is read as %+v, want %+v", term, got[term], w)
		}
	}
}
